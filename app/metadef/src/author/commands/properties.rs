//! Properties: of the namespace, and of its objects.

use std::collections::BTreeMap;

use vitrine_wire::metadef::{Document, ObjectDocument, PropertyDefinition, PropertyType, Unknown};

use super::texts;
use super::{MAX_INNER_NAME, MAX_NAME, Refusal, Result, check_name, free_name};
use crate::author::edit::{Edit, ListEdit};
use crate::author::selection::{Place, definition, object};

/// Defines a property of a type under a free name like the one that is wanted. Gives the name, too.
///
/// # Errors
///
/// If the object is not there.
pub fn add_property(
    document: &Document,
    at: &Place,
    wanted: &str,
    kind: PropertyType,
) -> Result<(String, Vec<Edit>)> {
    let known = properties(document, at)?;
    let name = free_name(wanted, limit(at), |name| known.contains_key(name));
    let plain = serde_json::json!({"type": kind.as_str(), "title": name});
    let definition = PropertyDefinition::read(&plain, Unknown::Keep).map_err(|_| Refusal::Empty)?;
    let edit = Edit::Property { at: at.clone(), name: name.clone(), to: Some(Box::new(definition)) };
    Ok((name, vec![edit]))
}

/// Replaces a definition.
///
/// # Errors
///
/// If there is no such property.
pub fn put_property(
    document: &Document,
    at: &Place,
    name: &str,
    to: PropertyDefinition,
) -> Result<Vec<Edit>> {
    definition(document, at, name).ok_or_else(|| Refusal::missing(name))?;
    Ok(vec![Edit::Property { at: at.clone(), name: name.to_owned(), to: Some(Box::new(to)) }])
}

/// Removes a property, with its texts in other languages, and from what its object requires.
///
/// # Errors
///
/// If there is no such property.
pub fn remove_property(document: &Document, at: &Place, name: &str) -> Result<Vec<Edit>> {
    definition(document, at, name).ok_or_else(|| Refusal::missing(name))?;
    let mut edits = vec![Edit::Property { at: at.clone(), name: name.to_owned(), to: None }];
    edits.extend(requirement(document, at, name, None));
    edits.extend(texts::rewritten(document, |translation| {
        texts::take(translation, at, name);
    }));
    Ok(edits)
}

/// Gives a property another name where it is; a title that is the name goes with it.
///
/// # Errors
///
/// If there is no such property, or the name is none or taken.
pub fn rename_property(document: &Document, at: &Place, name: &str, to: &str) -> Result<Vec<Edit>> {
    if name == to {
        return definition(document, at, name).map(|_| Vec::new()).ok_or_else(|| Refusal::missing(name));
    }
    let mut edits = move_property(document, at, name, at, to)?;
    // A title that only repeats the name is none that somebody gave.
    for edit in &mut edits {
        if let Edit::Property { to: Some(definition), .. } = edit
            && definition.common().title.as_deref() == Some(name)
        {
            definition.common_mut().title = Some(to.to_owned());
        }
    }
    Ok(edits)
}

/// Moves a property to another place, or to another name.
///
/// # Errors
///
/// If there is no such property or object, or the name is none or taken there.
pub fn move_property(
    document: &Document,
    from: &Place,
    name: &str,
    to: &Place,
    as_name: &str,
) -> Result<Vec<Edit>> {
    let moved = definition(document, from, name).ok_or_else(|| Refusal::missing(name))?.clone();
    let known = properties(document, to)?;
    check_name(as_name, limit(to), |taken| known.contains_key(taken))?;
    let mut edits = vec![
        Edit::Property { at: from.clone(), name: name.to_owned(), to: None },
        Edit::Property { at: to.clone(), name: as_name.to_owned(), to: Some(Box::new(moved)) },
    ];
    let stays = (from == to).then_some(as_name);
    edits.extend(requirement(document, from, name, stays));
    edits.extend(texts::rewritten(document, |translation| {
        if let Some(said) = texts::take(translation, from, name) {
            texts::put(translation, to, as_name, said);
        }
    }));
    Ok(edits)
}

/// Copies a property beside itself, with its texts. Gives the name of the copy, too.
///
/// # Errors
///
/// If there is no such property.
pub fn duplicate_property(document: &Document, at: &Place, name: &str) -> Result<(String, Vec<Edit>)> {
    let copied = definition(document, at, name).ok_or_else(|| Refusal::missing(name))?.clone();
    let known = properties(document, at)?;
    let as_name = free_name(name, limit(at), |taken| known.contains_key(taken));
    let mut edits =
        vec![Edit::Property { at: at.clone(), name: as_name.clone(), to: Some(Box::new(copied)) }];
    edits.extend(texts::rewritten(document, |translation| {
        if let Some(said) = texts::said(translation, at, name).cloned() {
            texts::put(translation, at, &as_name, said);
        }
    }));
    Ok((as_name, edits))
}

fn properties<'a>(document: &'a Document, at: &Place) -> Result<&'a BTreeMap<String, PropertyDefinition>> {
    match at {
        Place::Namespace => Ok(&document.properties),
        Place::Object(name) => {
            object(document, name).map(|it| &it.properties).ok_or_else(|| Refusal::missing(name))
        }
    }
}

const fn limit(at: &Place) -> usize {
    match at {
        Place::Namespace => MAX_NAME,
        Place::Object(_) => MAX_INNER_NAME,
    }
}

/// The object's list of what it requires, without the name or with another in its place.
///
/// Comes after the edits of properties, so the object is taken as those leave it: only the list is new.
fn requirement(document: &Document, at: &Place, name: &str, instead: Option<&str>) -> Option<Edit> {
    let Place::Object(of) = at else {
        return None;
    };
    let index = document.objects.iter().position(|object| object.name == *of)?;
    let object = &document.objects[index];
    if !object.required.iter().any(|one| one == name) {
        return None;
    }
    let mut to =
        ObjectDocument { required: Vec::new(), properties: object.properties.clone(), ..object.clone() };
    if let Some(definition) = to.properties.remove(name)
        && let Some(instead) = instead
    {
        to.properties.insert(instead.to_owned(), definition);
    }
    let kept = object.required.iter().filter_map(|one| match (one == name, instead) {
        (false, _) => Some(one.clone()),
        (true, other) => other.map(str::to_owned),
    });
    to.required = kept.collect();
    Some(Edit::Object(ListEdit::Replace(index, to)))
}
