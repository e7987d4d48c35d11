use serde_json::{Value, json};

use super::*;

fn read(value: &Value) -> Result<PropertyDefinition, DefinitionFault> {
    PropertyDefinition::read(value, Unknown::Refuse)
}

#[test]
fn each_kind_reads_and_writes_as_it_was_written() {
    for value in [
        json!({"type": "string", "title": "t", "default": "x", "pattern": "^x", "minLength": 0, "maxLength": 9}),
        json!({"type": "integer", "title": "t", "default": 20, "minimum": -1, "maximum": 1.5}),
        json!({"type": "number", "default": 2.5, "minimum": 0.25, "enum": [0.25, 2.5, null, true, "x"]}),
        json!({"type": "boolean", "default": true, "readonly": true, "operators": ["<in>"]}),
        json!({"type": "array", "items": {"type": "string", "enum": ["a", 1]}, "uniqueItems": true, "minItems": 1,
            "maxItems": 2, "additionalItems": false, "default": ["a"]}),
        json!({"type": "object", "default": null, "required": ["a", "b"]}),
        // Members that the kind has no use for.
        json!({"type": "string", "minimum": 1.5, "items": {"type": "integer"}, "minItems": 3}),
    ] {
        let definition = read(&value).unwrap();
        assert_eq!(serde_json::to_value(&definition).unwrap(), value);
        assert_eq!(Value::Object(definition.to_map()), value);
    }
}

#[test]
fn members_are_written_in_the_order_that_clients_know() {
    let value = json!({"maxLength": 3, "title": "t", "enum": ["a"], "type": "string", "default": "a", "readonly": false});
    let text = serde_json::to_string(&read(&value).unwrap()).unwrap();
    assert_eq!(
        text,
        r#"{"type":"string","title":"t","default":"a","readonly":false,"enum":["a"],"maxLength":3}"#
    );
}

#[test]
fn what_is_malformed_is_named() {
    for (value, member) in [
        (json!([]), ""),
        (json!({"title": "t"}), "type"),
        (json!({"type": null}), "type"),
        (json!({"type": "text"}), "type"),
        (json!({"type": "string", "confidential": true}), "confidential"),
        (json!({"type": "string", "description": null}), "description"),
        (json!({"type": "string", "operators": "x"}), "operators"),
        (json!({"type": "string", "operators": [1]}), "operators"),
        (json!({"type": "string", "minimum": "1"}), "minimum"),
        (json!({"type": "string", "minLength": -1}), "minLength"),
        (json!({"type": "integer", "maxItems": 1.5}), "maxItems"),
        (json!({"type": "string", "readonly": "yes"}), "readonly"),
        (json!({"type": "string", "enum": [["a"]]}), "enum"),
        (json!({"type": "string", "enum": "a"}), "enum"),
        (json!({"type": "string", "required": ["a", "a"]}), "required"),
        (json!({"type": "array", "items": "string"}), "items"),
        (json!({"type": "array", "items": {"type": "x"}}), "items.type"),
        (json!({"type": "array", "items": {"minimum": 1}}), "items.minimum"),
        (json!({"type": "string", "items": {"minimum": 1}}), "items.minimum"),
        (json!({"type": "array", "uniqueItems": 1}), "uniqueItems"),
    ] {
        assert_eq!(read(&value).unwrap_err().member, member, "{value}");
    }
}

#[test]
fn files_keep_what_the_api_refuses() {
    let value = json!({"type": "array", "confidential": true, "items": {"type": "string", "minLength": 1}});
    let definition: PropertyDefinition = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&definition).unwrap(), value);
}
