use proptest::prelude::*;
use serde_json::{Value, json};
use vitrine_wire::metadef::{Document, PropertyType};

use super::*;
use crate::author::Place;
use crate::author::samples;

/// What a browser makes of fields on the way.
fn sent(fields: Values) -> Values {
    let rewritten = |text: String| text.strip_prefix('\n').unwrap_or(&text).replace('\n', "\r\n");
    fields.into_iter().map(|(name, text)| (name, rewritten(text))).collect()
}

fn with(fields: Values, changes: &[(&str, &str)]) -> Values {
    let mut fields = fields;
    fields.extend(changes.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    fields
}

fn subjects(document: &Document) -> Vec<Subject> {
    let own = document.properties.keys().map(|name| (Place::Namespace, name));
    let inner = document
        .objects
        .iter()
        .flat_map(|it| it.properties.keys().map(|name| (Place::Object(it.name.clone()), name)));
    own.chain(inner).map(|(at, name)| Subject { at, name: Some(name.clone()) }).collect()
}

fn document(value: Value) -> Document {
    serde_json::from_value(value).unwrap()
}

fn one(definition: Value) -> (Document, Subject) {
    let document = document(json!({
        "namespace": "N", "visibility": "private", "protected": false, "properties": {"p": definition},
        "objects": [{"name": "o", "required": ["q"], "properties": {"q": {"type": "string"}}}],
        "resource_type_associations": [{"name": "A", "prefix": "a_"}, {"name": "B"}],
        "tags": [{"name": "t"}, {"name": "u"}],
    }));
    (document, Subject { at: Place::Namespace, name: Some("p".to_owned()) })
}

fn put(definition: Value, changes: &[(&str, &str)]) -> Result<Value, Wrong> {
    let (document, subject) = one(definition);
    let fields = with(property_fields(&document, &subject), changes);
    let (document, name) = put_property(&document, &subject, &fields)?;
    Ok(serde_json::to_value(&document.properties[&name]).unwrap())
}

proptest! {
    #[test]
    fn sending_what_the_forms_show_changes_nothing(document in samples::document()) {
        for subject in subjects(&document) {
            let fields = sent(property_fields(&document, &subject));
            let (after, name) = put_property(&document, &subject, &fields).unwrap();
            prop_assert_eq!(&after, &document);
            prop_assert_eq!(Some(name), subject.name);
        }
    }
}

#[test]
fn odd_values_stay_while_nobody_touches_them() {
    for definition in [
        json!({"type": "string", "default": 5, "enum": ["", " ", "a\nb", "a"], "pattern": " ", "x": {"y": 1}}),
        json!({"type": "string", "default": ["a", 1], "title": "\nT", "description": "a\r\nb\rc", "minimum": 3}),
        json!({"type": "string", "default": "", "enum": [], "operators": []}),
        json!({"type": "integer", "default": "", "minimum": 1.0, "maximum": 1e2}),
        json!({"type": "boolean", "default": "yes", "readonly": false}),
        json!({"type": "array", "default": "a", "items": {"type": "integer", "enum": [1, "1", null], "z": 1}}),
        json!({"type": "object", "default": {"b": 1, "a": [2]}, "required": ["a"]}),
        json!({"type": "string", "default": null}),
    ] {
        assert_eq!(put(definition.clone(), &[]).unwrap(), definition);
        let titled = put(definition.clone(), &[("title", "New")]).unwrap();
        let mut wanted = definition;
        wanted["title"] = "New".into();
        assert_eq!(titled, wanted);
    }
}

#[test]
fn every_member_is_entered_for_its_type() {
    let string = put(
        json!({"type": "string"}),
        &[
            ("title", "T"),
            ("description", "one\r\ntwo"),
            ("default", "a"),
            ("enum", "a\r\n\r\nb"),
            ("operators", "<in>\r\n<or>"),
            ("readonly", "true"),
            ("minLength", "1"),
            ("maxLength", " 9 "),
            ("pattern", "^a"),
            ("minimum", "astray"),
        ],
    );
    let expected = json!({
        "type": "string", "title": "T", "description": "one\ntwo", "default": "a", "enum": ["a", "b"],
        "operators": ["<in>", "<or>"], "readonly": true, "minLength": 1, "maxLength": 9, "pattern": "^a",
    });
    assert_eq!(string.unwrap(), expected);
    let number = put(json!({"type": "number"}), &[("minimum", "0.5"), ("maximum", "2"), ("default", "1")]);
    assert_eq!(number.unwrap(), json!({"type": "number", "minimum": 0.5, "maximum": 2, "default": 1}));
    let array = put(
        json!({"type": "array"}),
        &[
            ("items.type", "integer"),
            ("items.enum", "1\n2"),
            ("default", "1"),
            ("minItems", "0"),
            ("maxItems", "3"),
            ("uniqueItems", "true"),
            ("additionalItems", "false"),
        ],
    );
    let expected = json!({
        "type": "array", "items": {"type": "integer", "enum": [1, 2]}, "default": [1], "minItems": 0,
        "maxItems": 3, "uniqueItems": true, "additionalItems": false,
    });
    assert_eq!(array.unwrap(), expected);
    let flag = put(json!({"type": "boolean", "default": true}), &[("default", "false")]);
    assert_eq!(flag.unwrap(), json!({"type": "boolean", "default": false}));
    let object = put(json!({"type": "object"}), &[("default", "{\"a\": 1}")]);
    assert_eq!(object.unwrap(), json!({"type": "object", "default": {"a": 1}}));
}

#[test]
fn what_is_emptied_goes() {
    let all = json!({"type": "string", "title": "T", "default": "a", "enum": ["a"], "maxLength": 1, "readonly": true});
    let fields = ["title", "default", "enum", "maxLength", "readonly"].map(|name| (name, ""));
    assert_eq!(put(all, &fields).unwrap(), json!({"type": "string"}));
    let text = put(json!({"type": "string"}), &[(EMPTY_DEFAULT, "true")]).unwrap();
    assert_eq!(text, json!({"type": "string", "default": ""}));
    let (document, subject) = one(text);
    let mut fields = property_fields(&document, &subject);
    assert!(fields.remove(EMPTY_DEFAULT).is_some());
    let (document, _) = put_property(&document, &subject, &fields).unwrap();
    assert_eq!(serde_json::to_value(&document.properties["p"]).unwrap(), json!({"type": "string"}));
}

#[test]
fn what_does_not_fit_names_its_field() {
    for (kind, field, text, code) in [
        ("string", "minLength", "-1", "studio-unfit-count"),
        ("string", "name", "  ", "studio-refused-empty"),
        ("string", "type", "date", "studio-unfit-type"),
        ("string", "readonly", "maybe", "studio-unfit-control"),
        ("integer", "default", "1.5", "studio-unfit-integer"),
        ("integer", "enum", "1\ntwo", "studio-unfit-integer"),
        ("number", "minimum", "low", "studio-unfit-number"),
        ("boolean", "default", "yes", "studio-unfit-boolean"),
        ("array", "items.type", "date", "studio-unfit-type"),
        ("array", "maxItems", "x", "studio-unfit-count"),
        ("object", "default", "[1]", "studio-unfit-json"),
    ] {
        let wrong = put(json!({"type": kind}), &[(field, text)]).unwrap_err();
        assert_eq!((wrong.field.as_str(), wrong.code.as_str()), (field, code), "{kind} {text}");
    }
}

#[test]
fn values_follow_another_type_or_are_named() {
    let text = json!({"type": "string", "default": "1", "enum": ["1", "2"], "pattern": "x"});
    let number = put(text.clone(), &[("type", "integer")]).unwrap();
    assert_eq!(number, json!({"type": "integer", "default": 1, "enum": [1, 2], "pattern": "x"}));
    let wrong = put(text, &[("type", "boolean")]).unwrap_err();
    assert_eq!(wrong.field, "default");
    let items = json!({"type": "array", "items": {"type": "string", "enum": ["1"]}, "default": ["1"]});
    let numbers = put(items, &[("items.type", "integer")]).unwrap();
    assert_eq!(numbers, json!({"type": "array", "items": {"type": "integer", "enum": [1]}, "default": [1]}));
}

#[test]
fn properties_are_added_renamed_and_required() {
    let (document, subject) = one(json!({"type": "string"}));
    let new = Subject { at: Place::Object("o".to_owned()), name: None };
    let fields =
        with(property_fields(&document, &new), &[("name", " r "), ("type", "integer"), ("required", "true")]);
    let (after, name) = put_property(&document, &new, &fields).unwrap();
    assert_eq!((name.as_str(), &after.objects[0].required[..]), ("r", &["q".to_owned(), "r".to_owned()][..]));
    assert_eq!(after.objects[0].properties["r"].kind(), PropertyType::Integer);
    assert_eq!(after.objects[0].properties["r"].common().title, None);

    let taken = put_property(&document, &new, &with(fields, &[("name", "q")])).unwrap_err();
    assert_eq!((taken.field.as_str(), taken.code.as_str()), ("name", "studio-refused-taken"));
    let fields = with(property_fields(&document, &subject), &[("name", "z")]);
    let (after, name) = put_property(&document, &subject, &fields).unwrap();
    assert!(name == "z" && after.properties.contains_key("z") && !after.properties.contains_key("p"));

    let inner = Subject { at: Place::Object("o".to_owned()), name: Some("q".to_owned()) };
    let mut fields = property_fields(&document, &inner);
    fields.remove(REQUIRED);
    assert!(put_property(&document, &inner, &fields).unwrap().0.objects[0].required.is_empty());
    let gone = Subject { at: Place::Object("none".to_owned()), name: None };
    assert!(put_property(&document, &gone, &Values::new()).is_err());
}

#[test]
fn a_property_is_dropped_with_what_requires_it() {
    let (document, own) = one(json!({"type": "string"}));
    assert!(drop_property(&document, &own).unwrap().properties.is_empty());
    let inner = Subject { at: Place::Object("o".to_owned()), name: Some("q".to_owned()) };
    let after = drop_property(&document, &inner).unwrap();
    assert!(after.objects[0].properties.is_empty() && after.objects[0].required.is_empty());
    assert_eq!(drop_property(&after, &inner).unwrap_err().field, NAME);
}

#[test]
fn faults_are_led_to_their_fields() {
    for (path, field) in [
        ("properties.p.title", Some("title")),
        ("objects.0.properties.p.items.enum", Some("items.enum")),
        ("properties.enum.pattern", Some("pattern")),
        ("properties.p", None),
        ("tags", None),
    ] {
        assert_eq!(place(path), field, "{path}");
    }
}
