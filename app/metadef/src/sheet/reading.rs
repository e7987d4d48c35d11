//! What a stored text means before a definition, and the text for what is meant.

use serde_json::Value;
use vitrine_wire::metadef::{ArrayDefinition, PropertyDefinition};

use super::catalog::Leaf;
use crate::values::{self, ALL_IN, IN, OR, UNARY};

/// What a value is entered with, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    Text(String),
    /// One of the leaf's options. What is none of them is kept until another is chosen.
    Choice(String),
    Integer(String),
    Number(String),
    /// Nothing where nothing was chosen, or what is stored says neither.
    Boolean(Option<bool>),
    /// Items, or the operands of an operator that takes several.
    List(Vec<String>),
    /// JSON, or what is not understood.
    Raw(String),
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    Commas,
    /// `<or> x <or> y`, as the scheduler reads it.
    Or,
    /// `<all-in> x y`
    Spaces,
    Json,
}

/// A text taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub operator: Option<String>,
    pub control: Control,
    spelling: Spelling,
}

/// What may be chosen for a value, or for an item of it.
pub fn options(definition: &PropertyDefinition) -> Vec<String> {
    let values = match definition {
        PropertyDefinition::Array(ArrayDefinition { items, .. }) => {
            items.as_ref().and_then(|items| items.values.as_ref())
        }
        PropertyDefinition::Object(_) => None,
        other => other.common().values.as_ref(),
    };
    values.into_iter().flatten().map(text_of).collect()
}

/// The stored form of the default.
pub fn default(definition: &PropertyDefinition) -> Option<String> {
    let value = definition.common().default.as_ref().filter(|value| !value.is_null())?;
    let PropertyDefinition::Array(_) = definition else {
        return Some(text_of(value));
    };
    match value {
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) if items.iter().all(is_plain_item) => {
            let items: Vec<String> = items.iter().map(text_of).collect();
            Some(written(first_operator(definition).as_deref(), &items, Spelling::Commas))
        }
        Value::String(text) => Some(default_list(definition, text)).filter(|text| !text.is_empty()),
        other => Some(other.to_string()),
    }
}

fn default_list(definition: &PropertyDefinition, text: &str) -> String {
    let reading = read(definition, text);
    match reading {
        Reading { operator: None, control: Control::List(items), spelling: Spelling::Commas }
            if !items.is_empty() =>
        {
            written(first_operator(definition).as_deref(), &items, Spelling::Commas)
        }
        _ => text.to_owned(),
    }
}

/// An item that commas cannot tear apart.
fn is_plain_item(item: &Value) -> bool {
    !item.is_array() && !item.is_object() && !text_of(item).contains(',')
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Operators to choose from. Lists always have one.
pub fn operators(definition: &PropertyDefinition) -> Vec<String> {
    if matches!(definition, PropertyDefinition::Object(_)) {
        return Vec::new();
    }
    let is_list = matches!(definition, PropertyDefinition::Array(_));
    let is_known =
        |one: &&String| [OR, ALL_IN].contains(&one.as_str()) || UNARY.contains(&one.as_str()) || is_list;
    let listed = definition.common().operators.iter().flatten().filter(is_known);
    let mut operators: Vec<String> = Vec::new();
    for operator in listed {
        if !operators.contains(operator) {
            operators.push(operator.clone());
        }
    }
    if operators.is_empty() && is_list {
        operators.push(IN.to_owned());
    }
    operators
}

/// The operator that a list is written with when nobody chose one.
fn first_operator(definition: &PropertyDefinition) -> Option<String> {
    match definition {
        PropertyDefinition::Array(_) => operators(definition).into_iter().next(),
        _ => None,
    }
}

/// Of nothing: what is shown until something is entered.
pub fn blank(definition: Option<&PropertyDefinition>) -> Reading {
    let operator = definition.and_then(first_operator);
    match definition {
        None => plain(None, Control::Text(String::new())),
        Some(PropertyDefinition::Array(_)) => plain(operator, Control::List(Vec::new())),
        Some(it) => plain(operator, scalar(it, "")),
    }
}

/// What a text means.
pub fn read(definition: &PropertyDefinition, text: &str) -> Reading {
    match definition {
        PropertyDefinition::Array(_) => return read_list(definition, text),
        // JSON is no operand.
        PropertyDefinition::Object(_) => return plain(None, Control::Raw(text.to_owned())),
        _ => {}
    }
    match values::operation(definition, text) {
        Some((operator @ (OR | ALL_IN), operands)) => {
            let items = operands.iter().filter(|it| !it.is_empty()).map(|it| (*it).to_owned()).collect();
            let spelling = if operator == OR { Spelling::Or } else { Spelling::Spaces };
            Reading { operator: Some(operator.to_owned()), control: Control::List(items), spelling }
        }
        Some((operator, operands)) => {
            let operand = operands.first().copied().unwrap_or_default();
            plain(Some(operator.to_owned()), scalar(definition, operand))
        }
        None => plain(None, scalar(definition, text)),
    }
}

fn plain(operator: Option<String>, control: Control) -> Reading {
    Reading { operator, control, spelling: Spelling::Commas }
}

fn scalar(definition: &PropertyDefinition, text: &str) -> Control {
    let has_options = definition.common().values.as_ref().is_some_and(|values| !values.is_empty());
    let owned = text.to_owned();
    match definition {
        PropertyDefinition::Object(_) | PropertyDefinition::Array(_) => Control::Raw(owned),
        _ if has_options => Control::Choice(owned),
        PropertyDefinition::String(_) => Control::Text(owned),
        PropertyDefinition::Integer(_) => Control::Integer(owned),
        PropertyDefinition::Number(_) => Control::Number(owned),
        PropertyDefinition::Boolean(_) => Control::Boolean(values::boolean(text.trim())),
    }
}

fn read_list(definition: &PropertyDefinition, text: &str) -> Reading {
    let owned = |items: Vec<&str>| Control::List(items.into_iter().map(str::to_owned).collect());
    if let Some((operator, items)) = values::operation(definition, text) {
        let rest = text.trim().strip_prefix(operator).unwrap_or_default();
        let spelling = match operator {
            OR if rest.contains(OR) => Spelling::Or,
            ALL_IN if !rest.contains(',') => Spelling::Spaces,
            _ => Spelling::Commas,
        };
        return Reading { operator: Some(operator.to_owned()), control: owned(items), spelling };
    }
    let trimmed = text.trim();
    if trimmed.starts_with('[') {
        return match serde_json::from_str::<Vec<String>>(trimmed) {
            Ok(items) => Reading { operator: None, control: Control::List(items), spelling: Spelling::Json },
            Err(_) => plain(None, Control::Raw(text.to_owned())),
        };
    }
    let parts: Vec<&str> = trimmed.split(',').map(str::trim).collect();
    if trimmed.starts_with('<') || parts.iter().any(|part| part.is_empty()) && !trimmed.is_empty() {
        return plain(None, Control::Raw(text.to_owned()));
    }
    plain(None, owned(parts.into_iter().filter(|part| !part.is_empty()).collect()))
}

fn written(operator: Option<&str>, items: &[String], spelling: Spelling) -> String {
    match (operator, spelling) {
        (None, Spelling::Json) => Value::from(items.to_vec()).to_string(),
        (None, _) => items.join(","),
        (Some(OR), Spelling::Or) => {
            items.iter().map(|item| format!("{OR} {item}")).collect::<Vec<_>>().join(" ")
        }
        (Some(operator), Spelling::Spaces) => format!("{operator} {}", items.join(" ")),
        (Some(operator), _) => format!("{operator} {}", items.join(",")),
    }
}

impl Control {
    /// The same with another value in it.
    pub(super) fn filled(&self, text: &str) -> Self {
        let text = text.to_owned();
        match self {
            Self::Choice(_) => Self::Choice(text),
            Self::Integer(_) => Self::Integer(text),
            Self::Number(_) => Self::Number(text),
            Self::Boolean(_) => Self::Boolean(values::boolean(text.trim())),
            Self::Raw(_) => Self::Raw(text),
            Self::Text(_) | Self::List(_) => Self::Text(text),
        }
    }
}

impl Reading {
    /// Of a key that nothing defines.
    pub fn of_text(text: &str) -> Self {
        plain(None, Control::Text(text.to_owned()))
    }

    /// Another value behind the same operator.
    pub fn with(&self, control: Control) -> Self {
        Self { control, ..self.clone() }
    }

    /// Does it say the same?
    pub fn means(&self, other: &Self) -> bool {
        self.operator == other.operator && self.control == other.control
    }

    /// The text of a list with these items; nothing of none.
    pub fn with_items(&self, items: &[String]) -> Option<String> {
        (!items.is_empty()).then(|| written(self.operator.as_deref(), items, self.spelling))
    }

    /// The text of a value behind the operator that is chosen; nothing of nothing.
    pub fn with_operand(&self, text: &str) -> Option<String> {
        match &self.operator {
            Some(_) if text.is_empty() => None,
            Some(operator) => Some(format!("{operator} {text}")),
            None => Some(text.to_owned()),
        }
    }

    /// The same value with another operator.
    pub fn with_operator(&self, leaf: &Leaf, operator: Option<&str>) -> Self {
        let definition = leaf.definition();
        let is_list = matches!(definition, PropertyDefinition::Array(_));
        let takes_several = is_list || operator.is_some_and(|it| [OR, ALL_IN].contains(&it));
        let items = self.items();
        let spelling = match operator {
            Some(_) if is_list => Spelling::Commas,
            Some(OR) => Spelling::Or,
            Some(ALL_IN) => Spelling::Spaces,
            _ => Spelling::Commas,
        };
        let control = if takes_several {
            Control::List(items)
        } else {
            scalar(definition, items.first().map(String::as_str).unwrap_or_default())
        };
        Self { operator: operator.map(str::to_owned), control, spelling }
    }

    fn items(&self) -> Vec<String> {
        let one = |text: &str| (!text.is_empty()).then(|| text.to_owned()).into_iter().collect();
        match &self.control {
            Control::List(items) => items.clone(),
            Control::Boolean(value) => value.map(|it| it.to_string()).into_iter().collect(),
            Control::Text(text)
            | Control::Choice(text)
            | Control::Integer(text)
            | Control::Number(text)
            | Control::Raw(text) => one(text),
        }
    }

    /// The text that says it; nothing of nothing.
    pub fn text(&self) -> Option<String> {
        match &self.control {
            Control::List(items) => self.with_items(items),
            Control::Boolean(value) => value.and_then(|it| self.with_operand(&it.to_string())),
            _ => self.items().first().and_then(|text| self.with_operand(text)),
        }
    }

    /// Where what is typed as one item ends.
    pub fn parted(&self, typed: &str) -> Vec<String> {
        let parts: Vec<&str> = match (&self.operator, self.spelling) {
            (Some(_), Spelling::Spaces) => typed.split_whitespace().collect(),
            (Some(_), Spelling::Or) => typed.split(OR).collect(),
            (None, Spelling::Json) => vec![typed],
            _ => typed.split(',').collect(),
        };
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }
}
