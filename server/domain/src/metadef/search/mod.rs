//! Searching the catalog: namespaces, objects, properties and tags by the words in their names, titles,
//! values and descriptions, in every language that there are texts in.
//!
//! `words` cuts text, `query` reads what is asked, `entries` says what of a namespace can be found,
//! `matches` where in it the words are, and `publish` tells it; all pure. The index itself is behind [`MetadefIndex`]. Nothing that
//! writes knows of it: it remembers which version of a namespace it holds, and is brought up to date
//! before it is asked.

mod entries;
mod matches;
pub mod publish;
mod query;
mod words;

use std::collections::BTreeSet;
use std::sync::PoisonError;

use async_trait::async_trait;
use vitrine_wire::metadef::{MetadefVisibility, SearchKind};

pub use entries::{Entry, Prepared, Text, Texts, entries, fenced, keys};
pub use query::{SearchQuery, Term};
pub use words::{GAP, prepared};

use super::model::{Association, NamespaceId};
use super::ports::Viewer;
use super::service::{Metadefs, own};
use crate::ctx::{Ctx, ProjectId};
use crate::error::{Error, Result};
use crate::policy::{Rule, Target};

/// Whose namespaces, and seen by whom: all that decides about who may see them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder {
    pub owner: ProjectId,
    pub visibility: MetadefVisibility,
}

/// What of a holder's namespaces may be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub holder: Holder,
    /// A property of an object is shown with the object, and so counts as one here.
    pub kinds: Vec<SearchKind>,
}

/// An entry that was found, and what its namespace is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub namespace: String,
    pub entry: Entry,
    pub associations: Vec<Association>,
}

/// The best hits, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub hits: Vec<Hit>,
    pub total: u64,
}

/// The index of the catalog.
#[async_trait]
pub trait MetadefIndex: Send + Sync {
    /// The namespaces that have changed since they were indexed, and their versions.
    async fn stale(&self) -> Result<Vec<(NamespaceId, i64)>>;

    /// Indexes the namespace as it is now, unless that is done already or it is gone. Many may do it at
    /// once.
    async fn renew(&self, id: NamespaceId) -> Result<()>;

    /// The holders of the namespaces that `viewer` may see.
    async fn holders(&self, viewer: &Viewer) -> Result<Vec<Holder>>;

    /// The best hits in any of the scopes. An entry that is named exactly as the query comes first; words
    /// in names weigh more than those in titles, these more than values, these more than descriptions.
    async fn search(&self, query: &SearchQuery, scopes: &[Scope]) -> Result<Found>;
}

impl Metadefs {
    /// Searches what the caller may see.
    pub async fn search(&self, ctx: &Ctx, query: &SearchQuery) -> Result<Found> {
        self.require(ctx, Rule::GetMetadefNamespaces, own(ctx))?;
        self.require(ctx, Rule::ListMetadefResourceTypes, own(ctx))?;
        self.catch_up().await?;
        let holders: BTreeSet<Holder> = self.index.holders(&self.viewer(ctx)).await?.into_iter().collect();
        let scopes: Vec<Scope> = holders.into_iter().filter_map(|it| self.scope(ctx, it)).collect();
        if scopes.is_empty() {
            return Ok(Found::default());
        }
        self.index.search(query, &scopes).await
    }

    /// Indexes what has changed. What cannot be indexed keeps nobody from finding the rest, and is not
    /// tried again until it changes.
    async fn catch_up(&self) -> Result<()> {
        let stale = self.index.stale().await?;
        let failed = self.not_indexed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for (id, version) in stale {
            if failed.get(&id) == Some(&version) {
                continue;
            }
            match self.index.renew(id).await {
                Err(Error::Internal(cause)) => {
                    tracing::warn!(namespace.id = id.0, "a namespace cannot be indexed: {cause}");
                    self.not_indexed.lock().unwrap_or_else(PoisonError::into_inner).insert(id, version);
                }
                other => other?,
            }
        }
        Ok(())
    }

    fn scope(&self, ctx: &Ctx, holder: Holder) -> Option<Scope> {
        let target = Target {
            owner: Some(holder.owner.as_str()),
            visibility: Some(holder.visibility.as_str()),
            ..Target::default()
        };
        let may_find = |kind: &SearchKind| {
            let rule = match kind {
                SearchKind::Namespace => Rule::GetMetadefNamespace,
                SearchKind::Object => Rule::GetMetadefObjects,
                SearchKind::Property => Rule::GetMetadefProperties,
                SearchKind::Tag => Rule::GetMetadefTags,
            };
            self.allows(ctx, rule, target)
        };
        if !self.allows(ctx, Rule::GetMetadefNamespace, target) {
            return None;
        }
        let kinds = SearchKind::ALL.iter().copied().filter(may_find).collect();
        Some(Scope { holder, kinds })
    }
}
