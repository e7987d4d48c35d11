//! Policy files: YAML (or JSON) maps from rule names to expressions.

use yaml_serde::{Mapping, Value};

use super::expression::Expression;
use super::parse::ParseError;
use super::program::MAX_CHAIN;
use crate::image::protection::ProtectionError;

/// Bytes that a policy file may have.
pub const MAX_FILE: usize = 1 << 20;

/// Why a policy file was refused.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("the policy file is not a YAML map from rule names to expressions: {0}")]
    Shape(#[source] yaml_serde::Error),
    #[error("rule {0}: its expression is neither a text nor a list of lists of checks")]
    NotAnExpression(String),
    #[error("rule {rule}: {source}")]
    Expression { rule: String, source: ParseError },
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
    #[error(transparent)]
    Protection(#[from] ProtectionError),
}

/// The rules of a file, in its order. A file without any is fine.
pub(super) fn parse(yaml: &str) -> Result<Vec<(String, Expression)>, PolicyError> {
    if yaml.len() > MAX_FILE {
        return Err(PolicyError::TooLarge(MAX_FILE));
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
        Err(source) => Err(PolicyError::Expression { rule, source }),
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
