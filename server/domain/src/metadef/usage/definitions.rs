//! All definitions for a type of resource, ready to judge its properties.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use vitrine_wire::metadef::{Finding, FindingSeverity, MetadefEnforcement};

use super::ports::Associated;
use crate::image::ports::Breach;
use crate::metadef::validation::Contradiction;
use crate::metadef::values::Judge;

/// A definition, and where it stands.
#[derive(Debug)]
struct Defined {
    namespace: String,
    object: Option<String>,
    enforcement: MetadefEnforcement,
    judge: Judge,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Definitions {
    /// By the name of the property; each namespace's together.
    keys: BTreeMap<String, Vec<Defined>>,
}

impl Definitions {
    #[must_use]
    pub fn new(namespaces: &[Associated]) -> Self {
        Self::of(namespaces, |_| true)
    }

    /// Only those of names that are wanted.
    #[must_use]
    pub fn of(namespaces: &[Associated], is_wanted: impl Fn(&str) -> bool) -> Self {
        let mut all = Self::default();
        for namespace in namespaces {
            for (key, object, definition) in namespace.definitions().filter(|(key, ..)| is_wanted(key)) {
                all.keys.entry(key).or_default().push(Defined {
                    namespace: namespace.namespace.name.clone(),
                    object: object.map(str::to_owned),
                    enforcement: namespace.enforcement,
                    judge: Judge::new(definition.clone()),
                });
            }
        }
        all
    }

    /// What is wrong with a value: nothing where any definition of its name takes it, otherwise what
    /// each namespace has against it.
    #[must_use]
    pub fn findings(&self, key: &str, value: &Value) -> Vec<Finding> {
        let Some(defined) = self.keys.get(key) else {
            return vec![unknown(key)];
        };
        let refusals: Option<Vec<_>> =
            defined.iter().map(|it| it.judge.refusal(value).map(|rule| (it, rule))).collect();
        let mut told = BTreeSet::new();
        let mut refusals = refusals.unwrap_or_default();
        refusals.retain(|(it, _)| told.insert(it.namespace.as_str()));
        refusals.into_iter().map(|(it, rule)| it.finding(key, rule)).collect()
    }

    /// The values that a namespace forbids, each namespace asked by itself: what none of its definitions
    /// of the name takes.
    #[must_use]
    pub fn breaches(&self, properties: &BTreeMap<String, String>) -> Vec<Breach> {
        let of_key = |(key, text): (&String, &String)| {
            let defined = self.keys.get(key).map(Vec::as_slice).unwrap_or_default();
            let groups = defined.chunk_by(|one, other| one.namespace == other.namespace);
            let refused = groups.filter_map(|group| {
                let refusals: Option<Vec<_>> =
                    group.iter().map(|it| it.judge.refusal_of_text(text).map(|rule| (it, rule))).collect();
                refusals?.into_iter().next().map(|(it, rule)| it.breach(key, rule))
            });
            refused.collect::<Vec<_>>()
        };
        properties.iter().flat_map(of_key).collect()
    }
}

impl Defined {
    fn finding(&self, key: &str, rule: Contradiction) -> Finding {
        let params = self.judge.params(rule).into_iter();
        Finding {
            property: key.to_owned(),
            severity: FindingSeverity::Invalid,
            namespace: Some(self.namespace.clone()),
            object: self.object.clone(),
            rule: rule.code().to_owned(),
            params: params.map(|(name, value)| (name.to_owned(), value)).collect(),
        }
    }

    fn breach(&self, key: &str, rule: Contradiction) -> Breach {
        Breach {
            property: key.to_owned(),
            namespace: self.namespace.clone(),
            rule: rule.code(),
            params: self.judge.params(rule),
            is_refused: self.enforcement == MetadefEnforcement::Enforce,
        }
    }
}

fn unknown(key: &str) -> Finding {
    Finding {
        property: key.to_owned(),
        severity: FindingSeverity::Unknown,
        namespace: None,
        object: None,
        rule: "undefined".to_owned(),
        params: BTreeMap::new(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::json;
    use vitrine_wire::Timestamp;
    use vitrine_wire::metadef::{MetadefVisibility, PropertyDefinition, Unknown};

    use super::*;
    use crate::ctx::ProjectId;
    use crate::metadef::model::{Namespace, NamespaceId};

    fn read(properties: &Value) -> BTreeMap<String, PropertyDefinition> {
        let definition = |value| PropertyDefinition::read(value, Unknown::Refuse).unwrap();
        properties.as_object().unwrap().iter().map(|(name, it)| (name.clone(), definition(it))).collect()
    }

    /// A namespace of these properties, and of these in an object `Group`.
    pub(crate) fn namespace(name: &str, prefix: &str, properties: &Value, grouped: &Value) -> Associated {
        Associated {
            namespace: Namespace {
                id: NamespaceId(1),
                name: name.to_owned(),
                display_name: None,
                description: None,
                visibility: MetadefVisibility::Public,
                is_protected: false,
                enforcement: MetadefEnforcement::Off,
                owner: ProjectId::from("own"),
                created_at: Timestamp::from_unix_micros(0),
                updated_at: Timestamp::from_unix_micros(0),
                version: 1,
            },
            enforcement: MetadefEnforcement::Enforce,
            prefix: prefix.to_owned(),
            properties: read(properties),
            objects: vec![("Group".to_owned(), read(grouped))],
        }
    }

    fn two() -> Definitions {
        Definitions::new(&[
            namespace(
                "A",
                "hw_",
                &json!({"bus": {"type": "string", "enum": ["a"]}, "size": {"type": "integer"}}),
                &json!({"bus": {"type": "string", "enum": ["b"]}}),
            ),
            namespace("B", "", &json!({"hw_bus": {"type": "string", "enum": ["a", "c"]}}), &json!({})),
        ])
    }

    #[test]
    fn a_value_is_fine_that_any_definition_takes() {
        let all = two();
        for value in ["a", "b", "c"] {
            assert_eq!(all.findings("hw_bus", &json!(value)), [], "{value}");
        }
        let found = all.findings("hw_bus", &json!("d"));
        let namespaces: Vec<_> = found.iter().filter_map(|it| it.namespace.as_deref()).collect();
        assert_eq!(namespaces, ["A", "B"]);
        assert!(found.iter().all(|it| it.severity == FindingSeverity::Invalid && it.rule == "enum"));
        assert_eq!(found[1].params["allowed"], "a, c");
    }

    #[test]
    fn what_nobody_defines_is_unknown() {
        let found = two().findings("bus", &json!("a"));
        assert_eq!((found[0].severity, found[0].rule.as_str()), (FindingSeverity::Unknown, "undefined"));
    }

    #[test]
    fn each_namespace_forbids_by_itself() {
        let breaches = |value: &str| {
            let properties = BTreeMap::from([("hw_bus".to_owned(), value.to_owned())]);
            two().breaches(&properties).into_iter().map(|it| it.namespace).collect::<Vec<_>>()
        };
        assert_eq!(breaches("a"), Vec::<String>::new());
        assert_eq!(breaches("b"), ["B"]);
        assert_eq!(breaches("c"), ["A"]);
        assert_eq!(breaches("d"), ["A", "B"]);
        let other = BTreeMap::from([("unheard_of".to_owned(), "x".to_owned())]);
        assert_eq!(two().breaches(&other), []);
    }
}
