//! The document as JSON text, and back.

use serde_json::{Map, Value};
use vitrine_wire::metadef::{Document, Malformed, PropertyDefinition, Unknown};

use super::lines::{Lines, Path};
use super::selection::{Place, Selection};

const DOCUMENT: &[&str] = &[
    "namespace",
    "display_name",
    "description",
    "visibility",
    "protected",
    "owner",
    "enforcement",
    "resource_type_associations",
    "properties",
    "objects",
    "tags",
    "translations",
];
const OBJECT: &[&str] = &["name", "description", "required", "properties"];
const ASSOCIATION: &[&str] = &["name", "prefix", "properties_target"];
const TAG: &[&str] = &["name"];
/// What the API adds to its answers: it is passed over.
const ADDED: &[&str] = &["created_at", "updated_at", "self", "schema"];

/// Where a selection, or a member of it, stands in the JSON of a document.
#[must_use]
pub fn path(document: &Document, at: &Selection, member: Option<&str>) -> Path {
    let object = |name: &str| document.objects.iter().position(|it| it.name == name);
    let mut path: Vec<String> = match at {
        Selection::Namespace => Vec::new(),
        Selection::Property { at: Place::Namespace, name } => vec!["properties".into(), name.clone()],
        Selection::Property { at: Place::Object(of), name } => {
            vec!["objects".into(), position(object(of)), "properties".into(), name.clone()]
        }
        Selection::Object(name) => vec!["objects".into(), position(object(name))],
        Selection::Tag(name) => {
            vec!["tags".into(), position(document.tags.iter().position(|it| it.name == *name))]
        }
        Selection::Association(name) => {
            let found = document.resource_type_associations.iter().position(|it| it.name == *name);
            vec!["resource_type_associations".into(), position(found)]
        }
        Selection::Translation(language) => vec!["translations".into(), language.clone()],
    };
    path.extend(member.iter().flat_map(|member| member.split('.')).map(str::to_owned));
    path
}

/// No position leads to what is around it.
fn position(found: Option<usize>) -> String {
    found.map(|at| at.to_string()).unwrap_or_default()
}

/// Why a text is no document, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// From 1 on.
    pub line: usize,
    /// From 1 on; where it is known.
    pub column: Option<usize>,
    /// What is at fault, as `properties.a.type`; empty where the text is no JSON.
    pub path: String,
    pub cause: Cause,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// It is no JSON; with the parser's own words.
    Syntax(String),
    /// The member stands twice.
    Twice,
    /// No document has this member.
    Unknown,
    /// No definition of a property.
    Definition(Malformed),
    /// Something of another type is needed; with the parser's own words.
    Shape(String),
}

impl Cause {
    /// The stable word for messages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "syntax",
            Self::Twice => "twice",
            Self::Unknown => "unknown",
            Self::Definition(_) => "definition",
            Self::Shape(_) => "shape",
        }
    }
}

/// The parser's words without the place, which is told beside them.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&place).map_or_else(|| text.clone(), str::to_owned)
}

/// The document in the layout of definition files.
#[must_use]
pub fn text(document: &Document) -> String {
    // Maps have texts as keys, and numbers are finite: nothing in a document can fail here.
    serde_json::to_string_pretty(document).unwrap_or_default()
}

/// The document that a text says.
///
/// # Errors
///
/// With the first thing that is wrong.
pub fn read(text: &str) -> Result<Document, Fault> {
    let mut value: Value = serde_json::from_str(text).map_err(|error| Fault {
        line: error.line().max(1),
        column: Some(error.column().max(1)),
        path: String::new(),
        cause: Cause::Syntax(said(&error)),
    })?;
    let lines = Lines::of(text);
    let fault =
        |path: Path, cause| Fault { line: lines.line(&path), column: None, path: path.join("."), cause };
    if let Some((path, line)) = lines.twice() {
        return Err(Fault { line, ..fault(path.clone(), Cause::Twice) });
    }
    if let Some(members) = value.as_object_mut() {
        if let Some((path, cause)) = wrong(members) {
            return Err(fault(path, cause));
        }
        members.entry("visibility").or_insert_with(|| "private".into());
        members.entry("protected").or_insert_with(|| false.into());
    }
    serde_json::from_value(value).map_err(|error| {
        // Once more, for the line: a value does not know it.
        match serde_json::from_str::<Document>(text) {
            Err(located) if located.line() > 0 => Fault {
                line: located.line(),
                column: Some(located.column().max(1)),
                path: String::new(),
                cause: Cause::Shape(located.to_string()),
            },
            _ => fault(Vec::new(), Cause::Shape(error.to_string())),
        }
    })
}

/// The first member that no document has, or that defines no property.
fn wrong(members: &Map<String, Value>) -> Option<(Path, Cause)> {
    let none = Vec::new();
    let root = stranger(members, DOCUMENT, &none);
    let inner = || {
        [("resource_type_associations", ASSOCIATION), ("objects", OBJECT), ("tags", TAG)]
            .into_iter()
            .find_map(|(list, known)| {
                let items = members.get(list)?.as_array()?;
                items.iter().enumerate().find_map(|(position, item)| {
                    let path = vec![list.to_owned(), position.to_string()];
                    stranger(item.as_object()?, known, &path)
                })
            })
    };
    root.or_else(inner).or_else(|| malformed(members))
}

fn stranger(members: &Map<String, Value>, known: &[&str], path: &Path) -> Option<(Path, Cause)> {
    let name =
        members.keys().find(|name| !known.contains(&name.as_str()) && !ADDED.contains(&name.as_str()))?;
    let mut path = path.clone();
    path.push(name.clone());
    Some((path, Cause::Unknown))
}

fn malformed(members: &Map<String, Value>) -> Option<(Path, Cause)> {
    let own = || malformed_of(members, &[]);
    let inner = || {
        let objects = members.get("objects")?.as_array()?;
        objects.iter().enumerate().find_map(|(position, object)| {
            malformed_of(object.as_object()?, &["objects".to_owned(), position.to_string()])
        })
    };
    own().or_else(inner)
}

fn malformed_of(members: &Map<String, Value>, path: &[String]) -> Option<(Path, Cause)> {
    let properties = members.get("properties")?.as_object()?;
    properties.iter().find_map(|(name, value)| {
        let fault = PropertyDefinition::read(value, Unknown::Keep).err()?;
        let mut path = [path, &["properties".to_owned(), name.clone()]].concat();
        path.extend(fault.member.split('.').filter(|part| !part.is_empty()).map(str::to_owned));
        Some((path, Cause::Definition(fault.problem)))
    })
}
