//! An operator's file.

use super::*;
use crate::error::{Denial, Error};

#[test]
fn an_override_replaces_one_rule_and_leaves_the_rest() {
    let policy = Policy::with_overrides("delete_image: \"!\"\n").unwrap();
    let (admin, member) = (caller("admin"), caller("member"));
    assert!(!policy.allows(&admin, Rule::DeleteImage, target("own", &admin)));
    assert!(policy.allows(&member, Rule::ModifyImage, target("own", &member)));
    assert_eq!(policy.current().override_count(), 1);
}

#[test]
fn mistakes_are_named_with_their_rule_and_place() {
    let message = |yaml: &str| Policy::with_overrides(yaml).unwrap_err().to_string();
    let cases = [
        ("modify_imge: '@'", "there is no rule named modify_imge, and no rule refers to it"),
        ("7: '@'", "there is no rule named 7, and no rule refers to it"),
        ("get_image: 'rule:nothing'", "rule get_image refers to rule:nothing, which does not exist"),
        ("get_image: 'rule:get_image'", "rule get_image refers to itself, directly or through others"),
        (
            "context_is_admin: 'is_admin:True'",
            "rule context_is_admin refers to itself, directly or through others",
        ),
        (
            "get_image: 'role:a and'",
            "rule get_image: the expression ends where a check was expected (at character 11)",
        ),
        ("get_image: 'role:a role:b'", "rule get_image: unexpected `role:b` (at character 8)"),
        (
            "get_image: 'role:a or (role:b'",
            "rule get_image: the expression ends where a check was expected (at character 18)",
        ),
        (
            "get_image: 'projct_id:%(owner)s'",
            "rule get_image: `projct_id` is nothing that is known of a caller; text stands in quotes (at character 1)",
        ),
        (
            "get_image: 'not http://judge/'",
            "rule get_image: `http://judge/` asks another server, which Vitrine does not do (at character 5)",
        ),
        ("get_image: true", "rule get_image: its expression is neither a text nor a list of lists of checks"),
        ("get_image:", "rule get_image: its expression is neither a text nor a list of lists of checks"),
    ];
    for (yaml, expected) in cases {
        assert_eq!(message(yaml), expected, "{yaml}");
    }
    for yaml in ["- get_image", "get_image: [", "get_image: '@'\nget_image: '!'"] {
        assert!(message(yaml).starts_with("the policy file is not a YAML map"), "{yaml}: {}", message(yaml));
    }
    let large = format!("# {}", "x".repeat(MAX_FILE));
    assert_eq!(message(&large), "the policy file is larger than 1048576 bytes");
}

#[test]
fn empty_files_and_rules_of_the_operators_own_are_fine() {
    for yaml in ["", "# nothing\n", "{}"] {
        assert_eq!(Policy::with_overrides(yaml).unwrap().current().override_count(), 0);
    }
    let policy =
        Policy::with_overrides("publisher: 'role:publisher'\npublicize_image: 'rule:publisher'").unwrap();
    let mut member = caller("member");
    assert!(!policy.allows(&member, Rule::PublicizeImage, target("own", &member)));
    member.roles.push("publisher".to_owned());
    assert!(policy.allows(&member, Rule::PublicizeImage, target("own", &member)));
}

#[test]
fn replaced_rules_count_at_once_and_not_for_decisions_that_go_on() {
    let policy = Policy::defaults().unwrap();
    let member = caller("member");
    let before = policy.current();
    let sources = Sources { overrides: Some("modify_image: '!'".to_owned()), ..Sources::default() };
    policy.replace(RuleBook::load(&sources).unwrap());
    let own = target("own", &member);
    assert!(matches!(
        policy.check(&member, Rule::ModifyImage, own),
        Err(Error::Forbidden(Denial::Policy(Rule::ModifyImage)))
    ));
    assert!(before.allows(&member, Rule::ModifyImage, own));
}
