//! Namespaces: listing, showing, adding, changing, removing.

use serde_json::Value;

use super::input::{self, NamespaceDocument};
use super::model::{Association, Contents, Namespace, NamespaceDraft, ObjectDraft};
use super::ports::Child;
use super::query::{NamespacePage, NamespaceQuery};
use super::service::{Metadefs, Wording, missing, own, removed, target};
use crate::ctx::Ctx;
use crate::error::{Denial, Error, Limit, MetadefKind, MetadefMissing, Result};
use crate::policy::{Rule, Target};

/// A page of namespaces with their associations, and the name that the next page begins behind if there
/// may be one.
#[derive(Debug, Default)]
pub struct NamespaceListing {
    pub namespaces: Vec<(Namespace, Vec<Association>)>,
    pub last: Option<String>,
}

/// A namespace as the caller gets to see it.
#[derive(Debug)]
pub enum Shown {
    /// The caller knows this state already.
    Unchanged(Namespace),
    Whole(Namespace, Contents),
}

impl Metadefs {
    /// A page of the namespaces that the caller may see.
    pub async fn list(&self, ctx: &Ctx, query: &NamespaceQuery) -> Result<NamespaceListing> {
        self.require(ctx, Rule::GetMetadefNamespaces, own(ctx))?;
        self.require(ctx, Rule::ListMetadefResourceTypes, own(ctx))?;
        let after = match &query.marker {
            Some(name) => Some(self.visible(ctx, name, Wording::Full).await?),
            None => None,
        };
        if query.limit == 0 {
            return Ok(NamespaceListing::default());
        }
        let page = NamespacePage { sort: query.sort, direction: query.direction, after, limit: query.limit };
        let rows = self.repo.list(&self.viewer(ctx), &query.filter, &page).await?;
        // Whether there is a next page is decided before rows are left out.
        let last = rows.last().filter(|_| rows.len() == query.limit).map(|(row, _)| row.name.clone());
        let namespaces = rows.into_iter().filter(|(row, _)| self.may_see(ctx, row)).collect();
        Ok(NamespaceListing { namespaces, last })
    }

    /// One namespace with all it holds, on `resource_type` if one is asked for. Where the caller knows
    /// its revision already, what it holds is not read.
    pub async fn show(
        &self,
        ctx: &Ctx,
        name: &str,
        resource_type: Option<&str>,
        is_known: impl FnOnce(&str) -> bool + Send,
    ) -> Result<Shown> {
        let namespace = self.readable(ctx, name).await?;
        if is_known(&self.edition(&namespace)) {
            return Ok(Shown::Unchanged(namespace));
        }
        let detail = self.repo.detail(namespace.id).await?;
        // It may have changed hands since.
        let detail = detail.filter(|(namespace, _)| self.may_see(ctx, namespace));
        let (namespace, contents) = detail.ok_or_else(|| missing(name, Wording::Full))?;
        let contents = match resource_type {
            Some(resource_type) => contents.on(resource_type),
            None => contents,
        };
        let contents = Contents {
            properties: self.all_told(contents.properties),
            objects: contents.objects.into_iter().map(|it| self.object_told(it)).collect(),
            ..contents
        };
        Ok(Shown::Whole(namespace, contents))
    }

    /// Adds a namespace with all that the document holds, or nothing.
    pub(super) async fn make(&self, ctx: &Ctx, body: &Value) -> Result<(Namespace, NamespaceDocument)> {
        self.require(ctx, Rule::AddMetadefNamespace, own(ctx))?;
        let document = input::namespace(body, ctx.caller.project(), self.definition_limits())?;
        self.authorize_owner(ctx, &document.base)?;
        for (rule, is_asked) in [
            (Rule::AddMetadefResourceTypeAssociation, !document.associations.is_empty()),
            (Rule::AddMetadefObject, !document.objects.is_empty()),
            (Rule::AddMetadefTag, !document.tags.is_empty()),
            (Rule::AddMetadefProperty, !document.properties.is_empty()),
        ] {
            if is_asked {
                self.require(ctx, rule, drafted(&document.base))?;
            }
        }
        self.check_caps(&document)?;
        let namespace = self.repo.insert(&document, &self.by(ctx)).await?;
        tracing::info!(namespace.name, "added namespace {}", namespace.name);
        let object =
            |it: ObjectDraft| ObjectDraft { properties: it.properties.map(|all| self.all_told(all)), ..it };
        let objects = document.objects.into_iter().map(object).collect();
        let properties = self.all_told(document.properties);
        Ok((namespace, NamespaceDocument { objects, properties, ..document }))
    }

    /// Only administrators make namespaces for other projects, even where policy lets others write.
    fn authorize_owner(&self, ctx: &Ctx, draft: &NamespaceDraft) -> Result<()> {
        if ctx.caller.project() == Some(&draft.owner) || self.is_admin(ctx) {
            return Ok(());
        }
        Err(Error::Forbidden(Denial::OwnerChange))
    }

    pub(super) fn check_caps(&self, document: &NamespaceDocument) -> Result<()> {
        let inner: usize = document.objects.iter().flat_map(|it| &it.properties).map(|it| it.len()).sum();
        for (kind, count, limit) in [
            (MetadefKind::Object, document.objects.len(), self.limits.objects),
            (MetadefKind::Property, document.properties.len() + inner, self.limits.properties),
            (MetadefKind::Tag, document.tags.len(), self.limits.tags),
            (MetadefKind::Association, document.associations.len(), self.limits.associations),
        ] {
            if count > limit {
                return Err(Error::TooLarge(Limit::Metadef { kind, limit }));
            }
        }
        Ok(())
    }

    /// Replaces what is said of a namespace; what it holds stays. A document may hold more, which must
    /// be well-formed and has no effect.
    pub(super) async fn change(&self, ctx: &Ctx, name: &str, body: &Value) -> Result<Namespace> {
        let namespace = self.permitted(ctx, name, Wording::Short, Rule::ModifyMetadefNamespace).await?;
        let draft = input::namespace(body, ctx.caller.project(), self.definition_limits())?.base;
        if draft.owner != namespace.owner {
            self.authorize_owner(ctx, &draft)?;
        }
        let saved = self.repo.save(namespace.id, &draft, &self.by(ctx)).await?;
        saved.ok_or_else(|| missing(name, Wording::Short))
    }

    /// Removes a namespace and all that it holds.
    pub(super) async fn drop_namespace(&self, ctx: &Ctx, name: &str) -> Result<()> {
        let namespace = self.permitted(ctx, name, Wording::Short, Rule::DeleteMetadefNamespace).await?;
        let removal = self.repo.delete(namespace.id, &self.by(ctx)).await?;
        let gone = MetadefMissing::ParentNamespace(name.to_owned());
        removed(removal, MetadefKind::Namespace, name, gone)?;
        tracing::info!(namespace.name, "removed namespace {name}");
        Ok(())
    }

    /// Removes everything of a kind from a namespace.
    pub(super) async fn empty(&self, ctx: &Ctx, name: &str, child: Child) -> Result<()> {
        let namespace = self.permitted(ctx, name, Wording::Short, Rule::DeleteMetadefNamespace).await?;
        if child == Child::Tag {
            self.require(ctx, Rule::DeleteMetadefTags, target(&namespace))?;
        }
        let removal = self.repo.clear(namespace.id, child, &self.by(ctx)).await?;
        let gone = MetadefMissing::ParentNamespace(name.to_owned());
        removed(removal, MetadefKind::Namespace, name, gone)
    }
}

/// The facts about a namespace that is not there yet.
fn drafted(draft: &NamespaceDraft) -> Target<'_> {
    Target {
        owner: Some(draft.owner.as_str()),
        visibility: Some(draft.visibility.as_str()),
        ..Target::default()
    }
}
