//! What the authoring workspace asks.

use leptos::prelude::*;
use vitrine_wire::metadef::{KeyFacts, Opened, Save, Saved};

use crate::rpc::UiError;

/// A namespace to be worked on; without a name a new one, as a copy if it says of which.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/open", input = leptos::server_fn::codec::Json)]
pub async fn open_studio(namespace: Option<String>, from: Option<String>) -> Result<Opened, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    ssr::open(&services, &ctx, namespace, from).await.map_err(|error| backend::refuse(&error))
}

/// Saves a document in one transaction, if the namespace still is what it was.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/save", input = leptos::server_fn::codec::Json)]
pub async fn save_document(save: Save) -> Result<Saved, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    ssr::save(&services, &ctx, save).await.map_err(|error| backend::refuse(&error))
}

/// What is known of a property by what resources call it, by type of resource.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/key", input = leptos::server_fn::codec::Json)]
pub async fn load_key(
    namespace: String,
    is_saved: bool,
    stored: Vec<(String, String)>,
) -> Result<KeyFacts, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let facts = ssr::key_facts(&services, &ctx, &namespace, is_saved, stored).await;
    facts.map_err(|error| backend::refuse(&error))
}

#[cfg(feature = "ssr")]
mod ssr {
    use vitrine_domain::metadef::{Known, Namespace};
    use vitrine_domain::{Ctx, Error, Services};
    use vitrine_wire::metadef::{Document, IMAGE_TYPE, KeyFacts, KeyUsage, Opened, Save, Saved};

    type Result<T> = std::result::Result<T, Error>;

    pub async fn open(
        services: &Services,
        ctx: &Ctx,
        namespace: Option<String>,
        from: Option<String>,
    ) -> Result<Opened> {
        let metadefs = &services.metadefs;
        let (document, revision) = match namespace {
            Some(name) => {
                let (namespace, document) = metadefs.authored(ctx, &name).await?;
                (document, Some(namespace.revision()))
            }
            None => {
                metadefs.require_authorship(ctx)?;
                let document = match from {
                    Some(from) => copy(metadefs.document(ctx, &from).await?.1),
                    None => Document::new(""),
                };
                (document, None)
            }
        };
        let resource_types = metadefs.resource_types(ctx).await?.into_iter().map(|it| it.name).collect();
        let gives_away = metadefs.gives_away(ctx);
        Ok(Opened { document, revision, resource_types, gives_away, author: ctx.caller.user_id.0.clone() })
    }

    /// A copy belongs to who makes it, and needs a name of its own.
    fn copy(document: Document) -> Document {
        Document { namespace: String::new(), owner: None, protected: false, ..document }
    }

    pub async fn save(services: &Services, ctx: &Ctx, save: Save) -> Result<Saved> {
        let metadefs = &services.metadefs;
        let known = save.revision.map_or(Known::Nothing, |revision| Known::Revisions(vec![revision]));
        if save.is_dry_run {
            let (_, applied) = metadefs.plan(ctx, &save.namespace, &known, &save.document).await?;
            let (changes, warnings) = (applied.changes.len(), applied.warnings);
            return Ok(Saved { document: None, revision: None, changes, warnings });
        }
        let (namespace, applied) = metadefs.replace(ctx, &save.namespace, &known, &save.document).await?;
        let stored = stored(services, ctx, &applied.namespace, namespace).await;
        let (document, revision) =
            stored.map_or((None, None), |(document, revision)| (Some(document), Some(revision)));
        Ok(Saved { document, revision, changes: applied.changes.len(), warnings: applied.warnings })
    }

    /// What was stored, unless somebody has changed it since: then what follows must not build on that.
    async fn stored(
        services: &Services,
        ctx: &Ctx,
        name: &str,
        written: Option<Namespace>,
    ) -> Option<(Document, String)> {
        let (namespace, document) = services.metadefs.document(ctx, name).await.ok()?;
        let revision = namespace.revision();
        (written?.revision() == revision).then_some((document, revision))
    }

    pub async fn key_facts(
        services: &Services,
        ctx: &Ctx,
        namespace: &str,
        is_saved: bool,
        stored: Vec<(String, String)>,
    ) -> Result<KeyFacts> {
        let elsewhere = services.metadef_usage.defined_elsewhere(ctx, namespace, &stored).await?;
        let key = stored.into_iter().find(|(kind, _)| kind == IMAGE_TYPE).map(|(_, key)| key);
        let usage = match key.filter(|_| is_saved) {
            Some(key) => usage(services, ctx, namespace, &key).await?,
            None => None,
        };
        Ok(KeyFacts { elsewhere, usage })
    }

    /// `None` where nothing can be told: the key is not saved, or the caller may not look at images.
    async fn usage(services: &Services, ctx: &Ctx, namespace: &str, key: &str) -> Result<Option<KeyUsage>> {
        match services.metadef_usage.usage(ctx, namespace, Some(key)).await {
            Ok(found) => Ok(found.properties.into_iter().next()),
            Err(Error::NotFound(_) | Error::Forbidden(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
