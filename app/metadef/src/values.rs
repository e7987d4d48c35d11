//! Values of resources before definitions.
//!
//! Properties of images, and most others, are texts: a text is read as the type of its definition and
//! then judged. See `docs/metadefs.md` for what is read as what.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;
use serde_json::{Number, Value};
use vitrine_wire::metadef::{
    ArrayDefinition, IntegerDefinition, NumberDefinition, PropertyDefinition, PropertyType,
};

use crate::validation::{self, Contradiction};

/// What counts as true and false, in any case.
const TRUE: &[&str] = &["1", "t", "true", "on", "y", "yes"];
const FALSE: &[&str] = &["0", "f", "false", "off", "n", "no"];

pub(crate) const OR: &str = "<or>";
pub(crate) const ALL_IN: &str = "<all-in>";
pub(crate) const IN: &str = "<in>";
/// Operators that lists are written with.
const OF_LISTS: &[&str] = &[IN, OR, ALL_IN];
/// Operators that one operand follows.
pub(crate) const UNARY: &[&str] =
    &[IN, "<is>", "=", "==", "!=", ">=", "<=", ">", "<", "s==", "s!=", "s>=", "s>", "s<=", "s<"];
/// Items of a list.
const MAX_ITEMS: usize = 10_000;
/// Characters of a list of allowed values in a message.
const MAX_PARAM: usize = 300;

/// A definition that is ready to judge many values.
#[derive(Debug)]
pub struct Judge {
    definition: PropertyDefinition,
    /// Compiled when the first value comes: most definitions of a catalog are never asked.
    pattern: OnceLock<Option<Regex>>,
    /// The definition of one item, of a list.
    item: Option<PropertyDefinition>,
}

impl Judge {
    #[must_use]
    pub fn new(definition: PropertyDefinition) -> Self {
        let item = match &definition {
            PropertyDefinition::Array(ArrayDefinition { items, .. }) => {
                Some(PropertyDefinition::Array(ArrayDefinition {
                    items: items.clone(),
                    ..Default::default()
                }))
            }
            _ => None,
        };
        Self { pattern: OnceLock::new(), definition, item }
    }

    #[must_use]
    pub fn definition(&self) -> &PropertyDefinition {
        &self.definition
    }

    fn pattern(&self) -> Option<&Regex> {
        self.pattern.get_or_init(|| validation::compiled(&self.definition)).as_ref()
    }

    /// Why the definition forbids a value, if it does. Texts are read as the definition's type.
    #[must_use]
    pub fn refusal(&self, value: &Value) -> Option<Contradiction> {
        match value {
            Value::String(text) => self.refusal_of_text(text),
            other => validation::refusal_by(&self.definition, self.pattern(), other),
        }
    }

    /// Why the definition forbids what a text says, if it does.
    #[must_use]
    pub fn refusal_of_text(&self, text: &str) -> Option<Contradiction> {
        match self.operands(text) {
            Some(operands) => operands.into_iter().find_map(|operand| self.refusal_of_operand(operand)),
            None => self.refusal_of_plain(text),
        }
    }

    fn refusal_of_plain(&self, text: &str) -> Option<Contradiction> {
        let lists_text = || self.definition.common().values.iter().flatten().any(|one| one == text);
        let refusal = match read(&self.definition, text) {
            Some(value) => validation::refusal_by(&self.definition, self.pattern(), &value),
            None => Some(Contradiction::Type),
        };
        // Catalogs write the values of numbers and booleans as texts, too.
        refusal.filter(|rule| !matches!(rule, Contradiction::Type | Contradiction::Enum) || !lists_text())
    }

    /// An operand is compared with the value, or with an item of it if it is a list.
    fn refusal_of_operand(&self, text: &str) -> Option<Contradiction> {
        let Some(list @ PropertyDefinition::Array(ArrayDefinition { items, .. })) = &self.item else {
            return self.refusal_of_plain(text);
        };
        let kind = items.as_ref().and_then(|items| items.kind).unwrap_or(PropertyType::String);
        match scalar(kind, text) {
            Some(item) => validation::refusal(list, &Value::Array(vec![item])),
            None => Some(Contradiction::Items),
        }
    }

    fn operands<'a>(&self, text: &'a str) -> Option<Vec<&'a str>> {
        operation(&self.definition, text).map(|(_, operands)| operands)
    }

    /// What a message about a refusal may tell, by name.
    #[must_use]
    pub fn params(&self, rule: Contradiction) -> BTreeMap<&'static str, String> {
        let mut params = BTreeMap::new();
        let mut tell = |name, value: Option<String>| {
            if let Some(value) = value {
                params.insert(name, value);
            }
        };
        let number = |number: &Option<Number>| number.as_ref().map(Number::to_string);
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        match (rule, &self.definition) {
            (Contradiction::Type, it) => tell("expected", Some(it.kind().as_str().to_owned())),
            (Contradiction::Enum, it) => tell("allowed", it.common().values.as_deref().map(listed)),
            (Contradiction::Pattern, it) => tell("pattern", it.pattern().map(cut)),
            (
                Contradiction::Range,
                PropertyDefinition::Integer(IntegerDefinition { minimum, maximum, .. }),
            )
            | (Contradiction::Range, PropertyDefinition::Number(NumberDefinition { minimum, maximum, .. })) =>
            {
                tell("minimum", number(minimum));
                tell("maximum", number(maximum));
            }
            (Contradiction::Length, PropertyDefinition::String(it)) => {
                tell("minimum", count(it.min_length));
                tell("maximum", count(it.max_length));
            }
            (Contradiction::Length, PropertyDefinition::Array(it)) => {
                tell("minimum", count(it.min_items));
                tell("maximum", count(it.max_items));
            }
            (Contradiction::Items, PropertyDefinition::Array(it)) => {
                let items = it.items.as_ref();
                tell("expected", items.and_then(|it| it.kind).map(|kind| kind.as_str().to_owned()));
                tell("allowed", items.and_then(|it| it.values.as_deref()).map(listed));
            }
            _ => {}
        }
        params
    }
}

fn listed(values: &[Value]) -> String {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    cut(&values.iter().map(word).collect::<Vec<_>>().join(", "))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_PARAM) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The operator that a text begins with, and what it compares with. Of most definitions it must be one that
/// the definition lists. Lists are written with operators by other dashboards whatever is listed, and with
/// commas behind any of them.
#[must_use]
pub fn operation<'a>(definition: &PropertyDefinition, text: &'a str) -> Option<(&'a str, Vec<&'a str>)> {
    let is_list = matches!(definition, PropertyDefinition::Array(_));
    let text = text.trim();
    let operator = text.split_whitespace().next()?;
    let is_listed = definition.common().operators.iter().flatten().any(|one| one == operator);
    if !(is_listed || is_list && OF_LISTS.contains(&operator)) {
        return None;
    }
    let rest = text[operator.len()..].trim();
    let operands: Vec<&str> = match operator {
        OR => rest.split(OR).map(str::trim).collect(),
        ALL_IN if !rest.contains(',') => rest.split_whitespace().collect(),
        operator if operator == ALL_IN || UNARY.contains(&operator) => vec![rest],
        _ => return None,
    };
    if is_list {
        let items = operands.into_iter().flat_map(|operand| operand.split(',')).map(str::trim);
        return Some((operator, items.filter(|item| !item.is_empty()).collect()));
    }
    Some((operator, operands))
}

/// The text as a value of the definition's type; nothing where it is none.
fn read(definition: &PropertyDefinition, text: &str) -> Option<Value> {
    match definition {
        PropertyDefinition::Array(it) => {
            let kind = it.items.as_ref().and_then(|items| items.kind).unwrap_or(PropertyType::String);
            list(kind, text.trim())
        }
        other => scalar(other.kind(), text),
    }
}

fn scalar(kind: PropertyType, text: &str) -> Option<Value> {
    let trimmed = text.trim();
    match kind {
        PropertyType::String => Some(Value::from(text)),
        PropertyType::Integer => integer(trimmed),
        PropertyType::Number => integer(trimmed).or_else(|| fraction(trimmed)),
        PropertyType::Boolean => boolean(trimmed).map(Value::Bool),
        PropertyType::Array => json(trimmed).filter(Value::is_array),
        PropertyType::Object => json(trimmed).filter(Value::is_object),
    }
}

fn integer(text: &str) -> Option<Value> {
    let signed = text.parse::<i64>().map(Value::from);
    signed.or_else(|_| text.parse::<u64>().map(Value::from)).ok()
}

fn fraction(text: &str) -> Option<Value> {
    Number::from_f64(text.parse().ok()?).map(Value::Number)
}

pub(crate) fn boolean(text: &str) -> Option<bool> {
    let is_one_of = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match (is_one_of(TRUE), is_one_of(FALSE)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// A JSON list, or items between commas; nothing where they are too many.
fn list(kind: PropertyType, text: &str) -> Option<Value> {
    if text.starts_with('[') {
        return json(text).filter(|value| value.as_array().is_some_and(|all| all.len() <= MAX_ITEMS));
    }
    if text.is_empty() {
        return Some(Value::Array(Vec::new()));
    }
    if text.split(',').nth(MAX_ITEMS).is_some() {
        return None;
    }
    text.split(',').map(|item| scalar(kind, item.trim())).collect::<Option<Vec<_>>>().map(Value::Array)
}

fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests;
