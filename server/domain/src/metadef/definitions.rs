//! Definitions of properties as clients may write them: their form, and what keeps them harmless.
//!
//! Patterns are compiled once, to see that they compile and stay small; the engine never backtracks.

use regex::RegexBuilder;
use regex_syntax::ParserBuilder;
use serde_json::Value;
use vitrine_metadef::validation::MAX_PATTERN;
use vitrine_wire::metadef::{DefinitionFault, Malformed, PropertyDefinition, PropertyType, Unknown};

use super::input::reader::{fault, shown};
use super::validation;
use crate::error::{Error, Fault, Limit, MetadefKind, MetadefSchema, Mismatch, Result};

/// Bytes of a compiled pattern.
const MAX_COMPILED: usize = 256 << 10;
/// Levels of groups in a pattern.
const MAX_NESTING: u32 = 64;

/// Where a definition stands, which says how much is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In a namespace: it has a title.
    Property,
    /// In an object: published examples leave the title out.
    Member,
    /// In a file: what is unknown is kept too.
    File,
}

/// What definitions are measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    pub enum_items: usize,
    /// Are contradictions errors?
    pub is_strict: bool,
}

/// Reads the definition that stands at `path` of a document.
pub(super) fn read(
    schema: MetadefSchema,
    path: &str,
    value: &Value,
    form: Form,
    limits: Limits,
) -> Result<PropertyDefinition> {
    let at = |member: &str| match (path, member) {
        ("", member) => member.to_owned(),
        (path, "") => path.to_owned(),
        (path, member) => format!("{path}.{member}"),
    };
    let malformed = |DefinitionFault { member, problem }| fault(schema, &at(&member), mismatch(problem));
    let unknown = if form == Form::File { Unknown::Keep } else { Unknown::Refuse };
    let definition = PropertyDefinition::read(value, unknown).map_err(malformed)?;
    if form == Form::Property && definition.common().title.is_none() {
        return Err(fault(schema, &at("title"), Mismatch::Required));
    }
    check_texts(&definition, &at)?;
    check_enums(&definition, limits.enum_items)?;
    if let Some(pattern) = definition.pattern() {
        check_pattern(pattern).map_err(|problem| fault(schema, &at("pattern"), problem))?;
    }
    if limits.is_strict
        && let Some(warning) = validation::warnings(&definition).into_iter().next()
    {
        let rule = warning.rule.code();
        return Err(fault(schema, &at(warning.member), Mismatch::Contradiction { rule }));
    }
    Ok(definition)
}

/// Texts without NUL, which a database cannot hold.
fn check_texts(definition: &PropertyDefinition, at: &impl Fn(&str) -> String) -> Result<()> {
    let common = definition.common();
    let texts = [("title", &common.title), ("description", &common.description)];
    let bad = texts.iter().find(|(_, text)| text.as_ref().is_some_and(|text| text.contains('\0')));
    bad.map_or(Ok(()), |(member, _)| Err(Error::invalid(at(member), Fault::ControlCharacter)))
}

fn check_enums(definition: &PropertyDefinition, limit: usize) -> Result<()> {
    let of_items = match definition {
        PropertyDefinition::Array(array) => array.items.as_ref().and_then(|items| items.values.as_ref()),
        _ => None,
    };
    let lists = [definition.common().values.as_ref(), of_items];
    if lists.into_iter().flatten().any(|list| list.len() > limit) {
        return Err(Error::TooLarge(Limit::Metadef { kind: MetadefKind::EnumItem, limit }));
    }
    Ok(())
}

/// Does the pattern compile, and to little enough?
pub(super) fn check_pattern(pattern: &str) -> Result<(), Mismatch> {
    if pattern.chars().count() > MAX_PATTERN {
        return Err(Mismatch::TooLong { limit: MAX_PATTERN });
    }
    if let Err(error) = ParserBuilder::new().nest_limit(MAX_NESTING).build().parse(pattern) {
        return Err(unparsed(pattern, &error));
    }
    match RegexBuilder::new(pattern).size_limit(MAX_COMPILED).nest_limit(MAX_NESTING).build() {
        Ok(_) => Ok(()),
        Err(_) => Err(Mismatch::PatternTooLarge),
    }
}

/// Glance compat: the default as Python writes it; what is no single value becomes null.
pub(super) fn default_as_text(definition: &mut PropertyDefinition) {
    if let Some(default) = &mut definition.common_mut().default {
        *default = match default.take() {
            Value::Bool(true) => "True".into(),
            Value::Bool(false) => "False".into(),
            Value::Number(number) => number.to_string().into(),
            Value::String(text) => text.into(),
            Value::Null | Value::Array(_) | Value::Object(_) => Value::Null,
        };
    }
}

fn unparsed(pattern: &str, error: &regex_syntax::Error) -> Mismatch {
    let (offset, reason) = match error {
        regex_syntax::Error::Parse(error) => (error.span().start.offset, error.kind().to_string()),
        regex_syntax::Error::Translate(error) => (error.span().start.offset, error.kind().to_string()),
        other => (0, other.to_string()),
    };
    let position = pattern.char_indices().take_while(|(index, _)| *index < offset).count();
    Mismatch::Pattern { position, reason }
}

fn mismatch(problem: Malformed) -> Mismatch {
    match problem {
        Malformed::NotObject(value) => Mismatch::Type { expected: "object", value: shown(&value) },
        Malformed::Missing => Mismatch::Required,
        Malformed::Unknown => Mismatch::Unknown,
        Malformed::Type { expected, value } => Mismatch::Type { expected, value: shown(&value) },
        Malformed::NotCount(value) => Mismatch::NotCount { value: shown(&value) },
        Malformed::NotType(value) => {
            let words: Vec<&str> = PropertyType::ALL.iter().map(|kind| kind.as_str()).collect();
            Mismatch::Word { value: shown(&value), allowed: words.join(", ") }
        }
        Malformed::Repeated(value) => Mismatch::Repeated { value },
        Malformed::NotScalar(value) => Mismatch::NotScalar { value: shown(&value) },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const LIMITS: Limits = Limits { enum_items: 3, is_strict: false };

    fn code(value: &Value, limits: Limits) -> &'static str {
        read(MetadefSchema::Property, "", value, Form::Property, limits)
            .map_or_else(|error| error.code(), |_| "fine")
    }

    #[test]
    fn patterns_must_compile_and_stay_small() {
        let deep = format!("{}a{}", "(".repeat(65), ")".repeat(65));
        let flat = format!("{}a{}", "(".repeat(60), ")".repeat(60));
        for (pattern, expected) in [
            ("^[0-9a-f]{8}$", "fine"),
            ("(a+)+$", "fine"),
            ("(", "error-metadef-pattern"),
            ("ab(?=c)", "error-metadef-pattern"),
            (r"(a)\1", "error-metadef-pattern"),
            ("(?:a{1000}){1000}", "error-metadef-pattern-too-large"),
            (deep.as_str(), "error-metadef-pattern"),
            (flat.as_str(), "fine"),
            ("a".repeat(1_024).as_str(), "fine"),
            ("a".repeat(1_025).as_str(), "error-metadef-too-long"),
        ] {
            let value = json!({"type": "string", "title": "t", "pattern": pattern});
            assert_eq!(code(&value, LIMITS), expected, "{pattern}");
        }
    }

    #[test]
    fn the_position_of_a_mistake_counts_characters() {
        let Err(Mismatch::Pattern { position, reason }) = check_pattern("中文(") else {
            panic!("an open group compiles");
        };
        assert_eq!((position, reason.as_str()), (2, "unclosed group"));
    }

    #[test]
    fn a_pattern_that_others_hang_on_is_answered_at_once() {
        let pattern = regex::Regex::new("(a+)+$").unwrap();
        assert!(!pattern.is_match(&format!("{}!", "a".repeat(50_000))));
    }

    #[test]
    fn enums_are_counted_wherever_they_stand() {
        for (value, expected) in [
            (json!({"type": "string", "title": "t", "enum": [1, 2, 3]}), "fine"),
            (json!({"type": "string", "title": "t", "enum": [1, 2, 3, 4]}), "error-metadef-quota"),
            (json!({"type": "array", "title": "t", "items": {"enum": [1, 2, 3, 4]}}), "error-metadef-quota"),
        ] {
            assert_eq!(code(&value, LIMITS), expected);
        }
    }

    #[test]
    fn defaults_can_be_told_as_texts() {
        for (default, expected) in [
            (json!(true), json!("True")),
            (json!(20), json!("20")),
            (json!(2.5), json!("2.5")),
            (json!("a"), json!("a")),
            (json!([1]), json!(null)),
        ] {
            let value = json!({"type": "string", "default": default});
            let mut definition = PropertyDefinition::read(&value, Unknown::Refuse).unwrap();
            default_as_text(&mut definition);
            assert_eq!(definition.common().default, Some(expected));
        }
    }

    #[test]
    fn contradictions_are_errors_only_where_one_is_strict() {
        let value = json!({"type": "integer", "title": "t", "minimum": 2, "maximum": 1});
        assert_eq!(code(&value, LIMITS), "fine");
        assert_eq!(code(&value, Limits { is_strict: true, ..LIMITS }), "error-metadef-contradiction");
    }
}
