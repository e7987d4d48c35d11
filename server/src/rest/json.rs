//! JSON from strangers: depth, keys and items are bounded, and no key stands twice in an object.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use vitrine_domain::Error;
use vitrine_domain::error::Fault;

/// How large documents may be, besides their bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Levels of nesting.
    pub depth: usize,
    /// Keys of one object.
    pub keys: usize,
    /// Items of one list.
    pub items: usize,
}

impl Bounds {
    /// Of most documents.
    pub const USUAL: Self = Self { depth: 32, keys: 1_024, items: 10_000 };
    /// Of metadata definitions, which hold documents of others. What a namespace may hold is less than that.
    pub const DEFINITIONS: Self = Self { depth: 64, keys: 2_000, items: 20_000 };
}

/// Parses a body that must be an object or a list.
pub fn parse(bytes: &[u8]) -> Result<Value, Error> {
    parse_within(bytes, Bounds::USUAL)
}

/// [`parse`], with other bounds.
pub fn parse_within(bytes: &[u8], bounds: Bounds) -> Result<Value, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::invalid("body", Fault::BadUtf8))?;
    if nesting(text) > bounds.depth {
        return Err(Error::invalid("body", Fault::TooDeep { limit: bounds.depth }));
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let excess = Cell::new(None);
    let fault = |_| Error::invalid("body", excess.take().unwrap_or(Fault::BadJson));
    let value = Strict { bounds, excess: &excess }.deserialize(&mut deserializer).map_err(fault)?;
    deserializer.end().map_err(fault)?;
    if value.is_object() || value.is_array() {
        Ok(value)
    } else {
        Err(Error::invalid("body", Fault::NotObject))
    }
}

/// The deepest nesting of brackets outside strings.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Reads any value, refusing repeated keys and endless lists.
#[derive(Clone, Copy)]
struct Strict<'a> {
    bounds: Bounds,
    /// Which bound was passed.
    excess: &'a Cell<Option<Fault>>,
}

impl Strict<'_> {
    fn too_many<E: serde::de::Error>(self, limit: usize) -> E {
        self.excess.set(Some(Fault::TooMany { limit }));
        E::custom("too many")
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            if items.len() == self.bounds.items {
                return Err(self.too_many(self.bounds.items));
            }
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            if map.len() == self.bounds.keys {
                return Err(self.too_many(self.bounds.keys));
            }
            let value = object.next_value_seed(self)?;
            if map.insert(key, value).is_some() {
                return Err(serde::de::Error::custom("a key stands twice"));
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        parse(text.as_bytes()).map_or_else(|error| error.code(), |_| "fine")
    }

    #[test]
    fn what_strangers_send_is_bounded() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let keys = |count: usize| {
            let pairs: Vec<String> = (0..count).map(|n| format!("\"k{n}\":1")).collect();
            format!("{{{}}}", pairs.join(","))
        };
        let items = |count: usize| format!("[{}]", vec!["1"; count].join(","));
        for (text, expected) in [
            (r#"{"a": [1, 2.5, null, true, "x"]}"#.to_owned(), "fine"),
            (r#"{"a": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}"#.to_owned(), "fine"),
            (nested(32), "fine"),
            (nested(33), "error-too-deep"),
            ("[".repeat(100_000), "error-too-deep"),
            (keys(1_024), "fine"),
            (keys(1_025), "error-too-many"),
            (items(10_000), "fine"),
            (items(10_001), "error-too-many"),
            (r#"{"name": "a", "name": "b"}"#.to_owned(), "error-bad-json"),
            ("{".to_owned(), "error-bad-json"),
            ("{} {}".to_owned(), "error-bad-json"),
            ("7".to_owned(), "error-not-object"),
            ("\"x\"".to_owned(), "error-not-object"),
        ] {
            assert_eq!(code(&text), expected, "{}", &text[..text.len().min(40)]);
        }
        assert_eq!(parse(b"{\"a\": \"\xff\"}").unwrap_err().code(), "error-bad-utf8");
    }
}
