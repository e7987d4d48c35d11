use serde_json::json;
use vitrine_wire::metadef::Unknown;

use super::*;

fn judge(definition: Value) -> Judge {
    Judge::new(PropertyDefinition::read(&definition, Unknown::Refuse).unwrap())
}

fn check(definition: &Value, cases: &[(&str, Option<Contradiction>)]) {
    let judge = judge(definition.clone());
    for (text, expected) in cases {
        assert_eq!(judge.refusal_of_text(text), *expected, "{definition}: {text:?}");
    }
}

const TYPE: Option<Contradiction> = Some(Contradiction::Type);
const ENUM: Option<Contradiction> = Some(Contradiction::Enum);
const RANGE: Option<Contradiction> = Some(Contradiction::Range);
const LENGTH: Option<Contradiction> = Some(Contradiction::Length);
const ITEMS: Option<Contradiction> = Some(Contradiction::Items);

#[test]
fn texts_are_themselves() {
    let definition = json!({"type": "string", "enum": ["virtio", "scsi"], "maxLength": 5});
    check(&definition, &[("virtio", LENGTH), ("scsi", None), ("SCSI", ENUM), (" scsi", ENUM), ("", ENUM)]);
    check(
        &json!({"type": "string", "pattern": "^[a-z]+$"}),
        &[("abc", None), ("a1", Some(Contradiction::Pattern)), ("", Some(Contradiction::Pattern))],
    );
}

#[test]
fn numbers_are_read() {
    check(
        &json!({"type": "integer", "minimum": 1, "maximum": 4}),
        &[("2", None), (" +2 ", None), ("0", RANGE), ("5", RANGE), ("2.0", TYPE), ("two", TYPE), ("", TYPE)],
    );
    check(&json!({"type": "integer"}), &[("-9", None), ("18446744073709551615", None), ("0x10", TYPE)]);
    check(
        &json!({"type": "number", "maximum": 2.5}),
        &[("2.5", None), ("1", None), ("1e-3", None), ("2.6", RANGE), ("nan", TYPE), ("inf", TYPE)],
    );
}

#[test]
fn booleans_are_read_as_nova_reads_them() {
    let words = ["1", "t", "true", "on", "y", "yes", "0", "f", "false", "off", "n", "no", "True", " YES "];
    for word in words {
        check(&json!({"type": "boolean"}), &[(word, None)]);
    }
    check(&json!({"type": "boolean"}), &[("2", TYPE), ("", TYPE), ("enabled", TYPE)]);
    check(&json!({"type": "boolean", "enum": [true]}), &[("yes", None), ("no", ENUM)]);
}

#[test]
fn an_enum_of_texts_does_for_other_types() {
    check(&json!({"type": "integer", "enum": ["1", 2]}), &[("1", None), ("2", None), ("3", ENUM)]);
    check(&json!({"type": "boolean", "enum": ["true"]}), &[("true", None), ("false", ENUM)]);
    check(
        &json!({"type": "integer", "enum": ["auto", 1]}),
        &[("auto", None), ("1", None), ("automatic", TYPE)],
    );
    check(&json!({"type": "boolean", "enum": ["optional"]}), &[("optional", None), ("maybe", TYPE)]);
}

#[test]
fn neighbours_of_large_numbers_are_told_apart() {
    let definition = json!({"type": "integer", "maximum": 9_007_199_254_740_992_u64});
    check(&definition, &[("9007199254740992", None), ("9007199254740993", RANGE)]);
    let definition = json!({"type": "integer", "enum": [9_007_199_254_740_992_u64]});
    check(&definition, &[("9007199254740992", None), ("9007199254740993", ENUM)]);
}

#[test]
fn long_lists_are_judged_and_endless_ones_are_none() {
    let items = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let definition = json!({"type": "array", "items": {"type": "integer"}, "uniqueItems": true});
    let unique = Some(Contradiction::Unique);
    check(
        &definition,
        &[
            (&items(10_000), None),
            (&format!("{},7", items(9_999)), unique),
            ("[1, 1.0]", unique),
            ("[1, 1.5, 2]", ITEMS),
            (&items(10_001), TYPE),
            (&format!("[{}]", items(10_001)), TYPE),
        ],
    );
}

#[test]
fn a_pattern_is_compiled_when_the_first_value_comes() {
    let judge = judge(json!({"type": "string", "pattern": "^a"}));
    assert!(judge.pattern.get().is_none());
    assert_eq!(judge.refusal_of_text("b"), Some(Contradiction::Pattern));
    assert!(judge.pattern.get().is_some());
}

#[test]
fn lists_are_json_or_between_commas() {
    let definition = json!({
        "type": "array", "items": {"type": "string", "enum": ["a", "b"]}, "uniqueItems": true, "maxItems": 2,
    });
    let unique = Some(Contradiction::Unique);
    check(
        &definition,
        &[
            ("a", None),
            ("a, b", None),
            (r#"["a", "b"]"#, None),
            ("", None),
            ("c", ITEMS),
            ("a,", ITEMS),
            ("a,a", unique),
            ("a,b,a", LENGTH),
            ("[a", TYPE),
            (r#"[1]"#, ITEMS),
        ],
    );
    check(&json!({"type": "array", "items": {"type": "integer"}}), &[("1, 2", None), ("1,x", TYPE)]);
}

#[test]
fn objects_are_json() {
    check(&json!({"type": "object"}), &[(r#"{"a": 1}"#, None), ("[]", TYPE), ("a", TYPE)]);
}

#[test]
fn operators_count_where_the_definition_lists_them() {
    check(
        &json!({"type": "string", "enum": ["a", "b"], "operators": ["<or>", "<in>"]}),
        &[
            ("a", None),
            ("<or> a <or> b", None),
            ("<or> a", None),
            ("<or> a <or> c", ENUM),
            ("<or>", ENUM),
            ("<in> b", None),
            ("<in> c", ENUM),
            ("<all-in> a b", ENUM),
            ("s== a", ENUM),
        ],
    );
    check(&json!({"type": "string", "enum": ["a"]}), &[("<or> a", ENUM)]);
    check(
        &json!({"type": "integer", "maximum": 4, "operators": [">=", "="]}),
        &[(">= 4", None), ("= 5", RANGE), (">=", TYPE), ("<= 4", TYPE)],
    );
    check(
        &json!({
            "type": "array", "items": {"type": "string", "enum": ["a", "b"]}, "minItems": 2,
            "operators": ["<or>", "<all-in>"],
        }),
        &[("<or> a", None), ("<all-in> a b", None), ("<all-in> a c", ITEMS), ("a", LENGTH)],
    );
}

#[test]
fn lists_are_read_as_other_dashboards_write_them() {
    let items = json!({"type": "string", "enum": ["a", "b"]});
    let cases = [
        ("<in> a,b", None),
        ("<in> a", None),
        ("<in>", None),
        ("<or> a <or> b", None),
        ("<or> a,b", None),
        ("<all-in> a b", None),
        ("<in> a,c", ITEMS),
        ("== a", ITEMS),
    ];
    check(&json!({"type": "array", "items": items}), &cases);
    check(
        &json!({"type": "array", "items": items, "operators": ["=="]}),
        &[("== a", None), ("<in> b", None)],
    );
}

#[test]
fn values_that_are_no_texts_are_judged_as_they_are() {
    let judge = judge(json!({"type": "integer", "minimum": 1}));
    assert_eq!(judge.refusal(&json!(2)), None);
    assert_eq!(judge.refusal(&json!(0)), RANGE);
    assert_eq!(judge.refusal(&json!(null)), TYPE);
    assert_eq!(judge.refusal(&json!("0")), RANGE);
}

#[test]
fn messages_are_told_what_would_do() {
    let params = |definition, rule| judge(definition).params(rule);
    let told = params(json!({"type": "string", "enum": ["a", "b"]}), Contradiction::Enum);
    assert_eq!(told, BTreeMap::from([("allowed", "a, b".to_owned())]));
    let told = params(json!({"type": "integer", "minimum": 1}), Contradiction::Range);
    assert_eq!(told, BTreeMap::from([("minimum", "1".to_owned())]));
    let told = params(json!({"type": "boolean"}), Contradiction::Type);
    assert_eq!(told, BTreeMap::from([("expected", "boolean".to_owned())]));
    let many: Vec<String> = (0..200).map(|number| number.to_string()).collect();
    let told = params(json!({"type": "string", "enum": many}), Contradiction::Enum);
    assert!(told["allowed"].ends_with('…'));
}
