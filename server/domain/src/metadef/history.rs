//! The history of a namespace: who changed what, the states it had, and the way back to one.
//!
//! Each change of a namespace leaves a version with what differs. A former state is the present one with
//! later changes taken back, the newest first.

use std::collections::BTreeMap;

use serde_json::Value;
use vitrine_wire::metadef::{Applied, Change, Document, MetadefEnforcement, Node, changed, changes};

use super::document;
use super::import::Known;
use super::input::reader::{Reader, shown};
use super::model::Namespace;
use super::ports::VersionPage;
use super::service::{Metadefs, Wording, target};
use super::usage::{limit, one, only};
use crate::ctx::Ctx;
use crate::error::{Error, Fault, MetadefMissing, MetadefSchema, Mismatch, Missing, Precondition, Result};
use crate::image::query::PageLimits;
use crate::policy::Rule;

/// Versions on a page.
const PAGES: PageLimits = PageLimits { default: 25, max: 100 };
/// Versions that are read in one go when a state is rebuilt.
const AT_ONCE: usize = 100;

/// Reads which version to return to.
pub fn wanted_version(body: &Value) -> Result<i64> {
    let reader = Reader::new(MetadefSchema::Request, "", body)?;
    reader.only(&["version"], &[])?;
    body["version"].as_i64().ok_or_else(|| match reader.has("version") {
        true => reader.fault("version", Mismatch::NotCount { value: shown(&body["version"]) }),
        false => reader.fault("version", Mismatch::Required),
    })
}

/// Reads which version another one is compared with.
pub fn compared_version(pairs: &[(String, String)]) -> Result<Option<i64>> {
    only(pairs, &["from"])?;
    let number = |text: &str| text.parse().map_err(|_| Error::invalid("from", Fault::NotInteger));
    one(pairs, "from").map(number).transpose()
}

/// Which versions are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistoryQuery {
    /// Only versions older than this.
    pub before: Option<i64>,
    pub limit: usize,
}

impl HistoryQuery {
    /// Reads the parameters of a request.
    pub fn parse(pairs: &[(String, String)]) -> Result<Self> {
        only(pairs, &["limit", "before"])?;
        let before = one(pairs, "before")
            .map(|text| text.parse().map_err(|_| Error::invalid("before", Fault::NotInteger)));
        Ok(Self { before: before.transpose()?, limit: limit(pairs, PAGES)? })
    }
}

impl Metadefs {
    /// Versions of a namespace, the newest first; those older than `before`. A namespace that is public now
    /// may have been private: its past is for those who own or may change it.
    pub async fn history(
        &self,
        ctx: &Ctx,
        name: &str,
        before: Option<i64>,
        limit: usize,
    ) -> Result<VersionPage> {
        let namespace = self.readable(ctx, name).await?;
        self.past(ctx, &namespace)?;
        self.repo.history(namespace.id, before, limit).await
    }

    /// The document as it was in a version.
    pub async fn former(&self, ctx: &Ctx, name: &str, version: i64) -> Result<Document> {
        let (namespace, document) = self.document(ctx, name).await?;
        self.past(ctx, &namespace)?;
        self.rebuilt(&namespace, document, version).await
    }

    /// What changed from one version to another, which may be the older one.
    pub async fn difference(&self, ctx: &Ctx, name: &str, from: i64, to: i64) -> Result<Vec<Change>> {
        let (namespace, document) = self.document(ctx, name).await?;
        self.past(ctx, &namespace)?;
        let from = self.rebuilt(&namespace, document.clone(), from).await?;
        let to = self.rebuilt(&namespace, document, to).await?;
        Ok(changes(Some(&from), Some(&to)))
    }

    pub(super) fn past(&self, ctx: &Ctx, namespace: &Namespace) -> Result<()> {
        match ctx.caller.project() {
            Some(project) if *project == namespace.owner => Ok(()),
            _ => self.require(ctx, Rule::ModifyMetadefNamespace, target(namespace)),
        }
    }

    async fn rebuilt(&self, namespace: &Namespace, document: Document, version: i64) -> Result<Document> {
        let unknown = || Error::NotFound(Missing::Metadef(MetadefMissing::Version(version)));
        if version < 1 || version > namespace.version {
            return Err(unknown());
        }
        // What each node was then: the oldest change since says it.
        let mut back: BTreeMap<Node, Change> = BTreeMap::new();
        let mut before = namespace.version + 1;
        loop {
            let page = self.repo.history(namespace.id, Some(before), AT_ONCE).await?;
            for step in page.versions {
                if step.version <= version {
                    let back: Vec<Change> = back.into_values().collect();
                    return document::read(&changed(&document, &back), self.unlimited(), true);
                }
                before = step.version;
                back.extend(step.changes.into_iter().map(|it| (it.node.clone(), it.reversed())));
            }
            if !page.has_more {
                return Err(unknown());
            }
        }
    }

    /// Makes a namespace what it was in a version, as a new change.
    pub(super) async fn return_to(
        &self,
        ctx: &Ctx,
        name: &str,
        known: &Known,
        version: i64,
    ) -> Result<(Namespace, Applied)> {
        let (namespace, document) = self.document(ctx, name).await?;
        if !known.fits(Some(&namespace)) {
            return Err(Error::Precondition(Precondition::Stale));
        }
        let mut wanted = self.rebuilt(&namespace, document.clone(), version).await?;
        // To a plan, what a document leaves out stays; here it was off.
        wanted.enforcement = wanted.enforcement.or(Some(MetadefEnforcement::Off));
        let warnings = document::warnings(&wanted);
        let (namespace, changes) = self.put(ctx, Some((namespace, document)), &wanted).await?;
        Ok((namespace.clone(), Applied { namespace: namespace.name, changes, warnings }))
    }

    /// The namespace, for a call that reads all it holds.
    pub(super) async fn readable(&self, ctx: &Ctx, name: &str) -> Result<Namespace> {
        let namespace = self.visible(ctx, name, Wording::Full).await?;
        for rule in [
            Rule::ListMetadefResourceTypes,
            Rule::GetMetadefObjects,
            Rule::GetMetadefProperties,
            Rule::GetMetadefTags,
        ] {
            self.require(ctx, rule, target(&namespace))?;
        }
        Ok(namespace)
    }
}
