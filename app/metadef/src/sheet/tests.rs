use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json};
use vitrine_wire::metadef::{AssociationDocument, Document, IMAGE_TYPE};

use super::*;
use crate::author::samples;
use crate::validation::Contradiction;

fn document(mut it: Value) -> Document {
    let defaults = json!({
        "namespace": "N", "visibility": "public", "protected": false,
        "resource_type_associations": [{"name": IMAGE_TYPE}],
    });
    for (name, value) in defaults.as_object().unwrap() {
        it.as_object_mut().unwrap().entry(name).or_insert_with(|| value.clone());
    }
    serde_json::from_value(it).unwrap()
}

fn catalog(documents: &[Value]) -> Catalog {
    let documents: Vec<_> = documents.iter().cloned().map(document).collect();
    Catalog::of(&documents, IMAGE_TYPE, None)
}

fn stored(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

/// A sheet of one property that is called `p`.
fn sheet(definition: Value, texts: &[(&str, &str)]) -> Sheet {
    Sheet::open(catalog(&[json!({"properties": {"p": definition}})]), stored(texts))
}

fn origin(name: &str) -> Origin {
    Origin { namespace: "N".into(), object: None, name: name.into() }
}

fn branch(namespace: &str) -> Branch {
    Branch { namespace: namespace.into(), object: None }
}

fn set(sheet: &Sheet) -> Vec<(String, String)> {
    sheet.difference().set.into_iter().collect()
}

fn pair(key: &str, text: &str) -> (String, String) {
    (key.to_owned(), text.to_owned())
}

fn items(all: &[&str]) -> Control {
    Control::List(all.iter().map(|it| (*it).to_owned()).collect())
}

fn labels(nodes: &[Node]) -> Vec<&str> {
    nodes.iter().map(Node::label).collect()
}

fn devices() -> Value {
    json!({"type": "array", "items": {"type": "string", "enum": ["disk", "network", "cdrom"]}})
}

#[test]
fn d1_what_nobody_entered_is_not_saved() {
    for kind in ["string", "boolean", "integer", "number", "array", "object"] {
        let mut sheet = sheet(json!({"type": kind}), &[]);
        assert!(sheet.add(&origin("p")));
        assert_eq!(sheet.row("p").unwrap().verdict, Verdict::Blank, "{kind}");
        assert!(sheet.is_valid() && !sheet.is_changed(), "{kind}");
    }
    let mut sheet = sheet(json!({"type": "string", "default": null}), &[]);
    sheet.add(&origin("p"));
    assert!(!sheet.is_changed());
}

#[test]
fn d2_lists_without_operator_are_read_and_kept() {
    for (text, expected) in [("disk", &["disk"][..]), ("disk,network", &["disk", "network"])] {
        let mut sheet = sheet(devices(), &[("p", text), ("other", "1")]);
        let row = sheet.row("p").unwrap();
        assert_eq!(
            (&row.control, row.operator.as_deref(), row.verdict),
            (&items(expected), None, Verdict::Fine)
        );
        sheet.set_text("other", "2");
        assert_eq!(set(&sheet), [pair("other", "2")]);
        assert!(sheet.difference().removed.is_empty());
        sheet.add_item("p", "cdrom");
        assert_eq!(sheet.difference().value("p"), Some(format!("{text},cdrom").as_str()));
    }
}

#[test]
fn d3_the_schedulers_own_style_is_read_and_written() {
    let mut sheet = sheet(devices(), &[("p", "<or> disk <or> network")]);
    let row = sheet.row("p").unwrap();
    assert_eq!((&row.control, row.operator.as_deref()), (&items(&["disk", "network"]), Some("<or>")));
    assert_eq!(row.verdict, Verdict::Fine);
    sheet.remove_item("p", 0);
    sheet.add_item("p", "cdrom");
    assert_eq!(set(&sheet), [pair("p", "<or> network <or> cdrom")]);
}

#[test]
fn d4_a_namespace_without_properties_can_be_searched() {
    let catalog = catalog(&[json!({"namespace": "Empty"}), json!({"properties": {"p": {"type": "string"}}})]);
    let found = Sheet::open(catalog, BTreeMap::new()).search("p");
    assert_eq!(found.leaves, BTreeSet::from([origin("p")]));
}

#[test]
fn d5_a_namespace_needs_no_display_name() {
    let catalog = catalog(&[
        json!({"namespace": "b"}),
        json!({"namespace": "z", "display_name": "A"}),
        json!({"namespace": "c", "display_name": " "}),
    ]);
    assert_eq!(labels(catalog.nodes()), ["A", "b", "c"]);
}

#[test]
fn d6_arrays_need_no_items() {
    for definition in [
        json!({"type": "array"}),
        json!({"type": "array", "items": {"type": "string"}}),
        json!({"type": "array", "items": {}}),
    ] {
        let mut sheet = sheet(definition, &[]);
        sheet.add(&origin("p"));
        sheet.add_item("p", "a");
        sheet.add_item("p", "b, c");
        assert_eq!(sheet.row("p").unwrap().control, items(&["a", "b", "c"]));
        assert_eq!(set(&sheet), [pair("p", "<in> a,b,c")]);
    }
}

#[test]
fn d7_a_search_looks_everywhere_in_any_case_and_opens_what_it_finds() {
    let documents = [json!({
        "namespace": "OS::Compute::Libvirt", "display_name": "Hypervisor options",
        "properties": {"hw_disk_bus": {"type": "string", "title": "Disk bus", "description": "How it hangs"}},
        "objects": [{"name": "Video", "properties": {"hw_video_ram": {"type": "integer"}}}],
    })];
    let sheet = Sheet::open(catalog(&documents), stored(&[("Build_Pipeline", "x")]));
    let hits =
        |query: &str| -> Vec<String> { sheet.search(query).leaves.into_iter().map(|it| it.name).collect() };
    let (bus, ram) = ("hw_disk_bus".to_owned(), "hw_video_ram".to_owned());
    for query in ["BUS", "hw_DISK", "hangs", "disk HYPER"] {
        assert_eq!(hits(query), std::slice::from_ref(&bus), "{query}");
    }
    assert_eq!(hits("VIDEO"), std::slice::from_ref(&ram));
    for query in ["hypervisor", "compute::LIB", ""] {
        assert_eq!(hits(query), [bus.clone(), ram.clone()], "{query}");
    }
    assert!(hits("nothing").is_empty());
    let namespace = branch("OS::Compute::Libvirt");
    let object = Branch { object: Some("Video".into()), ..namespace.clone() };
    assert_eq!(sheet.search("video").open, BTreeSet::from([namespace, object]));
    assert_eq!(sheet.search("pipeline").keys, BTreeSet::from(["Build_Pipeline".to_owned()]));
}

#[test]
fn d8_defaults_are_taken_in_any_form() {
    for (default, expected) in [
        (json!(["disk", "network"]), "<in> disk,network"),
        (json!("disk,network"), "<in> disk,network"),
        (json!("<or> disk,network"), "<or> disk,network"),
    ] {
        let mut definition = devices();
        definition["default"] = default;
        let mut sheet = sheet(definition, &[]);
        sheet.add(&origin("p"));
        assert_eq!(set(&sheet), [pair("p", expected)]);
    }
    for (definition, expected) in [
        (json!({"type": "string", "default": "a b"}), "a b"),
        (json!({"type": "integer", "default": 2}), "2"),
        (json!({"type": "integer", "default": "2"}), "2"),
        (json!({"type": "number", "default": 0.5}), "0.5"),
        (json!({"type": "boolean", "default": false}), "false"),
        (json!({"type": "object", "default": {"a": 1}}), r#"{"a":1}"#),
        (json!({"type": "array", "operators": ["<or>", "<in>"], "default": ["x"]}), "<or> x"),
    ] {
        let mut sheet = sheet(definition, &[]);
        sheet.add(&origin("p"));
        assert_eq!(set(&sheet), [pair("p", expected)]);
    }
}

#[test]
fn values_are_stored_as_horizon_stores_them() {
    type Act = fn(&mut Sheet);
    let cases: [(Value, Act, &str); 6] = [
        (json!({"type": "string"}), |it| it.set_value("p", "a, b"), "a, b"),
        (json!({"type": "integer"}), |it| it.set_value("p", "007"), "007"),
        (json!({"type": "boolean"}), |it| it.set_boolean("p", true), "true"),
        (json!({"type": "boolean"}), |it| it.set_boolean("p", false), "false"),
        (devices(), |it| it.set_items("p", vec!["disk".into(), "cdrom".into()]), "<in> disk,cdrom"),
        (json!({"type": "array", "operators": ["<all-in>"]}), |it| it.add_item("p", "a,b"), "<all-in> a,b"),
    ];
    for (definition, enter, expected) in cases {
        let mut sheet = sheet(definition, &[]);
        sheet.add(&origin("p"));
        enter(&mut sheet);
        assert_eq!(set(&sheet), [pair("p", expected)]);
        assert!(sheet.is_valid(), "{expected}");
        let row = sheet.row("p").unwrap();
        let again = Sheet::open((**sheet.catalog()).clone(), sheet.difference().set);
        assert_eq!(again.row("p").unwrap().control, row.control);
    }
}

#[test]
fn operators_of_a_definition_can_be_chosen_for_every_type() {
    let definition = json!({"type": "string", "enum": ["a", "b"], "operators": ["<or>", "<in>"]});
    let mut sheet = sheet(definition, &[("p", "a")]);
    assert_eq!(sheet.row("p").unwrap().operators, ["<or>", "<in>"]);
    sheet.choose_operator("p", Some("<or>"));
    sheet.add_item("p", "b");
    assert_eq!(set(&sheet), [pair("p", "<or> a <or> b")]);
    sheet.choose_operator("p", Some("<in>"));
    assert_eq!(set(&sheet), [pair("p", "<in> a")]);
    sheet.set_value("p", "b");
    assert_eq!(set(&sheet), [pair("p", "<in> b")]);
    sheet.choose_operator("p", None);
    sheet.set_value("p", "a");
    assert!(!sheet.is_changed());
}

#[test]
fn what_means_the_same_stays_as_it_is_stored() {
    let mut flag = sheet(json!({"type": "boolean"}), &[("p", "Yes")]);
    assert_eq!(flag.row("p").unwrap().control, Control::Boolean(Some(true)));
    flag.set_boolean("p", false);
    assert_eq!(set(&flag), [pair("p", "false")]);
    flag.set_boolean("p", true);
    assert!(!flag.is_changed());

    let mut list = sheet(devices(), &[("p", r#"[ "disk" ]"#)]);
    list.add_item("p", "cdrom");
    assert_eq!(set(&list), [pair("p", r#"["disk","cdrom"]"#)]);
    list.remove_item("p", 1);
    assert!(!list.is_changed());
}

#[test]
fn what_an_enum_does_not_list_is_kept_until_another_is_chosen() {
    let mut sheet = sheet(json!({"type": "string", "enum": ["virtio", "scsi"]}), &[("p", "virtio-pci")]);
    let row = sheet.row("p").unwrap();
    assert_eq!(row.verdict, Verdict::Kept(Contradiction::Enum));
    assert_eq!(row.control, Control::Choice("virtio-pci".into()));
    assert!(sheet.is_valid() && !sheet.is_changed());
    sheet.set_value("p", "scsi");
    assert_eq!(sheet.row("p").unwrap().verdict, Verdict::Fine);
    sheet.set_value("p", "other");
    assert_eq!(sheet.row("p").unwrap().verdict, Verdict::Refused(Contradiction::Enum));
    assert!(!sheet.is_valid());
}

#[test]
fn what_is_not_understood_is_shown_as_it_is() {
    for (definition, text, control) in [
        (json!({"type": "integer"}), "12abc", Control::Integer("12abc".into())),
        (json!({"type": "boolean"}), "maybe", Control::Boolean(None)),
        (json!({"type": "object"}), "{", Control::Raw("{".into())),
        (devices(), "[disk", Control::Raw("[disk".into())),
        (devices(), "<near> disk", Control::Raw("<near> disk".into())),
        (devices(), "disk,,", Control::Raw("disk,,".into())),
    ] {
        let mut sheet = sheet(definition, &[("p", text)]);
        let row = sheet.row("p").unwrap();
        assert_eq!((row.text.as_deref(), &row.control), (Some(text), &control));
        assert!(matches!(row.verdict, Verdict::Kept(_)), "{text}: {:?}", row.verdict);
        assert!(sheet.is_valid() && !sheet.is_changed());
        sheet.set_text("p", "1");
        assert_eq!(set(&sheet), [pair("p", "1")]);
    }
}

#[test]
fn limits_are_told_at_the_value() {
    let mut sheet = sheet(json!({"type": "integer", "minimum": 1, "maximum": 4}), &[]);
    sheet.add(&origin("p"));
    for (text, rule) in
        [("0", Contradiction::Range), ("x", Contradiction::Type), ("1.5", Contradiction::Type)]
    {
        sheet.set_value("p", text);
        assert_eq!(sheet.row("p").unwrap().verdict, Verdict::Refused(rule));
        assert_eq!(set(&sheet), [pair("p", text)]);
    }
    sheet.set_value("p", "0");
    assert_eq!(sheet.row("p").unwrap().params()["minimum"], "1");
    sheet.set_value("p", "");
    assert_eq!(sheet.row("p").unwrap().verdict, Verdict::Blank);
}

#[test]
fn emptied_values_are_neither_dropped_nor_saved() {
    let mut list = sheet(devices(), &[("p", "<in> disk")]);
    list.remove_item("p", 0);
    assert_eq!(list.row("p").unwrap().verdict, Verdict::Emptied);
    assert!(!list.is_valid() && !list.is_changed());
    let mut text = sheet(json!({"type": "string"}), &[("p", "a")]);
    text.set_value("p", "");
    assert_eq!(set(&text), [pair("p", "")]);
    assert!(text.is_valid());
}

#[test]
fn objects_say_what_is_required() {
    let documents = [json!({"objects": [{
        "name": "O", "required": ["b"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
    }]})];
    let mut sheet = Sheet::open(catalog(&documents), BTreeMap::new());
    assert!(sheet.missing().is_empty());
    let at = |name: &str| Origin { object: Some("O".into()), ..origin(name) };
    sheet.add(&at("a"));
    assert_eq!(sheet.missing()[0].key, "b");
    sheet.add(&at("b"));
    assert!(sheet.missing().is_empty());
    assert_eq!(sheet.row("b").unwrap().verdict, Verdict::Missing);
    assert!(!sheet.is_valid());
}

#[test]
fn prefixes_and_targets_are_those_of_the_type() {
    let associations = json!([
        {"name": "OS::Nova::Flavor", "prefix": "hw:"},
        {"name": "OS::Cinder::Volume", "prefix": "v_", "properties_target": "image"},
    ]);
    let it = document(json!({
        "resource_type_associations": associations, "properties": {"a": {"type": "string"}},
        "objects": [{"name": "O", "required": ["b"], "properties": {"b": {"type": "string"}}}],
    }));
    let keys = |of: &str, target: Option<&str>| -> Vec<String> {
        let catalog = Catalog::of(std::slice::from_ref(&it), of, target);
        catalog.leaves().iter().map(|leaf| leaf.key.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    };
    assert_eq!(keys("OS::Nova::Flavor", None), ["hw:a", "hw:b"]);
    assert_eq!(keys("OS::Cinder::Volume", Some("image")), ["v_a", "v_b"]);
    assert!(keys("OS::Cinder::Volume", Some("user")).is_empty());
    assert!(keys(IMAGE_TYPE, None).is_empty());
    let flavor = Catalog::of(&[it], "OS::Nova::Flavor", None);
    assert!(flavor.definitions("hw:b")[0].is_required);
}

#[test]
fn a_key_of_two_namespaces_is_shown_with_both() {
    let documents = [
        json!({"namespace": "A", "properties": {"k": {"type": "string"}}}),
        json!({"namespace": "B", "properties": {"k": {"type": "integer"}}}),
    ];
    let mut sheet = Sheet::open(catalog(&documents), stored(&[("k", "x")]));
    let row = sheet.row("k").unwrap();
    assert_eq!((row.choices.len(), &row.control), (2, &Control::Text("x".into())));
    let other = Origin { namespace: "B".into(), object: None, name: "k".into() };
    sheet.choose_definition("k", &other);
    assert_eq!(sheet.row("k").unwrap().verdict, Verdict::Kept(Contradiction::Type));
    sheet.set_catalog(catalog(&documents));
    assert_eq!(sheet.row("k").unwrap().origin(), Some(&other));
    assert!(!sheet.is_changed());
    assert!(sheet.available(&branch("A")).is_empty());
    sheet.remove("k");
    sheet.add(&other);
    assert_eq!(sheet.row("k").unwrap().origin(), Some(&other));
    assert!(!sheet.is_changed());
}

#[test]
fn keys_keep_their_case() {
    let sheet = sheet(json!({"type": "integer", "minimum": 1}), &[("P", "0")]);
    assert_eq!(sheet.row("P").unwrap().verdict, Verdict::Kept(Contradiction::Range));
    assert!(sheet.available(&branch("N")).is_empty());
    assert!(!sheet.is_changed());
}

#[test]
fn all_beneath_is_added_and_removed_keys_come_back() {
    let documents = [json!({
        "properties": {"a": {"type": "string"}, "b": {"type": "boolean"}},
        "objects": [{"name": "O", "properties": {"c": {"type": "string", "default": "1"}}}],
    })];
    let mut sheet = Sheet::open(catalog(&documents), stored(&[("a", "1")]));
    assert_eq!(sheet.add_all(&branch("N")), 2);
    assert_eq!(set(&sheet), [pair("c", "1")]);
    sheet.remove("a");
    assert_eq!(sheet.difference().removed, ["a"]);
    sheet.add(&origin("a"));
    assert!(sheet.difference().removed.is_empty());
    sheet.set_value("a", "2");
    sheet.restore("a");
    sheet.restore("c");
    assert!(!sheet.is_changed());
}

#[test]
fn custom_keys_are_unique_and_none_of_the_services_own() {
    let mut sheet =
        sheet(json!({"type": "boolean", "default": true}), &[("mine", "1"), ("os_hash_algo", "x")])
            .reserving(&[&["name"]]);
    for (key, fault) in [
        (" ", KeyFault::Empty),
        ("mine", KeyFault::Taken),
        ("name", KeyFault::Reserved),
        ("os_glance_x", KeyFault::Reserved),
    ] {
        assert_eq!(sheet.add_custom(key), Err(fault));
    }
    assert_eq!(sheet.add_custom(&"x".repeat(256)), Err(KeyFault::TooLong));
    assert_eq!(sheet.add_custom(" Mine "), Ok(()));
    assert_eq!(sheet.add_custom("p"), Ok(()));
    assert!(sheet.row("p").unwrap().leaf.is_some());
    assert_eq!(set(&sheet), [pair("p", "true")]);
    sheet.set_text("os_hash_algo", "y");
    sheet.remove("os_hash_algo");
    assert_eq!(set(&sheet), [pair("p", "true")]);
}

#[test]
fn other_definitions_leave_values_alone() {
    let mut sheet = sheet(json!({"type": "string"}), &[("p", "1")]);
    sheet.set_value("p", "2");
    sheet.set_catalog(Catalog::default());
    assert!(sheet.row("p").unwrap().leaf.is_none());
    assert_eq!(set(&sheet), [pair("p", "2")]);
    sheet.set_catalog(catalog(&[json!({"properties": {"p": {"type": "integer", "maximum": 1}}})]));
    assert_eq!(sheet.row("p").unwrap().verdict, Verdict::Refused(Contradiction::Range));
    assert_eq!(set(&sheet), [pair("p", "2")]);
}

#[test]
fn changes_go_on_top_of_what_others_saved() {
    let mut sheet =
        Sheet::open(Catalog::default(), stored(&[("a", "1"), ("b", "1"), ("c", "1"), ("d", "1")]));
    sheet.set_text("a", "mine");
    sheet.remove("b");
    sheet.set_text("d", "2");
    let clashes = sheet.rebase(stored(&[("a", "theirs"), ("c", "theirs"), ("d", "2"), ("e", "new")]));
    let clash = Clash { key: "a".into(), mine: Some("mine".into()), theirs: Some("theirs".into()) };
    assert_eq!(clashes, [clash]);
    assert_eq!(set(&sheet), [pair("a", "mine")]);
    assert!(sheet.difference().removed.is_empty());
    assert_eq!(sheet.row("c").unwrap().text.as_deref(), Some("theirs"));
    assert!(sheet.row("e").is_some());
}

fn any_catalog() -> impl Strategy<Value = Catalog> {
    vec((samples::document(), prop::sample::select(&["", "hw_"][..])), 0..3).prop_map(|documents| {
        let with_type = |(mut it, prefix): (Document, &str)| {
            let prefix = Some(prefix.to_owned());
            it.resource_type_associations =
                vec![AssociationDocument { name: IMAGE_TYPE.into(), prefix, properties_target: None }];
            it
        };
        let documents: Vec<_> = documents.into_iter().map(with_type).collect();
        Catalog::of(&documents, IMAGE_TYPE, None)
    })
}

fn any_text() -> impl Strategy<Value = String> {
    let odd = &[
        "",
        "true",
        "No",
        "1",
        "<in> a,b",
        "<or> a <or> b",
        "<or>",
        "[\"a\"]",
        "[1]",
        "a,,b",
        "{}",
        "null",
        "<all-in> a b",
    ];
    prop_oneof![prop::sample::select(&odd[..]).prop_map(str::to_owned), any::<String>()]
}

fn any_stored() -> impl Strategy<Value = BTreeMap<String, String>> {
    let key =
        prop_oneof![samples::name(), samples::name().prop_map(|it| format!("hw_{it}")), Just("B".to_owned())];
    btree_map(key, any_text(), 0..6)
}

proptest! {
    #[test]
    fn a_sheet_that_nobody_touched_saves_nothing(catalog in any_catalog(), other in any_catalog(), texts in any_stored()) {
        let mut sheet = Sheet::open(catalog, texts.clone());
        prop_assert!(sheet.is_valid());
        prop_assert!(sheet.difference().is_empty());
        for row in sheet.rows() {
            prop_assert_eq!(row.text.as_ref(), texts.get(&row.key));
        }
        sheet.set_catalog(other);
        prop_assert!(sheet.difference().is_empty());
        prop_assert!(sheet.rebase(texts).is_empty());
        prop_assert!(sheet.difference().is_empty());
    }

    #[test]
    fn only_what_has_a_default_is_saved_of_what_is_added(catalog in any_catalog(), texts in any_stored()) {
        let namespaces: Vec<Branch> = catalog.leaves().iter().map(|leaf| leaf.branch()).collect();
        let mut sheet = Sheet::open(catalog, texts);
        for at in &namespaces {
            sheet.add_all(at);
        }
        let difference = sheet.difference();
        prop_assert!(difference.removed.is_empty());
        for (key, text) in &difference.set {
            prop_assert_eq!(sheet.row(key).unwrap().leaf.as_ref().unwrap().default(), Some(text.as_str()));
        }
        for key in difference.keys() {
            sheet.restore(key);
        }
        prop_assert!(!sheet.is_changed());
    }

    #[test]
    fn what_is_entered_again_as_it_was_is_no_change(catalog in any_catalog(), texts in any_stored()) {
        let mut sheet = Sheet::open(catalog, texts);
        let rows: Vec<_> = sheet.rows().cloned().collect();
        for row in rows {
            match &row.control {
                Control::List(items) => {
                    sheet.add_item(&row.key, "more");
                    sheet.set_items(&row.key, items.clone());
                }
                Control::Boolean(Some(value)) => {
                    sheet.set_boolean(&row.key, !value);
                    sheet.set_boolean(&row.key, *value);
                }
                Control::Boolean(None) => {}
                Control::Text(text) | Control::Choice(text) | Control::Integer(text)
                | Control::Number(text) | Control::Raw(text) => {
                    sheet.set_value(&row.key, "other");
                    sheet.set_value(&row.key, text);
                }
            }
            prop_assert!(sheet.difference().is_empty(), "{:?}", row);
        }
    }

    #[test]
    fn a_change_of_one_key_is_that_key_alone(catalog in any_catalog(), texts in any_stored(), text in any_text()) {
        let mut sheet = Sheet::open(catalog, texts.clone());
        if let Some(key) = texts.keys().next() {
            sheet.set_text(key, &text);
            let difference = sheet.difference();
            prop_assert!(difference.removed.is_empty());
            prop_assert!(difference.keys().all(|touched| touched == key));
            prop_assert_eq!(sheet.row(key).unwrap().text.as_deref(), Some(text.as_str()));
        }
    }
}

#[test]
fn what_nobody_can_enter_is_not_offered() {
    let document = document(json!({"properties": {
        "os_hash_algo": {"type": "string", "title": "Digest", "default": "sha512"},
        "os_glance_x": {"type": "string", "title": "Own"},
        "status": {"type": "string", "title": "Status"},
        "told": {"type": "string", "title": "Told", "readonly": true},
        "set": {"type": "string", "title": "Set", "readonly": true, "default": "a"},
        "free": {"type": "string", "title": "Free"},
    }}));
    let catalog = || Catalog::of(std::slice::from_ref(&document), IMAGE_TYPE, None);
    let offered = |stored: &[(&str, &str)]| {
        let stored = stored.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        let mut sheet = Sheet::open(catalog(), stored).reserving(&[&["status"]]);
        let at = Branch { namespace: document.namespace.clone(), object: None };
        let keys: Vec<String> = sheet.available(&at).iter().map(|leaf| leaf.key.clone()).collect();
        let found = sheet.search("").leaves.len();
        assert_eq!((found, sheet.add_all(&at)), (keys.len(), keys.len()));
        keys.join(" ")
    };
    assert_eq!(offered(&[]), "free set");
    assert_eq!(offered(&[("told", "x"), ("os_hash_algo", "sha512")]), "free set");
}

#[test]
fn what_a_definition_brought_goes_with_it() {
    let with =
        |properties: Value| Catalog::of(&[document(json!({"properties": properties}))], IMAGE_TYPE, None);
    let mut sheet =
        Sheet::open(with(json!({"a": {"type": "string", "title": "A", "default": "1"}})), BTreeMap::new());
    let leaf = sheet.catalog().leaves()[0].origin.clone();
    assert!(sheet.add(&leaf));
    sheet.add_custom("own").unwrap();
    sheet.follow(with(json!({"b": {"type": "string", "title": "B"}})));
    assert_eq!(sheet.rows().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["own"]);
    assert!(sheet.is_touched() && !sheet.is_changed());
}

#[test]
fn a_difference_is_taken_up_again() {
    let stored: BTreeMap<String, String> =
        [("a", "1"), ("b", "2")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    let mut first = Sheet::open(Catalog::default(), stored.clone());
    first.remove("a");
    first.set_text("b", "3");
    first.add_custom("c").unwrap();
    first.set_text("c", "4");
    let mut second = Sheet::open(Catalog::default(), stored);
    second.take_up(&first.difference());
    assert_eq!(second.difference(), first.difference());
}
