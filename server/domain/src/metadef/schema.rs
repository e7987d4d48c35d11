//! All definitions for a type of resource as one JSON Schema (draft 2020-12).
//!
//! Values are of the types of their definitions; where resources carry texts, these are to be read first.

use serde_json::{Map, Value, json};
use vitrine_wire::metadef::PropertyDefinition;

use super::usage::Associated;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of what namespaces define, with the names that resources of the type have. Where there is
/// more than one definition of a name, each of them will do.
#[must_use]
pub fn merged(resource_type: &str, namespaces: &[Associated]) -> Value {
    let mut properties: Map<String, Value> = Map::new();
    for namespace in namespaces {
        for (key, object, definition) in namespace.definitions() {
            let schema = schema(&namespace.namespace.name, object, definition);
            match properties.get_mut(&key) {
                Some(there) => join(there, schema),
                None => drop(properties.insert(key, schema)),
            }
        }
    }
    json!({
        "$schema": DIALECT,
        "title": resource_type,
        "type": "object",
        "properties": properties,
        "additionalProperties": true,
    })
}

/// One more definition of a name.
fn join(there: &mut Value, schema: Value) {
    match there.get_mut("anyOf").and_then(Value::as_array_mut) {
        Some(all) => all.push(schema),
        None => *there = json!({"anyOf": [there.take(), schema]}),
    }
}

/// A definition without what JSON Schema does not know or means otherwise.
fn schema(namespace: &str, object: Option<&str>, definition: &PropertyDefinition) -> Value {
    let mut map = definition.to_map();
    for stray in definition.common().strays.keys() {
        map.remove(stray);
    }
    map.remove("required");
    map.remove("additionalItems");
    if let Some(is_readonly) = map.remove("readonly") {
        map.insert("readOnly".to_owned(), is_readonly);
    }
    if let Some(operators) = map.remove("operators") {
        map.insert("x-vitrine-operators".to_owned(), operators);
    }
    map.insert("x-vitrine-namespace".to_owned(), namespace.into());
    if let Some(object) = object {
        map.insert("x-vitrine-object".to_owned(), object.into());
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    use super::super::usage::tests::namespace;
    use super::*;

    #[test]
    fn names_have_prefixes_and_members_stay() {
        let definition = json!({
            "type": "string", "title": "Bus", "description": "d", "enum": ["a"], "default": "a",
            "operators": ["<or>"], "readonly": true, "minLength": 1, "required": ["x"],
        });
        let found = namespace("A", "hw_", &json!({"bus": definition}), &json!({"n": {"type": "integer"}}));
        let schema = merged("T", &[found]);
        assert_eq!(schema["$schema"], DIALECT);
        assert_eq!(schema["additionalProperties"], true);
        assert_eq!(
            schema["properties"],
            json!({
                "hw_bus": {
                    "type": "string", "title": "Bus", "description": "d", "enum": ["a"], "default": "a",
                    "minLength": 1, "readOnly": true, "x-vitrine-operators": ["<or>"],
                    "x-vitrine-namespace": "A",
                },
                "hw_n": {"type": "integer", "x-vitrine-namespace": "A", "x-vitrine-object": "Group"},
            })
        );
    }

    #[test]
    fn each_definition_of_a_name_will_do() {
        let of = |name: &str| namespace(name, "", &json!({"k": {"type": "string"}}), &json!({}));
        let schema = merged("T", &[of("A"), of("B"), of("C")]);
        let any = schema["properties"]["k"]["anyOf"].as_array().unwrap();
        let namespaces: Vec<_> = any.iter().map(|one| one["x-vitrine-namespace"].as_str()).collect();
        assert_eq!(namespaces, [Some("A"), Some("B"), Some("C")]);
        assert_eq!(merged("T", &[])["properties"], json!({}));
    }

    #[test]
    fn members_that_a_kind_has_no_use_for_are_left_out() {
        let found = namespace("A", "", &json!({"k": {"type": "integer", "maxLength": 3}}), &json!({}));
        assert_eq!(merged("T", &[found])["properties"]["k"].get("maxLength"), None);
    }
}
