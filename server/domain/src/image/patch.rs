//! The two JSON-patch dialects of the Image API, parsed in full before anything is applied.

use serde_json::{Map, Value};

use super::attributes;
use super::model::Image;
use super::protection::{Action, PropertyGuard};
use super::service::Formats;
use crate::error::{Clash, Denial, Error, Fault, Limit, PatchFault, Result};

/// Operations in one patch.
pub const MAX_OPERATIONS: usize = 512;
/// Bytes of a pointer.
pub const MAX_POINTER: usize = 1_024;

/// How operations are written, and whether `add` may overwrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `{"add": "/x", "value": …}`; adding what exists is a conflict.
    V20,
    /// `{"op": "add", "path": "/x", "value": …}`; adding what exists overwrites it.
    V21,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Add,
    Replace,
    Remove,
}

impl Verb {
    const ALL: [(&'static str, Self); 3] =
        [("add", Self::Add), ("replace", Self::Replace), ("remove", Self::Remove)];

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(name, _)| *name == word).map(|(_, verb)| verb)
    }

    fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, verb)| *verb == self).map_or("", |(name, _)| name)
    }
}

/// One operation on one attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    pub verb: Verb,
    /// The attribute; `locations` stands for every pointer into them.
    pub attribute: String,
    pub value: Value,
}

/// Reads a whole patch document; nothing of it counts if any of it is wrong.
pub fn parse(dialect: Dialect, body: &Value) -> Result<Vec<Operation>> {
    let Value::Array(items) = body else {
        return Err(Error::invalid("body", Fault::NotList));
    };
    if items.len() > MAX_OPERATIONS {
        return Err(Error::TooLarge(Limit::Operations { limit: MAX_OPERATIONS }));
    }
    items.iter().map(|item| parse_one(dialect, item)).collect()
}

/// Names of the attributes that a patch is about; none where it cannot be read.
pub fn touched(dialect: Dialect, body: &Value) -> Vec<String> {
    let operations = parse(dialect, body).unwrap_or_default();
    operations.into_iter().map(|operation| operation.attribute).collect()
}

fn parse_one(dialect: Dialect, item: &Value) -> Result<Operation> {
    let fault = |detail| Error::invalid("body", Fault::Operation { detail });
    let object = item.as_object().ok_or_else(|| fault(PatchFault::NotObject))?;
    let (verb, pointer) = match dialect {
        Dialect::V21 => {
            let word = object.get("op").and_then(Value::as_str).unwrap_or_default();
            let verb = Verb::parse(word).ok_or_else(|| fault(PatchFault::UnknownVerb))?;
            (verb, object.get("path"))
        }
        Dialect::V20 => sole_verb(object).ok_or_else(|| fault(PatchFault::UnknownVerb))?,
    };
    let pointer = pointer.and_then(Value::as_str).ok_or_else(|| fault(PatchFault::MissingPath))?;
    let value = match (verb, object.get("value")) {
        (Verb::Remove, _) => Value::Null,
        (_, Some(value)) => value.clone(),
        (_, None) => return Err(fault(PatchFault::MissingValue)),
    };
    Ok(Operation { verb, attribute: attribute(verb, pointer)?, value })
}

fn sole_verb(object: &Map<String, Value>) -> Option<(Verb, Option<&Value>)> {
    let mut verbs = Verb::ALL.iter().filter_map(|(name, verb)| Some((*verb, object.get(*name)?)));
    let (verb, pointer) = verbs.next()?;
    verbs.next().is_none().then_some((verb, Some(pointer)))
}

/// The attribute that a pointer names. Only locations may be pointed into.
fn attribute(verb: Verb, pointer: &str) -> Result<String> {
    let fault = || Error::invalid("path", Fault::Pointer { pointer: pointer.chars().take(64).collect() });
    if pointer.len() > MAX_POINTER {
        return Err(Error::invalid("path", Fault::TooLong { limit: MAX_POINTER }));
    }
    let rest = pointer.strip_prefix('/').ok_or_else(fault)?;
    // Glance compat: a doubled leading slash is tolerated.
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let mut segments = Vec::new();
    for segment in rest.split('/') {
        let segment = unescape(segment.trim()).ok_or_else(fault)?;
        if segment.is_empty() {
            return Err(fault());
        }
        segments.push(segment);
    }
    let is_location = segments.first().is_some_and(|first| first == "locations");
    let depth = if is_location && verb != Verb::Replace { 2 } else { 1 };
    if segments.len() != depth {
        return Err(fault());
    }
    Ok(segments.swap_remove(0))
}

fn unescape(segment: &str) -> Option<String> {
    let mut text = String::with_capacity(segment.len());
    let mut chars = segment.chars();
    while let Some(c) = chars.next() {
        match (c, c == '~') {
            (c, false) => text.push(c),
            (_, true) => match chars.next()? {
                '0' => text.push('~'),
                '1' => text.push('/'),
                _ => return None,
            },
        }
    }
    Some(text)
}

/// What an update may do besides what the attributes allow.
#[derive(Clone, Copy, Debug)]
pub struct PatchRules<'a> {
    pub dialect: Dialect,
    pub formats: &'a Formats,
    pub is_admin: bool,
    /// Custom properties an image may have, service's own not counted.
    pub max_properties: usize,
    pub max_tags: usize,
    pub guard: PropertyGuard<'a>,
}

/// Applies all operations, in order, to `image`; on an error `image` is worthless.
pub fn apply(image: &mut Image, operations: &[Operation], rules: PatchRules<'_>) -> Result<()> {
    let before: Vec<String> = image.properties.keys().cloned().collect();
    for operation in operations {
        validate(operation, rules.formats)?;
    }
    for operation in operations {
        apply_one(image, operation, rules)?;
    }
    let grew = image.properties.keys().any(|name| !before.contains(name));
    if grew {
        check_property_quota(image, rules.max_properties)?;
    }
    check_tag_quota(image, rules.max_tags)
}

/// Refuses more custom properties than `limit`.
pub fn check_property_quota(image: &Image, limit: usize) -> Result<()> {
    let own = |name: &&String| !name.starts_with(vitrine_wire::image::RESERVED_PREFIX);
    if image.properties.keys().filter(own).count() > limit {
        return Err(Error::TooLarge(Limit::Properties { limit }));
    }
    Ok(())
}

/// Refuses more tags than `limit`.
pub fn check_tag_quota(image: &Image, limit: usize) -> Result<()> {
    if image.tags.len() > limit { Err(Error::TooLarge(Limit::Tags { limit })) } else { Ok(()) }
}

/// What can be said of an operation without looking at the image.
fn validate(operation: &Operation, formats: &Formats) -> Result<()> {
    let Operation { verb, attribute, value } = operation;
    if attribute == "locations" {
        return Err(Error::Forbidden(Denial::LocationsHidden { verb: verb.name() }));
    }
    if attribute == "id" {
        return Err(Error::Forbidden(Denial::ReadOnly { attribute: attribute.clone() }));
    }
    attributes::guard(attribute)?;
    if *verb == Verb::Remove { Ok(()) } else { attributes::check(attribute, value, formats) }
}

fn apply_one(image: &mut Image, operation: &Operation, rules: PatchRules<'_>) -> Result<()> {
    let Operation { verb, attribute, value } = operation;
    let denied = |denial| Err(Error::Forbidden(denial));
    let is_base = attributes::is_base(attribute);
    let is_there = is_base || image.properties.contains_key(attribute);
    // What the caller may not read is not there, as far as the caller can tell.
    let exists = is_there && (is_base || rules.guard.allows(Action::Read, attribute));
    let name = || attribute.clone();
    match verb {
        Verb::Remove if is_base => return denied(Denial::NotRemovable { attribute: name() }),
        Verb::Remove | Verb::Replace if !exists => {
            return Err(Error::Conflict(Clash::PropertyMissing { name: name() }));
        }
        Verb::Add if exists && rules.dialect == Dialect::V20 => {
            return Err(Error::Conflict(Clash::PropertyExists { name: name() }));
        }
        // It must not be lost to somebody who cannot know of it.
        Verb::Add if is_there && !exists => return denied(Denial::Reserved { attribute: name() }),
        Verb::Remove => {
            rules.guard.check(Action::Delete, attribute)?;
            image.properties.remove(attribute);
            return Ok(());
        }
        Verb::Add | Verb::Replace if !is_base => {
            let action = if exists { Action::Update } else { Action::Create };
            rules.guard.check(action, attribute)?;
        }
        Verb::Add | Verb::Replace => {}
    }
    if attribute == "owner" && !rules.is_admin {
        return denied(Denial::OwnerChange);
    }
    let is_format = matches!(attribute.as_str(), "disk_format" | "container_format");
    if is_format && image.status != vitrine_wire::ImageStatus::Queued {
        return denied(Denial::FormatLocked { attribute: name() });
    }
    attributes::assign(image, attribute, value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;
    use vitrine_wire::ImageStatus;

    use super::*;
    use crate::testing::an_image;

    fn patched(dialect: Dialect, body: &Value, mut image: Image) -> Result<Image> {
        let formats = Formats::default();
        let rules = PatchRules {
            dialect,
            formats: &formats,
            is_admin: false,
            max_properties: 3,
            max_tags: 2,
            guard: PropertyGuard::default(),
        };
        apply(&mut image, &parse(dialect, body)?, rules)?;
        Ok(image)
    }

    fn code(dialect: Dialect, body: Value) -> &'static str {
        let image = Image { properties: [("os_distro".into(), "debian".into())].into(), ..an_image() };
        patched(dialect, &body, image).map_or_else(|error| error.code(), |_| "fine")
    }

    #[test]
    fn version_2_1_decides_as_the_image_api_says() {
        for (body, expected) in [
            (json!([]), "fine"),
            (json!({}), "error-not-list"),
            (json!([7]), "error-patch-not-object"),
            (json!([{"op": "move", "path": "/x", "value": "y"}]), "error-patch-unknown-verb"),
            (json!([{"path": "/x", "value": "y"}]), "error-patch-unknown-verb"),
            (json!([{"op": "add", "value": "y"}]), "error-patch-missing-path"),
            (json!([{"op": "add", "path": "/x"}]), "error-patch-missing-value"),
            (json!([{"op": "add", "path": "/os_distro", "value": "arch"}]), "fine"),
            (json!([{"op": "replace", "path": "/os_distro", "value": "arch"}]), "fine"),
            (json!([{"op": "replace", "path": "/os_version", "value": "13"}]), "error-property-missing"),
            (json!([{"op": "remove", "path": "/os_distro"}]), "fine"),
            (json!([{"op": "remove", "path": "/os_version"}]), "error-property-missing"),
            (json!([{"op": "remove", "path": "/name"}]), "error-not-removable"),
            (json!([{"op": "remove", "path": "/tags"}]), "error-not-removable"),
            (json!([{"op": "replace", "path": "/id", "value": "x"}]), "error-read-only"),
            (json!([{"op": "replace", "path": "/status", "value": "active"}]), "error-read-only"),
            (json!([{"op": "add", "path": "/os_glance_x", "value": "x"}]), "error-reserved"),
            (json!([{"op": "add", "path": "/deleted", "value": "x"}]), "error-reserved"),
            (json!([{"op": "replace", "path": "/min_disk", "value": -1}]), "error-negative"),
            (json!([{"op": "replace", "path": "/owner", "value": "x"}]), "error-owner-change"),
            (json!([{"op": "add", "path": "/owner", "value": "x"}]), "error-owner-change"),
            (json!([{"op": "add", "path": "/locations/-", "value": {}}]), "error-locations-hidden"),
            (json!([{"op": "replace", "path": "/locations", "value": []}]), "error-locations-hidden"),
            (json!([{"op": "replace", "path": "/tags", "value": ["a", "b", "c"]}]), "error-tag-quota"),
        ] {
            assert_eq!(code(Dialect::V21, body.clone()), expected, "{body}");
        }
    }

    #[test]
    fn version_2_0_has_its_own_shape_and_a_stricter_add() {
        for (body, expected) in [
            (json!([{"add": "/os_version", "value": "13"}]), "fine"),
            (json!([{"add": "/os_distro", "value": "arch"}]), "error-property-exists"),
            (json!([{"add": "/name", "value": "x"}]), "error-property-exists"),
            (json!([{"replace": "/name", "value": "x"}]), "fine"),
            (json!([{"remove": "/os_distro"}]), "fine"),
            (json!([{"add": "/a", "remove": "/b", "value": "x"}]), "error-patch-unknown-verb"),
            (json!([{"op": "add", "path": "/a", "value": "x"}]), "error-patch-unknown-verb"),
        ] {
            assert_eq!(code(Dialect::V20, body.clone()), expected, "{body}");
        }
    }

    #[test]
    fn pointers_are_read_as_the_image_api_has_them() {
        let read = |pointer: &str| attribute(Verb::Add, pointer).map_err(|error| error.code());
        assert_eq!(read("/a~1b~0c"), Ok("a/b~c".into()));
        assert_eq!(read("//a"), Ok("a".into()));
        assert_eq!(read("/ a "), Ok("a".into()));
        for pointer in ["a", "/", "", "/a/", "/a//b", "/a/b", "/tags/-", "/a~2", "/a~", "/locations"] {
            assert_eq!(read(pointer), Err("error-pointer"), "{pointer}");
        }
        assert_eq!(read(&format!("/{}", "x".repeat(MAX_POINTER))), Err("error-too-long"));
    }

    #[test]
    fn formats_are_locked_once_there_is_data() {
        let image = Image { status: ImageStatus::Active, ..an_image() };
        let body = json!([{"op": "replace", "path": "/disk_format", "value": "raw"}]);
        assert_eq!(patched(Dialect::V21, &body, image).unwrap_err().code(), "error-format-locked");
    }

    #[test]
    fn the_property_quota_counts_only_when_a_name_was_added() {
        let full = Image {
            properties: ["a", "b", "c", "d"].into_iter().map(|k| (k.to_owned(), String::new())).collect(),
            ..an_image()
        };
        let change = json!([{"op": "replace", "path": "/a", "value": "x"}]);
        assert!(patched(Dialect::V21, &change, full.clone()).is_ok());
        let swap = json!([{"op": "remove", "path": "/a"}, {"op": "add", "path": "/e", "value": "x"}]);
        assert_eq!(patched(Dialect::V21, &swap, full).unwrap_err().code(), "error-property-quota");
    }

    proptest! {
        #[test]
        fn reading_a_pointer_never_panics_and_writing_it_back_is_the_identity(name in "[a-z~/:é]{1,20}") {
            let escaped = name.replace('~', "~0").replace('/', "~1");
            prop_assert_eq!(attribute(Verb::Add, &format!("/{escaped}")).ok(), Some(name));
        }
    }
}
