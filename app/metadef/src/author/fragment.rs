//! A part of a document that is copied, also into another namespace.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vitrine_wire::metadef::{
    AssociationDocument, Document, ObjectDocument, PropertyDefinition, TranslatedObject, TranslatedTexts,
};

use super::commands::{MAX_INNER_NAME, MAX_NAME, Refusal, add_association, add_tag, free_name};
use super::edit::{Edit, ListEdit};
use super::selection::{Place, Selection, definition, object};

/// What was copied, with its texts by language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Fragment {
    Property { name: String, definition: Box<PropertyDefinition>, texts: BTreeMap<String, TranslatedTexts> },
    Object { object: ObjectDocument, texts: BTreeMap<String, TranslatedObject> },
    Tag { name: String },
    Association { association: AssociationDocument },
}

impl Fragment {
    /// Copies what is selected, if it is a part.
    #[must_use]
    pub fn of(document: &Document, selection: &Selection) -> Option<Self> {
        match selection {
            Selection::Property { at, name } => {
                let definition = Box::new(definition(document, at, name)?.clone());
                let said = document.translations.iter().filter_map(|(language, translation)| {
                    let texts = match at {
                        Place::Namespace => translation.properties.get(name),
                        Place::Object(of) => translation.objects.get(of)?.properties.get(name),
                    };
                    texts.map(|texts| (language.clone(), texts.clone()))
                });
                Some(Self::Property { name: name.clone(), definition, texts: said.collect() })
            }
            Selection::Object(name) => {
                let object = object(document, name)?.clone();
                let said = document.translations.iter().filter_map(|(language, translation)| {
                    translation.objects.get(name).map(|texts| (language.clone(), texts.clone()))
                });
                Some(Self::Object { object, texts: said.collect() })
            }
            Selection::Tag(name) => selection.is_in(document).then(|| Self::Tag { name: name.clone() }),
            Selection::Association(name) => {
                let association =
                    document.resource_type_associations.iter().find(|it| it.name == *name)?.clone();
                Some(Self::Association { association })
            }
            Selection::Namespace | Selection::Translation(_) => None,
        }
    }

    /// The edits that put a copy into a document, properties at a place, and what is new then. A property
    /// or an object gets a free name if its own is taken.
    ///
    /// # Errors
    ///
    /// If the place is not there, or a tag or association is there already.
    pub fn paste(&self, document: &Document, at: &Place) -> Result<(Selection, Vec<Edit>), Refusal> {
        match self {
            Self::Property { name, definition, texts } => {
                paste_property(document, at, name, definition, texts)
            }
            Self::Object { object, texts } => Ok(paste_object(document, object, texts)),
            Self::Tag { name } => Ok((Selection::Tag(name.clone()), add_tag(document, name)?)),
            Self::Association { association } => {
                let edits = add_association(document, association.clone())?;
                Ok((Selection::Association(association.name.clone()), edits))
            }
        }
    }
}

fn paste_property(
    document: &Document,
    at: &Place,
    name: &str,
    definition: &PropertyDefinition,
    texts: &BTreeMap<String, TranslatedTexts>,
) -> Result<(Selection, Vec<Edit>), Refusal> {
    let (known, limit) = match at {
        Place::Namespace => (&document.properties, MAX_NAME),
        Place::Object(of) => {
            let object = object(document, of).ok_or_else(|| Refusal::Missing { name: of.clone() })?;
            (&object.properties, MAX_INNER_NAME)
        }
    };
    let name = free_name(name, limit, |taken| known.contains_key(taken));
    let mut edits =
        vec![Edit::Property { at: at.clone(), name: name.clone(), to: Some(Box::new(definition.clone())) }];
    for (language, said) in texts {
        let mut translation = document.translations.get(language).cloned().unwrap_or_default();
        let properties = match at {
            Place::Namespace => &mut translation.properties,
            Place::Object(of) => &mut translation.objects.entry(of.clone()).or_default().properties,
        };
        properties.insert(name.clone(), said.clone());
        edits.push(Edit::Translation { language: language.clone(), to: Some(translation) });
    }
    Ok((Selection::Property { at: at.clone(), name }, edits))
}

fn paste_object(
    document: &Document,
    object: &ObjectDocument,
    texts: &BTreeMap<String, TranslatedObject>,
) -> (Selection, Vec<Edit>) {
    let name = free_name(&object.name, MAX_NAME, |taken| document.objects.iter().any(|it| it.name == taken));
    let copy = ObjectDocument { name: name.clone(), ..object.clone() };
    let mut edits = vec![Edit::Object(ListEdit::Insert(document.objects.len(), copy))];
    for (language, said) in texts {
        let mut translation = document.translations.get(language).cloned().unwrap_or_default();
        translation.objects.insert(name.clone(), said.clone());
        edits.push(Edit::Translation { language: language.clone(), to: Some(translation) });
    }
    (Selection::Object(name), edits)
}
