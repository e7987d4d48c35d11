//! What holds for any document and any work on it, and cases of each rule.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use vitrine_wire::metadef::{Document, NodeKind, PropertyType, TranslatedTexts, changed, changes};

use super::samples::{self, Deed, read};
use super::*;

fn document(value: Value) -> Document {
    json::read(&value.to_string()).unwrap()
}

fn sample() -> Document {
    document(json!({
        "namespace": "N", "display_name": "n", "description": "d", "visibility": "public",
        "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "hw_"}],
        "properties": {
            "p": {"type": "string", "title": "P", "description": "p"},
            "q": {"type": "integer", "title": "Q", "description": "q"},
        },
        "objects": [{"name": "o", "description": "o", "required": ["x"], "properties": {
            "x": {"type": "string", "title": "X", "description": "x"},
        }}],
        "tags": [{"name": "t"}],
        "translations": {"zh-CN": {
            "properties": {"p": {"title": "属性"}},
            "objects": {"o": {"properties": {"x": {"title": "内"}}}},
        }},
    }))
}

fn act(work: &mut Workspace, deed: &Deed) {
    match deed {
        Deed::Json(document) => work.type_json(&json::text(document)),
        Deed::Broken => work.type_json("{"),
        deed => {
            if let Some(edits) = deed.edits(work.document()) {
                let result = work.edit(edits);
                assert!(matches!(result, Ok(()) | Err(Refused::Frozen)), "{deed:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_work_is_undone_to_the_start_and_redone_to_the_end(
        first in samples::document(), deeds in vec(samples::deed(), 0..20),
    ) {
        let mut work = Workspace::open(first.clone(), None);
        deeds.iter().for_each(|deed| act(&mut work, deed));
        let last = work.document().clone();
        while work.can_undo() {
            work.undo();
        }
        prop_assert_eq!(work.document(), &first);
        prop_assert!(!work.is_changed());
        while work.can_redo() {
            work.redo();
        }
        prop_assert_eq!(work.document(), &last);
    }

    #[test]
    fn a_document_reads_back_from_its_json(document in samples::document()) {
        prop_assert_eq!(json::read(&json::text(&document)).unwrap(), document);
    }

    #[test]
    fn a_definition_is_all_that_its_form_shows(definition in samples::definition()) {
        let mut again = read(&json!({"type": definition.kind().as_str()}));
        // The type of items decides what the values of an array are.
        for member in Member::ALL {
            let shown = member.shown(&definition);
            prop_assert_eq!(&member.enter(&definition, &shown).unwrap(), &definition);
            if !matches!(member, Member::Enum | Member::Default) {
                again = member.enter(&again, &shown).unwrap();
            }
        }
        // Catalogs write numbers as texts, too: values that were there keep their type, new ones get theirs.
        for member in [Member::Enum, Member::Default] {
            again = member.enter(&again, &member.shown(&definition)).unwrap();
            prop_assert_eq!(member.shown(&again), member.shown(&definition));
        }
        prop_assert_eq!(again.common().default.clone(), definition.common().default.clone());
        prop_assert_eq!(json::read(&json::text(&holding(&again))).unwrap(), holding(&again));
    }

    #[test]
    fn who_changed_nothing_gets_the_others_work(base in samples::document(), other in samples::document()) {
        for (mine, theirs) in [(&base, &other), (&other, &base), (&other, &other)] {
            let merged = merge(&base, mine, theirs);
            prop_assert_eq!(&merged.conflicts, &[]);
            prop_assert_eq!(changes(Some(&merged.document), Some(&other)), []);
        }
        prop_assert_eq!(merge(&base, &base, &other).document, other);
    }

    #[test]
    fn a_merge_loses_nothing_and_settles_either_way(
        base in samples::document(), mine in samples::document(), theirs in samples::document(),
    ) {
        for side in [Side::Mine, Side::Theirs] {
            let mut merged = merge(&base, &mine, &theirs);
            for conflict in merged.conflicts.clone() {
                merged.settle(&conflict, side);
            }
            let wanted = if side == Side::Mine { &mine } else { &theirs };
            let other = if side == Side::Mine { &theirs } else { &mine };
            let made = changes(Some(&merged.document), Some(wanted));
            // What is not as on the chosen side was changed by the other one alone, or in a part of a node.
            for difference in made {
                let by_other = changes(Some(&base), Some(other));
                prop_assert!(by_other.iter().any(|change| change.node == difference.node), "{:?}", difference);
            }
        }
    }

    #[test]
    fn what_differs_leads_from_the_saved_to_the_work(first in samples::document(), last in samples::document()) {
        let mut work = Workspace::open(first.clone(), None);
        work.type_json(&json::text(&last));
        let made: Document = serde_json::from_value(changed(&first, &work.plan())).unwrap();
        prop_assert_eq!(changes(Some(&made), Some(&last)), []);
    }
}

fn holding(definition: &vitrine_wire::metadef::PropertyDefinition) -> Document {
    let mut document = sample();
    document.properties.insert("p".into(), definition.clone());
    document
}

#[test]
fn a_renamed_property_takes_its_texts_and_its_requirement_along() {
    let start = sample();
    let mut work = Workspace::open(start.clone(), None);
    let at = Place::Object("o".into());
    work.edit(commands::rename_property(work.document(), &at, "x", "y").unwrap()).unwrap();
    work.edit(commands::rename_property(work.document(), &Place::Namespace, "p", "z").unwrap()).unwrap();
    let now = work.document();
    assert_eq!(now.objects[0].required, ["y"]);
    assert!(now.objects[0].properties.contains_key("y") && !now.objects[0].properties.contains_key("x"));
    let told = &now.translations["zh-CN"];
    assert_eq!(told.properties["z"].title.as_deref(), Some("属性"));
    assert_eq!(told.objects["o"].properties["y"].title.as_deref(), Some("内"));
    work.edit(commands::move_property(work.document(), &at, "y", &Place::Namespace, "y").unwrap()).unwrap();
    let now = work.document();
    assert_eq!(now.objects[0].required, [""; 0]);
    assert!(now.objects[0].properties.is_empty() && now.properties.contains_key("y"));
    assert_eq!(now.translations["zh-CN"].properties["y"].title.as_deref(), Some("内"));
    work.undo();
    work.undo();
    work.undo();
    assert_eq!(*work.document(), start);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let document = sample();
    let here = Place::Namespace;
    let refusal = |result: Result<Vec<Edit>, commands::Refusal>| result.unwrap_err().code();
    assert_eq!(refusal(commands::rename_property(&document, &here, "p", "q")), "taken");
    assert_eq!(refusal(commands::rename_property(&document, &here, "p", " ")), "empty");
    assert_eq!(refusal(commands::rename_property(&document, &here, "p", &"n".repeat(81))), "too-long");
    assert_eq!(refusal(commands::remove_property(&document, &here, "none")), "missing");
    assert_eq!(refusal(commands::require(&document, "o", "none", true)), "missing");
    assert_eq!(refusal(commands::add_tag(&document, "t")), "taken");
    let mut work = Workspace::open(document.clone(), None);
    let edits = vec![Edit::Attribute(Attribute::Description(None)), Edit::Tag(ListEdit::Remove(7))];
    assert_eq!(work.edit(edits), Err(Refused::Stale));
    assert_eq!(*work.document(), document);
    assert!(!work.can_undo());
}

#[test]
fn typing_is_one_step_until_it_is_sealed() {
    let mut work = Workspace::open(sample(), None);
    let describe = |text: &str| vec![Edit::Attribute(Attribute::Description(Some(text.to_owned())))];
    for text in ["a", "ab", "abc"] {
        work.type_at("description", describe(text)).unwrap();
    }
    work.seal();
    work.type_at("description", describe("abcd")).unwrap();
    work.type_at("display_name", vec![Edit::Attribute(Attribute::DisplayName(None))]).unwrap();
    work.undo();
    work.undo();
    assert_eq!(work.document().description.as_deref(), Some("abc"));
    work.undo();
    assert_eq!(work.document().description.as_deref(), Some("d"));
    assert!(!work.can_undo());
    work.redo();
    assert_eq!(work.document().description.as_deref(), Some("abc"));
}

#[test]
fn broken_json_freezes_the_form_and_loses_nothing() {
    let start = sample();
    let mut work = Workspace::open(start.clone(), None);
    let broken = json::text(&start).replace("\"type\": \"integer\"", "\"type\": integer");
    work.type_json(&broken);
    assert_eq!(work.json(), broken);
    assert_eq!(*work.document(), start);
    let line = 1 + broken.lines().position(|line| line.contains(": integer")).unwrap();
    assert_eq!(work.fault().unwrap().line, line);
    assert_eq!(work.edit(commands::add_tag(&start, "u").unwrap()), Err(Refused::Frozen));
    let kept = Workspace::restore(work.draft());
    assert_eq!((kept.json(), kept.document()), (broken.clone(), &start));
    work.type_json(&broken.replace(": integer", ": \"number\""));
    assert_eq!(work.document().properties["q"].kind(), PropertyType::Number);
    assert!(work.fault().is_none());
    work.undo();
    assert_eq!(*work.document(), start);
}

#[test]
fn faults_of_json_stand_at_their_lines() {
    let text = json::text(&sample());
    let line_of = |text: &str, part: &str| 1 + text.lines().position(|line| line.contains(part)).unwrap();
    for (from, to, mark, code, path) in [
        ("\"type\": \"integer\"", "\"type\": \"int\"", "\"int\"", "definition", "properties.q.type"),
        ("\"title\": \"X\"", "\"title\": 5", ": 5", "definition", "objects.0.properties.x.title"),
        ("\"protected\"", "\"protectd\"", "protectd", "unknown", "protectd"),
        ("\"prefix\"", "\"prefixes\"", "prefixes", "unknown", "resource_type_associations.0.prefixes"),
        ("\"visibility\": \"public\"", "\"visibility\": \"secret\"", "secret", "shape", ""),
    ] {
        let broken = text.replace(from, to);
        let fault = json::read(&broken).unwrap_err();
        let told = (fault.line, fault.cause.code(), fault.path.as_str());
        assert_eq!(told, (line_of(&broken, mark), code, path), "{to}");
    }
    let twice = "{\"namespace\": \"N\",\n\"properties\": {\"a\": {\"type\": \"string\"},\n\"a\": {\"type\": \"string\"}}}";
    let fault = json::read(twice).unwrap_err();
    assert_eq!((fault.line, fault.cause, fault.path.as_str()), (3, json::Cause::Twice, "properties.a"));
}

#[test]
fn what_the_api_adds_is_passed_over() {
    let plain = json!({"namespace": "N", "self": "/v2", "schema": "s", "created_at": "x", "updated_at": "y"});
    let read = document(plain);
    assert_eq!(read.namespace, "N");
    assert!(!read.protected);
}

#[test]
fn a_type_keeps_what_it_has_no_use_for() {
    let before = read(&json!({"type": "string", "title": "T", "maxLength": 3, "pattern": "^a"}));
    let after = Member::Type.enter(&before, &Entered::Text("integer".into())).unwrap();
    assert_eq!(after.kind(), PropertyType::Integer);
    assert_eq!(Member::MaxLength.shown(&after), Entered::Text("3".into()));
    let mut holds = sample();
    holds.properties.insert("p".into(), after.clone());
    let astray: Vec<_> =
        problems(&holds).into_iter().filter(|problem| problem.rule == Rule::Astray).collect();
    assert_eq!(astray.len(), 2);
    assert_eq!(Member::Type.enter(&after, &Entered::Text("string".into())).unwrap(), before);
}

#[test]
fn entries_are_read_as_their_type() {
    let text = |text: &str| Entered::Text(text.to_owned());
    let words = |words: &[&str]| Entered::List(words.iter().map(|word| (*word).to_owned()).collect());
    for (kind, member, entered, expected) in [
        ("integer", Member::Default, text("12"), Ok(json!(12))),
        ("integer", Member::Default, text("12abc"), Err(Unfit::Integer)),
        ("integer", Member::Default, text("1.5"), Err(Unfit::Integer)),
        ("number", Member::Default, text("1.5"), Ok(json!(1.5))),
        ("number", Member::Minimum, text("x"), Err(Unfit::Number)),
        ("string", Member::Default, text("12"), Ok(json!("12"))),
        ("string", Member::MinLength, text("-1"), Err(Unfit::Count)),
        ("boolean", Member::Default, text("true"), Ok(json!(true))),
        ("boolean", Member::Default, text("yes"), Err(Unfit::Boolean)),
        ("object", Member::Default, text("[1]"), Err(Unfit::Json)),
        ("object", Member::Default, text("{\"a\": 1}"), Ok(json!({"a": 1}))),
        ("array", Member::Default, words(&["1", "a"]), Ok(json!(["1", "a"]))),
        ("integer", Member::Enum, words(&["1", "2"]), Ok(json!([1, 2]))),
        ("string", Member::Readonly, text("true"), Err(Unfit::Control)),
    ] {
        let definition = read(&json!({"type": kind}));
        let entered_value =
            member.enter(&definition, &entered).map(|after| after.to_map()[member.name()].clone());
        assert_eq!(entered_value, expected, "{kind} {member:?} {entered:?}");
    }
    let catalog = read(&json!({"type": "integer", "enum": ["1", "2"]}));
    let longer = Member::Enum.enter(&catalog, &words(&["1", "2", "3"])).unwrap();
    assert_eq!(longer.to_map()["enum"], json!(["1", "2", 3]));
}

#[test]
fn problems_name_what_is_wrong() {
    let mut broken = sample();
    assert_eq!(problems(&broken), []);
    broken.namespace = " ".into();
    broken.tags.push(broken.tags[0].clone());
    broken.objects[0].required.push("none".into());
    broken.resource_type_associations[0].prefix = Some("hw:".into());
    broken.properties.insert(
        "p".into(),
        read(&json!({"type": "string", "enum": ["a"], "default": "b", "pattern": "(", "odd": 1})),
    );
    broken.properties.remove("q");
    broken
        .translations
        .get_mut("zh-CN")
        .unwrap()
        .properties
        .insert("gone".into(), TranslatedTexts { title: Some("无".into()), description: None });
    let told: Vec<(Severity, String, &str)> = problems(&broken)
        .iter()
        .map(|it| (it.severity, it.member.clone().unwrap_or_default(), it.rule.code()))
        .collect();
    use Severity::{Error, Hint, Warning};
    let expected = [
        (Error, "namespace", "empty"),
        (Error, "name", "twice"),
        (Warning, "default", "enum"),
        (Warning, "pattern", "no-pattern"),
        (Warning, "odd", "unknown"),
        (Warning, "title", "no-title"),
        (Warning, "required", "required-missing"),
        (Warning, "prefix", "colon"),
        (Warning, "", "untold"),
        (Hint, "description", "no-description"),
    ];
    assert_eq!(told, expected.map(|(severity, member, code)| (severity, member.to_owned(), code)));
}

#[test]
fn two_people_change_one_object_apart_and_conflict_on_one_property() {
    let base = sample();
    let at = Place::Object("o".into());
    let with = |document: &Document, name: &str, title: &str| {
        let mut work = Workspace::open(document.clone(), None);
        let put = Edit::Property {
            at: at.clone(),
            name: name.to_owned(),
            to: Some(Box::new(read(&json!({"type": "string", "title": title})))),
        };
        work.edit(vec![put]).unwrap();
        work.document().clone()
    };
    let mine = with(&with(&base, "mine", "M"), "x", "X1");
    let theirs = with(&with(&base, "theirs", "T"), "x", "X2");
    let mut merged = merge(&base, &mine, &theirs);
    let [conflict] = &merged.conflicts.clone()[..] else { panic!("{:?}", merged.conflicts) };
    assert_eq!((conflict.node.kind, conflict.path.join("/")), (NodeKind::Object, "properties/x".to_owned()));
    let title = |merged: &Merged| merged.document.objects[0].properties["x"].common().title.clone();
    assert_eq!(title(&merged).as_deref(), Some("X1"));
    let names: Vec<&String> = merged.document.objects[0].properties.keys().collect();
    assert_eq!(names, ["mine", "theirs", "x"]);
    merged.settle(conflict, Side::Theirs);
    assert_eq!(title(&merged).as_deref(), Some("X2"));
    merged.settle(conflict, Side::Mine);
    assert_eq!(title(&merged).as_deref(), Some("X1"));
}

#[test]
fn a_removal_conflicts_with_a_change_and_can_be_settled() {
    let base = sample();
    let mut mine = base.clone();
    mine.properties.remove("p");
    mine.translations.clear();
    let mut theirs = base.clone();
    theirs.properties.insert("p".into(), read(&json!({"type": "string", "title": "P2"})));
    let mut merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.conflicts.len(), 1);
    assert!(!merged.document.properties.contains_key("p"));
    let conflict = merged.conflicts[0].clone();
    merged.settle(&conflict, Side::Theirs);
    assert_eq!(merged.document.properties["p"].common().title.as_deref(), Some("P2"));
}

#[test]
fn work_goes_on_from_what_another_saved() {
    let base = sample();
    let mut work = Workspace::open(base.clone(), Some("1".into()));
    work.edit(commands::add_tag(&base, "mine").unwrap()).unwrap();
    let mut theirs = base.clone();
    theirs.description = Some("theirs".into());
    let merged = work.merged(&theirs);
    assert_eq!(merged.conflicts, []);
    work.rebase(theirs, Some("2".into()), merged.document).unwrap();
    assert_eq!(work.revision(), Some("2"));
    assert_eq!(work.plan().len(), 1);
    assert_eq!(work.document().description.as_deref(), Some("theirs"));
}

#[test]
fn a_copy_takes_its_texts_into_another_namespace() {
    let from = sample();
    let copied = Fragment::of(&from, &Selection::property("p")).unwrap();
    let target = document(json!({"namespace": "M", "properties": {"p": {"type": "boolean"}}}));
    let (selection, edits) = copied.paste(&target, &Place::Namespace).unwrap();
    assert_eq!(selection, Selection::property("p_2"));
    let mut work = Workspace::open(target, None);
    work.edit(edits).unwrap();
    assert_eq!(work.document().properties["p_2"], from.properties["p"]);
    assert_eq!(work.document().translations["zh-CN"].properties["p_2"].title.as_deref(), Some("属性"));
    let object = Fragment::of(&from, &Selection::Object("o".into())).unwrap();
    let stored = serde_json::to_string(&object).unwrap();
    assert_eq!(serde_json::from_str::<Fragment>(&stored).unwrap(), object);
}

#[test]
fn a_large_namespace_is_worked_on_like_a_small_one() {
    let mut large = sample();
    for number in 0..1000 {
        let definition = json!({"type": "string", "title": format!("T{number}"), "description": "d"});
        large.properties.insert(format!("p{number:04}"), read(&definition));
    }
    let mut work = Workspace::open(large.clone(), None);
    for number in 0..1000 {
        let name = format!("p{number:04}");
        let typed = read(&json!({"type": "string", "title": "typed", "description": "d"}));
        let edits = commands::put_property(work.document(), &Place::Namespace, &name, typed).unwrap();
        work.type_at(&name, edits).unwrap();
    }
    assert_eq!(work.plan().len(), 1000);
    while work.can_undo() {
        work.undo();
    }
    assert_eq!(*work.document(), large);
}

#[test]
fn what_is_selected_has_a_line_in_the_json() {
    let document: Document = serde_json::from_value(serde_json::json!({
        "namespace": "N", "visibility": "private", "protected": false,
        "resource_type_associations": [{"name": "A"}, {"name": "B", "prefix": "b_"}],
        "properties": {"a.b": {"type": "string", "title": "T", "items": {"type": "string"}}},
        "objects": [{"name": "o", "properties": {"q": {"type": "string", "title": "Q"}}}],
        "tags": [{"name": "t"}, {"name": "u"}],
    }))
    .unwrap();
    let text = json::text(&document);
    let lines = lines::Lines::of(&text);
    let at = |selection: &Selection, member| {
        let line = lines.line(&json::path(&document, selection, member));
        text.lines().nth(line - 1).unwrap().trim().to_owned()
    };
    let inner = Selection::Property { at: Place::Object("o".into()), name: "q".into() };
    for (selection, member, expected) in [
        (Selection::property("a.b"), None, "\"a.b\": {"),
        (Selection::property("a.b"), Some("title"), "\"title\": \"T\","),
        (inner, Some("title"), "\"title\": \"Q\""),
        (Selection::Association("B".into()), Some("prefix"), "\"prefix\": \"b_\""),
        (Selection::Namespace, Some("visibility"), "\"visibility\": \"private\","),
        // Nothing stands there: what is around it.
        (Selection::property("a.b"), Some("description"), "\"a.b\": {"),
        (Selection::Translation("de".into()), None, "{"),
    ] {
        assert_eq!(at(&selection, member), expected, "{selection:?} {member:?}");
    }
    assert!(at(&Selection::Tag("u".into()), Some("name")).contains("\"u\""));
}
