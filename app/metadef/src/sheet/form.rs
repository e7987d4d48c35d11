//! How values are written as texts: one, or several behind an operator.

use serde_json::Value;
use vitrine_wire::metadef::PropertyDefinition;

const IN: &str = "<in>";
const OR: &str = "<or>";
const ALL_IN: &str = "<all-in>";

/// How several values stand in one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `<in> a,b`
    Comma,
    /// `<or> a <or> b`
    Repeated,
    /// `<all-in> a b`
    Spaced,
}

/// A text taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub operator: Option<String>,
    pub items: Vec<String>,
    pub style: Style,
}

/// A value as a text.
fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The operators that a definition offers: lists have one in any case.
#[must_use]
pub fn operators(definition: &PropertyDefinition) -> Vec<String> {
    let own = definition.common().operators.clone().unwrap_or_default();
    if own.is_empty() && matches!(definition, PropertyDefinition::Array(_)) {
        return vec![IN.to_owned()];
    }
    own
}

impl Form {
    /// Takes a text apart; nothing where putting it together would give another one.
    #[must_use]
    pub fn of(definition: &PropertyDefinition, text: &str) -> Option<Self> {
        let is_list = matches!(definition, PropertyDefinition::Array(_));
        let offered = operators(definition);
        let known =
            |word: &str| offered.iter().any(|it| it == word) || (is_list && [IN, OR, ALL_IN].contains(&word));
        let operator = text.split(' ').next().filter(|word| known(word));
        let form = match operator {
            Some(operator) => behind(operator, text[operator.len()..].trim_start(), is_list),
            None if is_list => Self { operator: None, items: split(text, ','), style: Style::Comma },
            None => Self { operator: None, items: vec![text.to_owned()], style: Style::Comma },
        };
        (form.text().as_deref() == Some(text)).then_some(form)
    }

    /// The text; nothing where there is no value.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        if self.items.is_empty() {
            return None;
        }
        Some(match (&self.operator, self.style) {
            (None, _) => self.items.join(","),
            (Some(operator), Style::Comma) => format!("{operator} {}", self.items.join(",")),
            (Some(operator), Style::Spaced) => format!("{operator} {}", self.items.join(" ")),
            (Some(operator), Style::Repeated) => {
                self.items.iter().map(|item| format!("{operator} {item}")).collect::<Vec<_>>().join(" ")
            }
        })
    }

    /// The same values behind another operator.
    #[must_use]
    pub fn with_operator(&self, operator: Option<String>, is_list: bool) -> Self {
        let style = match operator.as_deref() {
            Some(OR) if !is_list => Style::Repeated,
            Some(ALL_IN) if !is_list => Style::Spaced,
            _ => Style::Comma,
        };
        Self { operator, items: self.items.clone(), style }
    }

    /// Can several values stand here?
    #[must_use]
    pub fn holds_many(&self, is_list: bool) -> bool {
        is_list || matches!(self.operator.as_deref(), Some(OR | ALL_IN))
    }
}

fn split(text: &str, separator: char) -> Vec<String> {
    text.split(separator).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

fn behind(operator: &str, rest: &str, is_list: bool) -> Form {
    let again = format!(" {operator} ");
    let (items, style) = match operator {
        OR if rest.contains(&again) || !is_list => (
            rest.split(again.as_str()).map(str::to_owned).filter(|it| !it.is_empty()).collect(),
            Style::Repeated,
        ),
        ALL_IN if !is_list || (rest.contains(' ') && !rest.contains(',')) => {
            (split(rest, ' '), Style::Spaced)
        }
        _ if is_list => (split(rest, ','), Style::Comma),
        _ if rest.is_empty() => (Vec::new(), Style::Comma),
        _ => (vec![rest.to_owned()], Style::Comma),
    };
    Form { operator: Some(operator.to_owned()), items, style }
}

/// What is entered when a property is added: its default, if it has one.
#[must_use]
pub fn default_text(definition: &PropertyDefinition) -> Option<String> {
    let default = definition.common().default.as_ref()?;
    match (definition, default) {
        (_, Value::Null) => None,
        (PropertyDefinition::Array(_), Value::Array(items)) => {
            let operator = operators(definition).into_iter().next();
            Form { operator, items: items.iter().map(said).collect(), style: Style::Comma }.text()
        }
        (_, value) => Some(said(value)),
    }
}
