//! What is wrong with a document, and what is odd about it.

use std::collections::{BTreeMap, BTreeSet};

use vitrine_wire::metadef::{Change, Document, IMAGE_TYPE, ObjectDocument, PropertyDefinition};

use super::commands::{MAX_DESCRIPTION, MAX_INNER_NAME, MAX_NAME};
use super::member::Member;
use super::selection::{Place, Selection};
use crate::validation::{self, Contradiction};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It cannot be saved.
    Error,
    /// It can be saved and makes no sense.
    Warning,
    /// It could be better.
    Hint,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    pub at: Selection,
    /// The member of it, as it is called in JSON.
    pub member: Option<String>,
    pub rule: Rule,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A name is needed.
    Empty,
    TooLong {
        limit: usize,
    },
    /// Two things in a list have one name.
    Twice,
    /// Members contradict each other.
    Contradiction(Contradiction),
    /// The pattern is no regular expression.
    Pattern,
    /// A required name that no property has.
    Required {
        name: String,
    },
    /// It was taken from a namespace that was protected when it was saved.
    Protected {
        name: String,
    },
    MissingTitle,
    MissingDescription,
    /// The type has no use for the member.
    Astray,
    /// No definition knows the member.
    Unknown,
    /// Keys of images that services read have an underscore where those of flavors have a colon; traits alone
    /// have one on both.
    Colon,
    /// A translation of what is not there.
    Untold {
        name: String,
    },
}

impl Rule {
    /// The stable word for messages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too-long",
            Self::Twice => "twice",
            Self::Contradiction(rule) => rule.code(),
            Self::Pattern => "no-pattern",
            Self::Required { .. } => "required-missing",
            Self::Protected { .. } => "protected",
            Self::MissingTitle => "no-title",
            Self::MissingDescription => "no-description",
            Self::Astray => "astray",
            Self::Unknown => "unknown",
            Self::Colon => "colon",
            Self::Untold { .. } => "untold",
        }
    }
}

/// All problems of a document, the worst first, else in the order of the document.
#[must_use]
pub fn problems(document: &Document) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    namespace(document, &mut found);
    properties(&Place::Namespace, MAX_NAME, &document.properties, &mut found);
    let mut seen = BTreeSet::new();
    for object in &document.objects {
        let at = Selection::Object(object.name.clone());
        found.name(&at, &object.name, MAX_NAME, !seen.insert(&object.name));
        self::object(&at, object, &mut found);
    }
    let mut seen = BTreeSet::new();
    for tag in &document.tags {
        found.name(&Selection::Tag(tag.name.clone()), &tag.name, MAX_NAME, !seen.insert(&tag.name));
    }
    associations(document, &mut found);
    translations(document, &mut found);
    found.0.sort_by_key(|problem| problem.severity);
    found.0
}

/// What a plan takes from a protected namespace: that must be saved without its protection first.
#[must_use]
pub fn barred(base: &Document, plan: &[Change]) -> Vec<Problem> {
    let gone = plan.iter().filter(|change| base.protected && change.removes());
    let problem = |change: &Change| Problem {
        severity: Severity::Error,
        at: Selection::Namespace,
        member: Some("protected".to_owned()),
        rule: Rule::Protected { name: change.node.name.clone() },
    };
    gone.map(problem).collect()
}

struct Found(Vec<Problem>);

impl Found {
    fn add(&mut self, severity: Severity, at: &Selection, member: Option<&str>, rule: Rule) {
        self.0.push(Problem { severity, at: at.clone(), member: member.map(str::to_owned), rule });
    }

    fn name(&mut self, at: &Selection, name: &str, limit: usize, is_twice: bool) {
        if name.trim().is_empty() {
            self.add(Severity::Error, at, Some("name"), Rule::Empty);
        }
        self.length(at, "name", name, limit);
        if is_twice {
            self.add(Severity::Error, at, Some("name"), Rule::Twice);
        }
    }

    fn length(&mut self, at: &Selection, member: &str, text: &str, limit: usize) {
        if text.chars().count() > limit {
            self.add(Severity::Error, at, Some(member), Rule::TooLong { limit });
        }
    }
}

fn namespace(document: &Document, found: &mut Found) {
    let at = Selection::Namespace;
    if document.namespace.trim().is_empty() {
        found.add(Severity::Error, &at, Some("namespace"), Rule::Empty);
    }
    found.length(&at, "namespace", &document.namespace, MAX_NAME);
    found.length(&at, "display_name", document.display_name.as_deref().unwrap_or_default(), MAX_NAME);
    let description = document.description.as_deref().unwrap_or_default();
    found.length(&at, "description", description, MAX_DESCRIPTION);
    if document.display_name.as_deref().unwrap_or_default().trim().is_empty() {
        found.add(Severity::Hint, &at, Some("display_name"), Rule::MissingTitle);
    }
    if description.trim().is_empty() {
        found.add(Severity::Hint, &at, Some("description"), Rule::MissingDescription);
    }
}

fn properties(
    place: &Place,
    limit: usize,
    properties: &BTreeMap<String, PropertyDefinition>,
    found: &mut Found,
) {
    for (name, definition) in properties {
        let at = Selection::Property { at: place.clone(), name: name.clone() };
        found.name(&at, name, limit, false);
        self::definition(&at, definition, found);
    }
}

fn definition(at: &Selection, definition: &PropertyDefinition, found: &mut Found) {
    for warning in validation::warnings(definition) {
        found.add(Severity::Warning, at, Some(warning.member), Rule::Contradiction(warning.rule));
    }
    found.length(at, "pattern", definition.pattern().unwrap_or_default(), validation::MAX_PATTERN);
    if definition.pattern().is_some_and(|pattern| !validation::is_pattern(pattern)) {
        found.add(Severity::Warning, at, Some("pattern"), Rule::Pattern);
    }
    let common = definition.common();
    let known = |name: &str| Member::ALL.iter().any(|member| member.name().split('.').next() == Some(name));
    for name in common.strays.keys() {
        let rule = if known(name) { Rule::Astray } else { Rule::Unknown };
        found.add(Severity::Warning, at, Some(name), rule);
    }
    let is_blank = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().is_empty();
    if is_blank(&common.title) {
        found.add(Severity::Warning, at, Some("title"), Rule::MissingTitle);
    }
    if is_blank(&common.description) {
        found.add(Severity::Hint, at, Some("description"), Rule::MissingDescription);
    }
}

fn object(at: &Selection, object: &ObjectDocument, found: &mut Found) {
    for name in validation::unknown_required(&object.required, &object.properties) {
        found.add(Severity::Warning, at, Some("required"), Rule::Required { name: name.to_owned() });
    }
    if object.description.as_deref().unwrap_or_default().trim().is_empty() {
        found.add(Severity::Hint, at, Some("description"), Rule::MissingDescription);
    }
    properties(&Place::Object(object.name.clone()), MAX_INNER_NAME, &object.properties, found);
}

fn associations(document: &Document, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for association in &document.resource_type_associations {
        let at = Selection::Association(association.name.clone());
        found.name(&at, &association.name, MAX_NAME, !seen.insert(&association.name));
        for (member, text) in
            [("prefix", &association.prefix), ("properties_target", &association.properties_target)]
        {
            found.length(&at, member, text.as_deref().unwrap_or_default(), MAX_NAME);
        }
        if association.name == IMAGE_TYPE
            && association
                .prefix
                .as_deref()
                .is_some_and(|text| text.contains(':') && !text.starts_with("trait"))
        {
            found.add(Severity::Warning, &at, Some("prefix"), Rule::Colon);
        }
    }
}

fn translations(document: &Document, found: &mut Found) {
    for (language, translation) in &document.translations {
        let at = Selection::Translation(language.clone());
        let own = translation.properties.keys().filter(|name| !document.properties.contains_key(*name));
        let mut untold: Vec<String> = own.cloned().collect();
        for (name, texts) in &translation.objects {
            match document.objects.iter().find(|object| object.name == *name) {
                None => untold.push(name.clone()),
                Some(object) => {
                    let inner = texts.properties.keys().filter(|it| !object.properties.contains_key(*it));
                    untold.extend(inner.map(|inner| format!("{name} › {inner}")));
                }
            }
        }
        for name in untold {
            found.add(Severity::Warning, &at, None, Rule::Untold { name });
        }
    }
}
