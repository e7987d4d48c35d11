//! How strictly namespaces are applied to images: the setting, and what the images service asks.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use vitrine_wire::metadef::{EnforcementSetting, IMAGE_TYPE, MetadefEnforcement};

use super::definitions::Definitions;
use super::ports::{UsageRepo, Wanted};
use super::service::MetadefUsage;
use crate::audit::{Action, Entry};
use crate::ctx::{Ctx, ProjectId};
use crate::error::Result;
use crate::image::ports::{Breach, ValueRules};
use crate::metadef::ports::{By, Viewer};
use crate::metadef::service::{Wording, missing};
use crate::policy::Rule;

impl MetadefUsage {
    /// How strictly a namespace is applied to images.
    pub async fn enforcement(&self, ctx: &Ctx, name: &str) -> Result<EnforcementSetting> {
        let namespace = self.namespace(ctx, name).await?;
        let setting = self.repo.enforcement(namespace.id).await?;
        let enforcement = setting.ok_or_else(|| missing(name, Wording::Full))?;
        Ok(EnforcementSetting { enforcement })
    }

    /// Applies a namespace to images more or less strictly. What images have already stays as it is.
    pub async fn enforce(&self, ctx: &Ctx, name: &str, setting: &EnforcementSetting) -> Result<()> {
        let outcome = self.set_enforcement(ctx, name, setting.enforcement).await;
        let entry = Entry::new(Action::MetadefEnforcement, "namespace", name);
        self.audit.record(ctx, entry.fields(["enforcement"]), &outcome).await;
        outcome
    }

    async fn set_enforcement(&self, ctx: &Ctx, name: &str, enforcement: MetadefEnforcement) -> Result<()> {
        let rule = Rule::ModifyMetadefNamespace;
        let namespace = self.metadefs.permitted(ctx, name, Wording::Short, rule).await?;
        let is_there =
            self.repo.set_enforcement(namespace.id, enforcement, &By::new(ctx, self.clock.now())).await?;
        if is_there { Ok(()) } else { Err(missing(name, Wording::Short)) }
    }
}

/// The rules for values that the catalog has: what public namespaces and those of the image's owner
/// define, as far as they are to be heeded.
pub struct EnforcedDefinitions {
    repo: Arc<dyn UsageRepo>,
}

impl EnforcedDefinitions {
    #[must_use]
    pub fn new(repo: Arc<dyn UsageRepo>) -> Self {
        Self { repo }
    }
}

#[async_trait]
impl ValueRules for EnforcedDefinitions {
    async fn breaches(
        &self,
        owner: Option<&ProjectId>,
        properties: &BTreeMap<String, String>,
    ) -> Result<Vec<Breach>> {
        let wanted = Wanted {
            viewer: Viewer { project: owner.cloned(), sees_all: false },
            resource_type: IMAGE_TYPE,
            namespace: None,
            is_enforced: true,
        };
        let namespaces = self.repo.definitions(&wanted).await?;
        Ok(Definitions::of(&namespaces, |key| properties.contains_key(key)).breaches(properties))
    }
}
