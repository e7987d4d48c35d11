//! `vitrine metadefs`: what goes in comes out, whatever is in the way.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use super::Home;

/// A folder of third-party files in the published layout, where there is one.
const FOLDER: &str = "VITRINE_METADEFS";

fn starter() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/catalog").to_owned()
}

/// The documents of a folder, by namespace.
fn documents(folder: &Path) -> BTreeMap<String, Value> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "json"));
    let parsed = files.map(|path| serde_json::from_slice::<Value>(&fs::read(path).unwrap()).unwrap());
    parsed.map(|document| (document["namespace"].as_str().unwrap().to_owned(), document)).collect()
}

/// What may be said or left out alike.
fn plain(mut document: Value) -> Value {
    let map = document.as_object_mut().unwrap();
    map.remove("owner");
    map.entry("visibility").or_insert(json!("private"));
    map.entry("protected").or_insert(json!(false));
    map.retain(|_, value| *value != json!([]) && *value != json!({}));
    for object in map.get_mut("objects").and_then(Value::as_array_mut).into_iter().flatten() {
        object.as_object_mut().unwrap().retain(|_, value| *value != json!([]) && *value != json!({}));
    }
    document
}

#[tokio::test]
async fn our_catalog_comes_out_as_it_went_in() {
    let home = Home::new().await;
    let out = home.path("out");
    home.run(&["load", &starter()]).fine();
    home.run(&["export", out.to_str().unwrap()]).fine();
    let (before, after) = (documents(Path::new(&starter())), documents(&out));
    assert!(before.len() >= 60, "the starter catalog has {} namespaces", before.len());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, document) in before {
        assert_eq!(plain(document), plain(after[&name].clone()), "{name}");
    }
    assert_eq!(home.run(&["diff", &starter()]).fine(), "");
    let again = home.run(&["load", &starter(), "--mode", "overwrite"]).fine();
    assert!(again.contains(" same; 0 written"), "{again}");
}

#[tokio::test]
async fn our_catalog_makes_sense_and_is_whole_in_chinese() {
    let home = Home::new().await;
    home.run(&["validate", "--strict", &starter()]).fine();
    for (name, document) in documents(Path::new(&starter())) {
        let chinese = &document["translations"]["zh-CN"];
        for member in ["display_name", "description"] {
            assert!(chinese[member].is_string(), "{name}: {member}");
        }
        for key in document["properties"].as_object().into_iter().flatten().map(|(key, _)| key) {
            for member in ["title", "description"] {
                assert!(document["properties"][key][member].is_string(), "{name}: {key}.{member}");
                assert!(chinese["properties"][key][member].is_string(), "{name}: {key}.{member} in Chinese");
            }
        }
    }
}

/// Any document.
fn any_document() -> impl Strategy<Value = Value> {
    let text = "[a-zA-Z0-9 _:.äöü中文\"\\\\-]{1,20}";
    let definition = prop_oneof![
        (text, prop::option::of(text), prop::option::of(prop::collection::vec(text, 1..4))).prop_map(
            |(title, default, values)| {
                let mut map = Map::new();
                map.insert("type".to_owned(), json!("string"));
                map.insert("title".to_owned(), json!(title));
                map.extend(default.map(|it| ("default".to_owned(), json!(it))));
                map.extend(values.map(|it| ("enum".to_owned(), json!(it))));
                Value::Object(map)
            }
        ),
        (any::<i32>(), any::<f32>()).prop_map(|(least, default)| json!({
            "type": "number", "title": "n", "minimum": least, "default": f64::from(default).clamp(-1e30, 1e30),
        })),
        any::<bool>().prop_map(|default| json!({"type": "boolean", "title": "b", "default": default})),
        prop::collection::vec(text, 0..3).prop_map(|default| json!({
            "type": "array", "title": "a", "items": {"type": "string"}, "default": default, "uniqueItems": false,
        })),
    ];
    let properties = || prop::collection::btree_map(text, definition.clone(), 0..5);
    let object = (prop::option::of(text), properties()).boxed();
    let objects = prop::collection::btree_map(text, object, 0..4);
    let tags = prop::collection::btree_set(text, 0..6);
    let types = prop::collection::btree_map("OS::[A-Z][a-z]{1,8}", prop::option::of("[a-z]{1,4}_"), 0..3);
    (text, prop::option::of(text), any::<bool>(), any::<bool>(), properties(), objects, tags, types).prop_map(
        |(name, description, is_public, is_protected, properties, objects, tags, types)| {
            let object = |(name, (description, properties)): (String, (Option<String>, BTreeMap<_, _>))| {
                let mut map = json!({"name": name, "properties": properties});
                if let Some(description) = description {
                    map["description"] = json!(description);
                }
                map
            };
            let association = |(name, prefix): (String, Option<String>)| match prefix {
                Some(prefix) => json!({"name": name, "prefix": prefix}),
                None => json!({"name": name}),
            };
            let mut document = json!({
                "namespace": name,
                "visibility": if is_public { "public" } else { "private" },
                "protected": is_protected,
                "properties": properties,
                "objects": objects.into_iter().map(object).collect::<Vec<_>>(),
                "tags": tags.into_iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
                "resource_type_associations": types.into_iter().map(association).collect::<Vec<_>>(),
            });
            if let Some(description) = description {
                document["description"] = json!(description);
            }
            document
        },
    )
}

#[tokio::test]
async fn any_catalog_comes_out_as_it_went_in() {
    let home = Home::new().await;
    let mut runner = TestRunner::new(Config { cases: 24, ..Config::default() });
    let outcome = runner.run(&prop::collection::vec(any_document(), 1..8), |made| {
        let made: BTreeMap<String, Value> =
            made.into_iter().map(|it| (it["namespace"].as_str().unwrap().to_owned(), it)).collect();
        let input = Value::from_iter(made.values().cloned()).to_string();
        home.run(&["unload", "--yes"]).fine();
        home.run_with(&["load", "-"], &input).fine();
        let out: Vec<Value> = serde_json::from_str(&home.run(&["export", "-"]).fine()).unwrap();
        let found: BTreeMap<String, Value> =
            out.into_iter().map(|it| (it["namespace"].as_str().unwrap().to_owned(), plain(it))).collect();
        let expected: BTreeMap<String, Value> = made.into_iter().map(|(key, it)| (key, plain(it))).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(home.run_with(&["diff", "-"], &input).fine(), "");
        Ok(())
    });
    outcome.unwrap();
}

#[tokio::test]
async fn third_party_files_load_with_all_that_is_in_them() {
    let Ok(folder) = std::env::var(FOLDER) else {
        eprintln!("skipped: {FOLDER} names no folder");
        return;
    };
    let home = Home::new().await;
    let report = home.run(&["load", "--json", &folder]).fine();
    let report: Value = serde_json::from_str(&report).unwrap();
    let files = documents(Path::new(&folder));
    let rows = report["namespaces"].as_array().unwrap();
    assert_eq!(rows.len(), files.len());
    assert!(rows.iter().all(|row| row["verdict"] == "new" && row["applied"] == true), "{rows:?}");
    let sum = |member: &str| -> i64 {
        let length = |document: &Value| match &document[member] {
            Value::Array(items) => items.len() as i64,
            Value::Object(map) => map.len() as i64,
            _ => 0,
        };
        files.values().map(length).sum()
    };
    for (table, expected) in [
        ("metadef_namespaces", files.len() as i64),
        ("metadef_properties", sum("properties")),
        ("metadef_objects", sum("objects")),
        ("metadef_tags", sum("tags")),
        ("metadef_associations", sum("resource_type_associations")),
    ] {
        let found = home.database.number(&format!("SELECT count(*) FROM {table}")).await;
        assert_eq!(found, expected, "{table}");
    }
    assert_eq!(home.run(&["diff", &folder]).fine(), "");
}

/// A file, as others publish them: what is unknown is kept, what is odd is said.
fn odd_file() -> Value {
    json!({
        "namespace": "OS::Test::Odd", "visibility": "public", "protected": true, "owner": "admin", "notes": "no member",
        "properties": {
            "untitled": {"type": "string", "confidential": true},
            "crossed": {"title": "c", "type": "integer", "minimum": 2, "maximum": 1},
        },
        "tags": [{"name": "a"}, {"name": "b"}],
    })
}

#[tokio::test]
async fn a_broken_file_does_not_keep_the_others_out() {
    let home = Home::new().await;
    let folder = home.path("files");
    fs::create_dir(&folder).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("a.json", "{ this is no JSON");
    write("b.json", &odd_file().to_string());
    write("c.json", r#"{"namespace": "", "visibility": "public"}"#);
    write("d.json", r#"{"namespace": "D", "properties": {"p": {"type": "colour", "title": "p"}}}"#);
    write("e.txt", "not read");
    let path = folder.to_str().unwrap();
    let report = home.run(&["load", path]).refused();
    for words in [
        "a.json: key must be a string",
        "new       OS::Test::Odd",
        "odd: properties.crossed.minimum (bounds)",
        "odd: properties.untitled.confidential (unknown)",
        "'namespace' must not be empty",
        "in 'properties.p.type'",
        "1 new, 3 invalid; 1 written",
        "3 of 4 documents cannot be used",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert_eq!(home.database.number("SELECT count(*) FROM metadef_namespaces").await, 1);
    let out = home.run(&["export", "-", "OS::Test::Odd"]).fine();
    let out: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out[0]["properties"], odd_file()["properties"]);
    assert!(home.run(&["load", "/nonexistent"]).refused().contains("/nonexistent cannot be read"));
}

#[tokio::test]
async fn each_mode_does_what_it_says_and_dry_runs_do_nothing() {
    let home = Home::new().await;
    assert!(home.run(&["export", "-"]).refused().contains("has not been set up"));
    home.run(&["unload", "--yes"]).fine();
    let load = |mode: &str, more: &[&str], document: &Value| {
        let words = [&["load", "-", "--mode", mode], more].concat();
        home.run_with(&words, &document.to_string()).fine()
    };
    let exported =
        || -> Value { serde_json::from_str::<Value>(&home.run(&["export", "-"]).fine()).unwrap()[0].take() };
    let first = json!({"namespace": "N", "visibility": "public", "protected": true, "description": "old",
        "tags": [{"name": "a"}], "properties": {"p": {"type": "string", "title": "old"}}});
    let second = json!({"namespace": "N", "visibility": "public", "protected": true, "description": "new",
        "tags": [{"name": "b"}], "properties": {"p": {"type": "string", "title": "new"}}});
    assert!(load("default", &["--dry-run"], &first).contains("1 new; 0 written"));
    assert_eq!(home.run(&["export", "-"]).fine(), "[]\n");
    load("default", &[], &first);
    assert!(load("default", &[], &second).contains("1 skipped; 0 written"));
    assert!(load("merge", &["--dry-run"], &second).contains("  + tag b"));
    load("merge", &[], &second);
    assert_eq!(exported()["tags"], json!([{"name": "a"}, {"name": "b"}]));
    assert_eq!(exported()["description"], "old");
    let plan = load("prefer-new", &[], &second);
    assert!(plan.contains("~ description: \"old\" -> \"new\"") && plan.contains("title: \"old\" -> \"new\""));
    assert_eq!(exported()["properties"]["p"]["title"], "new");
    assert!(load("overwrite", &["--dry-run"], &second).contains("1 protected; 0 written"));
    let barred = home.run_with(&["load", "-", "--mode", "overwrite"], &second.to_string());
    assert!(barred.out.contains("1 protected; 0 written"), "{barred:?}");
    assert!(barred.refused().contains("--force"));
    assert_eq!(exported()["tags"].as_array().unwrap().len(), 2);
    assert!(load("overwrite", &["--force"], &second).contains("1 differs; 1 written"));
    assert_eq!(exported(), second);
    assert!(home.run(&["unload"]).refused().contains("--yes"));
    home.run(&["unload", "--yes"]).fine();
    assert_eq!(home.run(&["export", "-"]).fine(), "[]\n");
    assert_eq!(home.database.number("SELECT count(*) FROM metadef_resource_types").await, 0);
}

#[tokio::test]
async fn a_load_that_is_killed_leaves_whole_namespaces_only() {
    let home = Home::new().await;
    let files = documents(Path::new(&starter()));
    let mut cut_off = 0;
    for round in 0_u64..50 {
        home.run(&["unload", "--yes"]).fine();
        let mut child =
            home.metadefs(&["load", &starter()]).stdout(std::process::Stdio::null()).spawn().unwrap();
        // A different moment each time, from before the first row to after the last.
        std::thread::sleep(std::time::Duration::from_micros(
            20_000 + round * 9_000 + rand::random::<u64>() % 9_000,
        ));
        child.kill().unwrap();
        child.wait().unwrap();
        let out: Vec<Value> = serde_json::from_str(&home.run(&["export", "-"]).fine()).unwrap();
        cut_off += usize::from((1..files.len()).contains(&out.len()));
        for document in out {
            let name = document["namespace"].as_str().unwrap();
            assert_eq!(plain(document.clone()), plain(files[name].clone()), "{name}");
        }
    }
    assert!(cut_off > 0, "no load was cut off in the middle");
    home.run(&["load", &starter()]).fine();
    assert_eq!(home.run(&["diff", &starter()]).fine(), "");
}
