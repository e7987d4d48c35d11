//! The service: what it rests on, and the questions that its methods begin with.

use std::sync::Arc;

use super::definitions::Definitions;
use super::ports::{Associated, UsageRepo, Wanted};
use crate::audit::Audit;
use crate::clock::Clock;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::image::Images;
use crate::image::query::PageLimits;
use crate::metadef::model::Namespace;
use crate::metadef::service::{Metadefs, Wording, own};
use crate::policy::Rule;

/// Images that one page looks at, at the most.
pub(super) const EXAMINED: usize = 200;

/// Definitions before real images.
pub struct MetadefUsage {
    pub(super) repo: Arc<dyn UsageRepo>,
    pub(super) metadefs: Arc<Metadefs>,
    pub(super) images: Arc<Images>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) audit: Audit,
}

impl MetadefUsage {
    #[must_use]
    pub fn new(
        repo: Arc<dyn UsageRepo>,
        metadefs: Arc<Metadefs>,
        images: Arc<Images>,
        clock: Arc<dyn Clock>,
        audit: Audit,
    ) -> Self {
        Self { repo, metadefs, images, clock, audit }
    }

    /// Lengths of pages.
    #[must_use]
    pub fn page_limits(&self) -> PageLimits {
        let PageLimits { default, max } = self.images.page_limits();
        PageLimits { default: default.min(EXAMINED), max: max.min(EXAMINED) }
    }

    /// Asks the rules for reading definitions across namespaces.
    pub(super) fn require_definitions(&self, ctx: &Ctx) -> Result<()> {
        for rule in [
            Rule::GetMetadefNamespaces,
            Rule::ListMetadefResourceTypes,
            Rule::GetMetadefObjects,
            Rule::GetMetadefProperties,
        ] {
            self.metadefs.require(ctx, rule, own(ctx))?;
        }
        Ok(())
    }

    /// The namespace, if the caller may see it and read what it defines.
    pub(super) async fn namespace(&self, ctx: &Ctx, name: &str) -> Result<Namespace> {
        self.metadefs.visible(ctx, name, Wording::Full).await
    }

    /// The definitions that the caller may read, of all namespaces for a type or of one.
    pub(super) async fn associated(
        &self,
        ctx: &Ctx,
        resource_type: &str,
        namespace: Option<&Namespace>,
    ) -> Result<Vec<Associated>> {
        let wanted = Wanted {
            viewer: self.metadefs.viewer(ctx),
            resource_type,
            namespace: namespace.map(|namespace| namespace.id),
            is_enforced: false,
        };
        let mut found = self.repo.definitions(&wanted).await?;
        found.retain(|it| self.metadefs.may_see(ctx, &it.namespace));
        Ok(found)
    }

    pub(super) async fn definitions(&self, ctx: &Ctx, resource_type: &str) -> Result<Definitions> {
        Ok(Definitions::new(&self.associated(ctx, resource_type, None).await?))
    }
}
