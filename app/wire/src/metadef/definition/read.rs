//! From JSON to a definition.

use serde_json::{Map, Number, Value};

use super::{
    ArrayDefinition, BooleanDefinition, Common, DefinitionFault, IntegerDefinition, Items, MEMBERS,
    Malformed, NumberDefinition, ObjectDefinition, PropertyDefinition, StringDefinition, Unknown,
};
use crate::metadef::PropertyType;

type Result<T> = std::result::Result<T, DefinitionFault>;

impl PropertyDefinition {
    /// Reads a definition. A `name` in it says nothing: the name is the key, or stands beside it.
    pub fn read(value: &Value, unknown: Unknown) -> Result<Self> {
        let Value::Object(map) = value else {
            return Err(fault("", Malformed::NotObject(value.clone())));
        };
        let mut members = Members { left: map.clone() };
        members.left.remove("name");
        members.check_all(unknown)?;
        let kind = members.kind()?;
        let mut definition = match kind {
            PropertyType::String => Self::String(StringDefinition {
                pattern: members.text("pattern")?,
                min_length: members.count("minLength")?,
                max_length: members.count("maxLength")?,
                common: members.common()?,
            }),
            PropertyType::Integer => Self::Integer(IntegerDefinition {
                minimum: members.number("minimum")?,
                maximum: members.number("maximum")?,
                common: members.common()?,
            }),
            PropertyType::Number => Self::Number(NumberDefinition {
                minimum: members.number("minimum")?,
                maximum: members.number("maximum")?,
                common: members.common()?,
            }),
            PropertyType::Boolean => Self::Boolean(BooleanDefinition { common: members.common()? }),
            PropertyType::Array => Self::Array(ArrayDefinition {
                items: members.items(unknown)?,
                unique_items: members.flag("uniqueItems")?,
                min_items: members.count("minItems")?,
                max_items: members.count("maxItems")?,
                additional_items: members.flag("additionalItems")?,
                common: members.common()?,
            }),
            PropertyType::Object => Self::Object(ObjectDefinition { common: members.common()? }),
        };
        let strays = members.left;
        let foreign = strays.keys().find(|key| !MEMBERS.contains(&key.as_str()));
        if let (Some(key), Unknown::Refuse) = (foreign, unknown) {
            return Err(fault(key, Malformed::Unknown));
        }
        definition.common_mut().strays = strays.into_iter().collect();
        Ok(definition)
    }
}

/// The members of a definition that nobody took yet.
struct Members {
    left: Map<String, Value>,
}

impl Members {
    /// Members that the kind has no use for must have their type all the same.
    fn check_all(&self, unknown: Unknown) -> Result<()> {
        let mut probe = Self { left: self.left.clone() };
        for name in ["pattern", "title", "description"] {
            probe.text(name)?;
        }
        for name in ["minLength", "maxLength", "minItems", "maxItems"] {
            probe.count(name)?;
        }
        for name in ["uniqueItems", "additionalItems", "readonly"] {
            probe.flag(name)?;
        }
        for name in ["minimum", "maximum"] {
            probe.number(name)?;
        }
        probe.items(unknown).map(drop)
    }

    fn kind(&mut self) -> Result<PropertyType> {
        let value = self.left.remove("type").ok_or_else(|| fault("type", Malformed::Missing))?;
        let known = value.as_str().and_then(PropertyType::parse);
        known.ok_or_else(|| fault("type", Malformed::NotType(value)))
    }

    fn common(&mut self) -> Result<Common> {
        Ok(Common {
            title: self.text("title")?,
            description: self.text("description")?,
            operators: self.texts("operators")?,
            default: self.left.remove("default"),
            readonly: self.flag("readonly")?,
            required: self.unique_texts("required")?,
            values: scalars(&mut self.left)?,
            strays: Default::default(),
        })
    }

    fn text(&mut self, name: &str) -> Result<Option<String>> {
        match self.left.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(value) => Err(mistyped(name, "string", value)),
        }
    }

    fn flag(&mut self, name: &str) -> Result<Option<bool>> {
        match self.left.remove(name) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(value) => Err(mistyped(name, "boolean", value)),
        }
    }

    fn number(&mut self, name: &str) -> Result<Option<Number>> {
        match self.left.remove(name) {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(Some(number)),
            Some(value) => Err(mistyped(name, "number", value)),
        }
    }

    fn count(&mut self, name: &str) -> Result<Option<u64>> {
        match self.left.remove(name) {
            None => Ok(None),
            Some(value) => match value.as_u64() {
                Some(count) => Ok(Some(count)),
                None => Err(fault(name, Malformed::NotCount(value))),
            },
        }
    }

    fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>> {
        let Some(value) = self.left.remove(name) else {
            return Ok(None);
        };
        let texts = value.as_array().and_then(|items| {
            items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        texts.map(Some).ok_or_else(|| mistyped(name, "array", value))
    }

    fn unique_texts(&mut self, name: &str) -> Result<Option<Vec<String>>> {
        let texts = self.texts(name)?;
        let mut seen = std::collections::BTreeSet::new();
        match texts.iter().flatten().find(|text| !seen.insert(text.as_str())) {
            Some(twice) => Err(fault(name, Malformed::Repeated(twice.clone()))),
            None => Ok(texts),
        }
    }

    fn items(&mut self, unknown: Unknown) -> Result<Option<Items>> {
        let mut map = match self.left.remove("items") {
            None => return Ok(None),
            Some(Value::Object(map)) => map,
            Some(value) => return Err(mistyped("items", "object", value)),
        };
        let kind = match map.remove("type") {
            None => None,
            Some(value) => match value.as_str().and_then(PropertyType::parse) {
                None => return Err(fault("items.type", Malformed::NotType(value))),
                known => known,
            },
        };
        let values = scalars(&mut map)?;
        if let (Some(key), Unknown::Refuse) = (map.keys().next(), unknown) {
            return Err(fault(&format!("items.{key}"), Malformed::Unknown));
        }
        Ok(Some(Items { kind, values, strays: map.into_iter().collect() }))
    }
}

fn scalars(map: &mut Map<String, Value>) -> Result<Option<Vec<Value>>> {
    match map.remove("enum") {
        None => Ok(None),
        Some(Value::Array(values)) => match values.iter().find(|value| value.is_array() || value.is_object())
        {
            Some(value) => Err(fault("enum", Malformed::NotScalar(value.clone()))),
            None => Ok(Some(values)),
        },
        Some(value) => Err(mistyped("enum", "array", value)),
    }
}

fn mistyped(member: &str, expected: &'static str, value: Value) -> DefinitionFault {
    fault(member, Malformed::Type { expected, value })
}

fn fault(member: &str, problem: Malformed) -> DefinitionFault {
    DefinitionFault { member: member.to_owned(), problem }
}
