//! Types of resources, and which namespaces are for them.

use serde_json::Value;

use super::input;
use super::model::{Association, ResourceType};
use super::ports::Child;
use super::service::{Metadefs, Wording, missing, own, removed, target};
use crate::ctx::Ctx;
use crate::error::{MetadefKind, MetadefMissing, Result};
use crate::policy::Rule;

impl Metadefs {
    /// Every type that a namespace is or was for.
    pub async fn resource_types(&self, ctx: &Ctx) -> Result<Vec<ResourceType>> {
        self.require(ctx, Rule::ListMetadefResourceTypes, own(ctx))?;
        self.repo.resource_types().await
    }

    pub async fn associations(&self, ctx: &Ctx, namespace: &str) -> Result<Vec<Association>> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::ListMetadefResourceTypes).await?;
        if !self.allows(ctx, Rule::GetMetadefResourceType, target(&found)) {
            return Ok(Vec::new());
        }
        self.repo.associations(found.id).await
    }

    /// Says that a namespace is for a type, which need not be known yet.
    pub(super) async fn bind(&self, ctx: &Ctx, namespace: &str, body: &Value) -> Result<Association> {
        let rule = Rule::AddMetadefResourceTypeAssociation;
        let found = self.permitted(ctx, namespace, Wording::Short, rule).await?;
        let draft = input::association(body)?;
        let cap = self.limits.associations;
        let added = self.repo.associate(&found, &draft, cap, &self.by(ctx)).await?;
        added.ok_or_else(|| missing(namespace, Wording::Short))
    }

    pub(super) async fn unbind(&self, ctx: &Ctx, namespace: &str, resource_type: &str) -> Result<()> {
        let rule = Rule::RemoveMetadefResourceTypeAssociation;
        let found = self.permitted(ctx, namespace, Wording::Short, rule).await?;
        let removal = self.repo.remove(found.id, Child::Association, resource_type, &self.by(ctx)).await?;
        let missing = MetadefMissing::AssociationToDelete(resource_type.to_owned());
        removed(removal, MetadefKind::Association, resource_type, missing)
    }
}
