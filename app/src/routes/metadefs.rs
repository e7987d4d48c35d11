//! Addresses of metadata definitions.

use vitrine_wire::metadef::{ExportFilter, ExportFormat, MetadefVisibility};

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

/// Where the import's form is read into documents.
#[must_use]
pub fn import_read() -> String {
    format!("{}/read", import())
}

/// The export page with a filter.
#[must_use]
pub fn export_with(filter: &ExportFilter) -> String {
    with_query(export(), &filter_pairs(filter))
}

/// The pairs of an export's filter.
#[must_use]
pub fn filter_pairs(filter: &ExportFilter) -> Vec<(&'static str, &str)> {
    let text = filter.text.as_deref().map(|text| ("text", text));
    let visibility = filter.visibility.map(|word| ("visibility", word.as_str()));
    let resource_type = filter.resource_type.as_deref().map(|name| ("resource_type", name));
    text.into_iter().chain(visibility).chain(resource_type).collect()
}

/// Reads what [`filter_pairs`] writes.
pub fn read_export_filter(get: impl Fn(&str) -> Option<String>) -> ExportFilter {
    let given = |key: &str| get(key).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    ExportFilter {
        text: given("text"),
        visibility: given("visibility").and_then(|word| MetadefVisibility::parse(&word)),
        resource_type: given("resource_type"),
    }
}

/// Where files of namespaces are.
#[must_use]
pub fn export_files() -> String {
    format!("{}/file", export())
}

/// Namespaces as a file. A schema is asked for with [`export_schema`].
#[must_use]
pub fn export_file(format: ExportFormat, namespaces: &[&str]) -> String {
    let names = namespaces.iter().map(|name| ("ns", *name));
    let pairs: Vec<_> = std::iter::once(("format", format.as_str())).chain(names).collect();
    with_query(export_files(), &pairs)
}

/// What namespaces define for a type of resource, as one JSON Schema.
#[must_use]
pub fn export_schema(resource_type: &str, namespaces: &[&str]) -> String {
    let names = namespaces.iter().map(|name| ("ns", *name));
    let first = [("format", ExportFormat::Schema.as_str()), ("type", resource_type)];
    let pairs: Vec<_> = first.into_iter().chain(names).collect();
    with_query(export_files(), &pairs)
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
