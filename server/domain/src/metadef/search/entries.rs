//! What of a namespace can be found.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vitrine_wire::metadef::{PropertyDefinition, PropertyType, SearchKind, TranslatedTexts};

use super::words::{GAP, prepared};
use crate::metadef::model::{Association, Contents, Namespace};

/// Names with a prefix by which a property is found, and that are told of a hit.
pub const MAX_KEYS: usize = 20;

/// A namespace or something in it, as the index holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: SearchKind,
    /// The object that a property is in.
    pub object: Option<String>,
    pub name: String,
    pub property_type: Option<PropertyType>,
    pub texts: Texts,
    /// The names that a property has on types of resources, where a prefix makes them others. These are
    /// not stored: what a namespace is for tells them.
    pub keys: Vec<String>,
}

/// The texts of an entry beside its names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    pub titles: Vec<Text>,
    pub descriptions: Vec<Text>,
    /// Of an `enum`.
    pub values: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// `None` for the definition's own text, which comes first.
    pub language: Option<String>,
    pub text: String,
}

/// The words of an entry by field, in the order of their weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    pub names: String,
    pub titles: String,
    pub values: String,
    pub descriptions: String,
}

impl Entry {
    #[must_use]
    pub fn prepared(&self) -> Prepared {
        let names = [&self.name].into_iter().chain(&self.keys).map(String::as_str);
        Prepared {
            names: prepared(names),
            titles: prepared(self.texts.titles.iter().map(|it| it.text.as_str())),
            values: prepared(self.texts.values.iter().map(String::as_str)),
            descriptions: prepared(self.texts.descriptions.iter().map(|it| it.text.as_str())),
        }
    }
}

impl Prepared {
    /// The names with a [`GAP`] on either side of each: whole names are looked for in it.
    #[must_use]
    pub fn fenced_names(&self) -> String {
        fenced(&self.names)
    }
}

/// A prepared name between two gaps.
#[must_use]
pub fn fenced(name: &str) -> String {
    format!("{GAP} {name} {GAP}")
}

/// All that the index holds of a namespace.
#[must_use]
pub fn entries(namespace: &Namespace, contents: &Contents) -> Vec<Entry> {
    let documents = || contents.translations.iter().map(|(to, it)| (to.as_str(), it));
    let mut found = vec![Entry {
        texts: Texts {
            titles: texts(&namespace.display_name, documents().map(|(to, it)| (to, &it.display_name))),
            descriptions: texts(&namespace.description, documents().map(|(to, it)| (to, &it.description))),
            values: Vec::new(),
        },
        ..named(SearchKind::Namespace, &namespace.name)
    }];
    for (name, definition) in &contents.properties {
        let translated = documents().filter_map(|(to, it)| Some((to, it.properties.get(name)?)));
        found.push(property(name, definition, translated.collect(), &contents.associations));
    }
    for object in &contents.objects {
        let translated: Vec<_> =
            documents().filter_map(|(to, it)| Some((to, it.objects.get(&object.name)?))).collect();
        let descriptions =
            texts(&object.description, translated.iter().map(|(to, it)| (*to, &it.description)));
        found.push(Entry {
            texts: Texts { descriptions, ..Texts::default() },
            ..named(SearchKind::Object, &object.name)
        });
        for (name, definition) in &object.properties {
            let translated = translated.iter().filter_map(|(to, it)| Some((*to, it.properties.get(name)?)));
            let entry = property(name, definition, translated.collect(), &contents.associations);
            found.push(Entry { object: Some(object.name.clone()), ..entry });
        }
    }
    found.extend(contents.tags.iter().map(|name| named(SearchKind::Tag, name)));
    found
}

fn named(kind: SearchKind, name: &str) -> Entry {
    Entry {
        kind,
        object: None,
        name: name.to_owned(),
        property_type: None,
        texts: Texts::default(),
        keys: Vec::new(),
    }
}

fn property(
    name: &str,
    definition: &PropertyDefinition,
    translated: Vec<(&str, &TranslatedTexts)>,
    associations: &[Association],
) -> Entry {
    let common = definition.common();
    Entry {
        property_type: Some(definition.kind()),
        texts: Texts {
            titles: texts(&common.title, translated.iter().map(|(to, it)| (*to, &it.title))),
            descriptions: texts(
                &common.description,
                translated.iter().map(|(to, it)| (*to, &it.description)),
            ),
            values: values(definition),
        },
        keys: keys(name, associations),
        ..named(SearchKind::Property, name)
    }
}

/// The names of a property that prefixes make, of the first [`MAX_KEYS`] prefixes in order.
#[must_use]
pub fn keys(name: &str, associations: &[Association]) -> Vec<String> {
    let all = associations.iter().filter_map(|it| it.prefix.as_deref());
    let prefixes: BTreeSet<&str> = all.filter(|prefix| !prefix.is_empty()).collect();
    prefixes.into_iter().take(MAX_KEYS).map(|prefix| format!("{prefix}{name}")).collect()
}

fn texts<'a>(
    own: &Option<String>,
    translated: impl Iterator<Item = (&'a str, &'a Option<String>)>,
) -> Vec<Text> {
    let own = own.iter().map(|text| Text { language: None, text: text.clone() });
    let others = translated.filter_map(|(language, text)| {
        Some(Text { language: Some(language.to_owned()), text: text.clone()? })
    });
    own.chain(others).collect()
}

fn values(definition: &PropertyDefinition) -> Vec<String> {
    let of_items = match definition {
        PropertyDefinition::Array(array) => array.items.as_ref().and_then(|items| items.values.as_ref()),
        _ => None,
    };
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    definition.common().values.iter().chain(of_items).flatten().map(shown).collect()
}
