//! Addresses of metadata definitions.

use serde::{Deserialize, Serialize};
use vitrine_wire::SortDirection;
use vitrine_wire::metadef::{
    CatalogQuery, CatalogSort, Correction, CorrectionKind, ExportFilter, ExportFormat, FindingSeverity,
    MetadefVisibility, WrongQuery,
};

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

/// Pages that stand where a namespace's page would, if one were called so.
const PAGES: &[&str] = &["new", "search", "usage", "import", "export", "resource-types", "report", "correct"];

/// A namespace.
#[must_use]
pub fn namespace(name: &str) -> String {
    // The same address to who reads it, and no word of ours to who compares it.
    if PAGES.contains(&name)
        && let Some(first) = name.bytes().next()
    {
        return format!("{BASE}/metadefs/%{first:02X}{}", &name[1..]);
    }
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
    let page = self::namespace(namespace);
    let address = match object {
        None => with_query(page, &[("tab", "properties"), ("prop", name)]),
        Some(object) => with_query(page, &[("tab", "objects"), ("obj", object), ("prop", name)]),
    };
    format!("{address}#{}", part(&property_anchor(object, name)))
}

/// The id of a property on its namespace's page.
#[must_use]
pub fn property_anchor(object: Option<&str>, name: &str) -> String {
    match object {
        None => format!("prop-{name}"),
        Some(object) => format!("prop-{object}/{name}"),
    }
}

/// The id of an object on its namespace's page.
#[must_use]
pub fn object_anchor(name: &str) -> String {
    format!("object-{name}")
}

/// An object on its namespace's page.
#[must_use]
pub fn object(namespace: &str, name: &str) -> String {
    let address = with_query(self::namespace(namespace), &[("tab", "objects"), ("obj", name)]);
    format!("{address}#{}", part(&object_anchor(name)))
}

/// What people get to choose on a type of resource.
#[must_use]
pub fn preview(namespace: &str, resource_type: &str) -> String {
    with_query(self::namespace(namespace), &[("tab", "preview"), ("as", resource_type)])
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

/// The metadata of an image.
#[must_use]
pub fn image_metadata(id: &str) -> String {
    format!("{}/metadata", super::image(id))
}

/// The list that a query describes. Defaults stay out, so that the plain address is the plain list.
#[must_use]
pub fn table(query: &CatalogQuery) -> String {
    let plain = CatalogQuery::default();
    let page = query.page.to_string();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    pairs.extend(query.text.as_deref().map(|text| ("q", text)));
    pairs.extend(query.resource_type.as_deref().map(|name| ("resource_type", name)));
    pairs.extend(query.visibility.map(|word| ("visibility", word.as_str())));
    pairs.extend(query.protected.map(|flag| ("protected", if flag { "true" } else { "false" })));
    if (query.sort, query.direction) != (plain.sort, plain.direction) {
        pairs.push(("sort", query.sort.as_str()));
        pairs.push(("direction", query.direction.as_str()));
    }
    if query.page != plain.page {
        pairs.push(("page", &page));
    }
    with_query(namespaces(), &pairs)
}

/// Reads the query that [`table`] writes; what it does not understand counts as not said.
pub fn read_table(get: impl Fn(&str) -> Option<String>) -> CatalogQuery {
    let plain = CatalogQuery::default();
    let given = |key: &str| get(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    CatalogQuery {
        text: given("q"),
        resource_type: given("resource_type"),
        visibility: given("visibility").and_then(|word| MetadefVisibility::parse(&word)),
        protected: given("protected").and_then(|word| word.parse().ok()),
        sort: given("sort").and_then(|word| CatalogSort::parse(&word)).unwrap_or(plain.sort),
        direction: given("direction").and_then(|word| SortDirection::parse(&word)).unwrap_or(plain.direction),
        page: given("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(plain.page),
    }
}

/// What a search asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub text: String,
    pub kind: Option<String>,
    pub property_type: Option<String>,
    pub resource_type: Option<String>,
}

/// Reads what a search asks for.
pub fn read_search(get: impl Fn(&str) -> Option<String>) -> Wanted {
    let given = |key: &str| get(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    Wanted {
        text: given("q").unwrap_or_default(),
        kind: given("kind"),
        property_type: given("type"),
        resource_type: given("resource_type"),
    }
}

/// Versions of a namespace before one.
#[must_use]
pub fn history_before(namespace: &str, before: &str) -> String {
    with_query(self::namespace(namespace), &[("tab", "history"), ("before", before)])
}

/// What a return to a version would change.
#[must_use]
pub fn return_to(namespace: &str, version: i64) -> String {
    with_query(format!("{}/return", self::namespace(namespace)), &[("version", &version.to_string())])
}

/// Where a return to a version is sent.
#[must_use]
pub fn revert(namespace: &str) -> String {
    format!("{}/revert", self::namespace(namespace))
}

/// A namespace, with a notice of something that was done.
#[must_use]
pub fn namespace_with_notice(name: &str, code: &str) -> String {
    with_query(namespace(name), &[("notice", code), ("name", name)])
}

/// Images that have a value of a property; the page that begins behind an image.
#[must_use]
pub fn usage_page(key: &str, value: Option<&str>, marker: Option<&str>) -> String {
    let mut pairs = vec![("key", key)];
    pairs.extend(value.map(|value| ("value", value)));
    pairs.extend(marker.map(|marker| ("marker", marker)));
    with_query(format!("{BASE}/metadefs/usage"), &pairs)
}

/// Properties of images that nobody defines.
#[must_use]
pub fn orphans(marker: Option<&str>) -> String {
    let pairs: Vec<_> = marker.into_iter().map(|marker| ("marker", marker)).collect();
    with_query(format!("{BASE}/metadefs/usage"), &pairs)
}

/// What images carry against the catalog.
#[must_use]
pub fn report(query: &WrongQuery) -> String {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    pairs.extend(query.severity.map(|word| ("severity", word.as_str())));
    pairs.extend(query.namespace.as_deref().map(|name| ("namespace", name)));
    pairs.extend(query.marker.as_deref().map(|marker| ("marker", marker)));
    with_query(format!("{BASE}/metadefs/report"), &pairs)
}

/// Reads the query that [`report`] writes.
pub fn read_report(get: impl Fn(&str) -> Option<String>) -> WrongQuery {
    let given = |key: &str| get(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    WrongQuery {
        severity: given("severity").and_then(|word| FindingSeverity::parse(&word)),
        namespace: given("namespace"),
        marker: given("marker"),
    }
}

/// What is to be set right on images.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedCorrection {
    pub key: String,
    pub value: Option<String>,
    pub kind: Option<CorrectionKind>,
    pub to: String,
    pub marker: Option<String>,
    /// How many images were changed and how many were not, right before.
    pub done: Option<(u64, u64)>,
}

impl AskedCorrection {
    /// The correction, where it is said what is to become of the property.
    #[must_use]
    pub fn correction(&self) -> Option<Correction> {
        let Self { key, value, to, .. } = self.clone();
        Some(Correction { key, value, kind: self.kind?, to })
    }
}

/// The plain form of a property; without a name, of a new one.
#[must_use]
pub fn plain_property(namespace: &str, object: Option<&str>, name: Option<&str>) -> String {
    let object = object.map(|object| ("obj", object));
    let pairs: Vec<_> = object.into_iter().chain(name.map(|name| ("prop", name))).collect();
    with_query(format!("{}/property", self::namespace(namespace)), &pairs)
}

/// Reads which property [`plain_property`] is about: its object, if it is in one, and its name, if it has one.
pub fn read_plain_property(get: impl Fn(&str) -> Option<String>) -> (Option<String>, Option<String>) {
    (get("obj").filter(|name| !name.is_empty()), get("prop").filter(|name| !name.is_empty()))
}

/// A property on its namespace's page, with a notice of something that was done to it.
#[must_use]
pub fn property_with_notice(namespace: &str, object: Option<&str>, name: &str, code: &str) -> String {
    let (tab, object) =
        (if object.is_some() { "objects" } else { "properties" }, object.map(|it| ("obj", it)));
    let pairs = [("tab", tab)].into_iter().chain(object);
    let pairs: Vec<_> = pairs.chain([("prop", name), ("notice", code), ("name", name)]).collect();
    with_query(self::namespace(namespace), &pairs)
}

/// Where a correction is planned, and where it is sent.
#[must_use]
pub fn correct_form() -> String {
    format!("{BASE}/metadefs/correct")
}

/// Setting a property right, or a value of it.
#[must_use]
pub fn correct(key: &str, value: Option<&str>) -> String {
    let pairs: Vec<_> = [("key", key)].into_iter().chain(value.map(|value| ("value", value))).collect();
    with_query(correct_form(), &pairs)
}

/// The plan of a correction; the page that begins behind an image.
#[must_use]
pub fn correct_as(correction: &Correction, marker: Option<&str>) -> String {
    with_query(
        correct_form(),
        &correction_pairs(correction).chain(marker.map(|it| ("marker", it))).collect::<Vec<_>>(),
    )
}

/// The plan of what a correction left.
#[must_use]
pub fn correct_done(correction: &Correction, done: usize, left: usize) -> String {
    let (done, left) = (done.to_string(), left.to_string());
    let counts = [("done", done.as_str()), ("left", left.as_str())];
    with_query(correct_form(), &correction_pairs(correction).chain(counts).collect::<Vec<_>>())
}

fn correction_pairs(correction: &Correction) -> impl Iterator<Item = (&'static str, &str)> {
    let Correction { key, value, kind, to } = correction;
    let value = value.as_deref().map(|value| ("value", value));
    [("key", key.as_str())].into_iter().chain(value).chain([("do", kind.as_str()), ("to", to.as_str())])
}

/// Reads what [`correct_as`] writes, and the form that leads there.
pub fn read_correct(get: impl Fn(&str) -> Option<String>) -> AskedCorrection {
    let kind = get("do").and_then(|word| CorrectionKind::parse(&word));
    // The form has a field for each.
    let field = match kind {
        Some(CorrectionKind::Value) => "to_value",
        Some(CorrectionKind::Rename) => "to_key",
        _ => "to",
    };
    let to = get("to").or_else(|| get(field)).unwrap_or_default();
    let count = |key: &str| get(key).and_then(|count| count.parse().ok());
    AskedCorrection {
        key: get("key").unwrap_or_default(),
        value: get("value"),
        to: if kind == Some(CorrectionKind::Rename) { to.trim().to_owned() } else { to },
        kind,
        marker: get("marker").filter(|marker| !marker.is_empty()),
        done: count("done").zip(count("left")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::tests::getter;

    #[test]
    fn namespaces_are_not_hidden_by_pages() {
        assert_eq!(namespace("new"), "/dashboard/metadefs/%6Eew");
        assert_eq!(edit("search"), "/dashboard/metadefs/%73earch/edit");
        assert_eq!(namespace("newer"), "/dashboard/metadefs/newer");
        let routes = include_str!("../pages/metadefs/routes.rs");
        let words = routes.split("path!(\"/").skip(1).filter_map(|rest| rest.split('"').next());
        let words: Vec<&str> =
            words.filter(|word| !word.starts_with([':', '*']) && *word != "metadefs").collect();
        assert!(words.len() > 4 && words.iter().all(|word| PAGES.contains(word)), "{words:?}");
    }

    #[test]
    fn corrections_read_back_as_they_were_written() {
        for (value, kind, to) in [
            (Some(""), CorrectionKind::Value, " a&b "),
            (None, CorrectionKind::Rename, "hw_新"),
            (Some("x"), CorrectionKind::Remove, ""),
        ] {
            let correction =
                Correction { key: "k = 1".into(), value: value.map(str::to_owned), kind, to: to.into() };
            let asked = read_correct(getter(&correct_as(&correction, Some("m"))));
            assert_eq!((asked.correction(), asked.marker.as_deref()), (Some(correction.clone()), Some("m")));
            let asked = read_correct(getter(&correct_done(&correction, 3, 1)));
            assert_eq!((asked.correction(), asked.done), (Some(correction), Some((3, 1))));
        }
        let form = [("key", "a"), ("do", "rename"), ("to_value", "v"), ("to_key", " b ")];
        let asked = read_correct(|key| {
            form.iter().find(|(name, _)| *name == key).map(|(_, value)| (*value).to_owned())
        });
        assert_eq!(asked.correction().map(|it| it.to).as_deref(), Some("b"));
    }

    #[test]
    fn lists_read_back_as_they_were_written() {
        assert_eq!(table(&CatalogQuery::default()), "/dashboard/metadefs");
        let query = CatalogQuery {
            text: Some("cpu & 镜像".into()),
            resource_type: Some("OS::Glance::Image".into()),
            visibility: Some(MetadefVisibility::Private),
            protected: Some(false),
            sort: CatalogSort::Tags,
            direction: SortDirection::Descending,
            page: 3,
        };
        assert_eq!(read_table(getter(&table(&query))), query);
    }
}
