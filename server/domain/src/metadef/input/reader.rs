//! Takes members out of one JSON object, and tells mistakes by the path of the member.

use serde_json::{Map, Value};

use crate::error::{Denial, Error, Fault, MetadefSchema, Mismatch, Result};

/// Characters of a value that an error shows.
const SHOWN: usize = 64;

pub(in crate::metadef) struct Reader<'a> {
    pub schema: MetadefSchema,
    /// Where in the document the object is; empty at the top.
    path: String,
    map: &'a Map<String, Value>,
}

impl<'a> Reader<'a> {
    pub fn new(schema: MetadefSchema, path: &str, value: &'a Value) -> Result<Self> {
        match value {
            Value::Object(map) => Ok(Self { schema, path: path.to_owned(), map }),
            _ if path.is_empty() => Err(Error::invalid("body", Fault::NotObject)),
            _ => Err(mistyped(schema, path, "object", value)),
        }
    }

    /// The path of a member.
    pub fn at(&self, member: &str) -> String {
        if self.path.is_empty() { member.to_owned() } else { format!("{}.{member}", self.path) }
    }

    pub fn fault(&self, member: &str, problem: Mismatch) -> Error {
        fault(self.schema, &self.at(member), problem)
    }

    pub fn has(&self, member: &str) -> bool {
        self.map.contains_key(member)
    }

    /// Refuses what only the server sets.
    pub fn refuse_read_only(&self, members: &[&str]) -> Result<()> {
        match members.iter().find(|member| self.has(member)) {
            Some(&member) => Err(Error::Forbidden(Denial::ReadOnly { attribute: member.to_owned() })),
            None => Ok(()),
        }
    }

    /// Refuses members that are neither `known` nor passed over.
    pub fn only(&self, known: &[&str], ignored: &[&str]) -> Result<()> {
        let foreign = self.map.keys().find(|key| {
            let key = key.as_str();
            !known.contains(&key) && !ignored.contains(&key)
        });
        foreign.map_or(Ok(()), |key| Err(self.fault(key, Mismatch::Unknown)))
    }

    /// A name: required, not empty, without control characters.
    pub fn name(&self, member: &str, limit: usize) -> Result<String> {
        let name = match self.map.get(member) {
            None => return Err(self.fault(member, Mismatch::Required)),
            Some(Value::String(name)) => name,
            Some(value) => return Err(self.mistyped(member, "string", value)),
        };
        self.check_name(&self.at(member), name, limit)?;
        Ok(name.clone())
    }

    pub fn check_name(&self, path: &str, name: &str, limit: usize) -> Result<()> {
        check_name(self.schema, path, name, limit)
    }

    /// A text of so many characters at the most. Line breaks may stand in it.
    pub fn text(&self, member: &str, limit: usize) -> Result<Option<String>> {
        match self.map.get(member) {
            None => Ok(None),
            Some(Value::String(text)) if text.chars().count() > limit => {
                Err(self.fault(member, Mismatch::TooLong { limit }))
            }
            Some(Value::String(text)) => {
                let stands_in_texts = |c: char| matches!(c, '\n' | '\r' | '\t');
                if text.chars().any(|c| c.is_control() && !stands_in_texts(c)) {
                    return Err(Error::invalid(self.at(member), Fault::ControlCharacter));
                }
                Ok(Some(text.clone()))
            }
            Some(value) => Err(self.mistyped(member, "string", value)),
        }
    }

    pub fn flag(&self, member: &str) -> Result<Option<bool>> {
        match self.map.get(member) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(value) => Err(self.mistyped(member, "boolean", value)),
        }
    }

    /// A word of a vocabulary.
    pub fn word<T>(
        &self,
        member: &str,
        parse: impl FnOnce(&str) -> Option<T>,
        allowed: &str,
    ) -> Result<Option<T>> {
        let Some(value) = self.map.get(member) else {
            return Ok(None);
        };
        match value.as_str().and_then(parse) {
            Some(word) => Ok(Some(word)),
            None => {
                Err(self.fault(member, Mismatch::Word { value: shown(value), allowed: allowed.to_owned() }))
            }
        }
    }

    pub fn object(&self, member: &str) -> Result<Option<&'a Map<String, Value>>> {
        match self.map.get(member) {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(map)),
            Some(value) => Err(self.mistyped(member, "object", value)),
        }
    }

    /// A list, each item read by `read` with its path; empty where there is none.
    pub fn list<T>(&self, member: &str, read: impl Fn(&str, &Value) -> Result<T>) -> Result<Vec<T>> {
        let items = match self.map.get(member) {
            None => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(value) => return Err(self.mistyped(member, "array", value)),
        };
        let read = |(index, item)| read(&self.at(&format!("{member}.{index}")), item);
        items.iter().enumerate().map(read).collect()
    }

    pub fn unique_texts(&self, member: &str) -> Result<Option<Vec<String>>> {
        if !self.has(member) {
            return Ok(None);
        }
        let texts = self.list(member, |at, value| match value {
            Value::String(text) if text.contains('\0') => Err(Error::invalid(at, Fault::ControlCharacter)),
            Value::String(text) => Ok(text.clone()),
            other => Err(mistyped(self.schema, at, "string", other)),
        })?;
        let mut seen = std::collections::BTreeSet::new();
        match texts.iter().find(|text| !seen.insert(text.as_str())) {
            Some(value) => Err(self.fault(member, Mismatch::Repeated { value: value.clone() })),
            None => Ok(Some(texts)),
        }
    }

    fn mistyped(&self, member: &str, expected: &'static str, value: &Value) -> Error {
        mistyped(self.schema, &self.at(member), expected, value)
    }
}

pub(super) fn check_name(schema: MetadefSchema, path: &str, name: &str, limit: usize) -> Result<()> {
    if name.is_empty() {
        return Err(fault(schema, path, Mismatch::Empty));
    }
    if name.chars().count() > limit {
        return Err(fault(schema, path, Mismatch::TooLong { limit }));
    }
    if name.chars().any(char::is_control) {
        return Err(Error::invalid(path.replace(char::is_control, ""), Fault::ControlCharacter));
    }
    Ok(())
}

pub(in crate::metadef) fn fault(schema: MetadefSchema, path: &str, problem: Mismatch) -> Error {
    Error::invalid(path, Fault::Metadef { schema, problem })
}

fn mistyped(schema: MetadefSchema, path: &str, expected: &'static str, value: &Value) -> Error {
    fault(schema, path, Mismatch::Type { expected, value: shown(value) })
}

/// The beginning of a value, for an error.
pub(in crate::metadef) fn shown(value: &Value) -> String {
    value.to_string().chars().take(SHOWN).collect()
}
