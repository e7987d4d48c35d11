//! Objects of a namespace.

use serde_json::Value;

use super::input;
use super::model::{Namespace, Object, ObjectDraft};
use super::ports::Child;
use super::query::{self, Pairs};
use super::service::{Metadefs, Wording, missing, removed, target};
use crate::ctx::Ctx;
use crate::error::{Error, MetadefKind, MetadefMissing, Missing, Result};
use crate::policy::Rule;

impl Metadefs {
    /// All objects of a namespace, with the namespace's present name.
    pub async fn objects(&self, ctx: &Ctx, namespace: &str, pairs: &Pairs) -> Result<Vec<Object>> {
        let found = self.permitted(ctx, namespace, Wording::Full, Rule::GetMetadefObjects).await?;
        query::check_objects(pairs)?;
        if !self.allows(ctx, Rule::GetMetadefObject, target(&found)) {
            return Ok(Vec::new());
        }
        let objects = self.repo.objects(found.id).await?;
        Ok(objects.into_iter().map(|it| self.object_told(it)).collect())
    }

    pub async fn object(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<Object> {
        let found = self.permitted(ctx, namespace, Wording::Full, Rule::GetMetadefObject).await?;
        let object = self.repo.object(found.id, name).await?;
        object.map(|it| self.object_told(it)).ok_or_else(|| no_object(name))
    }

    /// Adds an object. Tells what was sent beside what there is now.
    pub(super) async fn make_object(
        &self,
        ctx: &Ctx,
        namespace: &str,
        body: &Value,
    ) -> Result<(Object, ObjectDraft)> {
        let found = self.permitted(ctx, namespace, Wording::Full, Rule::AddMetadefObject).await?;
        let draft = self.object_draft(body)?;
        let added = self.repo.add_object(&found, &draft, &self.limits, &self.by(ctx)).await?;
        let added = added.ok_or_else(|| missing(namespace, Wording::Full))?;
        Ok((self.object_told(added), draft))
    }

    /// Replaces an object, its name too.
    pub(super) async fn change_object(
        &self,
        ctx: &Ctx,
        namespace: &str,
        name: &str,
        body: &Value,
    ) -> Result<(Object, ObjectDraft)> {
        let found: Namespace =
            self.permitted(ctx, namespace, Wording::Short, Rule::ModifyMetadefObject).await?;
        let draft = self.object_draft(body)?;
        let saved = self.repo.save_object(&found, name, &draft, &self.limits, &self.by(ctx)).await?;
        Ok((self.object_told(saved.ok_or_else(|| no_object(name))?), draft))
    }

    pub(super) async fn drop_object(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<()> {
        let found = self.permitted(ctx, namespace, Wording::Short, Rule::DeleteMetadefObject).await?;
        let removal = self.repo.remove(found.id, Child::Object, name, &self.by(ctx)).await?;
        removed(removal, MetadefKind::Object, name, MetadefMissing::Object(name.to_owned()))
    }

    fn object_draft(&self, body: &Value) -> Result<ObjectDraft> {
        input::object(body, self.definition_limits())
    }
}

fn no_object(name: &str) -> Error {
    Error::NotFound(Missing::Metadef(MetadefMissing::Object(name.to_owned())))
}
