//! How a text is shown, so that it can be changed.

use serde_json::Value;
use vitrine_wire::metadef::PropertyDefinition;

use super::form::{Form, operators};

/// The control of a row. What a definition cannot show as it is stands as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// A line of text.
    Text,
    /// A number, whole or not.
    Number { is_whole: bool },
    /// Yes or no; `None` while nothing is entered.
    Switch(Option<bool>),
    /// One of some values; the text may be none of them.
    Choice { offered: Vec<String>, is_listed: bool, operators: Vec<String> },
    /// Several values behind an operator.
    Several { form: Form, offered: Vec<String>, operators: Vec<String>, is_list: bool },
}

/// A value as a text.
fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The values that a definition offers.
fn offered(definition: &PropertyDefinition) -> Vec<String> {
    let own = definition.common().values.as_deref();
    let values = match definition {
        PropertyDefinition::Array(it) => it.items.as_ref().and_then(|items| items.values.as_deref()).or(own),
        _ => own,
    };
    values.unwrap_or_default().iter().map(said).collect()
}

impl Control {
    #[must_use]
    pub fn of(definition: Option<&PropertyDefinition>, text: Option<&str>) -> Self {
        let Some(definition) = definition else { return Self::Text };
        let is_list = matches!(definition, PropertyDefinition::Array(_));
        let operators = operators(definition);
        let offered = offered(definition);
        let form = match text {
            Some(text) => Form::of(definition, text),
            None if is_list => Some(Form {
                operator: operators.first().cloned(),
                items: Vec::new(),
                style: super::Style::Comma,
            }),
            None => None,
        };
        if let Some(form) = form.filter(|form| is_list || form.operator.is_some()) {
            return Self::Several { form, offered, operators, is_list };
        }
        match definition {
            PropertyDefinition::Array(_) | PropertyDefinition::Object(_) => Self::Text,
            PropertyDefinition::Boolean(_) => match text.map(str::to_lowercase).as_deref() {
                None => Self::Switch(None),
                Some("true") => Self::Switch(Some(true)),
                Some("false") => Self::Switch(Some(false)),
                Some(_) => Self::Text,
            },
            _ if !offered.is_empty() => {
                let is_listed = text.is_none_or(|text| offered.iter().any(|it| it == text));
                Self::Choice { offered, is_listed, operators }
            }
            PropertyDefinition::Integer(_) => Self::number(text, true),
            PropertyDefinition::Number(_) => Self::number(text, false),
            PropertyDefinition::String(_) => Self::Text,
        }
    }

    /// A text that is no number is shown as it is.
    fn number(text: Option<&str>, is_whole: bool) -> Self {
        match text {
            Some(text) if text.parse::<f64>().is_err() => Self::Text,
            _ => Self::Number { is_whole },
        }
    }
}
