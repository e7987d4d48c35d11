//! From what was found to the documents on the wire.

use vitrine_wire::metadef::{SearchHit, SearchKind, SearchResource, SearchResult};

use super::matches::{excerpt, matches};
use super::{Entry, Found, Hit, Term, Text};
use crate::metadef::model::Association;
use crate::metadef::publish::{namespace_link, segment};

/// The answer to a search for these terms.
#[must_use]
pub fn result(found: Found, terms: &[Term]) -> SearchResult {
    SearchResult { hits: found.hits.into_iter().map(|it| hit(it, terms)).collect(), total: found.total }
}

fn hit(hit: Hit, terms: &[Term]) -> SearchHit {
    let Hit { namespace, entry, associations } = hit;
    let own = |texts: &[Text]| texts.iter().find(|it| it.language.is_none()).map(|it| it.text.clone());
    SearchHit {
        matches: matches(&entry, terms),
        self_link: link(&namespace, &entry),
        resource_types: associations.into_iter().map(|it| resource(it, &entry)).collect(),
        title: own(&entry.texts.titles),
        description: own(&entry.texts.descriptions).map(|text| excerpt(&text)),
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
