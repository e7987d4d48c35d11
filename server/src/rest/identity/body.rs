//! Bodies of the identity API: an object with one key, and in it the attributes of a thing.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde_json::{Map, Value};
use vitrine_domain::Error;
use vitrine_domain::error::{Expected, Fault, Misfit};
use vitrine_domain::identity::Secret;

use crate::rest::error::ApiError;
use crate::rest::extract::JsonBody;

/// Characters of a wrong value that are told back.
const SHOWN: usize = 64;
/// Attributes that are not.
const SECRETS: &[&str] = &["password", "original_password", "secret"];

/// A body that does not say what it is counts as JSON.
pub fn require_json(headers: &HeaderMap) -> Result<(), Error> {
    let given = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
    let kind = given.map(|given| given.split(';').next().unwrap_or_default().trim());
    match kind {
        None | Some("application/json") => Ok(()),
        Some(_) => Err(Error::invalid(
            "application/json",
            Fault::Identity(Misfit::Absent { place: "Content-Type header".to_owned() }),
        )),
    }
}

/// The body of a request that makes or changes something.
pub struct Body(Value);

impl<S: Sync> FromRequest<S> for Body {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        require_json(request.headers())?;
        let JsonBody(value) = JsonBody::from_request(request, state).await?;
        Ok(Self(value))
    }
}

impl Body {
    /// The attributes under the only key that counts.
    pub fn of(mut self, key: &str) -> Result<Fields, Error> {
        match self.0.get_mut(key).map(Value::take) {
            Some(Value::Object(fields)) => Ok(Fields { object: key.to_owned(), fields }),
            _ => Err(Error::invalid(key, Fault::MissingProperty)),
        }
    }
}

/// Attributes by name. Those that nobody asks for mean nothing.
pub struct Fields {
    /// What they are attributes of.
    object: String,
    fields: Map<String, Value>,
}

impl Fields {
    /// Text, where it is given.
    pub fn text(&self, key: &str) -> Result<Option<String>, Error> {
        match self.fields.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(other) => Err(refused(key, Expected::String, other)),
        }
    }

    /// Text that must be given.
    pub fn required(&self, key: &str) -> Result<String, Error> {
        self.text(key)?.ok_or_else(|| self.lacks(key))
    }

    /// Keystone compat: what there is instead is told back, but for secrets.
    fn lacks(&self, key: &str) -> Error {
        let mut shown = self.fields.clone();
        for (_, value) in shown.iter_mut().filter(|(key, _)| SECRETS.contains(&key.as_str())) {
            *value = Value::String("***".to_owned());
        }
        let value = literal(&Value::Object(shown)).chars().take(SHOWN).collect();
        let missing = Misfit::MissingMember { object: self.object.clone(), value };
        Error::invalid(key, Fault::Identity(missing))
    }

    /// Text or null, where it is given.
    pub fn nullable(&self, key: &str) -> Result<Option<Option<String>>, Error> {
        match self.fields.get(key) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(Value::String(text)) => Ok(Some(Some(text.clone()))),
            Some(other) => Err(refused(key, Expected::StringOrNull, other)),
        }
    }

    pub fn flag(&self, key: &str) -> Result<Option<bool>, Error> {
        match self.fields.get(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(other) => Err(refused(key, Expected::Boolean, other)),
        }
    }

    /// A list of texts.
    pub fn list(&self, key: &str) -> Result<Option<Vec<String>>, Error> {
        let Some(value) = self.fields.get(key) else { return Ok(None) };
        let texts = value.as_array().and_then(|items| {
            items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        texts.map(Some).ok_or_else(|| refused(key, Expected::ListOfStrings, value))
    }

    /// Text that is not told back, whatever is wrong with it.
    pub fn secret(&self, key: &str) -> Result<Option<Secret>, Error> {
        match self.fields.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(Secret::new(text.clone()))),
            Some(_) => Err(refused(key, Expected::String, &Value::String("***".to_owned()))),
        }
    }

    /// A value as it came.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.fields.get(key)
    }

    /// What the client added of its own accord: all but these.
    #[must_use]
    pub fn others(&self, known: &[&str]) -> Map<String, Value> {
        let own = self.fields.iter().filter(|(key, _)| !known.contains(&key.as_str()));
        own.map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}

/// A value as Keystone writes it.
fn literal(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("'{}'", text.escape_debug()),
        Value::Array(items) => format!("[{}]", joined(items.iter().map(literal).collect())),
        Value::Object(fields) => {
            let pair =
                |(key, value): (&String, &Value)| format!("'{}': {}", key.escape_debug(), literal(value));
            format!("{{{}}}", joined(fields.iter().map(pair).collect()))
        }
    }
}

/// A value of the wrong kind.
pub fn refused(key: &str, expected: Expected, value: &Value) -> Error {
    let value = value.to_string().chars().take(SHOWN).collect();
    Error::invalid(key, Fault::Schema { expected, value })
}
