//! What of a document one looks at.

use serde::{Deserialize, Serialize};
use vitrine_wire::metadef::{Document, ObjectDocument, PropertyDefinition};

/// Where a property is defined.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    #[default]
    Namespace,
    /// In the object of this name.
    Object(String),
}

/// A node of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    #[default]
    Namespace,
    Property {
        at: Place,
        name: String,
    },
    Object(String),
    Tag(String),
    /// By the type of resource.
    Association(String),
    /// By the language.
    Translation(String),
}

impl Selection {
    /// A property of the namespace itself.
    #[must_use]
    pub fn property(name: &str) -> Self {
        Self::Property { at: Place::Namespace, name: name.to_owned() }
    }

    /// Is it in the document?
    #[must_use]
    pub fn is_in(&self, document: &Document) -> bool {
        match self {
            Self::Namespace => true,
            Self::Property { at, name } => definition(document, at, name).is_some(),
            Self::Object(name) => object(document, name).is_some(),
            Self::Tag(name) => document.tags.iter().any(|tag| tag.name == *name),
            Self::Association(name) => document.resource_type_associations.iter().any(|it| it.name == *name),
            Self::Translation(language) => document.translations.contains_key(language),
        }
    }
}

/// The object of a name.
pub(super) fn object<'a>(document: &'a Document, name: &str) -> Option<&'a ObjectDocument> {
    document.objects.iter().find(|object| object.name == name)
}

/// The definition of a property.
pub(super) fn definition<'a>(
    document: &'a Document,
    at: &Place,
    name: &str,
) -> Option<&'a PropertyDefinition> {
    match at {
        Place::Namespace => document.properties.get(name),
        Place::Object(of) => object(document, of)?.properties.get(name),
    }
}
