//! What images carry against the catalog, and setting it right on all of them.

use serde::{Deserialize, Serialize};

use super::{Finding, FindingSeverity};
use crate::problem::Problem;
use crate::vocab::vocabulary;

vocabulary! {
    /// What becomes of a property of images.
    CorrectionKind {
        /// It has another value.
        Value = "value",
        /// It has another name, and keeps its value.
        Rename = "rename",
        Remove = "remove",
    }
}

vocabulary! {
    /// How a correction fares with an image.
    CorrectionFate {
        /// It would be changed.
        Ready = "ready",
        Done = "done",
        /// It has the new name already, with another value: neither is touched.
        Clash = "clash",
        /// Somebody changed the property in between; nothing is touched.
        Overtaken = "overtaken",
        Refused = "refused",
    }
}

/// A value that images carry against the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongValue {
    pub key: String,
    pub value: String,
    pub severity: FindingSeverity,
    pub findings: Vec<Finding>,
    pub images: Vec<ImageName>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageName {
    pub id: String,
    pub name: Option<String>,
}

/// What a bounded number of images carry against the catalog: what is wrong first, what most carry first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongPage {
    pub values: Vec<WrongValue>,
    /// How many images were looked at.
    pub examined: u64,
    pub next: Option<String>,
}

/// What a report is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongQuery {
    pub severity: Option<FindingSeverity>,
    /// Only what this namespace forbids.
    pub namespace: Option<String>,
    pub marker: Option<String>,
}

/// A change of one property on all images that carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub key: String,
    /// Only where it is the value.
    pub value: Option<String>,
    pub kind: CorrectionKind,
    /// The new value or the new name.
    pub to: String,
}

/// An image that carries the property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrectionRow {
    pub id: String,
    pub name: Option<String>,
    /// What it carries; before, where it was changed.
    pub value: String,
    pub fate: CorrectionFate,
    /// Why it was refused.
    pub problem: Option<Problem>,
}

/// Some of the images, by id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrectionStep {
    pub rows: Vec<CorrectionRow>,
    pub next: Option<String>,
}

/// What is known of a property before it is corrected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrectionBasis {
    /// What the catalog has against the value, if one is said.
    pub findings: Vec<Finding>,
    /// Values that definitions of the name list.
    pub choices: Vec<String>,
    /// Names that are defined.
    pub keys: Vec<String>,
    /// How many images carry it, as far as that was counted.
    pub images: Option<u64>,
}

/// What would become of the images, and what the catalog would have against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrectionPlan {
    pub step: CorrectionStep,
    pub findings: Vec<Finding>,
}
