//! Taking namespaces along: which, and in what form.

mod csv;
mod names;

pub use csv::csv;
pub use names::file_name;

use vitrine_wire::SortDirection;
use vitrine_wire::metadef::{Document, ExportFilter, ExportRow, NamespaceSortKey};

use super::query::{NamespaceFilter, NamespaceQuery};
use super::service::Metadefs;
use crate::ctx::{Ctx, ProjectId};
use crate::error::{Error, Fault, Result};

/// Namespaces that one file may hold.
pub const MAX_NAMESPACES: usize = 1_000;
/// Namespaces that are read from the database in one go.
const AT_ONCE: usize = 100;
/// Who owns what came with Vitrine or by its command line; see `docs/metadefs.md`.
const CATALOG_OWNER: &str = "admin";

impl Metadefs {
    /// The namespaces that a filter finds, by name.
    pub async fn exportable(&self, ctx: &Ctx, filter: &ExportFilter) -> Result<Vec<ExportRow>> {
        let mut query = NamespaceQuery {
            filter: NamespaceFilter {
                visibility: filter.visibility,
                resource_types: filter.resource_type.clone().map(|name| vec![name]),
            },
            sort: NamespaceSortKey::Namespace,
            direction: SortDirection::Ascending,
            marker: None,
            limit: AT_ONCE,
        };
        let mut rows = Vec::new();
        loop {
            let page = self.list(ctx, &query).await?;
            let row =
                |(namespace, associations): (super::Namespace, Vec<super::model::Association>)| ExportRow {
                    namespace: namespace.name,
                    display_name: namespace.display_name,
                    visibility: namespace.visibility,
                    protected: namespace.is_protected,
                    resource_types: associations.into_iter().map(|it| it.resource_type).collect(),
                };
            rows.extend(page.namespaces.into_iter().map(row).filter(|row| filter.takes(row)));
            match page.last {
                Some(last) if rows.len() < MAX_NAMESPACES => query.marker = Some(last),
                _ => break,
            }
        }
        rows.truncate(MAX_NAMESPACES);
        Ok(rows)
    }

    /// Namespaces as documents, in the layout of published files.
    pub async fn export(&self, ctx: &Ctx, names: &[String]) -> Result<Vec<Document>> {
        if names.len() > MAX_NAMESPACES {
            return Err(Error::invalid("ns", Fault::TooMany { limit: MAX_NAMESPACES }));
        }
        let own = ctx.caller.project().map(ProjectId::as_str);
        let mut documents = Vec::with_capacity(names.len());
        for name in names {
            let (_, document) = self.document(ctx, name).await?;
            // Who brings a file in owns what it holds; what is another project's would change hands so.
            let owner = document.owner.filter(|owner| owner != CATALOG_OWNER && Some(owner.as_str()) != own);
            documents.push(Document { owner, ..document });
        }
        Ok(documents)
    }
}
