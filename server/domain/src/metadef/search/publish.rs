//! From what was found to the documents on the wire.

use vitrine_wire::metadef::{SearchHit, SearchKind, SearchResource, SearchResult};

use super::entries::MAX_KEYS;
use super::matches::{excerpt, matches};
use super::{Entry, Found, Hit, SearchQuery, Text};
use crate::metadef::model::Association;
use crate::metadef::publish::{namespace_link, segment};
use vitrine_metadef::Languages;

/// The answer to a search, for a reader of these languages.
#[must_use]
pub fn result(found: Found, query: &SearchQuery, languages: &Languages) -> SearchResult {
    let hits = found.hits.into_iter().map(|it| hit(it, query, languages)).collect();
    SearchResult { hits, total: found.total }
}

fn hit(hit: Hit, query: &SearchQuery, languages: &Languages) -> SearchHit {
    let Hit { namespace, entry, mut associations } = hit;
    // What was asked for is told in any case.
    associations.sort_by_key(|it| Some(&it.resource_type) != query.resource_type.as_ref());
    let texts = || entry.texts.titles.iter().chain(&entry.texts.descriptions);
    let tags: Vec<&str> = texts().filter_map(|it| it.language.as_deref()).collect();
    let language = languages.choose(&tags);
    let told = |texts: &[Text]| {
        let of = |language| texts.iter().find(|it| it.language.as_deref() == language);
        of(language).or_else(|| of(None)).map(|it| it.text.clone())
    };
    SearchHit {
        matches: matches(&entry, &query.terms),
        self_link: link(&namespace, &entry),
        resource_types: associations.into_iter().take(MAX_KEYS).map(|it| resource(it, &entry)).collect(),
        title: told(&entry.texts.titles),
        description: told(&entry.texts.descriptions).map(|text| excerpt(&text)),
        kind: entry.kind,
        namespace,
        object: entry.object,
        name: entry.name,
        property_type: entry.property_type,
    }
}

fn resource(association: Association, entry: &Entry) -> SearchResource {
    let prefix = association.prefix.unwrap_or_default();
    SearchResource {
        name: association.resource_type,
        key: (entry.kind == SearchKind::Property).then(|| format!("{prefix}{}", entry.name)),
        properties_target: association.properties_target,
    }
}

fn link(namespace: &str, entry: &Entry) -> String {
    let (kind, name) = match (entry.kind, &entry.object) {
        (SearchKind::Namespace, _) => return namespace_link(namespace),
        (_, Some(object)) => ("objects", object),
        (SearchKind::Object, None) => ("objects", &entry.name),
        (SearchKind::Property, None) => ("properties", &entry.name),
        (SearchKind::Tag, None) => ("tags", &entry.name),
    };
    format!("{}/{kind}/{}", namespace_link(namespace), segment(name))
}
