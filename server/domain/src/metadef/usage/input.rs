//! Bodies of requests. Unknown members are refused.

use serde_json::{Map, Value};
use vitrine_wire::metadef::{EnforcementSetting, MetadefEnforcement, ValidationRequest};

use crate::error::{Error, Fault, Result};

/// Properties to be judged.
pub fn validation_request(body: &Value) -> Result<ValidationRequest> {
    let map = object(body, "body")?;
    members(map, &["resource_type", "properties"])?;
    let resource_type = match map.get("resource_type") {
        Some(value) => Some(text("resource_type", value)?.to_owned()),
        None => None,
    };
    let properties = object(required(map, "properties")?, "properties")?;
    Ok(ValidationRequest { resource_type, properties: properties.clone().into_iter().collect() })
}

/// How strictly a namespace is to be applied.
pub fn enforcement_setting(body: &Value) -> Result<EnforcementSetting> {
    let map = object(body, "body")?;
    members(map, &["enforcement"])?;
    let word = text("enforcement", required(map, "enforcement")?)?;
    let enforcement = MetadefEnforcement::parse(word).ok_or_else(|| unknown("enforcement", word))?;
    Ok(EnforcementSetting { enforcement })
}

fn object<'a>(value: &'a Value, field: &str) -> Result<&'a Map<String, Value>> {
    value.as_object().ok_or_else(|| Error::invalid(field, Fault::NotObject))
}

fn members(map: &Map<String, Value>, known: &[&str]) -> Result<()> {
    match map.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(Error::invalid(key, Fault::NotSupported)),
        None => Ok(()),
    }
}

fn required<'a>(map: &'a Map<String, Value>, key: &str) -> Result<&'a Value> {
    map.get(key).ok_or_else(|| Error::invalid(key, Fault::MissingProperty))
}

fn text<'a>(field: &str, value: &'a Value) -> Result<&'a str> {
    value.as_str().ok_or_else(|| unknown(field, &value.to_string()))
}

fn unknown(field: &str, value: &str) -> Error {
    Error::invalid(field, Fault::UnknownValue { value: value.chars().take(80).collect() })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn bodies_are_read() {
        let request = validation_request(&json!({"properties": {"a": "1", "b": 2}})).unwrap();
        assert_eq!((request.resource_type, request.properties.len()), (None, 2));
        let setting = enforcement_setting(&json!({"enforcement": "warn"})).unwrap();
        assert_eq!(setting.enforcement, MetadefEnforcement::Warn);
    }

    #[test]
    fn mistakes_are_told() {
        for (body, code) in [
            (json!([]), "error-not-object"),
            (json!({}), "error-missing-property"),
            (json!({"properties": []}), "error-not-object"),
            (json!({"properties": {}, "resource_type": 1}), "error-unknown-value"),
            (json!({"properties": {}, "x": 1}), "error-not-supported"),
        ] {
            assert_eq!(validation_request(&body).unwrap_err().code(), code, "{body}");
        }
        for (body, code) in [
            (json!({}), "error-missing-property"),
            (json!({"enforcement": "Warn"}), "error-unknown-value"),
            (json!({"enforcement": null}), "error-unknown-value"),
            (json!({"enforcement": "off", "x": 1}), "error-not-supported"),
        ] {
            assert_eq!(enforcement_setting(&body).unwrap_err().code(), code, "{body}");
        }
    }
}
