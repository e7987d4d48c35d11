//! Definitions of properties: one type for each kind, and JSON kept as it was written.
//!
//! A definition reads from any JSON object that the schema allows. What a kind has no use for (the
//! pattern of a number, say) is no mistake of form: it is kept among the *strays* and written again.
//! Files of a catalog may hold members that the API refuses; [`Unknown`] says which it is.

mod read;
mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Number, Value};

use super::PropertyType;

/// How a member is named on the wire, in the order in which members are written.
const MEMBERS: &[&str] = &[
    "type",
    "title",
    "description",
    "operators",
    "default",
    "readonly",
    "required",
    "minimum",
    "maximum",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "items",
    "uniqueItems",
    "minItems",
    "maxItems",
    "additionalItems",
];

/// The definition of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum PropertyDefinition {
    String(StringDefinition),
    Integer(IntegerDefinition),
    Number(NumberDefinition),
    Boolean(BooleanDefinition),
    Array(ArrayDefinition),
    Object(ObjectDefinition),
}

/// What every kind has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Common {
    pub title: Option<String>,
    pub description: Option<String>,
    /// How values may be compared where they are used, as `<or>`.
    pub operators: Option<Vec<String>>,
    /// Of any type; null is a value too.
    pub default: Option<Value>,
    pub readonly: Option<bool>,
    pub required: Option<Vec<String>>,
    /// The only values there are; scalars.
    pub values: Option<Vec<Value>>,
    /// Members that this kind has no use for, by name.
    pub strays: BTreeMap<String, Value>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct StringDefinition {
    pub common: Common,
    pub pattern: Option<String>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntegerDefinition {
    pub common: Common,
    pub minimum: Option<Number>,
    pub maximum: Option<Number>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberDefinition {
    pub common: Common,
    pub minimum: Option<Number>,
    pub maximum: Option<Number>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct BooleanDefinition {
    pub common: Common,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArrayDefinition {
    pub common: Common,
    pub items: Option<Items>,
    pub unique_items: Option<bool>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub additional_items: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectDefinition {
    pub common: Common,
}

/// What the items of an array are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items {
    pub kind: Option<PropertyType>,
    pub values: Option<Vec<Value>>,
    /// What a file said beyond that.
    pub strays: BTreeMap<String, Value>,
}

/// What to do about members that no definition has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    Refuse,
    Keep,
}

/// Why JSON is no definition.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionFault {
    /// The member at fault.
    pub member: String,
    pub problem: Malformed,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Malformed {
    /// The definition is no object.
    NotObject(Value),
    Missing,
    Unknown,
    /// Not of this JSON type.
    Type {
        expected: &'static str,
        value: Value,
    },
    /// Below zero, or no whole number.
    NotCount(Value),
    /// Not one of the types.
    NotType(Value),
    /// A name stands twice in a list.
    Repeated(String),
    /// A value of an `enum` that is a list or an object.
    NotScalar(Value),
}

impl PropertyDefinition {
    #[must_use]
    pub fn kind(&self) -> PropertyType {
        match self {
            Self::String(_) => PropertyType::String,
            Self::Integer(_) => PropertyType::Integer,
            Self::Number(_) => PropertyType::Number,
            Self::Boolean(_) => PropertyType::Boolean,
            Self::Array(_) => PropertyType::Array,
            Self::Object(_) => PropertyType::Object,
        }
    }

    #[must_use]
    pub fn common(&self) -> &Common {
        match self {
            Self::String(it) => &it.common,
            Self::Integer(it) => &it.common,
            Self::Number(it) => &it.common,
            Self::Boolean(it) => &it.common,
            Self::Array(it) => &it.common,
            Self::Object(it) => &it.common,
        }
    }

    /// What every kind has, to be changed.
    pub fn common_mut(&mut self) -> &mut Common {
        match self {
            Self::String(it) => &mut it.common,
            Self::Integer(it) => &mut it.common,
            Self::Number(it) => &mut it.common,
            Self::Boolean(it) => &mut it.common,
            Self::Array(it) => &mut it.common,
            Self::Object(it) => &mut it.common,
        }
    }

    /// The regular expression, of a string's definition or astray elsewhere.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        match self {
            Self::String(it) => it.pattern.as_deref(),
            other => other.common().strays.get("pattern").and_then(Value::as_str),
        }
    }

    /// The definition as one JSON object.
    #[must_use]
    pub fn to_map(&self) -> Map<String, Value> {
        self.members().into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

impl<'de> Deserialize<'de> for PropertyDefinition {
    /// As files have it: what is unknown is kept.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::read(&value, Unknown::Keep).map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for DefinitionFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {:?}", self.member, self.problem)
    }
}

#[cfg(feature = "openapi")]
mod openapi;

#[cfg(test)]
mod tests;
