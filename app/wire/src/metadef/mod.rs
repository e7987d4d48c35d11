//! The catalog of metadata definitions: the documents of `/v2/metadefs`.
//!
//! A namespace groups definitions of properties, objects (named groups of properties), tags, and
//! associations with the types of resources they are for. Members that are not set are left out,
//! never null.

mod change;
mod correction;
mod definition;
mod document;
mod documents;
mod plan;
mod search;
mod studio;
mod transfer;
mod usage;
mod views;

/// The type of resource that images are.
pub const IMAGE_TYPE: &str = "OS::Glance::Image";

pub use change::{ATTRIBUTES, Change, Node, NodeKind, changed, changes};
pub use correction::{
    Correction, CorrectionBasis, CorrectionFate, CorrectionKind, CorrectionPlan, CorrectionRow,
    CorrectionStep, ImageName, WrongPage, WrongQuery, WrongValue,
};
pub use definition::{
    ArrayDefinition, BooleanDefinition, Common, DefinitionFault, IntegerDefinition, Items, Malformed,
    NumberDefinition, ObjectDefinition, PropertyDefinition, StringDefinition, Unknown,
};
pub use document::{
    AssociationDocument, Document, ObjectDocument, TranslatedObject, TranslatedTexts, Translation,
};
pub use documents::{
    Association, AssociationList, MetadefObject, MetadefObjectList, Namespace, NamespaceList, Property,
    PropertyList, ResourceType, ResourceTypeList, Tag, TagList, TagName,
};
pub use usage::{
    EnforcementSetting, Finding, FindingList, FindingReport, FindingSeverity, ImageFindings, ImageUse,
    ImageUsePage, KeyUsage, MetadefEnforcement, NamespaceUsage, OrphanKey, OrphanPage, ValidationRequest,
    ValueCount,
};

pub use plan::{
    Applied, HistoryDiff, HistoryEntry, HistoryPage, ImportMode, ImportProblem, ImportReport, ImportRequest,
    ImportRow, ImportVerdict, Revert, Warning,
};
pub use search::{SearchField, SearchHit, SearchKind, SearchMatch, SearchResource, SearchResult};
pub use studio::{KeyFacts, Opened, Save, Saved};

pub use views::{
    CatalogQuery, CatalogSort, KeyDefinition, KeyReport, NamespaceRow, NamespaceTable, NamespaceView,
};

pub use transfer::{
    Brought, ExportFilter, ExportFormat, ExportOffer, ExportRow, Gathered, TransferReport, TransferRequest,
    TransferRow, Unreadable,
};

use crate::vocab::vocabulary;

vocabulary! {
    /// Who may see a namespace.
    MetadefVisibility {
        Public = "public",
        Private = "private",
    }
}

vocabulary! {
    /// The types that a property may have.
    PropertyType {
        Array = "array",
        Boolean = "boolean",
        Integer = "integer",
        Number = "number",
        Object = "object",
        String = "string",
    }
}

vocabulary! {
    /// What a list of namespaces can be sorted by.
    NamespaceSortKey {
        Namespace = "namespace",
        CreatedAt = "created_at",
        UpdatedAt = "updated_at",
        Id = "id",
        Owner = "owner",
        Visibility = "visibility",
        DisplayName = "display_name",
        Description = "description",
        Protected = "protected",
    }
}

vocabulary! {
    /// What a list of tags can be sorted by.
    TagSortKey {
        Name = "name",
        CreatedAt = "created_at",
        UpdatedAt = "updated_at",
        Id = "id",
    }
}
