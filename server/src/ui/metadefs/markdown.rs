//! Namespaces as a document for people, in their language as far as texts are translated.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};
use vitrine_app::i18n::loader;
use vitrine_app::preferences::Lang;
use vitrine_wire::metadef::{Document, PropertyDefinition};

/// Members that limit values, in the order in which they are told.
const LIMITS: [&str; 9] =
    ["enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems", "operators"];

/// The document.
pub fn written(documents: &[Document], lang: Lang) -> String {
    let mut out = String::new();
    for document in documents {
        namespace(&mut out, &document.clone().in_language(lang.code()), lang);
    }
    out
}

fn word(lang: Lang, id: &str) -> String {
    loader(lang).get(id)
}

fn namespace(out: &mut String, document: &Document, lang: Lang) {
    let title = document.display_name.as_deref().unwrap_or(&document.namespace);
    let _ = writeln!(out, "# {}\n\n{}\n", plain(title), code(&document.namespace));
    if let Some(text) = &document.description {
        let _ = writeln!(out, "{}\n", plain(text));
    }
    if !document.resource_type_associations.is_empty() {
        let _ = writeln!(out, "## {}\n", word(lang, "transfer-md-types"));
        for association in &document.resource_type_associations {
            let prefix = association.prefix.as_deref().filter(|prefix| !prefix.is_empty());
            let prefix = prefix.map(|it| format!(" ({}…)", code(it))).unwrap_or_default();
            let _ = writeln!(out, "- {}{prefix}", code(&association.name));
        }
        out.push('\n');
    }
    if !document.properties.is_empty() {
        let _ = writeln!(out, "## {}\n", word(lang, "transfer-md-properties"));
        properties(out, &document.properties, &[], lang);
    }
    for object in &document.objects {
        let _ = writeln!(out, "## {}: {}\n", word(lang, "transfer-md-object"), plain(&object.name));
        if let Some(text) = &object.description {
            let _ = writeln!(out, "{}\n", plain(text));
        }
        properties(out, &object.properties, &object.required, lang);
    }
    if !document.tags.is_empty() {
        let _ = writeln!(out, "## {}\n", word(lang, "transfer-md-tags"));
        let tags: Vec<String> = document.tags.iter().map(|tag| code(&tag.name)).collect();
        let _ = writeln!(out, "{}\n", tags.join(" "));
    }
}

fn properties(out: &mut String, all: &BTreeMap<String, PropertyDefinition>, required: &[String], lang: Lang) {
    if all.is_empty() {
        return;
    }
    let heads = ["name", "title", "type", "default", "values", "description"];
    let heads = heads.map(|head| word(lang, &format!("transfer-md-{head}")));
    let _ = writeln!(out, "| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()));
    for (name, definition) in all {
        let members = definition.to_map();
        let common = definition.common();
        let mut kind = code(definition.kind().as_str());
        if required.contains(name) {
            let _ = write!(kind, " ({})", word(lang, "transfer-md-required"));
        }
        let cells = [
            code(name),
            plain(common.title.as_deref().unwrap_or_default()),
            kind,
            members.get("default").map(told).unwrap_or_default(),
            limits(&members),
            plain(common.description.as_deref().unwrap_or_default()),
        ];
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}

fn limits(members: &Map<String, Value>) -> String {
    let limit = |name: &&str| {
        let value = members.get(*name)?;
        Some(match (*name, value) {
            ("enum" | "operators", Value::Array(all)) => all.iter().map(told).collect::<Vec<_>>().join(" "),
            (name, value) => format!("{name} {}", told(value)),
        })
    };
    LIMITS.iter().filter_map(limit).collect::<Vec<_>>().join("; ")
}

fn told(value: &Value) -> String {
    match value {
        Value::String(text) => code(text),
        other => code(&other.to_string()),
    }
}

/// A text that stays what it is: no markup, no line break, no cell's end.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '>' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A text letter by letter, in as many marks as it needs.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let marks = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{marks}{blank}{}{blank}{marks}", text.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_no_markup() {
        for (text, expected) in [
            ("<script>alert(1)</script>", "&lt;script\\>alert(1)&lt;/script\\>"),
            ("[a](javascript:x) | b\n# c", "\\[a\\](javascript:x) \\| b \\# c"),
        ] {
            assert_eq!(plain(text), expected);
        }
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
    }

    #[test]
    fn a_namespace_is_told_with_all_it_holds() {
        let document: Document = serde_json::from_value(json!({
            "namespace": "OS::N", "display_name": "Name", "visibility": "public", "protected": false,
            "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "hw_"}],
            "properties": {"bus": {"type": "string", "title": "Bus", "enum": ["a", "b"], "default": "a"}},
            "objects": [{"name": "O", "required": ["n"], "properties": {"n": {"type": "integer", "title": "N", "minimum": 1}}}],
            "tags": [{"name": "t"}],
            "translations": {"zh-CN": {"properties": {"bus": {"title": "总线"}}}},
        }))
        .unwrap();
        let text = written(std::slice::from_ref(&document), Lang::En);
        for part in [
            "# Name\n\n`OS::N`",
            "- `OS::Glance::Image` (`hw_`…)",
            "| `bus` | Bus | `string` | `a` | `a` `b` |",
            "minimum `1`",
            "\n`t`\n",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(written(&[document], Lang::ZhCn).contains("| 总线 |"));
    }
}
