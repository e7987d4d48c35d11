//! Addresses of metadata definitions.

use super::{BASE, part, with_query};

/// The namespaces.
#[must_use]
pub fn namespaces() -> String {
    format!("{BASE}/metadefs")
}

/// The list, with a notice of something that was done to a namespace of this name.
#[must_use]
pub fn namespaces_with_notice(code: &str, name: &str) -> String {
    with_query(namespaces(), &[("notice", code), ("name", name)])
}

/// A namespace.
#[must_use]
pub fn namespace(name: &str) -> String {
    format!("{BASE}/metadefs/{}", part(name))
}

/// A tab of a namespace's page: `properties`, `objects`, `tags`, `associations`, `preview`, `usage`, `json` or
/// `history`.
#[must_use]
pub fn namespace_tab(name: &str, tab: &str) -> String {
    with_query(namespace(name), &[("tab", tab)])
}

/// A property on its namespace's page.
#[must_use]
pub fn property(namespace: &str, object: Option<&str>, name: &str) -> String {
    match object {
        None => with_query(self::namespace(namespace), &[("tab", "properties"), ("prop", name)]),
        Some(object) => {
            with_query(self::namespace(namespace), &[("tab", "objects"), ("obj", object), ("prop", name)])
        }
    }
}

/// An object on its namespace's page.
#[must_use]
pub fn object(namespace: &str, name: &str) -> String {
    with_query(self::namespace(namespace), &[("tab", "objects"), ("obj", name)])
}

/// The authoring workspace.
#[must_use]
pub fn edit(namespace: &str) -> String {
    format!("{}/edit", self::namespace(namespace))
}

/// The authoring workspace with something selected.
#[must_use]
pub fn edit_at(namespace: &str, selection: &str) -> String {
    with_query(edit(namespace), &[("sel", selection)])
}

/// The authoring workspace for a namespace that is not there yet.
#[must_use]
pub fn create() -> String {
    format!("{BASE}/metadefs/new")
}

/// A new namespace that starts as a copy.
#[must_use]
pub fn create_from(namespace: &str) -> String {
    with_query(create(), &[("from", namespace)])
}

/// The page that asks before a namespace is deleted, and where its form is sent.
#[must_use]
pub fn delete(namespace: &str) -> String {
    format!("{}/delete", self::namespace(namespace))
}

/// Searching definitions.
#[must_use]
pub fn search() -> String {
    format!("{BASE}/metadefs/search")
}

/// Types of resources and the namespaces that are for them.
#[must_use]
pub fn resource_types() -> String {
    format!("{BASE}/metadefs/resource-types")
}

/// Images that have a property.
#[must_use]
pub fn usage(key: &str) -> String {
    with_query(format!("{BASE}/metadefs/usage"), &[("key", key)])
}

/// Bringing namespaces in.
#[must_use]
pub fn import() -> String {
    format!("{BASE}/metadefs/import")
}

/// Taking namespaces along.
#[must_use]
pub fn export() -> String {
    format!("{BASE}/metadefs/export")
}

/// Images whose values do not fit.
#[must_use]
pub fn report() -> String {
    format!("{BASE}/metadefs/report")
}

/// Giving a key of images another name.
#[must_use]
pub fn rename_key(from: &str, to: &str) -> String {
    with_query(format!("{BASE}/metadefs/rename-key"), &[("from", from), ("to", to)])
}

/// The metadata of an image.
#[must_use]
pub fn image_metadata(id: &str) -> String {
    format!("{}/metadata", super::image(id))
}
