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

/// What is known of a property's name. `key` is what images call it, where they do.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/key", input = leptos::server_fn::codec::Json)]
pub async fn load_key(
    namespace: String,
    is_saved: bool,
    name: String,
    key: Option<String>,
) -> Result<KeyFacts, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let key = key.filter(|_| is_saved);
    ssr::key_facts(&services, &ctx, &namespace, &name, key).await.map_err(|error| backend::refuse(&error))
}

#[cfg(feature = "ssr")]
mod ssr {
    use std::collections::BTreeSet;

    use vitrine_domain::metadef::search::SearchQuery;
    use vitrine_domain::metadef::{Known, Namespace};
    use vitrine_domain::{Ctx, Error, Services};
    use vitrine_wire::metadef::{Document, KeyFacts, KeyUsage, Opened, Save, Saved, SearchKind};

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
        name: &str,
        key: Option<String>,
    ) -> Result<KeyFacts> {
        let elsewhere = elsewhere(services, ctx, namespace, name).await?;
        let usage = match key {
            Some(key) => usage(services, ctx, namespace, &key).await?,
            None => None,
        };
        Ok(KeyFacts { elsewhere, usage })
    }

    async fn elsewhere(services: &Services, ctx: &Ctx, namespace: &str, name: &str) -> Result<Vec<String>> {
        let pairs = [("q", name), ("kind", SearchKind::Property.as_str()), ("limit", "100")];
        let pairs = pairs.map(|(key, value)| (key.to_owned(), value.to_owned()));
        // A name without a word in it is found nowhere.
        let Ok(query) = SearchQuery::parse(&pairs) else { return Ok(Vec::new()) };
        let found = services.metadefs.search(ctx, &query).await?;
        let others =
            found.hits.into_iter().filter(|hit| hit.entry.name == name && hit.namespace != namespace);
        let names: BTreeSet<String> = others.map(|hit| hit.namespace).collect();
        Ok(names.into_iter().collect())
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
