//! Objects, tags and associations.

use vitrine_wire::metadef::{AssociationDocument, Document, ObjectDocument, TagName};

use super::texts;
use super::{MAX_NAME, Refusal, Result, check_name, free_name};
use crate::author::edit::{Edit, ListEdit};
use crate::author::selection::Selection;

/// Adds an empty object under a free name like the one that is wanted. Gives the name, too.
#[must_use]
pub fn add_object(document: &Document, wanted: &str) -> (String, Vec<Edit>) {
    let name = free_name(wanted, MAX_NAME, |name| document.objects.iter().any(|it| it.name == name));
    let object = ObjectDocument {
        name: name.clone(),
        description: None,
        required: Vec::new(),
        properties: Default::default(),
    };
    (name, vec![Edit::Object(ListEdit::Insert(document.objects.len(), object))])
}

/// Removes an object with its properties and their texts.
///
/// # Errors
///
/// If there is none of that name.
pub fn remove_object(document: &Document, name: &str) -> Result<Vec<Edit>> {
    let index = object_index(document, name)?;
    let mut edits = vec![Edit::Object(ListEdit::Remove(index))];
    edits.extend(texts::rewritten(document, |translation| {
        translation.objects.remove(name);
    }));
    Ok(edits)
}

/// Gives an object another name; its texts go with it.
///
/// # Errors
///
/// If there is none of that name, or the new one is none or taken.
pub fn rename_object(document: &Document, name: &str, to: &str) -> Result<Vec<Edit>> {
    let index = object_index(document, name)?;
    if name == to {
        return Ok(Vec::new());
    }
    check_name(to, MAX_NAME, |taken| document.objects.iter().any(|it| it.name == taken))?;
    let renamed = ObjectDocument { name: to.to_owned(), ..document.objects[index].clone() };
    let mut edits = vec![Edit::Object(ListEdit::Replace(index, renamed))];
    edits.extend(texts::rewritten(document, |translation| {
        if let Some(said) = translation.objects.remove(name) {
            translation.objects.insert(to.to_owned(), said);
        }
    }));
    Ok(edits)
}

/// Says what an object is.
///
/// # Errors
///
/// If there is none of that name.
pub fn describe_object(document: &Document, name: &str, description: Option<String>) -> Result<Vec<Edit>> {
    let index = object_index(document, name)?;
    let described = ObjectDocument { description, ..document.objects[index].clone() };
    Ok(vec![Edit::Object(ListEdit::Replace(index, described))])
}

/// Makes an object require one of its properties, or no longer.
///
/// # Errors
///
/// If there is no such object or property.
pub fn require(document: &Document, name: &str, property: &str, is_required: bool) -> Result<Vec<Edit>> {
    let index = object_index(document, name)?;
    let mut object = document.objects[index].clone();
    let has = object.required.iter().any(|one| one == property);
    match (is_required, has) {
        (true, false) if !object.properties.contains_key(property) => {
            return Err(Refusal::missing(property));
        }
        (true, false) => object.required.push(property.to_owned()),
        (false, true) => object.required.retain(|one| one != property),
        _ => return Ok(Vec::new()),
    }
    Ok(vec![Edit::Object(ListEdit::Replace(index, object))])
}

/// Adds a tag.
///
/// # Errors
///
/// If the name is none or taken.
pub fn add_tag(document: &Document, name: &str) -> Result<Vec<Edit>> {
    check_name(name, MAX_NAME, |taken| document.tags.iter().any(|it| it.name == taken))?;
    Ok(vec![Edit::Tag(ListEdit::Insert(document.tags.len(), TagName { name: name.to_owned() }))])
}

/// Gives a tag another name.
///
/// # Errors
///
/// If there is none of that name, or the new one is none or taken.
pub fn rename_tag(document: &Document, name: &str, to: &str) -> Result<Vec<Edit>> {
    let index = tag_index(document, name)?;
    if name == to {
        return Ok(Vec::new());
    }
    check_name(to, MAX_NAME, |taken| document.tags.iter().any(|it| it.name == taken))?;
    Ok(vec![Edit::Tag(ListEdit::Replace(index, TagName { name: to.to_owned() }))])
}

/// Removes a tag.
///
/// # Errors
///
/// If there is none of that name.
pub fn remove_tag(document: &Document, name: &str) -> Result<Vec<Edit>> {
    Ok(vec![Edit::Tag(ListEdit::Remove(tag_index(document, name)?))])
}

/// Makes the namespace be for a type of resource.
///
/// # Errors
///
/// If the type is none, or the namespace is for it already.
pub fn add_association(document: &Document, association: AssociationDocument) -> Result<Vec<Edit>> {
    let all = &document.resource_type_associations;
    check_name(&association.name, MAX_NAME, |taken| all.iter().any(|it| it.name == taken))?;
    Ok(vec![Edit::Association(ListEdit::Insert(all.len(), association))])
}

/// Replaces the association of a type of resource, with that of another type, too.
///
/// # Errors
///
/// If there is none of that type, or the new type is none or taken.
pub fn put_association(document: &Document, name: &str, to: AssociationDocument) -> Result<Vec<Edit>> {
    let index = association_index(document, name)?;
    if to.name != name {
        let all = &document.resource_type_associations;
        check_name(&to.name, MAX_NAME, |taken| all.iter().any(|it| it.name == taken))?;
    }
    Ok(vec![Edit::Association(ListEdit::Replace(index, to))])
}

/// Ends the association with a type of resource.
///
/// # Errors
///
/// If there is none of that type.
pub fn remove_association(document: &Document, name: &str) -> Result<Vec<Edit>> {
    Ok(vec![Edit::Association(ListEdit::Remove(association_index(document, name)?))])
}

/// Moves an object, a tag or an association to another position of its list; others have no order.
///
/// # Errors
///
/// If it is not there.
pub fn reorder(document: &Document, what: &Selection, to: usize) -> Result<Vec<Edit>> {
    fn moved<T: Clone>(list: &[T], from: usize, to: usize, edit: impl Fn(ListEdit<T>) -> Edit) -> Vec<Edit> {
        let to = to.min(list.len().saturating_sub(1));
        if from == to {
            return Vec::new();
        }
        vec![edit(ListEdit::Remove(from)), edit(ListEdit::Insert(to, list[from].clone()))]
    }
    Ok(match what {
        Selection::Object(name) => moved(&document.objects, object_index(document, name)?, to, Edit::Object),
        Selection::Tag(name) => moved(&document.tags, tag_index(document, name)?, to, Edit::Tag),
        Selection::Association(name) => {
            let from = association_index(document, name)?;
            moved(&document.resource_type_associations, from, to, Edit::Association)
        }
        Selection::Namespace | Selection::Property { .. } | Selection::Translation(_) => Vec::new(),
    })
}

fn object_index(document: &Document, name: &str) -> Result<usize> {
    document.objects.iter().position(|it| it.name == name).ok_or_else(|| Refusal::missing(name))
}

fn tag_index(document: &Document, name: &str) -> Result<usize> {
    document.tags.iter().position(|it| it.name == name).ok_or_else(|| Refusal::missing(name))
}

fn association_index(document: &Document, name: &str) -> Result<usize> {
    let all = &document.resource_type_associations;
    all.iter().position(|it| it.name == name).ok_or_else(|| Refusal::missing(name))
}
