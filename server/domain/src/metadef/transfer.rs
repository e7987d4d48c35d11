//! Bringing documents in from the dashboard: each in a mode of its own, from files or from an address.

use std::collections::BTreeSet;

use bytes::Bytes;
use serde_json::Value;
use vitrine_wire::metadef::{ImportMode, ImportVerdict};

use super::import::{ImportOptions, Imported};
use super::input::reader::fault;
use super::service::{Metadefs, own};
use crate::ctx::Ctx;
use crate::error::{Error, Fault, MetadefSchema, Mismatch, Result};
use crate::policy::Rule;

/// Documents that one import may bring.
pub const MAX_DOCUMENTS: usize = 500;

impl Metadefs {
    /// Whether the caller may add namespaces, which is what bringing them in is for.
    pub fn require_import(&self, ctx: &Ctx) -> Result<()> {
        self.require(ctx, Rule::GetMetadefNamespaces, own(ctx))?;
        self.require(ctx, Rule::AddMetadefNamespace, own(ctx))
    }

    /// What an address gives, of so many bytes at the most.
    pub async fn read_from_web(&self, ctx: &Ctx, url: &str, limit: u64) -> Result<Bytes> {
        self.require_import(ctx)?;
        match &self.web {
            Some(web) => web.read(url, limit).await,
            None => Err(Error::invalid("url", Fault::NotSupported)),
        }
    }

    /// Brings documents in, each in its own mode and transaction. Of documents of the same namespace only the
    /// first counts.
    pub async fn bring_in(
        &self,
        ctx: &Ctx,
        documents: &[(Value, ImportMode)],
        is_dry_run: bool,
    ) -> Result<Vec<Imported>> {
        self.require_import(ctx)?;
        if documents.len() > MAX_DOCUMENTS {
            return Err(Error::invalid("documents", Fault::TooMany { limit: MAX_DOCUMENTS }));
        }
        let mut seen = BTreeSet::new();
        let mut all = Vec::with_capacity(documents.len());
        for (document, mode) in documents {
            let name = document["namespace"].as_str();
            if let Some(name) = name.filter(|name| !seen.insert((*name).to_owned())) {
                all.push(repeated(name));
                continue;
            }
            let owner = ctx.caller.project().cloned();
            let options = ImportOptions { mode: *mode, is_dry_run, is_forced: false, is_file: false, owner };
            all.extend(self.import(ctx, std::slice::from_ref(document), &options).await?);
        }
        Ok(all)
    }
}

fn repeated(name: &str) -> Imported {
    let problem = Mismatch::Repeated { value: name.to_owned() };
    let error = fault(MetadefSchema::Request, "namespace", problem);
    Imported::of(Some(name.to_owned()), ImportVerdict::Invalid, Vec::new(), Some(error))
}
