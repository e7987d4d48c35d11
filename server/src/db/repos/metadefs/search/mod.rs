//! The index that the catalog is searched by: `MetadefIndex` over SQLite's FTS5 or PostgreSQL's `tsvector`.
//! Both are given words that were cut beforehand, so that they answer alike.

mod find;
mod index;
mod syntax;

use async_trait::async_trait;
use vitrine_domain::Result;
use vitrine_domain::metadef::ports::Viewer;
use vitrine_domain::metadef::search::{Found, Holder, MetadefIndex, Scope};
use vitrine_domain::metadef::{NamespaceId, SearchQuery};

use super::MetadefRows;
use crate::db::error::fault;
use crate::db::text::is_storable;

#[async_trait]
impl MetadefIndex for MetadefRows {
    async fn stale(&self) -> Result<Vec<(NamespaceId, i64)>> {
        index::stale(&self.db).await.map_err(fault)
    }

    async fn renew(&self, id: NamespaceId) -> Result<()> {
        index::renew(&self.db, id).await.map_err(fault)
    }

    async fn holders(&self, viewer: &Viewer) -> Result<Vec<Holder>> {
        find::holders(&self.db, viewer).await.map_err(fault)
    }

    async fn search(&self, query: &SearchQuery, scopes: &[Scope]) -> Result<Found> {
        if query.resource_type.as_deref().is_some_and(|name| !is_storable(name)) {
            return Ok(Found::default());
        }
        find::find(&self.db, query, scopes).await.map_err(fault)
    }
}
