//! Definitions of properties as a table for spreadsheets (RFC 4180): a row each.

use serde_json::{Map, Value};
use vitrine_wire::metadef::{Document, PropertyDefinition};

/// Members of definitions, each a column.
const MEMBERS: [&str; 17] = [
    "title",
    "type",
    "description",
    "default",
    "enum",
    "operators",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "readonly",
    "required",
];

/// All properties of some namespaces, those in objects too.
#[must_use]
pub fn csv(documents: &[Document]) -> String {
    // Spreadsheets know UTF-8 by this mark.
    let mut out = String::from("\u{feff}");
    let head = ["namespace", "object", "name"].into_iter().chain(MEMBERS).chain(["resource_types"]);
    line(&mut out, head.map(quoted));
    for document in documents {
        let own = document.properties.iter().map(|it| (None, it));
        let inner = document.objects.iter();
        let inner = inner.flat_map(|object| object.properties.iter().map(move |it| (Some(object), it)));
        for (object, (name, definition)) in own.chain(inner) {
            let object_name = object.map_or("", |object| object.name.as_str());
            let is_required = object.is_some_and(|object| object.required.contains(name));
            row(&mut out, document, object_name, (name, definition), is_required);
        }
    }
    out
}

fn row(
    out: &mut String,
    document: &Document,
    object: &str,
    (name, definition): (&String, &PropertyDefinition),
    is_required: bool,
) {
    let members = definition.to_map();
    let types: Vec<String> = document
        .resource_type_associations
        .iter()
        .map(|it| format!("{}:{}", it.name, it.prefix.as_deref().unwrap_or_default()))
        .collect();
    let names = [document.namespace.as_str(), object, name].map(quoted);
    let members = MEMBERS.iter().map(|&member| match member {
        "required" => is_required.to_string(),
        _ => cell(&members, member),
    });
    line(out, names.into_iter().chain(members).chain([quoted(&types.join(" "))]));
}

fn cell(members: &Map<String, Value>, member: &str) -> String {
    match members.get(member) {
        None => String::new(),
        Some(Value::String(text)) => quoted(text),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        Some(value) => quoted(&value.to_string()),
    }
}

/// A text in quotes, so that no program takes it for a formula: an apostrophe says that it is a text.
fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push_str(&cells.collect::<Vec<_>>().join(","));
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn formulas_are_texts_and_numbers_stay_numbers() {
        for (text, expected) in [
            ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""),
            ("@SUM", "\"'@SUM\""),
            ("\t=1", "\"'\t=1\""),
            ("-1+1", "\"'-1+1\""),
            ("plain, \"text\"\nof two lines", "\"plain, \"\"text\"\"\nof two lines\""),
        ] {
            assert_eq!(quoted(text), expected);
        }
        let map = json!({"minimum": -5, "enum": ["=1"], "default": "=1"});
        let map = map.as_object().unwrap();
        assert_eq!(cell(map, "minimum"), "-5");
        assert_eq!(cell(map, "enum"), "\"[\"\"=1\"\"]\"");
        assert_eq!(cell(map, "default"), "\"'=1\"");
    }

    #[test]
    fn each_property_has_a_row_of_all_columns() {
        let document: Document = serde_json::from_value(json!({
            "namespace": "N", "visibility": "public", "protected": false,
            "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "hw_"}],
            "properties": {"a": {"type": "integer", "title": "A", "minimum": 1}},
            "objects": [{"name": "O", "required": ["b"], "properties": {"b": {"type": "string", "title": "B"}}}],
        }))
        .unwrap();
        let text = csv(&[document]);
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[1].starts_with("\"N\",\"\",\"a\",\"A\",\"integer\""), "{}", lines[1]);
        assert!(lines[2].starts_with("\"N\",\"O\",\"b\""), "{}", lines[2]);
        assert!(lines[2].ends_with(",true,\"OS::Glance::Image:hw_\""), "{}", lines[2]);
        assert!(lines.iter().all(|line| line.matches(',').count() == 20), "{text}");
    }
}
