use serde_json::json;

use super::*;

const LIMITS: Limits = Limits { enum_items: 10, is_strict: false };

fn outcome<T>(result: Result<T>) -> (&'static str, Option<String>) {
    result.map_or_else(|error| (error.code(), error.field().map(str::to_owned)), |_| ("fine", None))
}

fn refused(code: &'static str, field: &str) -> (&'static str, Option<String>) {
    (code, Some(field.to_owned()))
}

const FINE: (&str, Option<String>) = ("fine", None);

#[test]
fn a_namespace_takes_its_members_only() {
    let us = ProjectId::from("us");
    let long = |length: usize| "x".repeat(length);
    for (body, expected) in [
        (json!({"namespace": "n"}), FINE),
        (json!({"namespace": long(80), "display_name": long(80), "description": long(500)}), FINE),
        (json!({}), refused("error-metadef-required", "namespace")),
        (json!([]), refused("error-not-object", "body")),
        (json!({"namespace": ""}), refused("error-metadef-empty", "namespace")),
        (json!({"namespace": null}), refused("error-metadef-type", "namespace")),
        (json!({"namespace": long(81)}), refused("error-metadef-too-long", "namespace")),
        (json!({"namespace": "a\u{0}b"}), refused("error-control-character", "namespace")),
        (
            json!({"namespace": "n", "display_name": long(81)}),
            refused("error-metadef-too-long", "display_name"),
        ),
        (
            json!({"namespace": "n", "description": long(501)}),
            refused("error-metadef-too-long", "description"),
        ),
        (json!({"namespace": "n", "owner": long(256)}), refused("error-metadef-too-long", "owner")),
        (json!({"namespace": "n", "visibility": "shared"}), refused("error-metadef-word", "visibility")),
        (json!({"namespace": "n", "protected": "yes"}), refused("error-metadef-type", "protected")),
        (json!({"namespace": "n", "colour": 1}), refused("error-metadef-unknown", "colour")),
        (json!({"namespace": "n", "self": "x"}), refused("error-read-only", "self")),
        (json!({"namespace": "n", "created_at": "x"}), refused("error-read-only", "created_at")),
        (json!({"namespace": "n", "tags": ["a"]}), refused("error-metadef-type", "tags.0")),
        (
            json!({"namespace": "n", "objects": [{"name": "o", "properties": {"p": {"title": "t"}}}]}),
            refused("error-metadef-required", "objects.0.properties.p.type"),
        ),
        (
            json!({"namespace": "n", "properties": {"p": {"type": "string"}}}),
            refused("error-metadef-required", "properties.p.title"),
        ),
        (json!({"namespace": "n", "properties": []}), refused("error-metadef-type", "properties")),
        (
            json!({"namespace": "n", "tags": [{"name": "a"}, {"name": "a"}]}),
            ("error-metadef-tag-exists", None),
        ),
        (
            json!({"namespace": "n", "objects": [{"name": "a"}, {"name": "a"}]}),
            ("error-metadef-object-exists", None),
        ),
        (
            json!({"namespace": "n", "resource_type_associations": [{"name": "a"}, {"name": "a"}]}),
            ("error-association-exists", None),
        ),
    ] {
        assert_eq!(outcome(namespace(&body, Some(&us), LIMITS)), expected, "{body}");
    }
}

#[test]
fn a_namespace_needs_an_owner() {
    let body = json!({"namespace": "n"});
    assert_eq!(outcome(namespace(&body, None, LIMITS)), refused("error-required", "owner"));
    let body = json!({"namespace": "n", "owner": "them"});
    assert_eq!(namespace(&body, None, LIMITS).unwrap().base.owner.as_str(), "them");
}

#[test]
fn what_the_server_added_may_come_back_inside_of_a_namespace() {
    let body = json!({
        "namespace": "n",
        "resource_type_associations": [{"name": "R", "created_at": "x", "updated_at": "x"}],
        "objects": [{"name": "o", "self": "x", "schema": "x", "created_at": "x", "updated_at": "x"}],
        "properties": {"p": {"name": "other", "type": "string", "title": "t"}},
    });
    let document = namespace(&body, Some(&"us".into()), LIMITS).unwrap();
    assert_eq!(document.objects.len(), 1);
    assert!(document.properties.contains_key("p"));
}

#[test]
fn the_other_documents_take_their_members_only() {
    for (result, expected) in [
        (outcome(object(&json!({"name": "o", "properties": {"p": {"type": "integer"}}}), LIMITS)), FINE),
        (
            outcome(object(&json!({"name": "o", "required": ["a", "a"]}), LIMITS)),
            refused("error-metadef-repeated", "required"),
        ),
        (
            outcome(object(&json!({"name": "o", "required": [1]}), LIMITS)),
            refused("error-metadef-type", "required.0"),
        ),
        (outcome(object(&json!({"name": "o", "schema": "x"}), LIMITS)), refused("error-read-only", "schema")),
        (
            outcome(object(&json!({"name": "o", "colour": 1}), LIMITS)),
            refused("error-metadef-unknown", "colour"),
        ),
        (outcome(property(&json!({"name": "p", "type": "string", "title": "t"}), LIMITS)), FINE),
        (
            outcome(property(&json!({"name": "p", "type": "string"}), LIMITS)),
            refused("error-metadef-required", "title"),
        ),
        (
            outcome(property(&json!({"type": "string", "title": "t"}), LIMITS)),
            refused("error-metadef-required", "name"),
        ),
        (
            outcome(property(&json!({"name": "p", "updated_at": "x"}), LIMITS)),
            refused("error-read-only", "updated_at"),
        ),
        (outcome(tag(&json!({"name": "t"}))), FINE),
        (outcome(tag(&json!({"name": "t", "created_at": "x"}))), refused("error-read-only", "created_at")),
        (outcome(tag(&json!({"name": "x".repeat(81)}))), refused("error-metadef-too-long", "name")),
        (outcome(tags(&json!({"tags": []}), "n")), FINE),
        (outcome(tags(&json!({}), "n")), refused("error-metadef-required", "tags")),
        (
            outcome(tags(&json!({"tags": [{"name": "a", "x": 1}]}), "n")),
            refused("error-metadef-unknown", "tags.0.x"),
        ),
        (outcome(tags(&json!({"tags": [{}]}), "n")), refused("error-metadef-required", "tags.0.name")),
        (
            outcome(tags(&json!({"tags": [{"name": "a"}, {"name": "a"}]}), "n")),
            ("error-metadef-tag-exists", None),
        ),
        (outcome(association(&json!({"name": "R", "created_at": 1}))), FINE),
        (
            outcome(association(&json!({"name": "R", "colour": 1}))),
            refused("error-metadef-unknown", "colour"),
        ),
        (
            outcome(association(&json!({"name": "R", "prefix": "x".repeat(81)}))),
            refused("error-metadef-too-long", "prefix"),
        ),
    ] {
        assert_eq!(result, expected);
    }
}
