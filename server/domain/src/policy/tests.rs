//! What every rule decides, as data; the language; files that mean harm.

mod enforcement;
mod harm;
mod language;
mod overrides;

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::ctx::Scope;

/// The files, each with the callers it is about.
const CASES: &[(&[&str], &str)] = &[
    (EVERYBODY, include_str!("../../policy/cases/images.yaml")),
    (EVERYBODY, include_str!("../../policy/cases/locations.yaml")),
    (EVERYBODY, include_str!("../../policy/cases/members.yaml")),
    (EVERYBODY, include_str!("../../policy/cases/operations.yaml")),
    (EVERYBODY, include_str!("../../policy/cases/metadefs.yaml")),
    (PEOPLE, include_str!("../../policy/cases/identity.yaml")),
    (EVERYBODY, include_str!("../../policy/cases/audit.yaml")),
    (PEOPLE, include_str!("../../policy/cases/limits.yaml")),
    (PEOPLE, include_str!("../../policy/cases/catalog.yaml")),
];
const PEOPLE: &[&str] = &[
    "admin",
    "member",
    "reader",
    "service",
    "unscoped",
    "system_admin",
    "system_reader",
    "domain_admin",
    "domain_manager",
    "domain_reader",
];
const EVERYBODY: &[&str] = &["admin", "member", "reader", "stranger", "guest", "nobody", "service", "passed"];

fn caller(who: &str) -> Caller {
    let (project, roles): (&str, &[&str]) = match who {
        "admin" => ("elsewhere", &["admin", "member", "reader"]),
        "member" => ("own", &["member", "reader"]),
        "reader" => ("own", &["reader"]),
        "stranger" | "passed" => ("strange", &["member", "reader"]),
        "guest" => ("guest", &["member", "reader"]),
        "nobody" => ("own", &[]),
        "service" => ("services", &["service"]),
        "unscoped" => ("", &[]),
        "system_admin" => ("", &["admin", "manager", "member", "reader"]),
        "system_reader" => ("", &["reader"]),
        "domain_admin" => ("", &["admin", "manager", "member", "reader"]),
        "domain_manager" => ("", &["manager", "member", "reader"]),
        "domain_reader" => ("", &["reader"]),
        other => panic!("unknown caller {other}"),
    };
    let service_roles = if who == "passed" { vec!["service".to_owned()] } else { vec![] };
    Caller {
        user_id: who.into(),
        user_name: who.into(),
        user_domain: "default".into(),
        scope: match who.split_once('_') {
            Some(("system", _)) => Scope::System,
            Some(("domain", _)) => Scope::Domain { id: "ruled".into(), name: "ruled".into() },
            _ if who == "unscoped" => Scope::Unscoped,
            _ => Scope::Project { id: project.into(), name: project.into(), domain: "default".into() },
        },
        roles: roles.iter().map(|&role| role.to_owned()).collect(),
        service_roles,
        delegation: None,
    }
}

fn target<'a>(object: &str, caller: &'a Caller) -> Target<'a> {
    let base = Target { owner: Some("own"), ..Target::default() };
    match object {
        "own" => base,
        "other" => Target { owner: Some("nobody's"), user: Some("somebody else"), ..base },
        "nothing" => Target::default(),
        "self" => {
            Target { user: Some(caller.user_id.as_str()), domain: Some("default"), ..Target::default() }
        }
        "here" => Target { domain: Some("default"), ..Target::default() },
        "ruled" => Target { owner: Some("x"), user: Some("y"), domain: Some("ruled"), ..base },
        "elsewhere" => Target { owner: Some("x"), user: Some("y"), domain: Some("elsewhere"), ..base },
        "member_role" => granting(&("member", "project")),
        "service_role" => granting(&("service", "project")),
        "admin_on_project" => granting(&("admin", "project")),
        "admin_on_domain" => granting(&("admin", "domain")),
        "private" => Target { visibility: Some("private"), ..base },
        "public" => Target { visibility: Some("public"), ..base },
        "community" => Target { visibility: Some("community"), ..base },
        // The data layer hands the member's project over only where a row of it exists.
        "member_of" => Target { member: Some("guest"), ..base },
        other => panic!("unknown object {other}"),
    }
}

/// A role for a user of the domain that the domain's people rule.
fn granting<'a>(grant: &'a (&str, &str)) -> Target<'a> {
    Target { domain: Some("ruled"), attributes: Some(grant), ..Target::default() }
}

impl Attributes for (&str, &str) {
    fn attribute(&self, name: &str) -> Option<Fact<'_>> {
        match name {
            "role" => Some(self.0.into()),
            "place" => Some(self.1.into()),
            _ => None,
        }
    }
}

/// Rule × object → who is allowed.
type Cases = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

#[test]
fn every_rule_decides_as_its_cases_say() {
    let policy = Policy::defaults().unwrap();
    let mut covered = BTreeSet::new();
    for (callers, text) in CASES {
        let cases: Cases = yaml_serde::from_str(text).unwrap();
        for (name, objects) in cases {
            let rule = *Rule::ALL.iter().find(|rule| rule.name() == name).expect("a case of no rule");
            assert!(!objects.is_empty(), "{name} has no object");
            covered.insert(rule.name());
            for (object, allowed) in objects {
                let known = allowed.iter().all(|who| callers.contains(&who.as_str()));
                assert!(known, "{name} on {object} names somebody unknown");
                for who in *callers {
                    let caller = caller(who);
                    let decision = policy.allows(&caller, rule, target(&object, &caller));
                    assert_eq!(decision, allowed.contains(*who), "{name} on {object} by {who}");
                }
            }
        }
    }
    let all: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(covered, all, "a rule without a case");
}

#[test]
fn every_shipped_rule_is_asked_for_or_referred_to() {
    let book = RuleBook::load(&Sources::default()).unwrap();
    let referred: BTreeSet<_> =
        book.entries().flat_map(|entry| entry.expression.references()).map(str::to_owned).collect();
    for entry in book.entries() {
        let is_asked = Rule::ALL.iter().any(|rule| rule.name() == entry.name);
        assert!(is_asked || referred.contains(entry.name), "{}", entry.name);
        assert!(!entry.is_overridden);
    }
    assert!(!referred.contains("default"));
}
