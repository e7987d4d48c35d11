//! What is asked of whole documents, and what became of them: import, replacement, history.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Change;
use crate::timestamp::Timestamp;
use crate::vocab::vocabulary;

vocabulary! {
    /// What to do about namespaces that are there already.
    ImportMode {
        // Leave them alone.
        Skip = "skip",
        // Add what they lack.
        Merge = "merge",
        // Add what they lack, and replace what differs.
        PreferNew = "prefer-new",
        // Make them equal to the document: what it does not hold goes.
        Overwrite = "overwrite",
    }
}

vocabulary! {
    /// How a document stands to what is there.
    ImportVerdict {
        New = "new",
        Same = "same",
        Differs = "differs",
        // It differs, and the mode leaves what is there alone.
        Skipped = "skipped",
        // It would take something from a protected namespace.
        Protected = "protected",
        // It cannot be read, or may not be written.
        Invalid = "invalid",
    }
}

/// Documents to bring in. Each is one transaction of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportRequest {
    #[serde(default = "skip")]
    pub mode: ImportMode,
    /// Only tell what would happen.
    #[serde(default)]
    pub dry_run: bool,
    /// Documents of namespaces, as files hold them.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<super::Document>))]
    pub documents: Vec<Value>,
}

fn skip() -> ImportMode {
    ImportMode::Skip
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// In the order of the documents.
    pub namespaces: Vec<ImportRow>,
}

/// What became of one document, or would.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// The name in the document, as far as it could be read.
    pub namespace: Option<String>,
    pub verdict: ImportVerdict,
    /// Was anything written?
    pub applied: bool,
    /// What differs between the namespace and what the mode makes of it.
    pub changes: Vec<Change>,
    /// What is odd about the document.
    pub warnings: Vec<Warning>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ImportProblem>,
}

/// Why a document was not brought in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportProblem {
    /// Names the kind of problem; stable.
    pub code: String,
    /// Where in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// For people, in the language that the request accepts.
    pub message: String,
}

/// Something in a document that is allowed and makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warning {
    /// Where in the document, as `properties.cpu_policy.default`.
    pub path: String,
    /// What it contradicts: `type`, `enum`, `range`, `length`, `pattern`, `items`, `unique`, `bounds`,
    /// `required`, or `unknown` for a member that definitions do not have.
    pub rule: String,
}

/// How a namespace was replaced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Applied {
    pub namespace: String,
    pub changes: Vec<Change>,
    pub warnings: Vec<Warning>,
}

/// A version of a namespace: who made it, and what changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    pub version: i64,
    pub at: Timestamp,
    /// Absent where Vitrine itself or its command line did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    pub request_id: String,
    pub changes: Vec<Change>,
}

/// Versions, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryPage {
    pub versions: Vec<HistoryEntry>,
    /// The path of the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What is different between two versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryDiff {
    pub from: i64,
    pub to: i64,
    pub changes: Vec<Change>,
}

/// Which version to return to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Revert {
    pub version: i64,
}
