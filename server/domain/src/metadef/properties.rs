//! Definitions of properties of a namespace.

use serde_json::Value;

use super::input;
use super::model::{Namespace, Property};
use super::ports::Child;
use super::service::{Metadefs, Wording, missing, removed, target};
use crate::ctx::Ctx;
use crate::error::{Error, MetadefKind, MetadefMissing, Missing, Result};
use crate::policy::Rule;

impl Metadefs {
    pub async fn properties(&self, ctx: &Ctx, namespace: &str) -> Result<Vec<Property>> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::GetMetadefProperties).await?;
        let properties = self.repo.properties(found.id).await?;
        Ok(properties.into_iter().map(|it| self.property_told(it)).collect())
    }

    /// One definition. Where a type of resource is named, `name` is the one that the property has there,
    /// prefix included; the answer has the plain name.
    pub async fn property(
        &self,
        ctx: &Ctx,
        namespace: &str,
        name: &str,
        resource_type: Option<&str>,
    ) -> Result<Property> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::GetMetadefProperty).await?;
        let plain = match resource_type {
            Some(resource_type) => {
                self.require(ctx, Rule::GetMetadefResourceType, target(&found))?;
                self.plain_name(&found, name, resource_type).await?
            }
            None => name.to_owned(),
        };
        let property = self.repo.property(found.id, &plain).await?;
        property.map(|it| self.property_told(it)).ok_or_else(|| no_property(&plain))
    }

    /// A property's name without the prefix that it has on a type of resource.
    async fn plain_name(&self, namespace: &Namespace, name: &str, resource_type: &str) -> Result<String> {
        let fail = |missing| Err(Error::NotFound(Missing::Metadef(missing)));
        if self.repo.resource_type(resource_type).await?.is_none() {
            return fail(MetadefMissing::ResourceType(resource_type.to_owned()));
        }
        let associations = self.repo.associations(namespace.id).await?;
        let Some(association) = associations.iter().find(|it| it.resource_type == resource_type) else {
            return fail(MetadefMissing::Association {
                resource_type: resource_type.to_owned(),
                namespace: namespace.name.clone(),
            });
        };
        let prefix = association.prefix.as_deref().unwrap_or_default();
        match name.strip_prefix(prefix) {
            Some(plain) => Ok(plain.to_owned()),
            None => fail(MetadefMissing::Prefix { name: name.to_owned(), prefix: prefix.to_owned() }),
        }
    }

    pub(super) async fn make_property(&self, ctx: &Ctx, namespace: &str, body: &Value) -> Result<Property> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::AddMetadefProperty).await?;
        let property = input::property(body, self.definition_limits())?;
        let added = self.repo.add_property(&found, &property, self.limits.properties, &self.by(ctx)).await?;
        added.map(|()| self.property_told(property)).ok_or_else(|| missing(namespace, Wording::Short))
    }

    /// Replaces a definition, its name too.
    pub(super) async fn change_property(
        &self,
        ctx: &Ctx,
        namespace: &str,
        name: &str,
        body: &Value,
    ) -> Result<Property> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::ModifyMetadefProperty).await?;
        let property = input::property(body, self.definition_limits())?;
        let saved = self.repo.save_property(&found, name, &property, &self.by(ctx)).await?;
        saved.map(|()| self.property_told(property)).ok_or_else(|| no_property(name))
    }

    pub(super) async fn drop_property(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<()> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::RemoveMetadefProperty).await?;
        let removal = self.repo.remove(found.id, Child::Property, name, &self.by(ctx)).await?;
        removed(removal, MetadefKind::Property, name, MetadefMissing::Property(name.to_owned()))
    }

    fn property_told(&self, property: Property) -> Property {
        Property { definition: self.told(property.definition), ..property }
    }
}

fn no_property(name: &str) -> Error {
    Error::NotFound(Missing::Metadef(MetadefMissing::Property(name.to_owned())))
}
