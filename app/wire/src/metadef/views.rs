//! What the dashboard's pages of the catalog show.

use serde::{Deserialize, Serialize};

use super::{AssociationDocument, Document, MetadefVisibility};
use crate::can::Ability;
use crate::timestamp::Timestamp;
use crate::vocab::{SortDirection, vocabulary};

vocabulary! {
    /// What the list of namespaces can be sorted by.
    CatalogSort {
        Title = "title",
        Properties = "properties",
        Objects = "objects",
        Tags = "tags",
        UpdatedAt = "updated_at",
    }
}

/// Which namespaces are shown, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogQuery {
    /// In a name, a title or a description, in any case.
    pub text: Option<String>,
    pub resource_type: Option<String>,
    pub visibility: Option<MetadefVisibility>,
    pub protected: Option<bool>,
    pub sort: CatalogSort,
    pub direction: SortDirection,
    /// From 1 on.
    pub page: usize,
}

impl CatalogQuery {
    /// Rows of a page.
    pub const PAGE: usize = 50;
}

impl Default for CatalogQuery {
    fn default() -> Self {
        Self {
            text: None,
            resource_type: None,
            visibility: None,
            protected: None,
            sort: CatalogSort::Title,
            direction: SortDirection::Ascending,
            page: 1,
        }
    }
}

/// A namespace in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamespaceRow {
    pub namespace: String,
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub visibility: MetadefVisibility,
    pub protected: bool,
    pub owner: String,
    pub associations: Vec<AssociationDocument>,
    pub properties: u64,
    pub objects: u64,
    pub tags: u64,
    pub updated_at: Timestamp,
}

impl NamespaceRow {
    /// What people know it by.
    #[must_use]
    pub fn title(&self) -> &str {
        self.display_name.as_deref().filter(|it| !it.trim().is_empty()).unwrap_or(&self.namespace)
    }
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamespaceTable {
    pub rows: Vec<NamespaceRow>,
    /// How many there are on all pages.
    pub total: usize,
    /// Types that some namespace which the viewer sees is for.
    pub resource_types: Vec<String>,
    pub can_create: bool,
}

/// A namespace's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamespaceView {
    pub document: Document,
    pub owner: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
    /// Names this state.
    pub revision: String,
    pub modify: Ability,
    pub delete: Ability,
    pub can_create: bool,
}
