//! What other editors were seen to do wrong, and that nothing is changed that nobody touches.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use vitrine_wire::metadef::Document;

use super::*;

const IMAGE: &str = "OS::Glance::Image";

fn document(name: &str, title: Option<&str>, properties: Value) -> Document {
    let mut value = json!({
        "namespace": name, "visibility": "public", "protected": false, "properties": properties,
        "resource_type_associations": [{"name": IMAGE, "prefix": "hw_"}],
    });
    if let Some(title) = title {
        value["display_name"] = title.into();
    }
    serde_json::from_value(value).unwrap()
}

fn sample() -> Document {
    let mut sample = document(
        "N",
        Some("Sample"),
        json!({
            "text": {"type": "string", "title": "Text"},
            "flag": {"type": "boolean", "title": "Flag"},
            "whole": {"type": "integer", "title": "Whole", "minimum": 1, "maximum": 9},
            "bus": {"type": "string", "title": "Bus", "enum": ["virtio", "scsi"], "operators": ["<or>"]},
            "list": {"type": "array", "title": "List", "items": {"type": "string", "enum": ["a", "b", "c"]}},
            "given": {"type": "array", "title": "Given", "default": ["x", "y"]},
            "thing": {"type": "object", "title": "Thing"},
        }),
    );
    let object = json!({
        "name": "Numa", "required": ["nodes"],
        "properties": {"nodes": {"type": "integer", "title": "Nodes", "description": "How many cells"}},
    });
    sample.objects = vec![serde_json::from_value(object).unwrap()];
    sample
}

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

fn sheet(stored: &[(&str, &str)]) -> Sheet {
    Sheet::open(Catalog::of(&[sample()], IMAGE, None), texts(stored))
}

fn id(object: Option<&str>, name: &str) -> LeafId {
    LeafId { namespace: "N".into(), object: object.map(str::to_owned), name: name.to_owned() }
}

#[test]
fn d1_what_is_added_and_not_filled_is_not_stored() {
    let mut sheet = sheet(&[]);
    sheet.add(&id(None, "text"));
    sheet.add(&id(None, "flag"));
    assert!(sheet.difference().is_empty());
    assert_eq!(sheet.entry("hw_flag").unwrap().control, Control::Switch(None));
    assert_eq!(sheet.entry("hw_text").unwrap().verdict, Verdict::Empty);
}

#[test]
fn d2_a_list_without_an_operator_is_kept_and_can_be_edited() {
    let mut sheet = sheet(&[("hw_list", "a,b")]);
    let Control::Several { form, .. } = sheet.entry("hw_list").unwrap().control else { panic!("no list") };
    assert_eq!((form.operator.clone(), form.items.clone()), (None, vec!["a".to_owned(), "b".to_owned()]));
    assert!(sheet.difference().is_empty());
    sheet.add(&id(None, "text"));
    sheet.enter("hw_text", Some("t".into()));
    assert_eq!(sheet.difference(), Difference { set: texts(&[("hw_text", "t")]), removed: Vec::new() });
}

#[test]
fn d3_operators_between_values_are_read_one_by_one() {
    let sheet = sheet(&[("hw_list", "<or> a <or> b"), ("hw_bus", "<or> virtio <or> scsi")]);
    for key in ["hw_list", "hw_bus"] {
        let entry = sheet.entry(key).unwrap();
        let Control::Several { form, .. } = entry.control else { panic!("{key}") };
        assert_eq!((form.items.len(), form.style), (2, Style::Repeated), "{key}");
        assert_eq!(form.text(), entry.text, "{key}");
        assert_eq!(entry.verdict, Verdict::Fine, "{key}");
    }
}

#[test]
fn d4_a_namespace_without_properties_does_no_harm() {
    let empty = document("Empty", None, json!({}));
    let sheet = Sheet::open(Catalog::of(&[empty, sample()], IMAGE, None), BTreeMap::new());
    assert_eq!(sheet.available("").len(), 1);
    assert!(sheet.available("nothing at all").is_empty());
}

#[test]
fn d5_namespaces_without_titles_are_sorted_by_their_names() {
    let plain = |name| document(name, None, json!({"p": {"type": "string"}}));
    let catalog = Catalog::of(&[plain("b"), sample(), plain("A")], IMAGE, None);
    let titles: Vec<String> =
        Sheet::open(catalog, BTreeMap::new()).available("").into_iter().map(|branch| branch.title).collect();
    assert_eq!(titles, ["A", "b", "Sample"]);
}

#[test]
fn d6_lists_of_anything_are_shown() {
    for items in [json!({"type": "array"}), json!({"type": "array", "items": {"type": "integer"}})] {
        let catalog = Catalog::of(&[document("N", None, json!({"p": items}))], IMAGE, None);
        let sheet = Sheet::open(catalog, texts(&[("hw_p", "<in> 1,2")]));
        assert!(matches!(sheet.entry("hw_p").unwrap().control, Control::Several { .. }));
    }
}

#[test]
fn d7_what_is_looked_for_is_found_in_any_letters_and_anywhere() {
    let sheet = sheet(&[]);
    for (query, expected) in [("BUS", 1), ("cells", 1), ("numa", 1), ("sample", 8), ("hw_w", 1), ("zzz", 0)] {
        let found: usize = sheet.available(query).iter().map(Branch::count).sum();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn d8_a_default_of_several_values_is_entered() {
    let mut sheet = sheet(&[]);
    sheet.add(&id(None, "given"));
    assert_eq!(sheet.entry("hw_given").unwrap().text.as_deref(), Some("<in> x,y"));
}

#[test]
fn values_that_are_forbidden_stay_until_they_are_touched() {
    let mut sheet =
        sheet(&[("hw_bus", "ide"), ("hw_whole", "12abc"), ("hw_flag", "maybe"), ("hw_thing", "{")]);
    assert!(matches!(sheet.entry("hw_bus").unwrap().control, Control::Choice { is_listed: false, .. }));
    assert!(matches!(sheet.entry("hw_bus").unwrap().verdict, Verdict::Kept(Contradiction::Enum, _)));
    for key in ["hw_whole", "hw_flag", "hw_thing"] {
        assert_eq!(sheet.entry(key).unwrap().control, Control::Text, "{key}");
    }
    assert!(sheet.difference().is_empty() && !sheet.is_refused());
    sheet.enter("hw_whole", Some("12".into()));
    assert!(sheet.is_refused());
}

#[test]
fn objects_say_what_they_require() {
    let catalog = Catalog::of(&[sample()], IMAGE, None);
    assert!(catalog.get(&id(Some("Numa"), "nodes")).unwrap().is_required);
    assert!(!catalog.get(&id(None, "text")).unwrap().is_required);
}

#[test]
fn keys_are_recognised_in_other_letters_and_keep_theirs() {
    let mut sheet = sheet(&[("HW_Bus", "scsi")]);
    assert_eq!(sheet.entry("HW_Bus").unwrap().leaf.unwrap().key, "hw_bus");
    sheet.enter("HW_Bus", Some("virtio".into()));
    assert_eq!(sheet.difference(), Difference { set: texts(&[("HW_Bus", "virtio")]), removed: Vec::new() });
}

#[test]
fn several_definitions_of_a_key_are_told_and_one_is_chosen() {
    let other = document("O", Some("Other"), json!({"bus": {"type": "string", "title": "Any bus"}}));
    let catalog = Catalog::of(&[sample(), other], IMAGE, None);
    let mut sheet = Sheet::open(catalog.clone(), texts(&[("hw_bus", "ide")]));
    let entry = sheet.entry("hw_bus").unwrap();
    assert_eq!((entry.choices.len(), entry.leaf.unwrap().id.namespace), (2, "O".to_owned()));
    sheet.choose("hw_bus", id(None, "bus"));
    assert!(matches!(sheet.entry("hw_bus").unwrap().verdict, Verdict::Kept(..)));
    sheet.set_catalog(catalog);
    assert_eq!(sheet.entry("hw_bus").unwrap().leaf.unwrap().id.namespace, "N");
}

#[test]
fn keys_of_the_service_are_left_alone() {
    let mut sheet = sheet(&[("os_hash_algo", "sha512")]);
    assert!(sheet.entry("os_hash_algo").unwrap().is_read_only);
    sheet.remove("os_hash_algo");
    sheet.enter("os_hash_algo", None);
    assert!(sheet.difference().is_empty());
    assert_eq!(sheet.add_key("os_glance_x"), Err(BadKey::Reserved));
    assert_eq!(sheet.add_key(" "), Err(BadKey::Empty));
    assert_eq!(sheet.add_key("os_hash_algo"), Err(BadKey::Reserved));
    assert_eq!(sheet.add_key("mine"), Ok(()));
    assert_eq!(sheet.add_key("mine"), Err(BadKey::Taken));
}

#[test]
fn another_state_is_brought_together_with_what_was_entered() {
    let mut sheet = sheet(&[("a", "1"), ("b", "2"), ("c", "3")]);
    sheet.enter("a", Some("mine".into()));
    sheet.remove("b");
    sheet.rebase(texts(&[("a", "theirs"), ("b", "2"), ("d", "4")]));
    assert_eq!(sheet.texts(), texts(&[("a", "mine"), ("d", "4")]));
    assert_eq!(sheet.difference(), Difference { set: texts(&[("a", "mine")]), removed: vec!["b".into()] });
}

proptest! {
    #[test]
    fn what_nobody_touches_is_never_changed(
        stored in proptest::collection::btree_map("(hw_(text|flag|whole|bus|list|given|thing|nodes)|[a-z]{1,4})", "(<in>|<or>|<all-in>)? ?[ -~]{0,12}", 0..8)
    ) {
        let sheet = Sheet::open(Catalog::of(&[sample()], IMAGE, None), stored.clone());
        for key in sheet.keys() {
            let entry = sheet.entry(&key).unwrap();
            if let Control::Several { form, .. } = &entry.control {
                prop_assert_eq!(form.text(), entry.text.clone());
            }
        }
        prop_assert!(sheet.difference().is_empty());
        prop_assert_eq!(sheet.texts(), stored);
    }
}
