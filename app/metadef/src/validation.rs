//! Does a definition make sense? Checks beyond those of the Image API, which lets all of this pass: so
//! they are warnings, and errors only where an operator wants definitions strict.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use regex::{Regex, RegexBuilder};
use serde_json::{Number, Value};
use vitrine_wire::metadef::{
    ArrayDefinition, IntegerDefinition, Items, NumberDefinition, PropertyDefinition, PropertyType,
    StringDefinition,
};

/// Bytes of a pattern that is ready to be used.
const PATTERN_SIZE: usize = 256 << 10;

/// A member of a definition that contradicts another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    pub member: &'static str,
    pub rule: Contradiction,
}

/// How members contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// The value is not of the property's type.
    Type,
    /// The value is not one of the `enum`.
    Enum,
    /// The value is outside of `minimum` and `maximum`.
    Range,
    /// The value is shorter or longer than allowed, or has too few or too many items.
    Length,
    /// The value does not match the `pattern`.
    Pattern,
    /// An item of the value is none that the array takes.
    Items,
    /// An item stands twice where items are to be unique.
    Unique,
    /// The least is more than the most.
    Bounds,
    /// A name is required that no property has.
    Required,
}

impl Contradiction {
    /// The stable word for messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Enum => "enum",
            Self::Range => "range",
            Self::Length => "length",
            Self::Pattern => "pattern",
            Self::Items => "items",
            Self::Unique => "unique",
            Self::Bounds => "bounds",
            Self::Required => "required",
        }
    }
}

/// What contradicts itself in a definition.
#[must_use]
pub fn warnings(definition: &PropertyDefinition) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |member, rule| found.push(Warning { member, rule });
    if let Some(member) = crossed_bounds(definition) {
        warn(member, Contradiction::Bounds);
    }
    let values = definition.common().values.iter().flatten();
    if values.clone().any(|value| !is_of(definition.kind(), value)) {
        warn("enum", Contradiction::Type);
    }
    if let Some(rule) = definition.common().default.as_ref().and_then(|value| refusal(definition, value)) {
        warn("default", rule);
    }
    found
}

/// Names that an object requires and does not have.
#[must_use]
pub fn unknown_required<'a, T>(required: &'a [String], properties: &BTreeMap<String, T>) -> Vec<&'a str> {
    required.iter().map(String::as_str).filter(|name| !properties.contains_key(*name)).collect()
}

/// Why a value is none that the definition allows, if it is not.
#[must_use]
pub fn refusal(definition: &PropertyDefinition, value: &Value) -> Option<Contradiction> {
    refusal_by(definition, compiled(definition).as_ref(), value)
}

/// The pattern of a text's definition, to judge several values by.
pub(crate) fn compiled(definition: &PropertyDefinition) -> Option<Regex> {
    match definition {
        PropertyDefinition::String(it) => {
            RegexBuilder::new(it.pattern.as_ref()?).size_limit(PATTERN_SIZE).build().ok()
        }
        _ => None,
    }
}

/// Characters of a pattern.
pub const MAX_PATTERN: usize = 1_024;

/// Is it a regular expression that values can be judged by?
#[must_use]
pub fn is_pattern(pattern: &str) -> bool {
    RegexBuilder::new(pattern).size_limit(PATTERN_SIZE).build().is_ok()
}

/// Does a text match a pattern? Nothing matches what is no regular expression.
#[must_use]
pub fn matches_pattern(pattern: &str, text: &str) -> bool {
    RegexBuilder::new(pattern).size_limit(PATTERN_SIZE).build().is_ok_and(|pattern| pattern.is_match(text))
}

/// [`refusal`], with the definition's pattern [`compiled`].
pub(crate) fn refusal_by(
    definition: &PropertyDefinition,
    pattern: Option<&Regex>,
    value: &Value,
) -> Option<Contradiction> {
    if !is_of(definition.kind(), value) {
        return Some(Contradiction::Type);
    }
    if definition.common().values.as_ref().is_some_and(|all| !all.iter().any(|one| same(one, value))) {
        return Some(Contradiction::Enum);
    }
    match definition {
        PropertyDefinition::String(it) => text_refusal(it, pattern, value.as_str().unwrap_or_default()),
        PropertyDefinition::Integer(IntegerDefinition { minimum, maximum, .. })
        | PropertyDefinition::Number(NumberDefinition { minimum, maximum, .. }) => {
            let number = value.as_number()?;
            let below = minimum.as_ref().is_some_and(|least| compared(number, least).is_lt());
            let above = maximum.as_ref().is_some_and(|most| compared(number, most).is_gt());
            (below || above).then_some(Contradiction::Range)
        }
        PropertyDefinition::Array(it) => list_refusal(it, value.as_array()?),
        PropertyDefinition::Boolean(_) | PropertyDefinition::Object(_) => None,
    }
}

fn text_refusal(it: &StringDefinition, pattern: Option<&Regex>, text: &str) -> Option<Contradiction> {
    let length = text.chars().count() as u64;
    if !is_within(length, it.min_length, it.max_length) {
        return Some(Contradiction::Length);
    }
    pattern.is_some_and(|pattern| !pattern.is_match(text)).then_some(Contradiction::Pattern)
}

fn list_refusal(it: &ArrayDefinition, list: &[Value]) -> Option<Contradiction> {
    if !is_within(list.len() as u64, it.min_items, it.max_items) {
        return Some(Contradiction::Length);
    }
    if it.items.as_ref().is_some_and(|items| !all_fit(items, list)) {
        return Some(Contradiction::Items);
    }
    let mut seen = HashSet::new();
    let is_repeated =
        it.unique_items == Some(true) && !list.iter().all(|value| seen.insert(Alike::of(value)));
    is_repeated.then_some(Contradiction::Unique)
}

fn all_fit(items: &Items, list: &[Value]) -> bool {
    let allowed = items.values.as_ref().map(|all| all.iter().map(Alike::of).collect::<HashSet<_>>());
    list.iter().all(|value| {
        items.kind.is_none_or(|kind| is_of(kind, value))
            && allowed.as_ref().is_none_or(|all| all.contains(&Alike::of(value)))
    })
}

fn is_within(length: u64, least: Option<u64>, most: Option<u64>) -> bool {
    least.is_none_or(|least| length >= least) && most.is_none_or(|most| length <= most)
}

fn is_of(kind: PropertyType, value: &Value) -> bool {
    match kind {
        PropertyType::String => value.is_string(),
        PropertyType::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        PropertyType::Number => value.is_number(),
        PropertyType::Boolean => value.is_boolean(),
        PropertyType::Array => value.is_array(),
        PropertyType::Object => value.is_object(),
    }
}

/// What makes values equal as JSON Schema has it: 1 and 1.0 are one number.
#[derive(PartialEq, Eq, Hash)]
enum Alike<'a> {
    Integer(i128),
    /// The bits of what is no integer, or too large for one.
    Fraction(u64),
    Other(&'a Value),
}

impl<'a> Alike<'a> {
    fn of(value: &'a Value) -> Self {
        let Some(number) = value.as_number() else {
            return Self::Other(value);
        };
        match (number.as_i128(), number.as_f64()) {
            (Some(integer), _) => Self::Integer(integer),
            (None, Some(fraction)) => Self::of_fraction(fraction),
            (None, None) => Self::Other(value),
        }
    }

    fn of_fraction(fraction: f64) -> Self {
        // Below 2^63 every whole number of this type is an integer of that one.
        const WHOLE: f64 = 9.2e18;
        if fraction.fract() == 0.0 && fraction.abs() < WHOLE {
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
            return Self::Integer(fraction as i128);
        }
        Self::Fraction(fraction.to_bits())
    }
}

fn same(one: &Value, other: &Value) -> bool {
    Alike::of(one) == Alike::of(other)
}

/// Integers are compared as such: as floating point numbers, neighbours may be one.
fn compared(one: &Number, other: &Number) -> Ordering {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one.as_f64().partial_cmp(&other.as_f64()).unwrap_or(Ordering::Equal),
    }
}

/// The member that says the least, where it is more than the most.
fn crossed_bounds(definition: &PropertyDefinition) -> Option<&'static str> {
    let crossed =
        |least: Option<u64>, most: Option<u64>| matches!((least, most), (Some(l), Some(m)) if l > m);
    match definition {
        PropertyDefinition::String(it) => crossed(it.min_length, it.max_length).then_some("minLength"),
        PropertyDefinition::Array(it) => crossed(it.min_items, it.max_items).then_some("minItems"),
        PropertyDefinition::Integer(IntegerDefinition { minimum, maximum, .. })
        | PropertyDefinition::Number(NumberDefinition { minimum, maximum, .. }) => {
            let (least, most) = (minimum.as_ref()?, maximum.as_ref()?);
            compared(least, most).is_gt().then_some("minimum")
        }
        PropertyDefinition::Boolean(_) | PropertyDefinition::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use vitrine_wire::metadef::Unknown;

    use super::*;

    #[test]
    fn contradictions_are_found() {
        for (value, expected) in [
            (
                json!({"type": "string", "default": "a", "enum": ["a", "b"], "pattern": "^a", "maxLength": 1}),
                None,
            ),
            (json!({"type": "string", "default": 1}), Some(("default", Contradiction::Type))),
            (
                json!({"type": "string", "default": "c", "enum": ["a"]}),
                Some(("default", Contradiction::Enum)),
            ),
            (
                json!({"type": "string", "default": "b", "pattern": "^a"}),
                Some(("default", Contradiction::Pattern)),
            ),
            (
                json!({"type": "string", "default": "中文", "minLength": 3}),
                Some(("default", Contradiction::Length)),
            ),
            (
                json!({"type": "string", "minLength": 2, "maxLength": 1}),
                Some(("minLength", Contradiction::Bounds)),
            ),
            (json!({"type": "integer", "default": 1.0, "enum": [1]}), None),
            (json!({"type": "integer", "default": 1.5}), Some(("default", Contradiction::Type))),
            (json!({"type": "integer", "default": 5, "maximum": 4}), Some(("default", Contradiction::Range))),
            (json!({"type": "integer", "enum": ["1"]}), Some(("enum", Contradiction::Type))),
            (
                json!({"type": "number", "minimum": 1.5, "maximum": 1}),
                Some(("minimum", Contradiction::Bounds)),
            ),
            (json!({"type": "boolean", "default": "true"}), Some(("default", Contradiction::Type))),
            (json!({"type": "array", "default": ["a"], "items": {"type": "string"}}), None),
            (
                json!({"type": "array", "default": [1], "items": {"type": "string"}}),
                Some(("default", Contradiction::Items)),
            ),
            (
                json!({"type": "array", "default": ["b"], "items": {"enum": ["a"]}}),
                Some(("default", Contradiction::Items)),
            ),
            (
                json!({"type": "array", "default": [1, 1], "uniqueItems": true}),
                Some(("default", Contradiction::Unique)),
            ),
            (
                json!({"type": "array", "default": [], "minItems": 1}),
                Some(("default", Contradiction::Length)),
            ),
        ] {
            let definition = PropertyDefinition::read(&value, Unknown::Refuse).unwrap();
            let first = warnings(&definition).first().map(|warning| (warning.member, warning.rule));
            assert_eq!(first, expected, "{value}");
        }
    }
}
