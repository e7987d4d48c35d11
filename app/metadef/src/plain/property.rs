//! The form of a property.

use vitrine_wire::metadef::{Document, PropertyDefinition, PropertyType};

use super::lines::{is_same, joined, plain, split};
use super::{Values, Wrong, run};
use crate::author::commands::{self, Refusal};
use crate::author::{Entered, Member, Place};

/// The field of the property's name.
pub const NAME: &str = "name";
/// Ticked where the object requires the property.
pub const REQUIRED: &str = "required";
/// Ticked where the default is the empty text: an empty field says that there is none.
pub const EMPTY_DEFAULT: &str = "default.empty";

/// The property that a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub at: Place,
    /// `None` for one that is not there yet.
    pub name: Option<String>,
}

/// The definition that a form is about, if it is there.
#[must_use]
pub fn definition<'a>(document: &'a Document, subject: &Subject) -> Option<&'a PropertyDefinition> {
    let name = subject.name.as_ref()?;
    match &subject.at {
        Place::Namespace => document.properties.get(name),
        Place::Object(of) => document.objects.iter().find(|object| object.name == *of)?.properties.get(name),
    }
}

/// What the form of a property shows.
#[must_use]
pub fn property_fields(document: &Document, subject: &Subject) -> Values {
    let mut fields = Values::new();
    let name = subject.name.clone().unwrap_or_default();
    if let Some(definition) = definition(document, subject) {
        for member in Member::ALL {
            fields.insert(member.name().to_owned(), told(&member.shown(definition)));
        }
        if Member::Default.shown(definition) == Entered::Text(String::new()) {
            fields.insert(EMPTY_DEFAULT.to_owned(), "true".to_owned());
        }
    }
    if is_required(document, subject, &name) {
        fields.insert(REQUIRED.to_owned(), "true".to_owned());
    }
    fields.entry(Member::Type.name().to_owned()).or_insert_with(|| PropertyType::String.as_str().to_owned());
    fields.insert(NAME.to_owned(), name);
    fields
}

fn is_required(document: &Document, subject: &Subject, name: &str) -> bool {
    let Place::Object(of) = &subject.at else { return false };
    let object = document.objects.iter().find(|object| object.name == *of);
    object.is_some_and(|object| object.required.iter().any(|one| one == name))
}

fn told(shown: &Entered) -> String {
    match shown {
        Entered::Nothing => String::new(),
        Entered::Text(text) => text.clone(),
        Entered::Flag(flag) => flag.to_string(),
        Entered::List(items) => joined(items),
    }
}

/// The document with what was sent, and the property's name.
///
/// # Errors
///
/// If a field cannot be taken; the first of them.
pub fn put_property(
    document: &Document,
    subject: &Subject,
    sent: &Values,
) -> Result<(Document, String), Wrong> {
    let mut document = document.clone();
    let name = match &subject.name {
        Some(name) => name.clone(),
        None => {
            let added = commands::add_property(&document, &subject.at, "property", PropertyType::String);
            let (name, edits) = added.map_err(|refusal| Wrong::refused(NAME, &refusal))?;
            run(&mut document, NAME, Ok(edits))?;
            name
        }
    };
    let there = Subject { at: subject.at.clone(), name: Some(name.clone()) };
    let Some(before) = definition(&document, &there).cloned() else {
        return Err(Wrong::refused(NAME, &Refusal::Missing { name }));
    };
    let before = if subject.name.is_some() { before } else { untitled(before) };
    let to = entered(&before, sent)?;
    let edits = commands::put_property(&document, &subject.at, &name, to);
    run(&mut document, NAME, edits)?;
    let wanted = renamed(&name, subject, sent);
    let edits = match wanted.trim() {
        "" => Err(Refusal::Empty),
        _ => commands::rename_property(&document, &subject.at, &name, &wanted),
    };
    run(&mut document, NAME, edits)?;
    if let Place::Object(of) = &subject.at {
        let edits = commands::require(&document, of, &wanted, sent.contains_key(REQUIRED));
        run(&mut document, REQUIRED, edits)?;
    }
    Ok((document, wanted))
}

/// The document without the property.
///
/// # Errors
///
/// If it is not there.
pub fn drop_property(document: &Document, subject: &Subject) -> Result<Document, Wrong> {
    let mut document = document.clone();
    let name = subject.name.clone().unwrap_or_default();
    let edits = commands::remove_property(&document, &subject.at, &name);
    run(&mut document, NAME, edits)?;
    Ok(document)
}

/// The field of what is found fault with, by its place in a document: `properties.size.items.enum`.
#[must_use]
pub fn place(path: &str) -> Option<&'static str> {
    let fits = |member: &Member| path.strip_suffix(member.name()).is_some_and(|rest| rest.ends_with('.'));
    // The longest: items.enum ends in enum, too.
    Member::ALL.into_iter().filter(fits).map(Member::name).max_by_key(|name| name.len())
}

/// The name that was sent. One with odd blanks stays as it is until somebody changes it.
fn renamed(name: &str, subject: &Subject, sent: &Values) -> String {
    match sent.get(NAME) {
        Some(typed) if subject.name.is_none() || !is_same(typed, name) => typed.trim().to_owned(),
        Some(_) => name.to_owned(),
        None => subject.name.clone().unwrap_or_default(),
    }
}

/// A new definition says nothing but its type.
fn untitled(mut definition: PropertyDefinition) -> PropertyDefinition {
    definition.common_mut().title = None;
    definition
}

/// The definition with what was sent. Types come first: they say how the rest is read.
fn entered(before: &PropertyDefinition, sent: &Values) -> Result<PropertyDefinition, Wrong> {
    let mut now = before.clone();
    let first = [Member::Type, Member::ItemsType];
    let others = Member::ALL.into_iter().filter(|member| !first.contains(member));
    for member in first.into_iter().chain(others) {
        let Some(text) = sent.get(member.name()).filter(|_| member.fits(now.kind())) else { continue };
        let is_retyped = is_retyped(member, before, &now);
        let held = member.shown(before);
        let wanted = read(member, &now, &held, text, sent);
        if !is_retyped && is_kept(member, &now, &held, &wanted, text) {
            continue;
        }
        let unfit = |unfit| Wrong::unfit(member.name(), unfit);
        if is_retyped {
            now = member.enter(&now, &Entered::Nothing).map_err(unfit)?;
        }
        now = member.enter(&now, &wanted).map_err(unfit)?;
    }
    Ok(now)
}

/// Values are read anew where they are to be of another type.
fn is_retyped(member: Member, before: &PropertyDefinition, now: &PropertyDefinition) -> bool {
    let is_other = before.kind() != now.kind();
    let items = |it: &PropertyDefinition| Member::ItemsType.shown(it);
    match member {
        Member::Enum => is_other,
        Member::ItemsEnum => items(before) != items(now),
        Member::Default => is_other || (now.kind() == PropertyType::Array && items(before) != items(now)),
        _ => false,
    }
}

/// Was the field left as it was? Beside a text's default a box tells the empty text from none.
fn is_kept(member: Member, now: &PropertyDefinition, held: &Entered, wanted: &Entered, text: &str) -> bool {
    let has_box = member == Member::Default && now.kind() == PropertyType::String;
    let is_boxed = *held == Entered::Nothing || *held == Entered::Text(String::new());
    is_same(text, &told(held)) && (!has_box || !is_boxed || held == wanted)
}

/// What a field says.
fn read(member: Member, now: &PropertyDefinition, held: &Entered, text: &str, sent: &Values) -> Entered {
    let is_list = match member {
        Member::Enum | Member::Operators | Member::ItemsEnum => true,
        Member::Default => now.kind() == PropertyType::Array,
        _ => false,
    };
    if is_list {
        let before = match held {
            Entered::List(items) => items.as_slice(),
            _ => &[],
        };
        let items = if text.is_empty() { Vec::new() } else { split(text, before) };
        return if items.is_empty() { Entered::Nothing } else { Entered::List(items) };
    }
    let is_flag = matches!(member, Member::Readonly | Member::UniqueItems | Member::AdditionalItems);
    match text {
        "true" | "false" if is_flag => Entered::Flag(text == "true"),
        "" if member == Member::Default && now.kind() == PropertyType::String => {
            let is_empty = sent.contains_key(EMPTY_DEFAULT);
            if is_empty { Entered::Text(String::new()) } else { Entered::Nothing }
        }
        text if text.trim().is_empty() && !is_text(member, now) => Entered::Nothing,
        "" => Entered::Nothing,
        text => Entered::Text(plain(text)),
    }
}

/// Do blanks count?
fn is_text(member: Member, now: &PropertyDefinition) -> bool {
    match member {
        Member::Title | Member::Description | Member::Pattern => true,
        Member::Default => now.kind() == PropertyType::String,
        _ => false,
    }
}
