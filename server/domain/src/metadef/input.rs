//! Reading the documents that clients send.
//!
//! In the order of the Image API: what no client may set is refused with 403, then the form of each
//! member with 400. What the server adds to documents (times, links) is passed over where a client sends
//! back what it got: inside of a namespace, in associations.

pub(super) mod reader;

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use vitrine_wire::metadef::{MetadefVisibility, PropertyDefinition, Translation};

use self::reader::Reader;
use super::definitions::{self, Form, Limits};
use super::model::{AssociationDraft, NamespaceDraft, ObjectDraft, Property};
use super::validation;
use crate::ctx::ProjectId;
use crate::error::{Error, Fault, MetadefClash, MetadefSchema, Mismatch, Result};

/// Characters of a name.
pub const MAX_NAME: usize = 80;
pub(super) const MAX_DESCRIPTION: usize = 500;
const MAX_OWNER: usize = 255;
/// Characters of the name of a property inside of an object.
pub(super) const MAX_INNER_NAME: usize = 255;

const TIMES: &[&str] = &["created_at", "updated_at"];
/// What the server adds to namespaces and objects.
pub(super) const READ_ONLY: &[&str] = &["self", "schema", "created_at", "updated_at"];
pub(super) const NAMESPACE: &[&str] = &[
    "namespace",
    "display_name",
    "description",
    "visibility",
    "protected",
    "owner",
    "resource_type_associations",
    "properties",
    "objects",
    "tags",
];
const OBJECT: &[&str] = &["name", "description", "required", "properties"];
const ASSOCIATION: &[&str] = &["name", "prefix", "properties_target"];

/// A namespace with everything in it, as a client sends it.
#[derive(Clone, Debug, PartialEq)]
pub struct NamespaceDocument {
    pub base: NamespaceDraft,
    pub associations: Vec<AssociationDraft>,
    pub objects: Vec<ObjectDraft>,
    pub tags: Vec<String>,
    pub properties: BTreeMap<String, PropertyDefinition>,
    /// By language; only whole documents have any.
    pub translations: BTreeMap<String, Translation>,
}

/// Reads a namespace. `project` owns it where the document does not say who does.
pub(super) fn namespace(
    body: &Value,
    project: Option<&ProjectId>,
    limits: Limits,
) -> Result<NamespaceDocument> {
    let reader = Reader::new(MetadefSchema::Namespace, "", body)?;
    reader.refuse_read_only(READ_ONLY)?;
    reader.only(NAMESPACE, &[])?;
    let base = base(&reader, project)?;
    let document = NamespaceDocument {
        associations: reader.list("resource_type_associations", embedded_association)?,
        objects: reader.list("objects", |at, value| {
            object_of(&Reader::new(MetadefSchema::Namespace, at, value)?, READ_ONLY, limits)
        })?,
        tags: reader.list("tags", |at, value| {
            let reader = Reader::new(MetadefSchema::Namespace, at, value)?;
            reader.only(&["name"], TIMES)?;
            reader.name("name", MAX_NAME)
        })?,
        properties: match reader.object("properties")? {
            None => BTreeMap::new(),
            Some(map) => {
                let read = |value: &Value, at: &str| {
                    definitions::read(MetadefSchema::Namespace, at, value, Form::Property, limits)
                };
                self::definitions(&reader, map, MAX_NAME, read)?
            }
        },
        translations: BTreeMap::new(),
        base,
    };
    refuse_doubles(&document)?;
    Ok(document)
}

fn base(reader: &Reader<'_>, project: Option<&ProjectId>) -> Result<NamespaceDraft> {
    let owner = reader.text("owner", MAX_OWNER)?.map(ProjectId).or_else(|| project.cloned());
    let visibility = reader.word("visibility", MetadefVisibility::parse, "public, private")?;
    Ok(NamespaceDraft {
        name: reader.name("namespace", MAX_NAME)?,
        display_name: reader.text("display_name", MAX_NAME)?,
        description: reader.text("description", MAX_DESCRIPTION)?,
        visibility: visibility.unwrap_or(MetadefVisibility::Private),
        is_protected: reader.flag("protected")?.unwrap_or(false),
        owner: owner.ok_or_else(|| Error::invalid("owner", Fault::Required))?,
        enforcement: None,
    })
}

fn embedded_association(at: &str, value: &Value) -> Result<AssociationDraft> {
    association_of(&Reader::new(MetadefSchema::Namespace, at, value)?)
}

pub(super) fn association_of(reader: &Reader<'_>) -> Result<AssociationDraft> {
    reader.only(ASSOCIATION, TIMES)?;
    Ok(AssociationDraft {
        resource_type: reader.name("name", MAX_NAME)?,
        prefix: reader.text("prefix", MAX_NAME)?,
        properties_target: reader.text("properties_target", MAX_NAME)?,
    })
}

/// Reads an association. Its times are passed over: published examples send them.
pub(super) fn association(body: &Value) -> Result<AssociationDraft> {
    association_of(&Reader::new(MetadefSchema::Association, "", body)?)
}

pub(super) fn object(body: &Value, limits: Limits) -> Result<ObjectDraft> {
    let reader = Reader::new(MetadefSchema::Object, "", body)?;
    reader.refuse_read_only(READ_ONLY)?;
    object_of(&reader, &[], limits)
}

fn object_of(reader: &Reader<'_>, ignored: &[&str], limits: Limits) -> Result<ObjectDraft> {
    reader.only(OBJECT, ignored)?;
    let properties = reader.object("properties")?;
    let read = |value: &Value, at: &str| definitions::read(reader.schema, at, value, Form::Member, limits);
    let draft = ObjectDraft {
        name: reader.name("name", MAX_NAME)?,
        description: reader.text("description", usize::MAX)?,
        required: reader.unique_texts("required")?,
        properties: match properties {
            None => None,
            Some(map) => Some(definitions(reader, map, MAX_INNER_NAME, read)?),
        },
    };
    require_known(reader, &draft, limits)?;
    Ok(draft)
}

/// Refuses an object that requires what it does not define, where nothing odd is taken.
pub(super) fn require_known(reader: &Reader<'_>, draft: &ObjectDraft, limits: Limits) -> Result<()> {
    let (none, nothing) = (BTreeMap::new(), Vec::new());
    let required = draft.required.as_ref().unwrap_or(&nothing);
    let properties = draft.properties.as_ref().unwrap_or(&none);
    if !limits.is_strict || validation::unknown_required(required, properties).is_empty() {
        return Ok(());
    }
    let rule = validation::Contradiction::Required.code();
    Err(reader.fault("required", Mismatch::Contradiction { rule }))
}

/// Definitions by name.
pub(super) fn definitions(
    reader: &Reader<'_>,
    map: &Map<String, Value>,
    name_limit: usize,
    read: impl Fn(&Value, &str) -> Result<PropertyDefinition>,
) -> Result<BTreeMap<String, PropertyDefinition>> {
    let one = |(name, value): (&String, &Value)| {
        let at = reader.at(&format!("properties.{name}"));
        reader.check_name(&at, name, name_limit)?;
        Ok((name.clone(), read(value, &at)?))
    };
    map.iter().map(one).collect()
}

/// Reads a definition with its name.
pub(super) fn property(body: &Value, limits: Limits) -> Result<Property> {
    let reader = Reader::new(MetadefSchema::Property, "", body)?;
    reader.refuse_read_only(TIMES)?;
    let definition = definitions::read(MetadefSchema::Property, "", body, Form::Property, limits)?;
    Ok(Property { name: reader.name("name", MAX_NAME)?, definition })
}

/// Reads the new name of a tag.
pub(super) fn tag(body: &Value) -> Result<String> {
    let reader = Reader::new(MetadefSchema::Tag, "", body)?;
    reader.refuse_read_only(TIMES)?;
    reader.only(&["name"], &[])?;
    reader.name("name", MAX_NAME)
}

/// Checks the name of a tag from a path.
pub(super) fn tag_name(name: &str) -> Result<()> {
    reader::check_name(MetadefSchema::Tag, "name", name, MAX_NAME)
}

/// Reads the tags that are to be there, or to be added. `namespace` is for the error about a tag that
/// stands twice.
pub(super) fn tags(body: &Value, namespace: &str) -> Result<Vec<String>> {
    let reader = Reader::new(MetadefSchema::Tags, "", body)?;
    reader.only(&["tags"], &[])?;
    if !reader.has("tags") {
        return Err(reader.fault("tags", Mismatch::Required));
    }
    let names = reader.list("tags", |at, value| {
        let reader = Reader::new(MetadefSchema::Tags, at, value)?;
        reader.only(&["name"], &[])?;
        reader.name("name", MAX_NAME)
    })?;
    refuse_double(names.iter().map(String::as_str), |name| MetadefClash::Tag {
        name,
        namespace: namespace.to_owned(),
    })?;
    Ok(names)
}

/// Names that stand twice inside of a namespace.
pub(super) fn refuse_doubles(document: &NamespaceDocument) -> Result<()> {
    let namespace = || document.base.name.clone();
    let associations = document.associations.iter().map(|it| it.resource_type.as_str());
    refuse_double(associations, |name| MetadefClash::Association { name, namespace: namespace() })?;
    let objects = document.objects.iter().map(|it| it.name.as_str());
    refuse_double(objects, |name| MetadefClash::Object { name, namespace: namespace() })?;
    let tags = document.tags.iter().map(String::as_str);
    refuse_double(tags, |name| MetadefClash::Tag { name, namespace: namespace() })
}

fn refuse_double<'a>(
    names: impl Iterator<Item = &'a str>,
    clash: impl FnOnce(String) -> MetadefClash,
) -> Result<()> {
    let mut seen = std::collections::BTreeSet::new();
    let mut names = names;
    match names.find(|name| !seen.insert(*name)) {
        Some(name) => Err(Error::Conflict(crate::error::Clash::Metadef(clash(name.to_owned())))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
