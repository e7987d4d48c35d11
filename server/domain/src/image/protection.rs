//! Property protection: who may create, read, update and delete which custom properties.
//!
//! An operator's file has sections whose names are patterns. The first section whose pattern is found
//! in a property's name decides, for good or ill; where none is, nobody may, administrators included.
//! The file is Glance's, with its two kinds of entries: roles, or the name of a policy rule.

mod guard;
mod ini;

use regex::{Regex, RegexBuilder};
use vitrine_wire::image::RESERVED_PREFIX;

pub use guard::{Lens, PropertyGuard};

/// Bytes that a protection file may have.
pub const MAX_FILE: usize = 1 << 20;
/// Bytes that a compiled pattern may take.
const MAX_PATTERN: usize = 1 << 20;

/// What is tried with a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Create,
    Read,
    Update,
    Delete,
}

impl Action {
    const ALL: [(&'static str, Self); 4] =
        [("create", Self::Create), ("read", Self::Read), ("update", Self::Update), ("delete", Self::Delete)];
}

/// What the entries of a protection file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtectionFormat {
    Roles,
    Policies,
}

/// Who may do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permission {
    Nobody,
    Everybody,
    /// Who has one of these roles.
    Roles(Vec<String>),
    /// Whom this rule of policy holds for.
    Rule(String),
}

/// Why a protection file was refused.
#[derive(Debug, thiserror::Error)]
pub enum ProtectionError {
    #[error("the property protection file is larger than {0} bytes")]
    TooLarge(usize),
    #[error("the property protection file has no section: nobody could touch any property")]
    Empty,
    #[error("line {0} is neither a [section] nor an entry `key = value` of one")]
    Line(usize),
    #[error("line {line}: section [{section}] is there twice")]
    DuplicateSection { line: usize, section: String },
    #[error("line {line}: section [{section}] has {key} twice")]
    DuplicateKey { line: usize, section: String, key: String },
    #[error("section [{section}]: `{key}` is none of create, read, update and delete")]
    UnknownKey { section: String, key: String },
    #[error("section [{section}] does not say who may {key}")]
    Missing { section: String, key: &'static str },
    #[error("section [{section}], {key}: @ (everybody) and ! (nobody) exclude each other")]
    Contradiction { section: String, key: &'static str },
    #[error("section [{section}], {key}: name one rule; rules are combined in the policy file")]
    SeveralRules { section: String, key: &'static str },
    #[error("section [{section}] is not a regular expression that can be used: {error}")]
    Pattern { section: String, error: regex::Error },
    #[error("section [{section}] names the rule {rule}, which the policy does not have")]
    UnknownRule { section: String, rule: String },
}

/// A file's rules, in its order.
#[derive(Debug)]
pub struct Protection {
    sections: Vec<Section>,
}

#[derive(Debug)]
struct Section {
    pattern: Regex,
    /// In the order of [`Action::ALL`].
    permissions: Vec<Permission>,
}

impl Protection {
    pub fn parse(text: &str, format: ProtectionFormat) -> Result<Self, ProtectionError> {
        if text.len() > MAX_FILE {
            return Err(ProtectionError::TooLarge(MAX_FILE));
        }
        let sections: Result<Vec<_>, _> =
            ini::parse(text)?.into_iter().map(|section| Section::new(section, format)).collect();
        let sections = sections?;
        if sections.is_empty() { Err(ProtectionError::Empty) } else { Ok(Self { sections }) }
    }

    /// What the first section says whose pattern is found in the name. What Vitrine itself notes on an
    /// image is not protected; clients cannot set it anyway.
    #[must_use]
    pub fn decide(&self, property: &str, action: Action) -> &Permission {
        if property.starts_with(RESERVED_PREFIX) {
            return &Permission::Everybody;
        }
        let section = self.sections.iter().find(|section| section.pattern.is_match(property));
        let permission = section.and_then(|section| section.permissions.get(action as usize));
        permission.unwrap_or(&Permission::Nobody)
    }

    /// The rules of policy that it names, each with its section.
    pub fn rules(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sections.iter().flat_map(|section| {
            section.permissions.iter().filter_map(|permission| match permission {
                Permission::Rule(rule) => Some((section.pattern.as_str(), rule.as_str())),
                Permission::Nobody | Permission::Everybody | Permission::Roles(_) => None,
            })
        })
    }

    pub(crate) fn unknown_rule(section: &str, rule: &str) -> ProtectionError {
        ProtectionError::UnknownRule { section: section.to_owned(), rule: rule.to_owned() }
    }
}

impl Section {
    fn new(section: ini::Section, format: ProtectionFormat) -> Result<Self, ProtectionError> {
        let ini::Section { name, entries } = section;
        let pattern = RegexBuilder::new(&name).size_limit(MAX_PATTERN).dfa_size_limit(MAX_PATTERN).build();
        let pattern = pattern.map_err(|error| ProtectionError::Pattern { section: name.clone(), error })?;
        let known = |key: &str| Action::ALL.iter().any(|(word, _)| *word == key);
        if let Some((key, _)) = entries.iter().find(|(key, _)| !known(key)) {
            return Err(ProtectionError::UnknownKey { section: name, key: key.clone() });
        }
        let mut permissions = Vec::with_capacity(Action::ALL.len());
        for (key, _) in Action::ALL {
            let entry = entries.iter().find(|(word, _)| word == key);
            let (_, value) = entry.ok_or_else(|| ProtectionError::Missing { section: name.clone(), key })?;
            permissions.push(permission(&name, key, value, format)?);
        }
        Ok(Self { pattern, permissions })
    }
}

/// An entry that names nobody lets nobody.
fn permission(
    section: &str,
    key: &'static str,
    value: &str,
    format: ProtectionFormat,
) -> Result<Permission, ProtectionError> {
    let words: Vec<&str> = value.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    let section = || section.to_owned();
    match (words.contains(&"!"), words.contains(&"@")) {
        (true, true) => return Err(ProtectionError::Contradiction { section: section(), key }),
        (true, false) => return Ok(Permission::Nobody),
        (false, true) => return Ok(Permission::Everybody),
        (false, false) => {}
    }
    match (format, words.as_slice()) {
        (_, []) => Ok(Permission::Nobody),
        (ProtectionFormat::Roles, roles) => {
            Ok(Permission::Roles(roles.iter().map(|&role| role.to_owned()).collect()))
        }
        (ProtectionFormat::Policies, [rule]) => Ok(Permission::Rule((*rule).to_owned())),
        (ProtectionFormat::Policies, _) => Err(ProtectionError::SeveralRules { section: section(), key }),
    }
}

#[cfg(test)]
mod tests;
