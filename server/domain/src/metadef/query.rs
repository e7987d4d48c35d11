//! List parameters. Unknown ones are nobody's business; of repeated ones the last counts.

use vitrine_wire::SortDirection;
use vitrine_wire::metadef::{MetadefVisibility, NamespaceSortKey, TagSortKey};

use super::model::{Namespace, Tag};
use crate::error::{Error, Fault, Result};
use crate::image::query::PageLimits;

/// Types of resources that one request may ask for.
const MAX_RESOURCE_TYPES: usize = 256;

/// The pairs of a query string, decoded, in their order.
pub type Pairs = [(String, String)];

/// Which namespaces a list is to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamespaceFilter {
    pub visibility: Option<MetadefVisibility>,
    /// Those for any of these types; all where nothing is said.
    pub resource_types: Option<Vec<String>>,
}

/// A list of namespaces as a client asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamespaceQuery {
    pub filter: NamespaceFilter,
    pub sort: NamespaceSortKey,
    pub direction: SortDirection,
    /// The name of the namespace that the page begins behind.
    pub marker: Option<String>,
    pub limit: usize,
}

/// The same, once the marker was found. Ties are broken by `created_at`, then by id, in the same
/// direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamespacePage {
    pub sort: NamespaceSortKey,
    pub direction: SortDirection,
    pub after: Option<Namespace>,
    pub limit: usize,
}

/// A list of tags as a client asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagQuery {
    pub sort: TagSortKey,
    pub direction: SortDirection,
    pub marker: Option<String>,
    /// All of them where nothing is said.
    pub limit: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagPage {
    pub sort: TagSortKey,
    pub direction: SortDirection,
    pub after: Option<Tag>,
    pub limit: Option<usize>,
}

impl NamespaceQuery {
    pub fn parse(pairs: &Pairs, limits: PageLimits) -> Result<Self> {
        let limit = last(pairs, "limit").map(limit).transpose()?;
        let sort = last(pairs, "sort_key").map(|key| sort_key(key, NamespaceSortKey::parse)).transpose()?;
        Ok(Self {
            filter: NamespaceFilter {
                visibility: last(pairs, "visibility").map(visibility).transpose()?,
                resource_types: resource_types(pairs)?,
            },
            sort: sort.unwrap_or(NamespaceSortKey::CreatedAt),
            direction: direction(pairs)?,
            marker: last(pairs, "marker").map(str::to_owned),
            limit: limit.unwrap_or(limits.default).min(limits.max),
        })
    }
}

impl TagQuery {
    pub fn parse(pairs: &Pairs) -> Result<Self> {
        check_visibility(pairs)?;
        let sort = last(pairs, "sort_key").map(|key| sort_key(key, TagSortKey::parse)).transpose()?;
        Ok(Self {
            sort: sort.unwrap_or(TagSortKey::CreatedAt),
            direction: direction(pairs)?,
            marker: last(pairs, "marker").map(str::to_owned),
            limit: last(pairs, "limit").map(limit).transpose()?,
        })
    }
}

/// Checks the parameters of a list of objects. Glance compat: they have no effect.
pub fn check_objects(pairs: &Pairs) -> Result<()> {
    check_visibility(pairs)?;
    direction(pairs)?;
    match last(pairs, "limit").map(limit).transpose()? {
        Some(0) => Err(Error::invalid("limit", Fault::NotPositive)),
        _ => Ok(()),
    }
}

/// The parameters of one namespace: the type of resource that its properties are shown for.
pub fn show(pairs: &Pairs) -> Result<Option<&str>> {
    last(pairs, "visibility").map(visibility).transpose()?;
    Ok(resource_type(pairs))
}

/// The type of resource that a property is shown for.
#[must_use]
pub fn resource_type(pairs: &Pairs) -> Option<&str> {
    last(pairs, "resource_type")
}

fn last<'a>(pairs: &'a Pairs, key: &str) -> Option<&'a str> {
    pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

fn limit(value: &str) -> Result<usize> {
    let number: i128 = value.trim().parse().map_err(|_| Error::invalid("limit", Fault::NotInteger))?;
    if number < 0 {
        return Err(Error::invalid("limit", Fault::NotPositive));
    }
    Ok(usize::try_from(number).unwrap_or(usize::MAX))
}

fn sort_key<K>(key: &str, parse: impl FnOnce(&str) -> Option<K>) -> Result<K> {
    parse(key).ok_or_else(|| Error::invalid("sort_key", Fault::UnknownSortKey { key: key.to_owned() }))
}

fn direction(pairs: &Pairs) -> Result<SortDirection> {
    let word = last(pairs, "sort_dir").unwrap_or("desc");
    let unknown = || Fault::UnknownSortDirection { direction: word.to_owned() };
    SortDirection::parse(word).ok_or_else(|| Error::invalid("sort_dir", unknown()))
}

fn visibility(word: &str) -> Result<MetadefVisibility> {
    let unknown = || Fault::UnknownVisibility { value: word.to_owned() };
    // The published guide writes it in capitals.
    MetadefVisibility::parse(&word.to_ascii_lowercase())
        .ok_or_else(|| Error::invalid("visibility", unknown()))
}

/// Glance compat: lists inside a namespace also know `shared`, which no namespace is.
fn check_visibility(pairs: &Pairs) -> Result<()> {
    match last(pairs, "visibility") {
        None | Some("shared") => Ok(()),
        Some(word) => visibility(word).map(drop),
    }
}

fn resource_types(pairs: &Pairs) -> Result<Option<Vec<String>>> {
    let Some(list) = last(pairs, "resource_types").filter(|list| !list.is_empty()) else {
        return Ok(None);
    };
    let types: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
    if types.len() > MAX_RESOURCE_TYPES {
        return Err(Error::invalid("resource_types", Fault::TooMany { limit: MAX_RESOURCE_TYPES }));
    }
    Ok(Some(types))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let pair = |pair: &str| {
            let (key, value) = pair.split_once('=').unwrap();
            (key.to_owned(), value.to_owned())
        };
        text.split('&').filter(|text| !text.is_empty()).map(pair).collect()
    }

    const LIMITS: PageLimits = PageLimits { default: 25, max: 1_000 };

    fn namespaces(text: &str) -> Result<NamespaceQuery> {
        NamespaceQuery::parse(&pairs(text), LIMITS)
    }

    #[test]
    fn a_list_has_defaults() {
        let query = namespaces("").unwrap();
        assert_eq!((query.sort, query.direction), (NamespaceSortKey::CreatedAt, SortDirection::Descending));
        assert_eq!((query.limit, query.marker, query.filter), (25, None, NamespaceFilter::default()));
    }

    #[test]
    fn parameters_are_read_and_unknown_ones_passed_over() {
        let query =
            namespaces("limit=5000&marker=a&sort_key=namespace&sort_dir=asc&resource_types=a,%20b&x=y");
        let query = query.unwrap();
        assert_eq!((query.limit, query.marker.as_deref()), (1_000, Some("a")));
        assert_eq!(query.filter.resource_types.unwrap().len(), 2);
        assert_eq!(namespaces("resource_types=").unwrap().filter.resource_types, None);
        assert_eq!(namespaces("sort_dir=asc&sort_dir=desc").unwrap().direction, SortDirection::Descending);
    }

    #[test]
    fn mistakes_are_told() {
        for (text, code) in [
            ("limit=a", "error-not-integer"),
            ("limit=-1", "error-not-positive"),
            ("sort_key=x", "error-unknown-sort-key"),
            ("sort_dir=up", "error-unknown-sort-direction"),
            ("visibility=shared", "error-unknown-visibility"),
        ] {
            assert_eq!(namespaces(text).unwrap_err().code(), code, "{text}");
        }
        for (text, code) in [("limit=0", "error-not-positive"), ("visibility=x", "error-unknown-visibility")]
        {
            assert_eq!(check_objects(&pairs(text)).unwrap_err().code(), code, "{text}");
        }
        assert!(check_objects(&pairs("visibility=shared&limit=1&marker=x")).is_ok());
        assert_eq!(TagQuery::parse(&pairs("sort_key=owner")).unwrap_err().code(), "error-unknown-sort-key");
    }
}
