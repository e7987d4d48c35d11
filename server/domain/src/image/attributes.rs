//! What each attribute of an image accepts, and who may set it: shared by create and update.
//!
//! Three questions, asked in the order of the Image API: does the value fit the schema ([`check`], a
//! 400), may a client set this name at all ([`guard`], a 403), and then the assignment ([`assign`]).

use std::collections::BTreeSet;

use serde_json::Value;
use vitrine_wire::image::{READ_ONLY_ATTRIBUTES, RESERVED_ATTRIBUTES, RESERVED_PREFIX};
use vitrine_wire::{ImageStatus, Visibility};

use super::model::Image;
use super::service::Formats;
use crate::error::{Denial, Error, Expected, Fault, Result};

/// Characters of a name, tag, owner or property name.
pub const MAX_NAME: usize = 255;
/// Bytes of a property value.
pub const MAX_VALUE: usize = 65_535;
/// The largest `min_disk` and `min_ram`.
pub const MAX_MINIMUM: i64 = 2_147_483_647;

/// Refuses a value that the image schema does not allow for this attribute.
pub fn check(key: &str, value: &Value, formats: &Formats) -> Result<()> {
    match key {
        "name" | "owner" | "checksum" | "os_hash_algo" | "os_hash_value" => {
            nullable_text(key, value, MAX_NAME)
        }
        "id" => uuid(value),
        "protected" | "os_hidden" => expect(value.is_boolean(), key, value, Expected::Boolean),
        "visibility" => {
            let known = value.as_str().and_then(Visibility::parse).is_some();
            expect(known, key, value, Expected::Visibility)
        }
        "status" => {
            let known = value.as_str().and_then(ImageStatus::parse).is_some();
            expect(known, key, value, Expected::String)
        }
        "container_format" => format(key, value, &formats.container),
        "disk_format" => format(key, value, &formats.disk),
        "min_disk" | "min_ram" => minimum(key, value),
        "size" | "virtual_size" => {
            expect(value.is_null() || value.is_i64() || value.is_u64(), key, value, Expected::Integer)
        }
        "tags" => tags(value).map(drop),
        // Their shape is nobody's business: they are refused whatever they hold.
        "locations" | "stores" => Ok(()),
        _ => property(key, value),
    }
}

/// Refuses names that clients may not set.
pub fn guard(key: &str) -> Result<()> {
    let attribute = || key.to_owned();
    if RESERVED_ATTRIBUTES.contains(&key) || key.starts_with(RESERVED_PREFIX) {
        return Err(Error::Forbidden(Denial::Reserved { attribute: attribute() }));
    }
    if READ_ONLY_ATTRIBUTES.contains(&key) {
        return Err(Error::Forbidden(Denial::ReadOnly { attribute: attribute() }));
    }
    Ok(())
}

/// Is the name one of the image's own, rather than a custom property?
#[must_use]
pub fn is_base(key: &str) -> bool {
    vitrine_wire::image::WRITABLE_ATTRIBUTES.contains(&key) || READ_ONLY_ATTRIBUTES.contains(&key)
}

/// Sets one attribute. The value went through [`check`], the name through [`guard`].
pub fn assign(image: &mut Image, key: &str, value: &Value) -> Result<()> {
    let text = || value.as_str().map(str::to_owned);
    match key {
        "id" => image.id = super::ImageId(text().unwrap_or_default()),
        "name" => image.name = text(),
        "owner" => image.owner = text().map(crate::ctx::ProjectId),
        "protected" => image.is_protected = value.as_bool().unwrap_or_default(),
        "os_hidden" => image.is_hidden = value.as_bool().unwrap_or_default(),
        "visibility" => {
            image.visibility = value.as_str().and_then(Visibility::parse).unwrap_or(Visibility::Shared);
        }
        "container_format" => image.container_format = text(),
        "disk_format" => image.disk_format = text(),
        "min_disk" => image.min_disk = number(value),
        "min_ram" => image.min_ram = number(value),
        "tags" => image.tags = tags(value)?,
        _ => {
            image.properties.insert(key.to_owned(), text().unwrap_or_default());
        }
    }
    Ok(())
}

/// Refuses a text that is too long or holds control characters.
pub fn plain_text(field: &str, text: &str, limit: usize) -> Result<()> {
    if text.chars().count() > limit {
        return Err(Error::invalid(field, Fault::TooLong { limit }));
    }
    if text.chars().any(char::is_control) {
        return Err(Error::invalid(field, Fault::ControlCharacter));
    }
    Ok(())
}

fn expect(holds: bool, key: &str, value: &Value, expected: Expected) -> Result<()> {
    if holds {
        return Ok(());
    }
    let shown: String = value.to_string().chars().take(64).collect();
    Err(Error::invalid(key, Fault::Schema { expected, value: shown }))
}

fn nullable_text(key: &str, value: &Value, limit: usize) -> Result<()> {
    match value {
        Value::Null => Ok(()),
        Value::String(text) => plain_text(key, text, limit),
        _ => expect(false, key, value, Expected::StringOrNull),
    }
}

fn uuid(value: &Value) -> Result<()> {
    let groups: Vec<&str> = value.as_str().unwrap_or_default().split('-').collect();
    let lengths = [8, 4, 4, 4, 12];
    let well_formed = groups.len() == lengths.len()
        && groups
            .iter()
            .zip(lengths)
            .all(|(group, length)| group.len() == length && group.bytes().all(|b| b.is_ascii_hexdigit()));
    expect(well_formed, "id", value, Expected::Uuid)
}

fn format(key: &str, value: &Value, known: &[String]) -> Result<()> {
    let listed = value.as_str().is_some_and(|text| known.iter().any(|format| format == text));
    expect(value.is_null() || listed, key, value, Expected::OneOfFormats)
}

fn minimum(key: &str, value: &Value) -> Result<()> {
    let out_of_range = || Error::invalid(key, Fault::OutOfRange { value: value.to_string() });
    let number = match value.as_i64() {
        Some(number) => number,
        None if value.is_u64() => return Err(out_of_range()),
        None => return expect(false, key, value, Expected::Integer),
    };
    if number < 0 {
        return Err(Error::invalid(key, Fault::Negative { value: number.to_string() }));
    }
    if number > MAX_MINIMUM { Err(out_of_range()) } else { Ok(()) }
}

fn number(value: &Value) -> u32 {
    value.as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
}

fn tags(value: &Value) -> Result<BTreeSet<String>> {
    let texts: Option<Vec<&str>> =
        value.as_array().and_then(|items| items.iter().map(Value::as_str).collect());
    expect(texts.is_some(), "tags", value, Expected::ListOfStrings)?;
    let mut tags = BTreeSet::new();
    for tag in texts.unwrap_or_default() {
        plain_text("tags", tag, MAX_NAME)?;
        tags.insert(tag.to_owned());
    }
    Ok(tags)
}

fn property(key: &str, value: &Value) -> Result<()> {
    plain_text(key, key, MAX_NAME)?;
    let Some(text) = value.as_str() else {
        return expect(false, key, value, Expected::String);
    };
    if text.len() > MAX_VALUE {
        return Err(Error::invalid(key, Fault::TooLong { limit: MAX_VALUE }));
    }
    if text.contains('\0') {
        return Err(Error::invalid(key, Fault::ControlCharacter));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn code(key: &str, value: Value) -> &'static str {
        check(key, &value, &Formats::default()).map_or_else(|error| error.code(), |()| "fine")
    }

    #[test]
    fn each_attribute_takes_its_type_only() {
        for (key, value, expected) in [
            ("name", json!(null), "fine"),
            ("name", json!("x".repeat(255)), "fine"),
            ("name", json!("x".repeat(256)), "error-too-long"),
            ("name", json!("a\u{0}b"), "error-control-character"),
            ("name", json!(7), "error-schema-string-or-null"),
            ("id", json!("D7ED6C3B-7bb1-416c-8023-c88785066471"), "fine"),
            ("id", json!("d7ed6c3b7bb1416c8023c88785066471"), "error-schema-uuid"),
            ("id", json!(null), "error-schema-uuid"),
            ("protected", json!(true), "fine"),
            ("protected", json!("true"), "error-schema-boolean"),
            ("visibility", json!("community"), "fine"),
            ("visibility", json!("all"), "error-schema-visibility"),
            ("disk_format", json!("qcow2"), "fine"),
            ("disk_format", json!(null), "fine"),
            ("disk_format", json!("QCOW2"), "error-schema-format"),
            ("container_format", json!("qcow2"), "error-schema-format"),
            ("min_disk", json!(2_147_483_647), "fine"),
            ("min_disk", json!(2_147_483_648_u64), "error-out-of-range"),
            ("min_disk", json!(u64::MAX), "error-out-of-range"),
            ("min_ram", json!(-1), "error-negative"),
            ("min_ram", json!(1.5), "error-schema-integer"),
            ("min_ram", json!(null), "error-schema-integer"),
            ("tags", json!(["a", "a", "b"]), "fine"),
            ("tags", json!(["a", 1]), "error-schema-list-of-strings"),
            ("tags", json!("a"), "error-schema-list-of-strings"),
            ("tags", json!(["x".repeat(256)]), "error-too-long"),
            ("os_distro", json!("debian"), "fine"),
            ("os_distro", json!(13), "error-schema-string"),
            ("os_distro", json!(null), "error-schema-string"),
            ("status", json!("bogus"), "error-schema-string"),
            ("size", json!("12"), "error-schema-integer"),
        ] {
            assert_eq!(code(key, value.clone()), expected, "{key} = {value}");
        }
        let long = "k".repeat(256);
        assert_eq!(code(&long, json!("v")), "error-too-long");
        assert_eq!(code("k", json!("v".repeat(MAX_VALUE))), "fine");
        assert_eq!(code("k", json!("v".repeat(MAX_VALUE + 1))), "error-too-long");
    }

    #[test]
    fn computed_and_reserved_names_are_refused() {
        for name in ["status", "self", "stores", "direct_url", "os_hash_value", "size"] {
            assert_eq!(guard(name).unwrap_err().code(), "error-read-only", "{name}");
        }
        for name in ["location", "locations", "deleted", "deleted_at", "os_glance_import_task"] {
            assert_eq!(guard(name).unwrap_err().code(), "error-reserved", "{name}");
        }
        for name in ["name", "tags", "os_distro", "Status"] {
            assert!(guard(name).is_ok(), "{name}");
        }
    }
}
