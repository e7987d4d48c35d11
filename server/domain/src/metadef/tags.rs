//! Tags of a namespace. Their names differ by case.

use serde_json::Value;

use super::input;
use super::model::Tag;
use super::ports::{Child, Removal};
use super::query::{TagPage, TagQuery};
use super::service::{Metadefs, Wording, missing, removed};
use crate::ctx::Ctx;
use crate::error::{Error, MetadefKind, MetadefMissing, Missing, Result};
use crate::policy::Rule;

impl Metadefs {
    pub async fn tags(&self, ctx: &Ctx, namespace: &str, query: &TagQuery) -> Result<Vec<Tag>> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::GetMetadefTags).await?;
        let after = match &query.marker {
            Some(name) => Some(self.repo.tag(found.id, name).await?.ok_or_else(|| no_tag(name))?),
            None => None,
        };
        if query.limit == Some(0) {
            return Ok(Vec::new());
        }
        let page = TagPage { sort: query.sort, direction: query.direction, after, limit: query.limit };
        self.repo.tags(found.id, &page).await
    }

    pub async fn tag(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<Tag> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::GetMetadefTag).await?;
        self.repo.tag(found.id, name).await?.ok_or_else(|| no_tag(name))
    }

    pub(super) async fn make_tag(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<Tag> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::AddMetadefTag).await?;
        input::tag_name(name)?;
        let by = self.by(ctx);
        let names = [name.to_owned()];
        let added = self.repo.add_tags(&found, &names, self.limits.tags, &by).await?;
        let [name] = names;
        let tag = Tag { name, created_at: by.at, updated_at: by.at };
        added.map(|()| tag).ok_or_else(|| missing(namespace, Wording::Short))
    }

    /// Adds tags to those of the namespace, or puts them in their place. No tags at all change nothing.
    pub(super) async fn set_tags(
        &self,
        ctx: &Ctx,
        namespace: &str,
        body: &Value,
        append: bool,
    ) -> Result<Vec<String>> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::AddMetadefTags).await?;
        let names = input::tags(body, namespace)?;
        if names.is_empty() {
            return Ok(names);
        }
        let (cap, by) = (self.limits.tags, self.by(ctx));
        let outcome = if append {
            self.repo.add_tags(&found, &names, cap, &by).await?.map_or(Removal::Missing, |()| Removal::Done)
        } else {
            self.repo.replace_tags(&found, &names, cap, &by).await?
        };
        let gone = MetadefMissing::ParentNamespace(namespace.to_owned());
        removed(outcome, MetadefKind::Namespace, namespace, gone)?;
        Ok(names)
    }

    /// Gives a tag another name.
    pub(super) async fn change_tag(
        &self,
        ctx: &Ctx,
        namespace: &str,
        name: &str,
        body: &Value,
    ) -> Result<Tag> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::ModifyMetadefTag).await?;
        let to = input::tag(body)?;
        let renamed = self.repo.rename_tag(&found, name, &to, &self.by(ctx)).await?;
        renamed.ok_or_else(|| no_tag(name))
    }

    pub(super) async fn drop_tag(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<()> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::DeleteMetadefTag).await?;
        let removal = self.repo.remove(found.id, Child::Tag, name, &self.by(ctx)).await?;
        removed(removal, MetadefKind::Tag, name, MetadefMissing::Tag(name.to_owned()))
    }
}

fn no_tag(name: &str) -> Error {
    Error::NotFound(Missing::Metadef(MetadefMissing::Tag(name.to_owned())))
}
