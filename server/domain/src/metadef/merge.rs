//! What a document makes of the namespace that is there, by mode.

use std::collections::BTreeMap;

use vitrine_wire::metadef::{Change, Document, ImportMode, ImportVerdict, MetadefEnforcement, changes};

/// What is to become of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub verdict: ImportVerdict,
    /// What the namespace is to be; where nothing is to be written, what it is.
    pub target: Document,
    pub changes: Vec<Change>,
}

/// Plans what to do with a document. `is_forced` takes things from protected namespaces too.
#[must_use]
pub fn plan(current: Option<&Document>, wanted: &Document, mode: ImportMode, is_forced: bool) -> Plan {
    let wanted = completed(wanted.clone(), current);
    let Some(current) = current else {
        let changes = changes(None, Some(&wanted));
        return Plan { verdict: ImportVerdict::New, target: wanted, changes };
    };
    let target = match mode {
        ImportMode::Skip => current.clone(),
        ImportMode::Merge => united(current.clone(), &wanted),
        ImportMode::PreferNew => preferred(wanted.clone(), current),
        ImportMode::Overwrite => wanted.clone(),
    };
    let to_do = changes(Some(current), Some(&target));
    if to_do.is_empty() {
        let left = changes(Some(current), Some(&wanted));
        let verdict = if left.is_empty() { ImportVerdict::Same } else { ImportVerdict::Skipped };
        return Plan { verdict, target, changes: left };
    }
    let is_barred = current.protected && !is_forced;
    let verdict = match to_do.iter().any(Change::removes) {
        true if is_barred => ImportVerdict::Protected,
        _ => ImportVerdict::Differs,
    };
    Plan { verdict, target, changes: to_do }
}

/// The document with what files leave out as it is now, in the form in which documents are read out.
fn completed(mut wanted: Document, current: Option<&Document>) -> Document {
    wanted.owner = wanted.owner.or_else(|| current?.owner.clone());
    let enforcement = wanted.enforcement.or_else(|| current?.enforcement);
    wanted.enforcement = enforcement.filter(|it| *it != MetadefEnforcement::Off);
    wanted
}

/// The first document, and what the second has beyond it.
fn united(mut first: Document, second: &Document) -> Document {
    add(&mut first.resource_type_associations, &second.resource_type_associations, |it| &it.name);
    add(&mut first.objects, &second.objects, |it| &it.name);
    add(&mut first.tags, &second.tags, |it| &it.name);
    fill(&mut first.properties, &second.properties);
    fill(&mut first.translations, &second.translations);
    first
}

/// The first document with what the second has beyond it, and with what the first leaves out of itself and of
/// the things that are in both. Properties are taken whole: a rule that is left out is given up.
fn preferred(mut first: Document, second: &Document) -> Document {
    or(&mut first.display_name, &second.display_name);
    or(&mut first.description, &second.description);
    for object in &mut first.objects {
        if let Some(there) = second.objects.iter().find(|it| it.name == object.name) {
            or(&mut object.description, &there.description);
            if object.required.is_empty() {
                object.required.clone_from(&there.required);
            }
            fill(&mut object.properties, &there.properties);
        }
    }
    for association in &mut first.resource_type_associations {
        if let Some(there) = second.resource_type_associations.iter().find(|it| it.name == association.name) {
            or(&mut association.prefix, &there.prefix);
            or(&mut association.properties_target, &there.properties_target);
        }
    }
    united(first, second)
}

fn or<T: Clone>(first: &mut Option<T>, second: &Option<T>) {
    if first.is_none() {
        first.clone_from(second);
    }
}

fn add<T: Clone>(list: &mut Vec<T>, more: &[T], name: impl Fn(&T) -> &String) {
    for item in more {
        if !list.iter().any(|one| name(one) == name(item)) {
            list.push(item.clone());
        }
    }
}

fn fill<T: Clone>(map: &mut BTreeMap<String, T>, more: &BTreeMap<String, T>) {
    for (name, value) in more {
        map.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn document(more: Value) -> Document {
        let mut value = json!({"namespace": "N", "visibility": "public", "protected": false, "owner": "us"});
        let Value::Object(more) = more else { panic!("members are an object") };
        value.as_object_mut().unwrap().extend(more);
        serde_json::from_value(value).unwrap()
    }

    fn current() -> Document {
        document(json!({
            "description": "old", "tags": [{"name": "a"}, {"name": "b"}],
            "properties": {"p": {"type": "string", "title": "old"}, "q": {"type": "string", "title": "q"}},
        }))
    }

    fn wanted() -> Document {
        document(json!({
            "display_name": "new", "tags": [{"name": "b"}, {"name": "c"}],
            "properties": {"p": {"type": "string", "title": "new"}, "r": {"type": "string", "title": "r"}},
        }))
    }

    fn told(plan: &Plan) -> (ImportVerdict, Vec<&str>, Vec<&str>) {
        let tags = plan.target.tags.iter().map(|tag| tag.name.as_str()).collect();
        (plan.verdict, tags, plan.target.properties.keys().map(String::as_str).collect())
    }

    #[test]
    fn each_mode_keeps_adds_and_takes() {
        use ImportVerdict::{Differs, Skipped};
        for (mode, expected, title, description) in [
            (ImportMode::Skip, (Skipped, vec!["a", "b"], vec!["p", "q"]), "old", Some("old")),
            (ImportMode::Merge, (Differs, vec!["a", "b", "c"], vec!["p", "q", "r"]), "old", Some("old")),
            (ImportMode::PreferNew, (Differs, vec!["b", "c", "a"], vec!["p", "q", "r"]), "new", Some("old")),
            (ImportMode::Overwrite, (Differs, vec!["b", "c"], vec!["p", "r"]), "new", None),
        ] {
            let plan = plan(Some(&current()), &wanted(), mode, false);
            assert_eq!(told(&plan), expected, "{mode}");
            assert_eq!(plan.target.properties["p"].common().title.as_deref(), Some(title), "{mode}");
            assert_eq!(plan.target.description.as_deref(), description, "{mode}");
        }
    }

    #[test]
    fn what_a_merged_file_leaves_out_stays() {
        let there = document(json!({
            "objects": [{"name": "O", "description": "said", "required": ["a"],
                "properties": {"a": {"type": "string", "title": "A"}}}],
            "resource_type_associations": [{"name": "T", "prefix": "t_", "properties_target": "meta"}],
        }));
        let file = document(json!({
            "objects": [{"name": "O", "properties": {"b": {"type": "string", "title": "B"}}}],
            "resource_type_associations": [{"name": "T"}],
        }));
        let plan = plan(Some(&there), &file, ImportMode::PreferNew, false);
        let object = &plan.target.objects[0];
        assert_eq!(
            (object.description.as_deref(), object.required.as_slice()),
            (Some("said"), &["a".to_owned()][..])
        );
        assert_eq!(object.properties.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(plan.target.resource_type_associations, there.resource_type_associations);
        assert!(!plan.changes.iter().any(Change::removes));
    }

    #[test]
    fn what_is_equal_is_the_same_in_every_mode() {
        let unowned = Document { owner: None, ..current() };
        for mode in ImportMode::ALL {
            let plan = plan(Some(&current()), &unowned, *mode, false);
            assert_eq!((plan.verdict, plan.changes), (ImportVerdict::Same, vec![]), "{mode}");
        }
    }

    #[test]
    fn only_taking_from_what_is_protected_is_barred() {
        let guarded = |document: Document| Document { protected: true, ..document };
        let verdict = |current: Document, wanted: Document, mode, is_forced| {
            plan(Some(&current), &wanted, mode, is_forced).verdict
        };
        use ImportVerdict::{Differs, Protected};
        for (current, wanted, mode, is_forced, expected) in [
            (guarded(current()), guarded(wanted()), ImportMode::Overwrite, false, Protected),
            (guarded(current()), guarded(wanted()), ImportMode::Overwrite, true, Differs),
            (guarded(current()), wanted(), ImportMode::Overwrite, false, Protected),
            (
                guarded(current()),
                Document { protected: false, ..current() },
                ImportMode::Overwrite,
                false,
                Differs,
            ),
            (current(), guarded(wanted()), ImportMode::Overwrite, false, Differs),
            (guarded(current()), guarded(wanted()), ImportMode::PreferNew, false, Differs),
        ] {
            assert_eq!(verdict(current, wanted, mode, is_forced), expected, "{mode}");
        }
    }

    #[test]
    fn what_is_not_there_is_new() {
        let plan = plan(None, &wanted(), ImportMode::Skip, false);
        assert_eq!((plan.verdict, plan.target), (ImportVerdict::New, wanted()));
    }
}
