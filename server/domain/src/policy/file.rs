//! Policy files: YAML (or JSON) maps from rule names to expressions.

use yaml_serde::{Mapping, Value};

use super::expression::Expression;
use super::parse::ParseError;
use super::program::MAX_CHAIN;
use crate::image::protection::ProtectionError;

/// Bytes that a policy file may have.
pub const MAX_FILE: usize = 1 << 20;

/// Why a policy file was refused. Each text tells its cause; none has a source to tell it again.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("the policy file is not a YAML map from rule names to expressions: {0}")]
    Shape(yaml_serde::Error),
    #[error("rule {0}: its expression is neither a text nor a list of lists of checks")]
    NotAnExpression(String),
    #[error("rule {rule}: {error}")]
    Expression { rule: String, error: ParseError },
    #[error("there is no rule named {0}, and no rule refers to it")]
    UnknownRule(String),
    #[error("rule {rule} refers to rule:{reference}, which does not exist")]
    UnknownReference { rule: String, reference: String },
    #[error("rule {0} refers to itself, directly or through others")]
    Cycle(String),
    #[error("rule {0} is the start of more than {MAX_CHAIN} rules that refer to each other")]
    ChainTooLong(String),
    #[error("rule {0} has no expression")]
    MissingRule(&'static str),
    #[error("the policy file is larger than {0} bytes")]
    TooLarge(usize),
    #[error("the policy file has more than {MAX_OPEN} brackets that are open at once")]
    TooDeep,
    #[error(transparent)]
    Protection(#[from] ProtectionError),
}

/// Brackets that may be open at once. A list of lists has two; the reader takes time with the square of
/// their number.
const MAX_OPEN: usize = 64;

/// How many brackets are open at the worst place. Those in texts and comments count as well, which does
/// no harm: they are few, and mostly closed again.
fn open_brackets(yaml: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// The rules of a file, in its order. A file without any is fine.
pub(super) fn parse(yaml: &str) -> Result<Vec<(String, Expression)>, PolicyError> {
    if yaml.len() > MAX_FILE {
        return Err(PolicyError::TooLarge(MAX_FILE));
    }
    if open_brackets(yaml) > MAX_OPEN {
        return Err(PolicyError::TooDeep);
    }
    let rules: Option<Mapping> = yaml_serde::from_str(yaml).map_err(PolicyError::Shape)?;
    rules.unwrap_or_default().into_iter().map(|(name, value)| one(&name, &value)).collect()
}

fn one(name: &Value, value: &Value) -> Result<(String, Expression), PolicyError> {
    let Some(rule) = name.as_str().map(str::to_owned) else {
        let name = yaml_serde::to_string(name).unwrap_or_default();
        return Err(PolicyError::UnknownRule(name.trim().to_owned()));
    };
    let expression = match value {
        Value::String(text) => Expression::parse(text),
        Value::Sequence(items) => match items.iter().map(checks).collect::<Option<Vec<_>>>() {
            Some(lists) => Expression::from_lists(&lists),
            None => return Err(PolicyError::NotAnExpression(rule)),
        },
        _ => return Err(PolicyError::NotAnExpression(rule)),
    };
    match expression {
        Ok(expression) => Ok((rule, expression)),
        Err(error) => Err(PolicyError::Expression { rule, error }),
    }
}

/// A check by itself, or a list of them.
fn checks(item: &Value) -> Option<Vec<String>> {
    match item {
        Value::String(check) => Some(vec![check.clone()]),
        Value::Sequence(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}
