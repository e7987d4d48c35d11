//! What changes the catalog, as all skins call it: each change is audited, whatever became of it.

use serde_json::Value;
use vitrine_wire::metadef::{Applied, ImportVerdict};

use super::import::{ImportOptions, Imported, Known};
use super::input::NamespaceDocument;
use super::model::{Association, Namespace, Object, ObjectDraft, Property, Tag};
use super::ports::Child;
use super::service::Metadefs;
use crate::audit::{Action, Entry};
use crate::ctx::Ctx;
use crate::error::{Denial, Error, MetadefKind, Result};

impl Metadefs {
    /// Adds a namespace with all that the document holds, or nothing.
    pub async fn create(&self, ctx: &Ctx, body: &Value) -> Result<(Namespace, NamespaceDocument)> {
        let outcome = self.make(ctx, body).await;
        self.note(ctx, Action::NamespaceCreate, "namespace", said(body, "namespace"), &outcome).await;
        outcome
    }

    /// Replaces what is said of a namespace; what it holds stays. A document may hold more, which must
    /// be well-formed and has no effect.
    pub async fn update(&self, ctx: &Ctx, name: &str, body: &Value) -> Result<Namespace> {
        let outcome = self.change(ctx, name, body).await;
        self.note(ctx, Action::NamespaceUpdate, "namespace", name.to_owned(), &outcome).await;
        outcome
    }

    /// Removes a namespace and all that it holds.
    pub async fn delete(&self, ctx: &Ctx, name: &str) -> Result<()> {
        let outcome = self.drop_namespace(ctx, name).await;
        self.note(ctx, Action::NamespaceDelete, "namespace", name.to_owned(), &outcome).await;
        outcome
    }

    /// Removes everything of a kind from a namespace.
    pub async fn clear(&self, ctx: &Ctx, name: &str, child: Child) -> Result<()> {
        let outcome = self.empty(ctx, name, child).await;
        let action = match child {
            Child::Object => Action::MetadefObjectDelete,
            Child::Property => Action::MetadefPropertyDelete,
            Child::Tag => Action::MetadefTagDelete,
            Child::Association => Action::AssociationDelete,
        };
        self.note(ctx, action, "namespace", name.to_owned(), &outcome).await;
        outcome
    }

    /// Adds an object. Tells what was sent beside what there is now.
    pub async fn add_object(
        &self,
        ctx: &Ctx,
        namespace: &str,
        body: &Value,
    ) -> Result<(Object, ObjectDraft)> {
        let outcome = self.make_object(ctx, namespace, body).await;
        let id = within(namespace, &said(body, "name"));
        self.note(ctx, Action::MetadefObjectCreate, "object", id, &outcome).await;
        outcome
    }

    /// Replaces an object, its name too.
    pub async fn update_object(
        &self,
        ctx: &Ctx,
        namespace: &str,
        name: &str,
        body: &Value,
    ) -> Result<(Object, ObjectDraft)> {
        let outcome = self.change_object(ctx, namespace, name, body).await;
        self.note(ctx, Action::MetadefObjectUpdate, "object", within(namespace, name), &outcome).await;
        outcome
    }

    pub async fn remove_object(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<()> {
        let outcome = self.drop_object(ctx, namespace, name).await;
        self.note(ctx, Action::MetadefObjectDelete, "object", within(namespace, name), &outcome).await;
        outcome
    }

    pub async fn add_property(&self, ctx: &Ctx, namespace: &str, body: &Value) -> Result<Property> {
        let outcome = self.make_property(ctx, namespace, body).await;
        let id = within(namespace, &said(body, "name"));
        self.note(ctx, Action::MetadefPropertyCreate, "property", id, &outcome).await;
        outcome
    }

    /// Replaces a definition, its name too.
    pub async fn update_property(
        &self,
        ctx: &Ctx,
        namespace: &str,
        name: &str,
        body: &Value,
    ) -> Result<Property> {
        let outcome = self.change_property(ctx, namespace, name, body).await;
        self.note(ctx, Action::MetadefPropertyUpdate, "property", within(namespace, name), &outcome).await;
        outcome
    }

    pub async fn remove_property(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<()> {
        let outcome = self.drop_property(ctx, namespace, name).await;
        self.note(ctx, Action::MetadefPropertyDelete, "property", within(namespace, name), &outcome).await;
        outcome
    }

    pub async fn add_tag(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<Tag> {
        let outcome = self.make_tag(ctx, namespace, name).await;
        self.note(ctx, Action::MetadefTagCreate, "tag", within(namespace, name), &outcome).await;
        outcome
    }

    /// Adds tags to those of the namespace, or puts them in their place. No tags at all change nothing.
    pub async fn put_tags(
        &self,
        ctx: &Ctx,
        namespace: &str,
        body: &Value,
        append: bool,
    ) -> Result<Vec<String>> {
        let outcome = self.set_tags(ctx, namespace, body, append).await;
        let action = if append { Action::MetadefTagCreate } else { Action::MetadefTagReplace };
        self.note(ctx, action, "namespace", namespace.to_owned(), &outcome).await;
        outcome
    }

    /// Gives a tag another name.
    pub async fn update_tag(&self, ctx: &Ctx, namespace: &str, name: &str, body: &Value) -> Result<Tag> {
        let outcome = self.change_tag(ctx, namespace, name, body).await;
        self.note(ctx, Action::MetadefTagUpdate, "tag", within(namespace, name), &outcome).await;
        outcome
    }

    pub async fn remove_tag(&self, ctx: &Ctx, namespace: &str, name: &str) -> Result<()> {
        let outcome = self.drop_tag(ctx, namespace, name).await;
        self.note(ctx, Action::MetadefTagDelete, "tag", within(namespace, name), &outcome).await;
        outcome
    }

    /// Says that a namespace is for a type, which need not be known yet.
    pub async fn associate(&self, ctx: &Ctx, namespace: &str, body: &Value) -> Result<Association> {
        let outcome = self.bind(ctx, namespace, body).await;
        let id = within(namespace, &said(body, "name"));
        self.note(ctx, Action::AssociationCreate, "association", id, &outcome).await;
        outcome
    }

    pub async fn dissociate(&self, ctx: &Ctx, namespace: &str, resource_type: &str) -> Result<()> {
        let outcome = self.unbind(ctx, namespace, resource_type).await;
        let id = within(namespace, resource_type);
        self.note(ctx, Action::AssociationDelete, "association", id, &outcome).await;
        outcome
    }

    /// Brings documents in, each in a transaction of its own: one that cannot be brought in does not
    /// keep the others out. Fails as a whole only where nothing at all may be done.
    pub async fn import(
        &self,
        ctx: &Ctx,
        documents: &[Value],
        options: &ImportOptions,
    ) -> Result<Vec<Imported>> {
        if let Err(refusal) = self.may_import(ctx) {
            let outcome = Err(refusal);
            self.note(ctx, Action::NamespaceReplace, "namespace", String::new(), &outcome).await;
            return outcome;
        }
        self.bring(ctx, documents, options).await
    }

    /// What became of a document that was to be brought in. What changed nothing, as it should, is no event.
    pub(super) async fn note_row(&self, ctx: &Ctx, body: &Value, row: &Result<Imported>) {
        let (verdict, error) = match row {
            Ok(row) => (row.verdict, row.error.as_ref()),
            Err(error) => (ImportVerdict::Invalid, Some(error)),
        };
        let name = said(body, "namespace");
        let barred =
            Error::Forbidden(Denial::MetadefProtected { kind: MetadefKind::Namespace, name: name.clone() });
        let error = match (verdict, error) {
            (_, Some(error)) => Some(error),
            (ImportVerdict::Protected, None) => Some(&barred),
            (ImportVerdict::New | ImportVerdict::Differs, None) => None,
            _ => return,
        };
        let is_new = verdict == ImportVerdict::New;
        let action = if is_new { Action::NamespaceCreate } else { Action::NamespaceReplace };
        self.audit.record_end(ctx, Entry::new(action, "namespace", name), error).await;
    }

    /// Removes every namespace, protected or not; how many.
    pub async fn unload(&self, ctx: &Ctx) -> Result<u64> {
        let outcome = self.clear_catalog(ctx).await;
        self.note(ctx, Action::NamespaceDelete, "namespace", "*".to_owned(), &outcome).await;
        outcome
    }

    /// What [`Metadefs::replace`] would do now, and the state that it would do it to.
    pub async fn plan(
        &self,
        ctx: &Ctx,
        name: &str,
        known: &Known,
        body: &Value,
    ) -> Result<(Option<Namespace>, Applied)> {
        self.rewrite(ctx, name, known, body, true).await
    }

    /// Makes a namespace what a document says, in one transaction, if it still is what the caller knows.
    pub async fn replace(
        &self,
        ctx: &Ctx,
        name: &str,
        known: &Known,
        body: &Value,
    ) -> Result<(Option<Namespace>, Applied)> {
        let outcome = self.rewrite(ctx, name, known, body, false).await;
        let is_new = *known == Known::Nothing;
        let action = if is_new { Action::NamespaceCreate } else { Action::NamespaceReplace };
        self.note(ctx, action, "namespace", name.to_owned(), &outcome).await;
        outcome
    }

    /// Makes a namespace what it was in a version, as a new change.
    pub async fn revert(
        &self,
        ctx: &Ctx,
        name: &str,
        known: &Known,
        version: i64,
    ) -> Result<(Namespace, Applied)> {
        let outcome = self.return_to(ctx, name, known, version).await;
        self.note(ctx, Action::NamespaceRevert, "namespace", name.to_owned(), &outcome).await;
        outcome
    }

    async fn note<T: Sync>(
        &self,
        ctx: &Ctx,
        action: Action,
        kind: &'static str,
        id: String,
        outcome: &Result<T>,
    ) {
        self.audit.record(ctx, Entry::new(action, kind, id), outcome).await;
    }
}

/// What a body calls the thing it is about.
fn said(body: &Value, member: &str) -> String {
    body[member].as_str().unwrap_or_default().to_owned()
}

fn within(namespace: &str, name: &str) -> String {
    format!("{namespace}/{name}")
}
