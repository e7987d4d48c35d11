//! From the domain's catalog to the documents on the wire.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use vitrine_wire::metadef as wire;

use super::input::NamespaceDocument;
use super::model::{Association, Contents, Namespace, Object, ObjectDraft, Property, ResourceType, Tag};
use super::ports::Version;

/// What may not stand in a segment of a path as it is.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A name as it stands in a path.
#[must_use]
pub fn segment(name: &str) -> String {
    utf8_percent_encode(name, SEGMENT).to_string()
}

/// The address of a namespace.
#[must_use]
pub fn namespace_link(name: &str) -> String {
    format!("/v2/metadefs/namespaces/{}", segment(name))
}

/// A namespace without what it holds.
#[must_use]
pub fn namespace(namespace: Namespace) -> wire::Namespace {
    wire::Namespace {
        self_link: namespace_link(&namespace.name),
        schema: "/v2/schemas/metadefs/namespace".to_owned(),
        namespace: namespace.name,
        display_name: namespace.display_name,
        description: namespace.description,
        visibility: namespace.visibility,
        protected: namespace.is_protected,
        owner: namespace.owner.0,
        resource_type_associations: Vec::new(),
        properties: Default::default(),
        objects: Vec::new(),
        tags: Vec::new(),
        created_at: namespace.created_at,
        updated_at: namespace.updated_at,
    }
}

/// A row of the list.
#[must_use]
pub fn row(row: Namespace, associations: Vec<Association>) -> wire::Namespace {
    wire::Namespace {
        resource_type_associations: associations.into_iter().map(association).collect(),
        ..namespace(row)
    }
}

/// A namespace with all it holds.
#[must_use]
pub fn whole(whole: Namespace, contents: Contents) -> wire::Namespace {
    let name = whole.name.clone();
    wire::Namespace {
        resource_type_associations: contents.associations.into_iter().map(association).collect(),
        properties: contents.properties,
        objects: contents.objects.into_iter().map(|it| object(&name, it)).collect(),
        tags: contents.tags.into_iter().map(|name| wire::TagName { name }).collect(),
        ..namespace(whole)
    }
}

/// A namespace that was just added. Glance compat: what it holds is told as it was sent.
#[must_use]
pub fn created(created: Namespace, document: NamespaceDocument) -> wire::Namespace {
    let sent = |draft: ObjectDraft| wire::MetadefObject {
        name: draft.name,
        description: draft.description,
        required: draft.required,
        properties: draft.properties,
        created_at: None,
        updated_at: None,
        self_link: None,
        schema: None,
    };
    let associations = document.associations.into_iter().map(|it| wire::Association {
        name: it.resource_type,
        prefix: it.prefix,
        properties_target: it.properties_target,
        created_at: None,
        updated_at: None,
    });
    wire::Namespace {
        resource_type_associations: associations.collect(),
        properties: document.properties,
        objects: document.objects.into_iter().map(sent).collect(),
        tags: document.tags.into_iter().map(|name| wire::TagName { name }).collect(),
        ..namespace(created)
    }
}

#[must_use]
pub fn association(association: Association) -> wire::Association {
    wire::Association {
        name: association.resource_type,
        prefix: association.prefix,
        properties_target: association.properties_target,
        created_at: Some(association.created_at),
        updated_at: Some(association.updated_at),
    }
}

/// An object of the namespace with this name.
#[must_use]
pub fn object(namespace: &str, object: Object) -> wire::MetadefObject {
    let link =
        format!("{}/objects/{}", namespace_link(namespace), utf8_percent_encode(&object.name, SEGMENT));
    wire::MetadefObject {
        name: object.name,
        description: object.description,
        required: Some(object.required),
        properties: Some(object.properties),
        created_at: Some(object.created_at),
        updated_at: Some(object.updated_at),
        self_link: Some(link),
        schema: Some("/v2/schemas/metadefs/object".to_owned()),
    }
}

/// An object that was just written. Glance compat: what was not sent is not told.
#[must_use]
pub fn written_object(namespace: &str, written: Object, draft: &ObjectDraft) -> wire::MetadefObject {
    let document = object(namespace, written);
    wire::MetadefObject {
        required: document.required.filter(|_| draft.required.is_some()),
        properties: document.properties.filter(|_| draft.properties.is_some()),
        ..document
    }
}

#[must_use]
pub fn property(property: Property) -> wire::Property {
    wire::Property { name: property.name, definition: property.definition }
}

#[must_use]
pub fn tag(tag: Tag) -> wire::Tag {
    wire::Tag { name: tag.name, created_at: tag.created_at, updated_at: tag.updated_at }
}

#[must_use]
pub fn resource_type(resource_type: ResourceType) -> wire::ResourceType {
    wire::ResourceType {
        name: resource_type.name,
        created_at: resource_type.created_at,
        updated_at: resource_type.updated_at,
    }
}

/// A version of a namespace.
#[must_use]
pub fn version(version: Version) -> wire::HistoryEntry {
    let (user_id, user_name) = version.user.unzip();
    wire::HistoryEntry {
        version: version.version,
        at: version.at,
        user_id: user_id.map(|id| id.0),
        user_name,
        request_id: version.request_id,
        changes: version.changes,
    }
}
