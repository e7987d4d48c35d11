//! A search as a client asks for it.

use vitrine_wire::metadef::{PropertyType, SearchKind};

use super::words::{Form, words};
use crate::error::{Error, Fault, Result, SearchFault};

/// Characters of a question.
const MAX_LENGTH: usize = 200;
/// Words of a question.
const MAX_TERMS: usize = 16;
/// Hits, unless a request says otherwise, and at the most.
const DEFAULT_LIMIT: usize = 20;
const MAX_LIMIT: usize = 100;

/// What a hit must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A word that begins so, or, of a word in camel case, words that begin like all of its parts.
    Word { whole: String, parts: Vec<String> },
    /// These, one right behind the other.
    Phrase(Vec<String>),
}

/// What is looked for: every term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    pub terms: Vec<Term>,
    /// A property's type; nothing else has one.
    pub property_type: Option<PropertyType>,
    pub kind: Option<SearchKind>,
    /// Namespaces for this type of resource only.
    pub resource_type: Option<String>,
    pub limit: usize,
}

impl SearchQuery {
    /// Reads the parameters. Each may stand once; an unknown one is an error.
    pub fn parse(pairs: &[(String, String)]) -> Result<Self> {
        let mut query = Self {
            terms: Vec::new(),
            property_type: None,
            kind: None,
            resource_type: None,
            limit: DEFAULT_LIMIT,
        };
        for (index, (key, value)) in pairs.iter().enumerate() {
            if pairs[..index].iter().any(|(earlier, _)| earlier == key) {
                return Err(Error::invalid(key, Fault::TooMany { limit: 1 }));
            }
            query.set(key, value)?;
        }
        if query.terms.is_empty() {
            return Err(Error::invalid("q", Fault::Search(SearchFault::Empty)));
        }
        Ok(query)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<()> {
        let unknown = || Error::invalid(key, Fault::UnknownValue { value: value.to_owned() });
        match key {
            "q" => self.terms = question(value)?,
            "type" => self.property_type = Some(PropertyType::parse(value).ok_or_else(unknown)?),
            "kind" => self.kind = Some(SearchKind::parse(value).ok_or_else(unknown)?),
            "resource_type" => self.resource_type = Some(value.to_owned()),
            "limit" => self.limit = limit(value)?,
            _ => return Err(Error::invalid(key, Fault::NotSupported)),
        }
        Ok(())
    }
}

fn limit(value: &str) -> Result<usize> {
    let number: usize = value.parse().map_err(|_| Error::invalid("limit", Fault::NotInteger))?;
    if (1..=MAX_LIMIT).contains(&number) {
        return Ok(number);
    }
    Err(Error::invalid("limit", Fault::OutOfRange { value: value.to_owned() }))
}

fn question(text: &str) -> Result<Vec<Term>> {
    let fault = |fault| Err(Error::invalid("q", Fault::Search(fault)));
    if text.chars().count() > MAX_LENGTH {
        return fault(SearchFault::TooLong { limit: MAX_LENGTH });
    }
    let terms = terms(text);
    if terms.is_empty() {
        return fault(SearchFault::Empty);
    }
    if terms.len() > MAX_TERMS {
        return fault(SearchFault::TooManyWords { limit: MAX_TERMS });
    }
    Ok(terms)
}

fn terms(text: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut end = 0;
    for word in words(text) {
        match (word.form, terms.last_mut()) {
            (Form::Sign, Some(Term::Phrase(signs))) if word.place.start == end => signs.push(word.text),
            (Form::Sign, _) => terms.push(Term::Phrase(vec![word.text])),
            (Form::Part, Some(Term::Word { parts, .. })) => parts.push(word.text),
            _ => terms.push(Term::Word { whole: word.text, parts: Vec::new() }),
        }
        end = word.place.end;
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(pairs: &[(&str, &str)]) -> Result<SearchQuery> {
        let pairs: Vec<_> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        SearchQuery::parse(&pairs)
    }

    #[test]
    fn questions_become_terms() {
        let word = |whole: &str, parts: &[&str]| Term::Word {
            whole: whole.to_owned(),
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
        };
        let phrase = |text: &str| Term::Phrase(text.chars().map(String::from).collect());
        for (text, expected) in [
            ("hw:CPU", vec![word("hw", &[]), word("cpu", &[])]),
            ("cpuPolicy pin", vec![word("cpupolicy", &["cpu", "policy"]), word("pin", &[])]),
            ("绑定 策略x", vec![phrase("绑定"), phrase("策略"), word("x", &[])]),
            ("绑x定", vec![phrase("绑"), word("x", &[]), phrase("定")]),
            ("\"a\" OR b*) NEAR\0", vec![word("a", &[]), word("or", &[]), word("b", &[]), word("near", &[])]),
        ] {
            assert_eq!(terms(text), expected, "{text}");
        }
    }

    #[test]
    fn mistakes_are_told() {
        let (long, many, most) = ("x".repeat(201), "x ".repeat(17), "x ".repeat(16));
        for (pairs, code) in [
            (vec![], "error-search-empty"),
            (vec![("q", "")], "error-search-empty"),
            (vec![("q", " *\0\" ")], "error-search-empty"),
            (vec![("q", long.as_str())], "error-search-too-long"),
            (vec![("q", many.as_str())], "error-search-too-many-words"),
            (vec![("q", most.as_str())], "fine"),
            (vec![("q", "x"), ("q", "y")], "error-too-many"),
            (vec![("q", "x"), ("colour", "y")], "error-not-supported"),
            (vec![("q", "x"), ("kind", "y")], "error-unknown-value"),
            (vec![("q", "x"), ("type", "y")], "error-unknown-value"),
            (vec![("q", "x"), ("limit", "y")], "error-not-integer"),
            (vec![("q", "x"), ("limit", "0")], "error-out-of-range"),
            (vec![("q", "x"), ("limit", "101")], "error-out-of-range"),
            (vec![("q", "x"), ("limit", "100"), ("kind", "tag"), ("type", "string")], "fine"),
        ] {
            assert_eq!(parse(&pairs).map_or_else(|error| error.code(), |_| "fine"), code, "{pairs:?}");
        }
    }
}
