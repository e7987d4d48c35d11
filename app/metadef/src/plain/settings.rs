//! The form of a namespace itself: its own members, associations, tags, and the names of its objects.

use vitrine_wire::metadef::{AssociationDocument, Document, MetadefEnforcement, MetadefVisibility};

use super::lines::{filled, is_same, joined, plain, split};
use super::{Values, Wrong, run};
use crate::author::commands::{self, MAX_DESCRIPTION, MAX_NAME, Refusal};
use crate::author::{Attribute, Edit};

/// Empty rows below those that are there.
const EMPTY_ROWS: usize = 2;

/// Lists of rows with several fields each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    Associations,
    Objects,
}

impl Rows {
    /// The name of a row's field.
    #[must_use]
    pub fn field(self, row: usize, field: &str) -> String {
        let list = match self {
            Self::Associations => "association",
            Self::Objects => "object",
        };
        format!("{list}.{row}.{field}")
    }

    /// How many there are.
    #[must_use]
    pub fn count(self, values: &Values) -> usize {
        (0..).take_while(|row| values.contains_key(&self.field(*row, "name"))).count()
    }
}

/// What the form shows.
#[must_use]
pub fn settings_fields(document: &Document) -> Values {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let enforcement = document.enforcement.unwrap_or(MetadefEnforcement::Off);
    let tags: Vec<String> = document.tags.iter().map(|tag| tag.name.clone()).collect();
    let mut fields: Values = [
        ("namespace", document.namespace.clone()),
        ("display_name", text(&document.display_name)),
        ("description", text(&document.description)),
        ("visibility", document.visibility.as_str().to_owned()),
        ("enforcement", enforcement.as_str().to_owned()),
        ("owner", text(&document.owner)),
        ("tags", joined(&tags)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    if document.protected {
        fields.insert("protected".to_owned(), "true".to_owned());
    }
    for (row, it) in document.resource_type_associations.iter().enumerate() {
        let mut put = |field, value| fields.insert(Rows::Associations.field(row, field), value);
        put("was", it.name.clone());
        put("name", it.name.clone());
        put("prefix", text(&it.prefix));
        put("target", text(&it.properties_target));
    }
    for (row, it) in document.objects.iter().enumerate() {
        let mut put = |field, value| fields.insert(Rows::Objects.field(row, field), value);
        put("was", it.name.clone());
        put("name", it.name.clone());
        put("description", text(&it.description));
    }
    more_rows(&mut fields);
    fields
}

/// Adds rows to be filled in.
pub fn more_rows(fields: &mut Values) {
    for (rows, names) in [
        (Rows::Associations, ["was", "name", "prefix", "target"].as_slice()),
        (Rows::Objects, ["was", "name", "description"].as_slice()),
    ] {
        let from = rows.count(fields);
        for row in from..from + EMPTY_ROWS {
            fields.extend(names.iter().map(|field| (rows.field(row, field), String::new())));
        }
    }
}

/// The document with what was sent. `gives_away`: may the owner be changed?
///
/// # Errors
///
/// If a field cannot be taken; the first of them.
pub fn put_settings(document: &Document, sent: &Values, gives_away: bool) -> Result<Document, Wrong> {
    let mut document = document.clone();
    for (field, attribute) in attributes(&document, sent, gives_away)? {
        run(&mut document, field, Ok(vec![Edit::Attribute(attribute)]))?;
    }
    for row in 0..Rows::Associations.count(sent) {
        put_association(&mut document, &Row { rows: Rows::Associations, row, sent })?;
    }
    for row in 0..Rows::Objects.count(sent) {
        put_object(&mut document, &Row { rows: Rows::Objects, row, sent })?;
    }
    put_tags(&mut document, sent)?;
    Ok(document)
}

/// A new namespace.
///
/// # Errors
///
/// If a field cannot be taken.
pub fn create(sent: &Values) -> Result<Document, Wrong> {
    let document = put_settings(&Document::new(""), sent, false)?;
    match document.namespace.is_empty() {
        true => Err(Wrong::refused("namespace", &Refusal::Empty)),
        false => Ok(document),
    }
}

fn attributes(
    document: &Document,
    sent: &Values,
    gives_away: bool,
) -> Result<Vec<(&'static str, Attribute)>, Wrong> {
    let mut found = Vec::new();
    let before = settings_fields(document);
    // What was sent and differs from what the form showed.
    let changed = |field: &str| {
        let held = before.get(field).map(String::as_str).unwrap_or_default();
        sent.get(field).filter(|text| !is_same(text, held))
    };
    if let Some(name) = changed("namespace") {
        let name = name.trim();
        check(name, "namespace", MAX_NAME)?;
        if name.is_empty() {
            return Err(Wrong::refused("namespace", &Refusal::Empty));
        }
        found.push(("namespace", Attribute::Namespace(name.to_owned())));
    }
    if let Some(title) = changed("display_name") {
        check(title, "display_name", MAX_NAME)?;
        found.push(("display_name", Attribute::DisplayName(filled(title))));
    }
    if let Some(text) = changed("description") {
        check(&plain(text), "description", MAX_DESCRIPTION)?;
        found.push(("description", Attribute::Description(filled(text))));
    }
    if let Some(to) = sent.get("visibility").and_then(|word| MetadefVisibility::parse(word)) {
        found.push(("visibility", Attribute::Visibility(to)));
    }
    // Documents that do not say leave it as it is.
    if let Some(to) = changed("enforcement").and_then(|word| MetadefEnforcement::parse(word)) {
        found.push(("enforcement", Attribute::Enforcement(Some(to))));
    }
    if let Some(owner) = changed("owner").filter(|_| gives_away) {
        match owner.trim() {
            "" => return Err(Wrong::refused("owner", &Refusal::Empty)),
            owner => found.push(("owner", Attribute::Owner(Some(owner.to_owned())))),
        }
    }
    found.push(("protected", Attribute::Protected(sent.contains_key("protected"))));
    Ok(found)
}

fn check(text: &str, field: &str, limit: usize) -> Result<(), Wrong> {
    match text.chars().count() > limit {
        true => Err(Wrong::refused(field, &Refusal::TooLong { limit })),
        false => Ok(()),
    }
}

/// A row as it was sent.
struct Row<'a> {
    rows: Rows,
    row: usize,
    sent: &'a Values,
}

impl Row<'_> {
    fn get(&self, field: &str) -> &str {
        self.sent.get(&self.rows.field(self.row, field)).map(String::as_str).unwrap_or_default()
    }

    fn has(&self, field: &str) -> bool {
        self.sent.contains_key(&self.rows.field(self.row, field))
    }

    fn name_field(&self) -> String {
        self.rows.field(self.row, "name")
    }

    /// What stays of a name that nobody touched.
    fn name(&self) -> String {
        let (was, name) = (self.get("was"), self.get("name"));
        if !was.is_empty() && is_same(name, was) { was.to_owned() } else { name.trim().to_owned() }
    }
}

/// A text that was sent, or what it was where it shows the same.
fn kept(sent: &str, before: Option<&String>) -> Option<String> {
    let held = before.map(String::as_str).unwrap_or_default();
    if is_same(sent, held) { before.cloned() } else { filled(sent) }
}

fn put_association(document: &mut Document, row: &Row<'_>) -> Result<(), Wrong> {
    let (was, name, field) = (row.get("was"), row.name(), row.name_field());
    let before = document.resource_type_associations.iter().find(|it| it.name == was).cloned();
    if row.has("remove") {
        // Somebody else may have ended it, which is what is wanted.
        let edits = before.map_or(Ok(Vec::new()), |it| commands::remove_association(document, &it.name));
        return run(document, &field, edits);
    }
    let to = AssociationDocument {
        prefix: kept(row.get("prefix"), before.as_ref().and_then(|it| it.prefix.as_ref())),
        properties_target: kept(
            row.get("target"),
            before.as_ref().and_then(|it| it.properties_target.as_ref()),
        ),
        name,
    };
    for (field, text) in [("prefix", &to.prefix), ("target", &to.properties_target)] {
        check(text.as_deref().unwrap_or_default(), &row.rows.field(row.row, field), MAX_NAME)?;
    }
    let says_nothing = to.name.is_empty() && to.prefix.is_none() && to.properties_target.is_none();
    let edits = match (was.is_empty(), &before) {
        (true, _) if says_nothing => return Ok(()),
        (true, _) => commands::add_association(document, to),
        (false, Some(before)) if *before == to => return Ok(()),
        (false, _) if to.name.is_empty() => Err(Refusal::Empty),
        (false, _) => commands::put_association(document, was, to),
    };
    run(document, &field, edits)
}

fn put_object(document: &mut Document, row: &Row<'_>) -> Result<(), Wrong> {
    let (was, name, field) = (row.get("was").to_owned(), row.name(), row.name_field());
    let before = document.objects.iter().find(|it| it.name == was).cloned();
    if row.has("remove") {
        let edits = before.map_or(Ok(Vec::new()), |it| commands::remove_object(document, &it.name));
        return run(document, &field, edits);
    }
    let held = before.as_ref().and_then(|it| it.description.clone());
    let description = kept(row.get("description"), held.as_ref());
    let was = match was.is_empty() {
        true if name.is_empty() && description.is_none() => return Ok(()),
        true => {
            let (added, edits) = commands::add_object(document, "object");
            run(document, &field, Ok(edits))?;
            added
        }
        false => was,
    };
    let edits = match name.is_empty() {
        true => Err(Refusal::Empty),
        false => commands::rename_object(document, &was, &name),
    };
    run(document, &field, edits)?;
    if description != held {
        let edits = commands::describe_object(document, &name, description);
        run(document, &row.rows.field(row.row, "description"), edits)?;
    }
    Ok(())
}

/// Tags have names only: the list is what was sent.
fn put_tags(document: &mut Document, sent: &Values) -> Result<(), Wrong> {
    let before: Vec<String> = document.tags.iter().map(|tag| tag.name.clone()).collect();
    let Some(text) = sent.get("tags").filter(|text| !is_same(text, &joined(&before))) else {
        return Ok(());
    };
    document.tags.clear();
    for name in split(text, &before) {
        let name = if before.contains(&name) { name } else { name.trim().to_owned() };
        let edits = commands::add_tag(document, &name);
        run(document, "tags", edits)?;
    }
    Ok(())
}

/// The field of what the server finds fault with, by its place in the document that was made of the form.
#[must_use]
pub fn settings_place(document: &Document, sent: &Values, path: &str) -> Option<String> {
    let mut parts = path.splitn(3, '.');
    let (list, index, member) = (parts.next()?, parts.next(), parts.next());
    let index = index.and_then(|index| index.parse::<usize>().ok());
    let row = |rows: Rows, name: &str, member: &str| {
        let of = (0..rows.count(sent)).find(|row| Row { rows, row: *row, sent }.name() == name)?;
        Some(rows.field(of, member))
    };
    match (list, index) {
        ("tags", _) => Some("tags".to_owned()),
        ("resource_type_associations", Some(index)) => {
            let name = &document.resource_type_associations.get(index)?.name;
            let member = match member {
                Some("prefix") => "prefix",
                Some("properties_target") => "target",
                _ => "name",
            };
            row(Rows::Associations, name, member)
        }
        ("objects", Some(index)) => {
            let member = if member == Some("description") { "description" } else { "name" };
            row(Rows::Objects, &document.objects.get(index)?.name, member)
        }
        ("namespace" | "display_name" | "description" | "visibility" | "owner" | "enforcement", None) => {
            Some(list.to_owned())
        }
        _ => None,
    }
}
