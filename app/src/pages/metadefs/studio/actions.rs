//! What can be done with the things of the tree.

use leptos::prelude::*;
use vitrine_metadef::author::commands::{self, MAX_NAME};
use vitrine_metadef::author::{Edit, Fragment, Place, Selection};
use vitrine_wire::metadef::{AssociationDocument, Document, IMAGE_TYPE, PropertyType, Translation};

use super::rows::{Group, Row};
use super::state::Studio;
use crate::browser;

/// Where a fragment is kept for other namespaces.
const CLIPBOARD: &str = "vitrine.fragment";

/// Adds something and goes to its name.
pub fn add(studio: Studio, group: Group, place: &Place) {
    let made = studio
        .peek(|work| made(work.document(), group, place, &studio.opened(|it| it.resource_types.clone())));
    let Ok((selection, edits)) = made.map_err(|refusal| studio.refuse(&refusal)) else { return };
    if studio.step_to(selection, edits) {
        browser::focus_on("f-name".to_owned());
    }
}

type Made = Result<(Selection, Vec<Edit>), commands::Refusal>;

fn made(document: &Document, group: Group, place: &Place, known: &[String]) -> Made {
    Ok(match group {
        Group::Properties => {
            let (name, edits) = commands::add_property(document, place, "property", PropertyType::String)?;
            (Selection::Property { at: place.clone(), name }, edits)
        }
        Group::Objects => {
            let (name, edits) = commands::add_object(document, "object");
            (Selection::Object(name), edits)
        }
        Group::Tags => {
            let taken = |name: &str| document.tags.iter().any(|tag| tag.name == name);
            let name = commands::free_name("tag", MAX_NAME, taken);
            let edits = commands::add_tag(document, &name)?;
            (Selection::Tag(name), edits)
        }
        Group::Associations => {
            let taken = |name: &str| document.resource_type_associations.iter().any(|it| it.name == name);
            // Nearly every namespace is for images.
            let offered = std::iter::once(IMAGE_TYPE).chain(known.iter().map(String::as_str));
            let free = offered.into_iter().find(|name| !taken(name)).map(str::to_owned);
            let name = free.unwrap_or_else(|| commands::free_name(IMAGE_TYPE, MAX_NAME, taken));
            let association =
                AssociationDocument { name: name.clone(), prefix: None, properties_target: None };
            (Selection::Association(name), commands::add_association(document, association)?)
        }
        Group::Languages => {
            let known = ["zh-CN", "de", "fr", "es", "ja", "ko", "pt-BR", "ru"];
            let free = known.into_iter().find(|it| !document.translations.contains_key(*it));
            let language = free.map_or_else(
                || commands::free_name("x-new", 35, |it| document.translations.contains_key(it)),
                str::to_owned,
            );
            let edit = Edit::Translation { language: language.clone(), to: Some(Translation::default()) };
            (Selection::Translation(language), vec![edit])
        }
    })
}

/// Adds another thing like that of a row, or one below it.
pub fn add_beside(studio: Studio, row: &Row) {
    let (group, place) = match row {
        Row::Group(group) => (*group, Place::Namespace),
        Row::Node(Selection::Namespace) => (Group::Properties, Place::Namespace),
        Row::Node(Selection::Property { at, .. }) => (Group::Properties, at.clone()),
        Row::Node(Selection::Object(name)) => (Group::Properties, Place::Object(name.clone())),
        Row::Node(Selection::Tag(_)) => (Group::Tags, Place::Namespace),
        Row::Node(Selection::Association(_)) => (Group::Associations, Place::Namespace),
        Row::Node(Selection::Translation(_)) => (Group::Languages, Place::Namespace),
    };
    add(studio, group, &place);
}

pub fn remove(studio: Studio, selection: &Selection) {
    let done = studio.run(|document| match selection {
        Selection::Namespace => Ok(Vec::new()),
        Selection::Property { at, name } => commands::remove_property(document, at, name),
        Selection::Object(name) => commands::remove_object(document, name),
        Selection::Tag(name) => commands::remove_tag(document, name),
        Selection::Association(name) => commands::remove_association(document, name),
        Selection::Translation(language) => {
            Ok(vec![Edit::Translation { language: language.clone(), to: None }])
        }
    });
    if done && *selection != Selection::Namespace {
        studio.say("studio-removed");
    }
}

pub fn duplicate(studio: Studio, selection: &Selection) {
    let place = match selection {
        Selection::Property { at, .. } => at.clone(),
        _ => Place::Namespace,
    };
    if let Some(fragment) = studio.peek(|work| Fragment::of(work.document(), selection)) {
        put(studio, &fragment, &place);
    }
}

pub fn copy(studio: Studio, selection: &Selection) {
    let Some(fragment) = studio.peek(|work| Fragment::of(work.document(), selection)) else { return };
    if let Ok(text) = serde_json::to_string(&fragment) {
        browser::keep(CLIPBOARD, &text);
    }
    studio.clipboard().set(Some(fragment));
    studio.say("studio-copied");
}

/// Puts in what was copied here or in another namespace.
pub fn paste(studio: Studio, row: &Row) {
    let kept = || browser::kept(CLIPBOARD).and_then(|text| serde_json::from_str(&text).ok());
    let Some(fragment) = kept().or_else(|| studio.clipboard().get_untracked()) else {
        studio.say("studio-nothing-copied");
        return;
    };
    let place = match row {
        Row::Node(Selection::Object(name)) => Place::Object(name.clone()),
        Row::Node(Selection::Property { at, .. }) => at.clone(),
        _ => Place::Namespace,
    };
    put(studio, &fragment, &place);
}

fn put(studio: Studio, fragment: &Fragment, place: &Place) {
    match studio.peek(|work| fragment.paste(work.document(), place)) {
        Ok((selection, edits)) => {
            if studio.step_to(selection, edits) {
                browser::focus_on("f-name".to_owned());
            }
        }
        Err(refusal) => studio.refuse(&refusal),
    }
}

/// Where properties can stand, in the order of the document.
pub fn places(document: &Document) -> Vec<Place> {
    let objects = document.objects.iter().map(|it| Place::Object(it.name.clone()));
    std::iter::once(Place::Namespace).chain(objects).collect()
}

/// Moves something one place up or down: in its list, or a property, which has no order, to the next place
/// that takes it.
pub fn shift(studio: Studio, selection: &Selection, is_down: bool) {
    if let Selection::Property { at, .. } = selection {
        let places = studio.peek(|work| places(work.document()));
        let here = places.iter().position(|place| place == at).unwrap_or(0);
        let next = if is_down { Some(here + 1) } else { here.checked_sub(1) };
        if let Some(place) = next.and_then(|next| places.get(next)) {
            move_to(studio, selection, place);
        }
        return;
    }
    if let Some(to) = studio.peek(|work| shifted(work.document(), selection, is_down)) {
        reorder(studio, selection, to);
    }
}

/// The position that something has in its list when it is moved by one, if there is one.
pub fn shifted(document: &Document, selection: &Selection, is_down: bool) -> Option<usize> {
    let (here, count) = position(document, selection)?;
    if is_down { Some(here + 1).filter(|to| *to < count) } else { here.checked_sub(1) }
}

fn reorder(studio: Studio, selection: &Selection, to: usize) {
    if studio.run_to(selection.clone(), |document| commands::reorder(document, selection, to)) {
        browser::focus_on(Row::Node(selection.clone()).id());
    }
}

/// Where something stands in its list, and how many stand there.
fn position(document: &Document, selection: &Selection) -> Option<(usize, usize)> {
    let Document { objects, tags, resource_type_associations: types, .. } = document;
    let (here, count) = match selection {
        Selection::Object(name) => (objects.iter().position(|it| it.name == *name), objects.len()),
        Selection::Tag(name) => (tags.iter().position(|it| it.name == *name), tags.len()),
        Selection::Association(name) => (types.iter().position(|it| it.name == *name), types.len()),
        _ => (None, 0),
    };
    here.map(|here| (here, count))
}

/// Moves a property to the namespace or to an object.
pub fn move_to(studio: Studio, selection: &Selection, place: &Place) {
    let Selection::Property { at, name } = selection else { return };
    let moved = Selection::Property { at: place.clone(), name: name.clone() };
    let command = |document: &Document| commands::move_property(document, at, name, place, name);
    if studio.run_to(moved.clone(), command) {
        browser::focus_on(Row::Node(moved).id());
        studio.say("studio-moved");
    }
}

/// Does a row take what is dragged?
pub fn takes(row: &Row, dragged: &Selection) -> bool {
    match (row, dragged) {
        (Row::Group(Group::Properties), Selection::Property { at, .. }) => *at != Place::Namespace,
        (Row::Node(Selection::Object(to)), Selection::Property { at, .. }) => {
            *at != Place::Object(to.clone())
        }
        (Row::Node(Selection::Property { at: to, .. }), Selection::Property { at, .. }) => at != to,
        (Row::Node(over), dragged) => {
            over != dragged
                && matches!(
                    (over, dragged),
                    (Selection::Object(_), Selection::Object(_))
                        | (Selection::Tag(_), Selection::Tag(_))
                        | (Selection::Association(_), Selection::Association(_))
                )
        }
        _ => false,
    }
}

pub fn drop_on(studio: Studio, dragged: &Selection, row: &Row) {
    if !takes(row, dragged) {
        return;
    }
    match (row, dragged) {
        (Row::Group(_), Selection::Property { .. }) => move_to(studio, dragged, &Place::Namespace),
        (Row::Node(Selection::Object(to)), Selection::Property { .. }) => {
            move_to(studio, dragged, &Place::Object(to.clone()));
        }
        (Row::Node(Selection::Property { at, .. }), Selection::Property { .. }) => {
            move_to(studio, dragged, at)
        }
        (Row::Node(over), _) => {
            if let Some((to, _)) = studio.peek(|work| position(work.document(), over)) {
                reorder(studio, dragged, to);
            }
        }
        (Row::Group(_), _) => {}
    }
}
