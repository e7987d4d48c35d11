//! What the dashboard's pages of the catalog show.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AssociationDocument, Document, ImageUsePage, KeyUsage, MetadefVisibility, PropertyType};
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
        Owner = "owner",
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
    /// By language.
    pub titles: BTreeMap<String, String>,
    pub description: Option<String>,
    pub visibility: MetadefVisibility,
    pub protected: bool,
    pub owner: String,
    /// Does the viewer's project own it?
    pub is_own: bool,
    pub associations: Vec<AssociationDocument>,
    pub properties: u64,
    pub objects: u64,
    pub tags: u64,
    /// When it or what it holds last changed.
    pub updated_at: Timestamp,
    pub can_modify: bool,
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
    /// May the viewer read what it was before?
    pub can_see_history: bool,
}

/// Where a property of images is defined and used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyReport {
    pub definitions: Vec<KeyDefinition>,
    pub usage: KeyUsage,
    pub images: ImageUsePage,
}

/// A definition of a property of images.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyDefinition {
    pub namespace: String,
    pub object: Option<String>,
    /// Without the prefix.
    pub name: String,
    pub title: Option<String>,
    pub kind: PropertyType,
}
