use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

const CASES: &[&str] = &[
    include_str!("../../policy/cases/images.yaml"),
    include_str!("../../policy/cases/identity.yaml"),
    include_str!("../../policy/cases/catalog.yaml"),
];

fn caller(who: &str) -> Caller {
    let (project, roles): (&str, &[&str]) = match who {
        "admin" => ("elsewhere", &["admin", "member", "reader"]),
        "member" => ("own", &["member", "reader"]),
        "reader" => ("own", &["reader"]),
        "stranger" => ("strange", &["member", "reader"]),
        "guest" => ("guest", &["member", "reader"]),
        "nobody" => ("own", &[]),
        other => panic!("unknown caller {other}"),
    };
    Caller {
        user_id: who.into(),
        user_name: who.into(),
        user_domain: "default".into(),
        scope: Scope::Project { id: project.into(), name: project.into(), domain: "default".into() },
        roles: roles.iter().map(|&role| role.to_owned()).collect(),
        service_roles: Vec::new(),
        delegation: None,
    }
}

fn target<'a>(object: &str, caller: &'a Caller) -> Target<'a> {
    let base = Target { owner: Some("own"), ..Target::default() };
    match object {
        "own" => base,
        "self" => Target { user: Some(caller.user_id.as_str()), ..base },
        "other" => Target { owner: Some("nobody's"), user: Some("somebody else"), ..base },
        "private" => Target { visibility: Some("private"), ..base },
        "public" => Target { visibility: Some("public"), ..base },
        "community" => Target { visibility: Some("community"), ..base },
        // The data layer hands the member's project over only where a row of it exists.
        "member_of" => Target { member: Some("guest"), ..base },
        other => panic!("unknown object {other}"),
    }
}

type Cases = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

#[test]
fn every_rule_decides_as_its_cases_say() {
    let policy = Policy::defaults().unwrap();
    let mut covered = BTreeSet::new();
    for text in CASES {
        let cases: Cases = yaml_serde::from_str(text).unwrap();
        for (name, objects) in cases {
            let rule = *Rule::ALL.iter().find(|rule| rule.name() == name).expect("a case of no rule");
            covered.insert(rule.name());
            for (object, allowed) in objects {
                for who in ["admin", "member", "reader", "stranger", "guest", "nobody"] {
                    let caller = caller(who);
                    let decision = policy.allows(&caller, rule, target(&object, &caller));
                    assert_eq!(decision, allowed.contains(who), "{name} on {object} by {who}");
                }
            }
        }
    }
    let all: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(covered, all, "a rule without a case");
}

#[test]
fn an_override_replaces_one_rule_and_leaves_the_rest() {
    let policy = Policy::with_overrides("delete_image: \"!\"\n").unwrap();
    let (admin, member) = (caller("admin"), caller("member"));
    assert!(!policy.allows(&admin, Rule::DeleteImage, target("own", &admin)));
    assert!(policy.allows(&member, Rule::ModifyImage, target("own", &member)));
}

#[test]
fn mistakes_in_an_operators_file_are_named() {
    let message = |yaml: &str| Policy::with_overrides(yaml).unwrap_err().to_string();
    assert_eq!(message("modify_imge: '@'"), "there is no rule named modify_imge");
    assert_eq!(
        message("get_image: 'rule:nothing'"),
        "rule get_image refers to rule:nothing, which does not exist"
    );
    assert_eq!(message("get_image: 'rule:get_image'"), "rule get_image refers to itself");
    assert_eq!(
        message("get_image: 'role:a and'"),
        "rule get_image: the expression ends where a check was expected"
    );
    assert_eq!(message("get_image: 'role:a role:b'"), "rule get_image: unexpected `role:b`");
}

#[test]
fn precedence_is_not_then_and_then_or() {
    let reader = caller("reader");
    let allows = |text: &str| {
        let policy = Policy::with_overrides(&format!("get_image: \"{text}\"")).unwrap();
        policy.allows(&reader, Rule::GetImage, target("own", &reader))
    };
    assert!(allows("role:reader or role:admin and !"));
    assert!(!allows("(role:reader or role:admin) and !"));
    assert!(allows("not role:admin and role:reader"));
    assert!(!allows("not (role:admin or role:reader)"));
    assert!(allows("ROLE:x or 'own':%(owner)s"));
    assert!(!allows("'own':%(no_such_field)s"));
}

#[test]
fn nesting_and_size_are_bounded() {
    let deep = format!("{}@{}", "(".repeat(40), ")".repeat(40));
    assert_eq!(Expression::parse(&deep), Err(ParseError::TooDeep));
    let nots = "not ".repeat(100_000) + "@";
    assert_eq!(Expression::parse(&nots), Err(ParseError::TooDeep));
    let wide = vec!["@"; 2_000].join(" or ");
    assert_eq!(Expression::parse(&wide), Err(ParseError::TooLarge));
}

proptest! {
    #[test]
    fn parsing_never_panics(text in "[a-z:%()'\"@! ]{0,80}") {
        let _ = Expression::parse(&text);
    }
}
