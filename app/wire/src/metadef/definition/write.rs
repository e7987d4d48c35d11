//! From a definition to JSON, in the order that clients know.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Number, Value};

use super::{Items, MEMBERS, PropertyDefinition};

impl PropertyDefinition {
    /// Every member that is set: first those that definitions have, in their order, then what a file
    /// had beside them.
    pub(crate) fn members(&self) -> Vec<(&str, Value)> {
        let strays = &self.common().strays;
        let known = MEMBERS.iter().filter_map(|&name| {
            let value = self.member(name).or_else(|| strays.get(name).cloned());
            value.map(|value| (name, value))
        });
        let foreign = strays.iter().filter(|(name, _)| !MEMBERS.contains(&name.as_str()));
        known.chain(foreign.map(|(name, value)| (name.as_str(), value.clone()))).collect()
    }

    /// Members that definitions do not know, which a file had.
    pub fn foreign(&self) -> impl Iterator<Item = &str> {
        self.common().strays.keys().map(String::as_str).filter(|name| !MEMBERS.contains(name))
    }

    fn member(&self, name: &str) -> Option<Value> {
        let common = self.common();
        match name {
            "type" => Some(self.kind().as_str().into()),
            "title" => common.title.clone().map(Value::from),
            "description" => common.description.clone().map(Value::from),
            "operators" => common.operators.clone().map(Value::from),
            "default" => common.default.clone(),
            "readonly" => common.readonly.map(Value::from),
            "required" => common.required.clone().map(Value::from),
            "enum" => common.values.clone().map(Value::from),
            _ => self.constraint(name),
        }
    }

    /// What only some kinds have.
    fn constraint(&self, name: &str) -> Option<Value> {
        let number = |number: &Option<Number>| number.clone().map(Value::Number);
        match (self, name) {
            (Self::String(it), "pattern") => it.pattern.clone().map(Value::from),
            (Self::String(it), "minLength") => it.min_length.map(Value::from),
            (Self::String(it), "maxLength") => it.max_length.map(Value::from),
            (Self::Integer(it), "minimum") => number(&it.minimum),
            (Self::Integer(it), "maximum") => number(&it.maximum),
            (Self::Number(it), "minimum") => number(&it.minimum),
            (Self::Number(it), "maximum") => number(&it.maximum),
            (Self::Array(it), "items") => it.items.as_ref().map(items),
            (Self::Array(it), "uniqueItems") => it.unique_items.map(Value::from),
            (Self::Array(it), "minItems") => it.min_items.map(Value::from),
            (Self::Array(it), "maxItems") => it.max_items.map(Value::from),
            (Self::Array(it), "additionalItems") => it.additional_items.map(Value::from),
            _ => None,
        }
    }
}

fn items(items: &Items) -> Value {
    let mut map: Map<String, Value> = items.strays.clone().into_iter().collect();
    if let Some(kind) = items.kind {
        map.insert("type".to_owned(), kind.as_str().into());
    }
    if let Some(values) = &items.values {
        map.insert("enum".to_owned(), values.clone().into());
    }
    Value::Object(map)
}

impl Serialize for PropertyDefinition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = self.members();
        let mut map = serializer.serialize_map(Some(members.len()))?;
        for (name, value) in members {
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}
