//! Bodies of requests about limits: lists of objects to create, one object to change.

use serde_json::{Map, Value};
use vitrine_domain::error::{Error, Fault, Result};
use vitrine_domain::quota::{LimitChange, NewLimit, NewRegisteredLimit, RegisteredLimitChange};

type Object = Map<String, Value>;

pub fn registered_limits(body: &Value) -> Result<Vec<NewRegisteredLimit>> {
    many(body, "registered_limits", |object| {
        Ok(NewRegisteredLimit {
            service_id: required(text(object, "service_id")?, "service_id")?,
            region_id: text(object, "region_id")?,
            resource_name: required(text(object, "resource_name")?, "resource_name")?,
            default_limit: required(number(object, "default_limit")?, "default_limit")?,
            description: text(object, "description")?,
        })
    })
}

pub fn registered_limit(body: &Value) -> Result<RegisteredLimitChange> {
    let object = one(body, "registered_limit")?;
    Ok(RegisteredLimitChange {
        service_id: text(object, "service_id")?,
        region_id: changed(object, "region_id")?,
        resource_name: text(object, "resource_name")?,
        default_limit: number(object, "default_limit")?,
        description: changed(object, "description")?,
    })
}

pub fn limits(body: &Value) -> Result<Vec<NewLimit>> {
    many(body, "limits", |object| {
        if text(object, "domain_id")?.is_some() {
            // Images belong to projects.
            return Err(Error::invalid("domain_id", Fault::NotSupported));
        }
        Ok(NewLimit {
            project_id: required(text(object, "project_id")?, "project_id")?,
            service_id: required(text(object, "service_id")?, "service_id")?,
            region_id: text(object, "region_id")?,
            resource_name: required(text(object, "resource_name")?, "resource_name")?,
            resource_limit: required(number(object, "resource_limit")?, "resource_limit")?,
            description: text(object, "description")?,
        })
    })
}

pub fn limit(body: &Value) -> Result<LimitChange> {
    let object = one(body, "limit")?;
    let fixed = ["project_id", "domain_id", "service_id", "region_id", "resource_name"];
    if let Some(name) = fixed.iter().find(|name| object.contains_key(**name)) {
        return Err(Error::invalid(*name, Fault::NotSupported));
    }
    Ok(LimitChange {
        resource_limit: number(object, "resource_limit")?,
        description: changed(object, "description")?,
    })
}

fn many<T>(body: &Value, name: &str, read: impl Fn(&Object) -> Result<T>) -> Result<Vec<T>> {
    let list = body.get(name).ok_or_else(|| Error::invalid(name, Fault::Required))?;
    let list = list.as_array().ok_or_else(|| unfit(name, list))?;
    if list.is_empty() {
        return Err(Error::invalid(name, Fault::Required));
    }
    let objects = list.iter().map(|item| item.as_object().ok_or_else(|| unfit(name, item)));
    objects.map(|object| read(object?)).collect()
}

fn one<'a>(body: &'a Value, name: &str) -> Result<&'a Object> {
    let object = body.get(name).ok_or_else(|| Error::invalid(name, Fault::Required))?;
    let object = object.as_object().ok_or_else(|| unfit(name, object))?;
    if object.is_empty() { Err(Error::invalid(name, Fault::Required)) } else { Ok(object) }
}

fn required<T>(value: Option<T>, name: &str) -> Result<T> {
    value.ok_or_else(|| Error::invalid(name, Fault::Required))
}

/// A text; null is none.
fn text(object: &Object, name: &str) -> Result<Option<String>> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.contains('\0') => {
            Err(Error::invalid(name, Fault::ControlCharacter))
        }
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(unfit(name, other)),
    }
}

/// A text that null takes away.
fn changed(object: &Object, name: &str) -> Result<Option<Option<String>>> {
    if object.contains_key(name) { text(object, name).map(Some) } else { Ok(None) }
}

fn number(object: &Object, name: &str) -> Result<Option<i64>> {
    match object.get(name) {
        None => Ok(None),
        Some(value) => value.as_i64().map(Some).ok_or_else(|| unfit(name, value)),
    }
}

fn unfit(name: &str, value: &Value) -> Error {
    let mut value = value.to_string();
    value.truncate(value.char_indices().nth(64).map_or(value.len(), |(index, _)| index));
    Error::invalid(name, Fault::UnknownValue { value })
}
