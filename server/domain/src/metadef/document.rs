//! A namespace as one document: read from what people send, made from what there is.
//!
//! Reading is as lenient as that of catalog files must be: a definition may lack its title, and what
//! definitions do not know is kept. What is odd comes back as warnings.

use std::collections::BTreeMap;

use serde_json::Value;
use vitrine_wire::metadef::{
    AssociationDocument, Document, ImportVerdict, MetadefEnforcement, MetadefVisibility, ObjectDocument,
    PropertyDefinition, TagName, Translation, Warning,
};

use super::definitions::{self, Form, Limits};
use super::import::Imported;
use super::input::reader::Reader;
use super::input::{self, NamespaceDocument};
use super::model::{AssociationDraft, Contents, Namespace, NamespaceDraft, ObjectDraft};
use super::service::MetadefLimits;
use super::validation;
use crate::ctx::ProjectId;
use crate::error::{Error, Fault, MetadefSchema, Mismatch, Result};

/// Languages of one namespace.
const MAX_LANGUAGES: usize = 32;
/// Characters of a language tag.
const MAX_LANGUAGE: usize = 35;
const MAX_OWNER: usize = 255;
const SCHEMA: MetadefSchema = MetadefSchema::Namespace;

/// Reads a document. Members that no document has are refused, unless it is a `file`.
pub(super) fn read(value: &Value, limits: Limits, is_file: bool) -> Result<Document> {
    let without_nulls = is_file.then(|| without_nulls(value));
    let reader = Reader::new(SCHEMA, "", without_nulls.as_ref().unwrap_or(value))?;
    if !is_file {
        let known = ["translations", "owner", "enforcement"];
        reader.only(&[input::NAMESPACE, &known].concat(), input::READ_ONLY)?;
    }
    let visibility = reader.word("visibility", MetadefVisibility::parse, "public, private")?;
    let document = Document {
        namespace: reader.name("namespace", input::MAX_NAME)?,
        display_name: reader.text("display_name", input::MAX_NAME)?,
        description: reader.text("description", input::MAX_DESCRIPTION)?,
        visibility: visibility.unwrap_or(MetadefVisibility::Private),
        protected: reader.flag("protected")?.unwrap_or(false),
        owner: reader.text("owner", MAX_OWNER)?,
        enforcement: reader.word("enforcement", MetadefEnforcement::parse, "off, warn, enforce")?,
        resource_type_associations: reader.list("resource_type_associations", |at, value| {
            let draft = input::association_of(&Reader::new(SCHEMA, at, value)?)?;
            let AssociationDraft { resource_type: name, prefix, properties_target } = draft;
            Ok(AssociationDocument { name, prefix, properties_target })
        })?,
        properties: properties(&reader, input::MAX_NAME, limits)?,
        objects: reader.list("objects", |at, value| object(&Reader::new(SCHEMA, at, value)?, limits))?,
        tags: reader.list("tags", |at, value| {
            Ok(TagName { name: Reader::new(SCHEMA, at, value)?.name("name", input::MAX_NAME)? })
        })?,
        translations: translations(&reader)?,
    };
    input::refuse_doubles(&drafts(&document, &ProjectId::from("")))?;
    Ok(document)
}

/// Files say `null` for what they leave out.
fn without_nulls(value: &Value) -> Value {
    let mut value = value.clone();
    let Value::Object(members) = &mut value else {
        return value;
    };
    members.retain(|_, member| !member.is_null());
    for list in ["objects", "resource_type_associations", "tags"] {
        let items = members.get_mut(list).and_then(Value::as_array_mut);
        for item in items.into_iter().flatten().filter_map(Value::as_object_mut) {
            item.retain(|_, member| !member.is_null());
        }
    }
    value
}

fn object(reader: &Reader<'_>, limits: Limits) -> Result<ObjectDocument> {
    let object = ObjectDocument {
        name: reader.name("name", input::MAX_NAME)?,
        description: reader.text("description", usize::MAX)?,
        required: reader.unique_texts("required")?.unwrap_or_default(),
        properties: properties(reader, input::MAX_INNER_NAME, limits)?,
    };
    input::require_known(reader, &object_draft(&object), limits)?;
    Ok(object)
}

fn properties(
    reader: &Reader<'_>,
    name_limit: usize,
    limits: Limits,
) -> Result<BTreeMap<String, PropertyDefinition>> {
    let Some(map) = reader.object("properties")? else {
        return Ok(BTreeMap::new());
    };
    input::definitions(reader, map, name_limit, |value, at| {
        definitions::read(SCHEMA, at, value, Form::File, limits)
    })
}

fn translations(reader: &Reader<'_>) -> Result<BTreeMap<String, Translation>> {
    let Some(map) = reader.object("translations")? else {
        return Ok(BTreeMap::new());
    };
    if map.len() > MAX_LANGUAGES {
        return Err(Error::invalid("translations", Fault::TooMany { limit: MAX_LANGUAGES }));
    }
    let mut all = BTreeMap::new();
    for (language, value) in map {
        let at = format!("translations.{language}");
        if !is_language(language) {
            let allowed = "en, zh-CN, pt-BR …".to_owned();
            return Err(reader.fault("translations", Mismatch::Word { value: language.clone(), allowed }));
        }
        let translation: Translation = serde_json::from_value(value.clone()).map_err(|_| {
            let (expected, value) = ("translation", input::reader::shown(value));
            input::reader::fault(SCHEMA, &at, Mismatch::Type { expected, value })
        })?;
        if value.to_string().contains("\\u0000") {
            return Err(Error::invalid(at, Fault::ControlCharacter));
        }
        if !translation.is_empty() {
            all.insert(language.clone(), translation);
        }
    }
    Ok(all)
}

/// Has the text the form of a language tag?
fn is_language(text: &str) -> bool {
    let fits = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    text.len() <= MAX_LANGUAGE && text.len() > 1 && text.split('-').all(fits)
}

/// What reading a document from a file says, with nothing to compare it with.
#[must_use]
pub fn judged(value: &Value, limits: &MetadefLimits) -> Imported {
    let name = value["namespace"].as_str().map(str::to_owned);
    let limits = Limits { enum_items: limits.enum_items, is_strict: limits.is_strict };
    match read(value, limits, true) {
        Ok(document) => Imported::of(name, ImportVerdict::New, warnings(&document), None),
        Err(error) => Imported::of(name, ImportVerdict::Invalid, Vec::new(), Some(error)),
    }
}

/// What is odd about a document.
#[must_use]
pub fn warnings(document: &Document) -> Vec<Warning> {
    let mut found = Vec::new();
    judge("properties", &document.properties, &mut found);
    for object in &document.objects {
        let at = format!("objects.{}", object.name);
        judge(&format!("{at}.properties"), &object.properties, &mut found);
        if !validation::unknown_required(&object.required, &object.properties).is_empty() {
            let rule = validation::Contradiction::Required.code().to_owned();
            found.push(Warning { path: format!("{at}.required"), rule });
        }
    }
    found
}

fn judge(at: &str, properties: &BTreeMap<String, PropertyDefinition>, found: &mut Vec<Warning>) {
    for (name, definition) in properties {
        let mut warn = |member: &str, rule: &str| {
            found.push(Warning { path: format!("{at}.{name}.{member}"), rule: rule.to_owned() });
        };
        for warning in validation::warnings(definition) {
            warn(warning.member, warning.rule.code());
        }
        definition.foreign().for_each(|member| warn(member, "unknown"));
    }
}

/// The document of what there is.
#[must_use]
pub fn document(namespace: &Namespace, contents: &Contents) -> Document {
    let association = |it: &super::model::Association| AssociationDocument {
        name: it.resource_type.clone(),
        prefix: it.prefix.clone(),
        properties_target: it.properties_target.clone(),
    };
    let object = |it: &super::model::Object| ObjectDocument {
        name: it.name.clone(),
        description: it.description.clone(),
        required: it.required.clone(),
        properties: it.properties.clone(),
    };
    Document {
        namespace: namespace.name.clone(),
        display_name: namespace.display_name.clone(),
        description: namespace.description.clone(),
        visibility: namespace.visibility,
        protected: namespace.is_protected,
        owner: Some(namespace.owner.0.clone()),
        enforcement: Some(namespace.enforcement).filter(|it| *it != MetadefEnforcement::Off),
        resource_type_associations: contents.associations.iter().map(association).collect(),
        properties: contents.properties.clone(),
        objects: contents.objects.iter().map(object).collect(),
        tags: contents.tags.iter().rev().map(|name| TagName { name: name.clone() }).collect(),
        translations: contents.translations.clone(),
    }
}

/// The parts of a document as they are stored. `owner` has it where it does not say who does.
#[must_use]
pub fn drafts(document: &Document, owner: &ProjectId) -> NamespaceDocument {
    let association = |it: &AssociationDocument| AssociationDraft {
        resource_type: it.name.clone(),
        prefix: it.prefix.clone(),
        properties_target: it.properties_target.clone(),
    };
    NamespaceDocument {
        base: NamespaceDraft {
            name: document.namespace.clone(),
            display_name: document.display_name.clone(),
            description: document.description.clone(),
            visibility: document.visibility,
            is_protected: document.protected,
            owner: document.owner.clone().map_or_else(|| owner.clone(), ProjectId),
            enforcement: Some(document.enforcement.unwrap_or(MetadefEnforcement::Off)),
        },
        associations: document.resource_type_associations.iter().map(association).collect(),
        objects: document.objects.iter().map(object_draft).collect(),
        tags: document.tags.iter().map(|tag| tag.name.clone()).collect(),
        properties: document.properties.clone(),
        translations: document.translations.clone(),
    }
}

fn object_draft(it: &ObjectDocument) -> ObjectDraft {
    ObjectDraft {
        name: it.name.clone(),
        description: it.description.clone(),
        required: Some(it.required.clone()),
        properties: Some(it.properties.clone()),
    }
}
