//! Bringing namespaces in and taking them along, as the dashboard's pages know it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Change, ImportMode, ImportVerdict, MetadefVisibility, Warning};
use crate::Problem;

/// A document, and where it was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brought {
    /// A file's name, one in an archive, an address, or empty for what was pasted.
    pub source: String,
    pub document: Value,
}

/// Something that no document could be read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    pub source: String,
    pub problem: Problem,
    /// From 1 on, where it is known.
    pub line: Option<usize>,
    pub column: Option<usize>,
    /// What stands in that line.
    pub excerpt: Option<String>,
}

/// All that somebody brought, read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gathered {
    pub documents: Vec<Brought>,
    pub unreadable: Vec<Unreadable>,
}

/// Documents to plan for, or to bring in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TransferRequest {
    pub documents: Vec<Brought>,
    pub mode: ImportMode,
    /// What is to be done otherwise, by namespace.
    pub otherwise: BTreeMap<String, ImportMode>,
    /// Only tell what would happen.
    pub dry_run: bool,
}

/// What became of the documents, or would.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TransferReport {
    pub rows: Vec<TransferRow>,
    pub unreadable: Vec<Unreadable>,
    pub dry_run: bool,
    /// How long it took.
    pub milliseconds: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TransferRow {
    pub source: String,
    /// As far as it could be read.
    pub namespace: Option<String>,
    pub display_name: Option<String>,
    pub verdict: ImportVerdict,
    pub mode: ImportMode,
    pub applied: bool,
    /// What differs; of a new namespace only their number is told.
    pub changes: Vec<Change>,
    pub change_count: usize,
    pub warnings: Vec<Warning>,
    pub problem: Option<Problem>,
}

impl TransferReport {
    /// Namespaces that were written.
    #[must_use]
    pub fn written(&self) -> usize {
        self.rows.iter().filter(|row| row.applied).count()
    }

    /// Namespaces that would be written.
    #[must_use]
    pub fn to_write(&self) -> usize {
        let is_written = |verdict| matches!(verdict, ImportVerdict::New | ImportVerdict::Differs);
        self.rows.iter().filter(|row| is_written(row.verdict) && row.problem.is_none()).count()
    }

    /// Documents that were refused, and what could not be read.
    #[must_use]
    pub fn refused(&self) -> usize {
        let is_refused = |row: &&TransferRow| {
            row.problem.is_some() || matches!(row.verdict, ImportVerdict::Protected | ImportVerdict::Invalid)
        };
        self.rows.iter().filter(is_refused).count() + self.unreadable.len()
    }
}

/// Which namespaces are offered to be taken along.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportFilter {
    /// In the name or the display name.
    pub text: Option<String>,
    pub visibility: Option<MetadefVisibility>,
    pub resource_type: Option<String>,
}

impl ExportFilter {
    /// Does a row hold the text?
    #[must_use]
    pub fn takes(&self, row: &ExportRow) -> bool {
        let Some(text) = self.text.as_deref().map(str::to_lowercase) else { return true };
        let holds = |part: &str| part.to_lowercase().contains(&text);
        holds(&row.namespace) || row.display_name.as_deref().is_some_and(holds)
    }
}

/// A namespace that may be taken along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRow {
    pub namespace: String,
    pub display_name: Option<String>,
    pub visibility: MetadefVisibility,
    pub protected: bool,
    pub resource_types: Vec<String>,
}

/// What the export page offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportOffer {
    pub rows: Vec<ExportRow>,
    /// Types that namespaces are for.
    pub resource_types: Vec<String>,
}

crate::vocab::vocabulary! {
    /// In what form namespaces are taken along.
    ExportFormat {
        // The published layout; a zip of files for more than one.
        Json = "json",
        // Definitions of properties as a table.
        Csv = "csv",
        // A document for people.
        Markdown = "markdown",
        // One schema of a type of resource.
        Schema = "schema",
    }
}
