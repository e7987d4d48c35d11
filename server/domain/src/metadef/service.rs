//! The catalog's service: what it rests on, and the questions that each of its methods begins with. What
//! it can do is beside it, a file for each kind of thing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use vitrine_wire::metadef::{MetadefVisibility, PropertyDefinition};

use super::definitions::{self, Limits};
use super::model::{Namespace, NamespaceId, Object};
use super::ports::{By, MetadefRepo, Removal, Viewer};
use super::search::MetadefIndex;
use crate::audit::Audit;
use crate::clock::Clock;
use crate::ctx::{Ctx, ProjectId};
use crate::error::{Denial, Error, MetadefKind, MetadefMissing, Missing, Result};
use crate::fetch::WebSource;
use crate::image::query::PageLimits;
use crate::policy::{Policy, Rule, Target};

/// The limits on the catalog that an operator may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadefLimits {
    /// Of one namespace, as the next three.
    pub objects: usize,
    /// Those in objects included.
    pub properties: usize,
    pub tags: usize,
    pub associations: usize,
    /// Of one `enum`.
    pub enum_items: usize,
    /// Are definitions refused that contradict themselves?
    pub is_strict: bool,
    /// Are defaults told as the original does: as texts?
    pub has_text_defaults: bool,
    pub page: PageLimits,
}

/// The catalog of metadata definitions.
pub struct Metadefs {
    pub(super) repo: Arc<dyn MetadefRepo>,
    pub(super) index: Arc<dyn MetadefIndex>,
    /// In which version.
    pub(super) not_indexed: Mutex<BTreeMap<NamespaceId, i64>>,
    pub(super) policy: Arc<Policy>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) limits: MetadefLimits,
    pub(super) audit: Audit,
    /// Where documents may be read from, besides what callers send.
    pub(super) web: Option<Arc<dyn WebSource>>,
}

/// How calls tell of a namespace that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// Calls on a namespace, and some on its objects.
    Full,
    /// The others.
    Short,
}

impl Metadefs {
    #[must_use]
    pub fn new(
        repo: Arc<dyn MetadefRepo>,
        index: Arc<dyn MetadefIndex>,
        policy: Arc<Policy>,
        clock: Arc<dyn Clock>,
        limits: MetadefLimits,
        audit: Audit,
    ) -> Self {
        Self { repo, index, not_indexed: Mutex::default(), policy, clock, limits, audit, web: None }
    }

    /// Lets documents be read from addresses.
    #[must_use]
    pub fn with_web(self, web: Arc<dyn WebSource>) -> Self {
        Self { web: Some(web), ..self }
    }

    /// Lengths of pages.
    #[must_use]
    pub fn page_limits(&self) -> PageLimits {
        self.limits.page
    }

    pub(super) fn definition_limits(&self) -> Limits {
        Limits { enum_items: self.limits.enum_items, is_strict: self.limits.is_strict }
    }

    /// Names what the Image API shows of a namespace: equal only for the same state, told in the same form.
    #[must_use]
    pub fn edition(&self, namespace: &Namespace) -> String {
        let form = if self.limits.has_text_defaults { "-text" } else { "" };
        format!("{}{form}", namespace.revision())
    }

    /// A definition as the Image API tells it.
    pub(super) fn told(&self, mut definition: PropertyDefinition) -> PropertyDefinition {
        if self.limits.has_text_defaults {
            definitions::default_as_text(&mut definition);
        }
        definition
    }

    pub(super) fn all_told(
        &self,
        all: BTreeMap<String, PropertyDefinition>,
    ) -> BTreeMap<String, PropertyDefinition> {
        if !self.limits.has_text_defaults {
            return all;
        }
        all.into_iter().map(|(name, definition)| (name, self.told(definition))).collect()
    }

    pub(super) fn object_told(&self, object: Object) -> Object {
        Object { properties: self.all_told(object.properties), ..object }
    }

    /// For what was written under other limits.
    pub(super) fn unlimited(&self) -> Limits {
        Limits { enum_items: usize::MAX, is_strict: false }
    }

    /// The namespace, unless it is missing or hidden from the caller: these look the same.
    pub(super) async fn visible(&self, ctx: &Ctx, name: &str, wording: Wording) -> Result<Namespace> {
        let found = self.repo.find(name).await?;
        let visible = found.filter(|namespace| self.may_see(ctx, namespace));
        visible.ok_or_else(|| missing(name, wording))
    }

    /// The namespace, for a call that `rule` decides about.
    pub(super) async fn permitted(
        &self,
        ctx: &Ctx,
        name: &str,
        wording: Wording,
        rule: Rule,
    ) -> Result<Namespace> {
        let namespace = self.visible(ctx, name, wording).await?;
        self.require(ctx, rule, target(&namespace))?;
        Ok(namespace)
    }

    pub(super) fn may_see(&self, ctx: &Ctx, namespace: &Namespace) -> bool {
        let is_visible = namespace.visibility == MetadefVisibility::Public
            || ctx.caller.project() == Some(&namespace.owner)
            || self.is_admin(ctx);
        is_visible && self.allows(ctx, Rule::GetMetadefNamespace, target(namespace))
    }

    /// Asks the policy. Who may not even see namespaces is not told that there is a rule.
    pub(super) fn require(&self, ctx: &Ctx, rule: Rule, target: Target<'_>) -> Result<()> {
        match self.policy.check(&ctx.caller, rule, target) {
            Err(_) if !self.allows(ctx, Rule::GetMetadefNamespace, target) => {
                Err(Error::NotFound(Missing::Metadef(MetadefMissing::Hidden)))
            }
            other => other,
        }
    }

    pub(super) fn allows(&self, ctx: &Ctx, rule: Rule, target: Target<'_>) -> bool {
        self.policy.allows(&ctx.caller, rule, target)
    }

    pub(super) fn is_admin(&self, ctx: &Ctx) -> bool {
        self.allows(ctx, Rule::ContextIsAdmin, Target::default())
    }

    /// The caller, for the catalog's history.
    pub(super) fn by(&self, ctx: &Ctx) -> By {
        By::new(ctx, self.clock.now())
    }

    pub(super) fn viewer(&self, ctx: &Ctx) -> Viewer {
        Viewer { project: ctx.caller.project().cloned(), sees_all: self.is_admin(ctx) }
    }
}

/// The facts about a namespace that rules may see.
pub(super) fn target(namespace: &Namespace) -> Target<'_> {
    Target {
        owner: Some(namespace.owner.as_str()),
        visibility: Some(namespace.visibility.as_str()),
        ..Target::default()
    }
}

/// The facts about what belongs to no namespace: it counts as the caller's own.
pub(super) fn own(ctx: &Ctx) -> Target<'_> {
    Target { owner: ctx.caller.project().map(ProjectId::as_str), ..Target::default() }
}

pub(super) fn missing(name: &str, wording: Wording) -> Error {
    let name = name.to_owned();
    Error::NotFound(Missing::Metadef(match wording {
        Wording::Full => MetadefMissing::Namespace(name),
        Wording::Short => MetadefMissing::ParentNamespace(name),
    }))
}

/// The outcome of a removal, as the caller is told.
pub(super) fn removed(
    removal: Removal,
    kind: MetadefKind,
    name: &str,
    missing: MetadefMissing,
) -> Result<()> {
    match removal {
        Removal::Done => Ok(()),
        Removal::Missing => Err(Error::NotFound(Missing::Metadef(missing))),
        Removal::Refused => Err(Error::Forbidden(Denial::MetadefProtected { kind, name: name.to_owned() })),
    }
}
