//! Documents and work on them, for tests.

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use vitrine_wire::metadef::{
    AssociationDocument, Document, MetadefEnforcement, MetadefVisibility, ObjectDocument, PropertyDefinition,
    PropertyType, TagName, TranslatedObject, TranslatedTexts, Translation, Unknown,
};

use super::{Attribute, Edit, Fragment, Place, Selection, commands};

const NAMES: &[&str] = &["a", "b", "cpu:policy", "数量", "x.y"];
const LANGUAGES: &[&str] = &["zh-CN", "de"];

pub fn name() -> impl Strategy<Value = String> {
    prop::sample::select(NAMES).prop_map(str::to_owned)
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(&["", "one", "two \"quoted\"", "三\n行", "\\d+"][..]).prop_map(str::to_owned)
}

pub fn read(value: &Value) -> PropertyDefinition {
    PropertyDefinition::read(value, Unknown::Keep).unwrap()
}

/// Members that a type has a use for, each there or not.
pub fn definition() -> impl Strategy<Value = PropertyDefinition> {
    let kinds = prop::sample::select(PropertyType::ALL);
    (kinds, words(), vec(any::<bool>(), 12)).prop_map(|(kind, text, is_set)| {
        let mut map = Map::new();
        map.insert("type".into(), kind.as_str().into());
        let members = [
            ("title", json!(text)),
            ("description", json!("said")),
            ("operators", json!(["<in>", "<or>"])),
            ("readonly", json!(true)),
        ];
        for ((name, value), is_set) in members.into_iter().chain(of_kind(kind)).zip(is_set) {
            if is_set {
                map.insert(name.into(), value);
            }
        }
        read(&Value::Object(map))
    })
}

fn of_kind(kind: PropertyType) -> Vec<(&'static str, Value)> {
    match kind {
        PropertyType::String => vec![
            ("default", json!("one")),
            ("enum", json!(["one", "1", ""])),
            ("minLength", json!(1)),
            ("maxLength", json!(9)),
            ("pattern", json!("^o")),
        ],
        PropertyType::Integer => vec![
            ("default", json!(7)),
            ("enum", json!([7, 8, "9"])),
            ("minimum", json!(-1)),
            ("maximum", json!(18_446_744_073_709_551_615_u64)),
        ],
        PropertyType::Number => {
            vec![("default", json!(1.5)), ("minimum", json!(0.1)), ("maximum", json!(1e300))]
        }
        PropertyType::Boolean => vec![("default", json!(false))],
        PropertyType::Array => vec![
            ("default", json!(["a"])),
            ("items", json!({"type": "string", "enum": ["a", "b"]})),
            ("minItems", json!(0)),
            ("maxItems", json!(3)),
            ("uniqueItems", json!(true)),
            ("additionalItems", json!(false)),
        ],
        PropertyType::Object => vec![("default", json!({"a": [1, null]}))],
    }
}

fn texts() -> impl Strategy<Value = TranslatedTexts> {
    let said = || option::of(Just("译".to_owned()));
    (said(), said()).prop_map(|(title, description)| TranslatedTexts { title, description })
}

fn translation() -> impl Strategy<Value = Translation> {
    let object = (option::of(Just("象".to_owned())), btree_map(name(), texts(), 0..3))
        .prop_map(|(description, properties)| TranslatedObject { description, properties });
    (option::of(words()), btree_map(name(), texts(), 0..3), btree_map(name(), object, 0..2)).prop_map(
        |(display_name, properties, objects)| Translation {
            display_name,
            description: None,
            properties,
            objects,
        },
    )
}

fn objects() -> impl Strategy<Value = Vec<ObjectDocument>> {
    let body = (option::of(words()), vec(name(), 0..2), btree_map(name(), definition(), 0..3));
    btree_map(name(), body, 0..3).prop_map(|all| {
        let object = |(name, (description, mut required, properties)): (String, (_, Vec<String>, _))| {
            required.dedup();
            ObjectDocument { name, description, required, properties }
        };
        all.into_iter().map(object).collect()
    })
}

prop_compose! {
    pub fn document()(
        namespace in name(),
        texts in (option::of(words()), option::of(words()), option::of(words())),
        is_public in any::<bool>(),
        protected in any::<bool>(),
        is_strict in any::<bool>(),
        types in btree_map(name(), (option::of(words()), option::of(words())), 0..3),
        properties in btree_map(name(), definition(), 0..4),
        objects in objects(),
        tags in btree_set(name(), 0..3),
        translations in btree_map(prop::sample::select(LANGUAGES).prop_map(str::to_owned), translation(), 0..3),
    ) -> Document {
        let (display_name, description, owner) = texts;
        Document {
            namespace,
            display_name,
            description,
            visibility: if is_public { MetadefVisibility::Public } else { MetadefVisibility::Private },
            protected,
            owner,
            enforcement: is_strict.then_some(MetadefEnforcement::Warn),
            resource_type_associations: types
                .into_iter()
                .map(|(name, (prefix, properties_target))| AssociationDocument { name, prefix, properties_target })
                .collect(),
            properties,
            objects,
            tags: tags.into_iter().map(|name| TagName { name }).collect(),
            translations,
        }
    }
}

/// Something that somebody does.
#[derive(Clone, Debug)]
pub enum Deed {
    Add(Place, String, PropertyType),
    Put(Place, String, Box<PropertyDefinition>),
    Remove(Place, String),
    Move(Place, String, Place, String),
    Duplicate(Place, String),
    Describe(Option<String>),
    AddObject(String),
    RemoveObject(String),
    RenameObject(String, String),
    Require(String, String, bool),
    Tag(String),
    RenameTag(String, String),
    Untag(String),
    Associate(String),
    Dissociate(String),
    Reorder(Selection, usize),
    Translate(String, Place, String, TranslatedTexts),
    Paste(Selection, Place),
    Json(Box<Document>),
    Broken,
}

fn place() -> impl Strategy<Value = Place> {
    prop_oneof![Just(Place::Namespace), name().prop_map(Place::Object)]
}

fn selection() -> impl Strategy<Value = Selection> {
    prop_oneof![
        (place(), name()).prop_map(|(at, name)| Selection::Property { at, name }),
        name().prop_map(Selection::Object),
        name().prop_map(Selection::Tag),
        name().prop_map(Selection::Association),
    ]
}

pub fn deed() -> impl Strategy<Value = Deed> {
    let kind = || prop::sample::select(PropertyType::ALL);
    let language = prop::sample::select(LANGUAGES).prop_map(str::to_owned);
    prop_oneof![
        (place(), name(), kind()).prop_map(|(at, name, kind)| Deed::Add(at, name, kind)),
        (place(), name(), definition()).prop_map(|(at, name, to)| Deed::Put(at, name, Box::new(to))),
        (place(), name()).prop_map(|(at, name)| Deed::Remove(at, name)),
        (place(), name(), place(), name())
            .prop_map(|(from, name, to, other)| Deed::Move(from, name, to, other)),
        (place(), name()).prop_map(|(at, name)| Deed::Duplicate(at, name)),
        option::of(words()).prop_map(Deed::Describe),
        name().prop_map(Deed::AddObject),
        name().prop_map(Deed::RemoveObject),
        (name(), name()).prop_map(|(name, to)| Deed::RenameObject(name, to)),
        (name(), name(), any::<bool>()).prop_map(|(name, inner, is)| Deed::Require(name, inner, is)),
        name().prop_map(Deed::Tag),
        (name(), name()).prop_map(|(name, to)| Deed::RenameTag(name, to)),
        name().prop_map(Deed::Untag),
        name().prop_map(Deed::Associate),
        name().prop_map(Deed::Dissociate),
        (selection(), 0usize..4).prop_map(|(what, to)| Deed::Reorder(what, to)),
        (language, place(), name(), texts())
            .prop_map(|(tag, at, name, said)| Deed::Translate(tag, at, name, said)),
        (selection(), place()).prop_map(|(what, at)| Deed::Paste(what, at)),
        document().prop_map(|document| Deed::Json(Box::new(document))),
        Just(Deed::Broken),
    ]
}

impl Deed {
    /// What it comes to; nothing where it cannot be done.
    pub fn edits(&self, document: &Document) -> Option<Vec<Edit>> {
        use commands as c;
        match self {
            Self::Add(at, name, kind) => {
                c::add_property(document, at, name, *kind).ok().map(|(_, edits)| edits)
            }
            Self::Put(at, name, to) => c::put_property(document, at, name, (**to).clone()).ok(),
            Self::Remove(at, name) => c::remove_property(document, at, name).ok(),
            Self::Move(from, name, to, other) => c::move_property(document, from, name, to, other).ok(),
            Self::Duplicate(at, name) => {
                c::duplicate_property(document, at, name).ok().map(|(_, edits)| edits)
            }
            Self::Describe(text) => Some(vec![Edit::Attribute(Attribute::Description(text.clone()))]),
            Self::AddObject(name) => Some(c::add_object(document, name).1),
            Self::RemoveObject(name) => c::remove_object(document, name).ok(),
            Self::RenameObject(name, to) => c::rename_object(document, name, to).ok(),
            Self::Require(name, inner, is) => c::require(document, name, inner, *is).ok(),
            Self::Tag(name) => c::add_tag(document, name).ok(),
            Self::RenameTag(name, to) => c::rename_tag(document, name, to).ok(),
            Self::Untag(name) => c::remove_tag(document, name).ok(),
            Self::Associate(name) => {
                let association =
                    AssociationDocument { name: name.clone(), prefix: None, properties_target: None };
                c::add_association(document, association).ok()
            }
            Self::Dissociate(name) => c::remove_association(document, name).ok(),
            Self::Reorder(what, to) => c::reorder(document, what, *to).ok(),
            Self::Translate(language, at, name, said) => {
                let what = c::Described::Property { at: at.clone(), name: name.clone() };
                Some(c::translate(document, language, &what, said.clone()))
            }
            Self::Paste(what, at) => {
                Fragment::of(document, what)?.paste(document, at).ok().map(|(_, edits)| edits)
            }
            Self::Json(_) | Self::Broken => None,
        }
    }
}
