//! The smallest changes of a document, each with the one that takes it back.

use serde::{Deserialize, Serialize};
use vitrine_wire::metadef::{
    AssociationDocument, Document, MetadefEnforcement, MetadefVisibility, ObjectDocument, PropertyDefinition,
    TagName, Translation,
};

use super::selection::Place;

/// A change of one thing. Applying it gives the edit that takes it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    Attribute(Attribute),
    /// Defines a property, or none of that name.
    Property {
        at: Place,
        name: String,
        to: Option<Box<PropertyDefinition>>,
    },
    Object(ListEdit<ObjectDocument>),
    Tag(ListEdit<TagName>),
    Association(ListEdit<AssociationDocument>),
    /// The texts in a language, or none.
    Translation {
        language: String,
        to: Option<Translation>,
    },
    /// Everything at once: what was typed as JSON, read from a file, or merged.
    Whole(Box<Document>),
}

/// A member of the namespace itself, with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribute {
    Namespace(String),
    DisplayName(Option<String>),
    Description(Option<String>),
    Visibility(MetadefVisibility),
    Protected(bool),
    Owner(Option<String>),
    Enforcement(Option<MetadefEnforcement>),
}

/// A change of a list, by position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListEdit<T> {
    Insert(usize, T),
    Replace(usize, T),
    Remove(usize),
}

/// The edit names something that the document does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale;

/// Applies an edit and gives the one that takes it back. What cannot be applied changes nothing.
///
/// # Errors
///
/// If it names something that is not there.
pub fn apply(document: &mut Document, edit: Edit) -> Result<Edit, Stale> {
    Ok(match edit {
        Edit::Attribute(attribute) => Edit::Attribute(attribute.apply(document)),
        Edit::Property { at, name, to } => {
            let properties = match &at {
                Place::Namespace => &mut document.properties,
                Place::Object(of) => {
                    let object = document.objects.iter_mut().find(|object| object.name == *of);
                    &mut object.ok_or(Stale)?.properties
                }
            };
            let before = match to {
                Some(definition) => properties.insert(name.clone(), *definition),
                None => properties.remove(&name),
            };
            Edit::Property { at, name, to: before.map(Box::new) }
        }
        Edit::Object(edit) => Edit::Object(edit.apply(&mut document.objects)?),
        Edit::Tag(edit) => Edit::Tag(edit.apply(&mut document.tags)?),
        Edit::Association(edit) => Edit::Association(edit.apply(&mut document.resource_type_associations)?),
        Edit::Translation { language, to } => {
            let before = match to {
                Some(translation) => document.translations.insert(language.clone(), translation),
                None => document.translations.remove(&language),
            };
            Edit::Translation { language, to: before }
        }
        Edit::Whole(wanted) => Edit::Whole(Box::new(std::mem::replace(document, *wanted))),
    })
}

/// Applies edits in their order, all or none, and gives those that take them back, in theirs.
pub(super) fn apply_all(document: &mut Document, edits: Vec<Edit>) -> Result<Vec<Edit>, Stale> {
    let mut back = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(document, edit) {
            Ok(inverse) => back.push(inverse),
            Err(stale) => {
                while let Some(inverse) = back.pop() {
                    apply(document, inverse)?;
                }
                return Err(stale);
            }
        }
    }
    back.reverse();
    Ok(back)
}

impl Attribute {
    fn apply(self, document: &mut Document) -> Self {
        use std::mem::replace;
        match self {
            Self::Namespace(to) => Self::Namespace(replace(&mut document.namespace, to)),
            Self::DisplayName(to) => Self::DisplayName(replace(&mut document.display_name, to)),
            Self::Description(to) => Self::Description(replace(&mut document.description, to)),
            Self::Visibility(to) => Self::Visibility(replace(&mut document.visibility, to)),
            Self::Protected(to) => Self::Protected(replace(&mut document.protected, to)),
            Self::Owner(to) => Self::Owner(replace(&mut document.owner, to)),
            Self::Enforcement(to) => Self::Enforcement(replace(&mut document.enforcement, to)),
        }
    }
}

impl<T> ListEdit<T> {
    fn apply(self, list: &mut Vec<T>) -> Result<Self, Stale> {
        match self {
            Self::Insert(at, item) if at <= list.len() => {
                list.insert(at, item);
                Ok(Self::Remove(at))
            }
            Self::Replace(at, item) if at < list.len() => {
                Ok(Self::Replace(at, std::mem::replace(&mut list[at], item)))
            }
            Self::Remove(at) if at < list.len() => Ok(Self::Insert(at, list.remove(at))),
            _ => Err(Stale),
        }
    }
}
