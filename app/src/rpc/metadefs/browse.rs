//! The catalog as it is browsed.

use leptos::prelude::*;
use vitrine_wire::metadef::{
    CatalogQuery, Change, HistoryPage, KeyReport, NamespaceRow, NamespaceTable, NamespaceUsage,
    NamespaceView, OrphanPage, SearchResult,
};

use crate::rpc::UiError;

/// A page of namespaces.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/table", input = leptos::server_fn::codec::Json)]
pub async fn load_namespaces(query: CatalogQuery) -> Result<NamespaceTable, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.metadefs.table(&ctx, &query).await.map_err(|error| backend::refuse(&error))
}

/// Every namespace, without what it holds.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/rows")]
pub async fn load_rows() -> Result<Vec<NamespaceRow>, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.metadefs.rows(&ctx).await.map_err(|error| backend::refuse(&error))
}

/// A namespace with all it holds.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/view")]
pub async fn load_view(namespace: String) -> Result<NamespaceView, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.metadefs.view(&ctx, &namespace).await.map_err(|error| backend::refuse(&error))
}

/// What images make of a namespace.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/usage")]
pub async fn load_usage(namespace: String) -> Result<NamespaceUsage, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.metadef_usage.usage(&ctx, &namespace, None).await.map_err(|error| backend::refuse(&error))
}

/// Versions of a namespace, the newest first.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/history", input = leptos::server_fn::codec::Json)]
pub async fn load_history(namespace: String, before: Option<i64>) -> Result<HistoryPage, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let found = services.metadefs.history(&ctx, &namespace, before, VERSIONS).await;
    found.map(told).map_err(|error| backend::refuse(&error))
}

/// What changes from one version to another, which may be the older one.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/difference", input = leptos::server_fn::codec::Json)]
pub async fn load_difference(namespace: String, from: i64, to: i64) -> Result<Vec<Change>, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let found = services.metadefs.difference(&ctx, &namespace, from, to).await;
    found.map_err(|error| backend::refuse(&error))
}

/// Versions of a page.
#[cfg(feature = "ssr")]
const VERSIONS: usize = 25;

#[cfg(feature = "ssr")]
fn told(page: vitrine_domain::metadef::ports::VersionPage) -> HistoryPage {
    let last = page.versions.last().filter(|_| page.has_more).map(|it| it.version.to_string());
    let versions = page.versions.into_iter().map(vitrine_domain::metadef::publish::version).collect();
    HistoryPage { versions, next: last }
}

/// What is found across the catalog.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/search", input = leptos::server_fn::codec::Json)]
pub async fn search_catalog(
    text: String,
    kind: Option<String>,
    property_type: Option<String>,
    resource_type: Option<String>,
    language: String,
) -> Result<SearchResult, UiError> {
    use vitrine_domain::metadef::search::publish;
    use vitrine_domain::metadef::{Languages, SearchQuery};

    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let given = [("kind", kind), ("type", property_type), ("resource_type", resource_type)];
    let mut pairs = vec![("q".to_owned(), text), ("limit".to_owned(), "100".to_owned())];
    pairs.extend(given.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    let query = SearchQuery::parse(&pairs).map_err(|error| backend::refuse(&error))?;
    let found = services.metadefs.search(&ctx, &query).await.map_err(|error| backend::refuse(&error))?;
    Ok(publish::result(found, &query, &Languages(vec![language])))
}

/// Where a property of images is defined, its values, and images that have it.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/images", input = leptos::server_fn::codec::Json)]
pub async fn load_key_report(
    key: String,
    value: Option<String>,
    marker: Option<String>,
) -> Result<KeyReport, UiError> {
    use vitrine_domain::metadef::usage::ImagesQuery;

    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let query = ImagesQuery { key, value, marker: marker.map(|id| id.as_str().into()), limit: 50 };
    services.metadef_usage.key(&ctx, &query).await.map_err(|error| backend::refuse(&error))
}

/// Properties of images that nobody defines.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/orphans", input = leptos::server_fn::codec::Json)]
pub async fn load_orphans(marker: Option<String>) -> Result<OrphanPage, UiError> {
    use vitrine_domain::metadef::usage::OrphanQuery;

    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let query = OrphanQuery { marker, limit: 50 };
    services.metadef_usage.orphans(&ctx, &query).await.map_err(|error| backend::refuse(&error))
}
