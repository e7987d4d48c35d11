//! What expressions mean, and that they are read as they are written.

use proptest::prelude::*;

use super::super::expression::{Credential, Left, Piece, Template};
use super::*;
use crate::testing::an_image;

/// Does the text hold for this caller and an image of theirs?
fn holds(who: &Caller, text: &str) -> bool {
    let yaml = yaml_serde::to_string(&BTreeMap::from([("get_image", text)])).unwrap();
    let policy = Policy::with_overrides(&yaml).unwrap_or_else(|error| panic!("{text}: {error}"));
    let mut image = an_image();
    image.is_protected = true;
    image.min_disk = 20;
    image.properties.insert("os_distro".to_owned(), "debian".to_owned());
    let target = Target { attributes: Some(&image), visibility: Some("public"), ..target("own", who) };
    policy.allows(who, Rule::GetImage, target)
}

#[test]
fn precedence_is_not_then_and_then_or() {
    let reader = caller("reader");
    for (text, expected) in [
        ("role:reader or role:admin and !", true),
        ("(role:reader or role:admin) and !", false),
        ("not role:admin and role:reader", true),
        ("not (role:admin or role:reader)", false),
        ("NOT role:admin AnD role:reader", true),
        ("", true),
        ("@", true),
        ("!", false),
    ] {
        assert_eq!(holds(&reader, text), expected, "{text}");
    }
}

#[test]
fn checks_compare_as_oslo_policy_does() {
    let reader = caller("reader");
    for (text, expected) in [
        ("role:READER", true),
        ("role:%(name)s", false),
        ("roles:reader", true),
        ("rule:context_is_admin", false),
        ("is_admin:True", false),
        ("is_admin:False", true),
        ("is_admin:maybe", false),
        ("project_id:%(project_id)s", true),
        ("tenant:%(owner)s", true),
        ("project_id:own", true),
        ("project_id:'own'", true),
        ("user_id:%(owner)s", false),
        ("user_id:reader", true),
        ("domain_id:%(domain_id)s", false),
        ("domain_id:None", true),
        ("project_id:None", false),
        ("system_scope:all", false),
        ("'public':%(visibility)s", true),
        ("\"public\":%(visibility)s", true),
        ("'own':%(no_such_fact)s", false),
        ("not 'own':%(no_such_fact)s", true),
        ("None:%(no_such_fact)s", false),
        ("True:%(protected)s", true),
        ("False:%(os_hidden)s", true),
        ("20:%(min_disk)s", true),
        ("20.0:%(min_disk)s", false),
        ("None:%(checksum)s", true),
        ("None:%(name)s", false),
        ("'demo':%(name)s", true),
        ("'queued':%(status)s", true),
        ("'debian':%(os_distro)s", true),
        ("'debian-20':%(os_distro)s-%(min_disk)s", true),
        ("'100%':100%%", true),
        ("'d7ed6c3b-7bb1-416c-8023-c88785066471':%(id)s", true),
        ("'x':%(locations)s", false),
    ] {
        assert_eq!(holds(&reader, text), expected, "{text}");
    }
}

#[test]
fn a_scope_tells_itself() {
    let of = |scope| Caller { scope, ..caller("reader") };
    let lax = Enforcement { scope: false, ..Enforcement::default() };
    let holds = |who: &Caller, text: &str| {
        let overrides = Some(format!("get_image: \"{text}\""));
        let sources = Sources { enforcement: lax, overrides, ..Sources::default() };
        RuleBook::load(&sources).unwrap().allows(who, Rule::GetImage, Target::default())
    };
    let system = of(Scope::System);
    assert!(holds(&system, "system_scope:all"));
    // Nobody's object is not the object of a caller without a project.
    assert!(!holds(&system, "project_id:%(project_id)s"));
    assert!(holds(&of(Scope::Domain { id: "d".into(), name: "D".into() }), "domain_id:d"));
}

#[test]
fn lists_are_an_or_of_ands() {
    let reader = caller("reader");
    for (list, expected) in [
        ("[]", true),
        ("[[]]", false),
        ("[['role:admin'], ['role:reader', 'project_id:%(owner)s']]", true),
        ("[['role:admin', 'role:reader'], 'rule:context_is_admin']", false),
        ("['role:admin', 'role:reader']", true),
    ] {
        let policy = Policy::with_overrides(&format!("get_image: {list}")).unwrap();
        assert_eq!(policy.allows(&reader, Rule::GetImage, target("own", &reader)), expected, "{list}");
    }
    assert!(Policy::with_overrides("get_image: [['role:a or role:b']]").is_err());
    assert!(Policy::with_overrides("get_image: [[['role:a']]]").is_err());
}

fn word() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9_.:-]{0,8}"
}

fn template() -> impl Strategy<Value = Template> {
    let piece = prop_oneof![word().prop_map(Piece::Text), word().prop_map(Piece::Fact)];
    let mixed = prop::collection::vec(piece, 2..4).prop_map(|pieces| {
        // Two texts in a row are one.
        let mut template = Template(Vec::new());
        for piece in pieces {
            match (template.0.last_mut(), piece) {
                (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
                (_, piece) => template.0.push(piece),
            }
        }
        template
    });
    let text = prop_oneof!["[a-z:%() \"]{0,8}", "[a-z:%() ']{0,8}"].prop_map(|text| Template::text(&text));
    prop_oneof![text, word().prop_map(|name| Template::fact(&name)), mixed]
}

fn left() -> impl Strategy<Value = Left> {
    prop_oneof![
        prop::sample::select(Credential::ALL).prop_map(Left::Credential),
        prop_oneof!["[a-z:%() \"]{0,8}", "[a-z:%() ']{0,8}", "True|False|None|-?[0-9]{1,3}"]
            .prop_map(Left::Literal),
    ]
}

pub(super) fn expression() -> impl Strategy<Value = Expression> {
    let check = prop_oneof![
        Just(Expression::Always),
        Just(Expression::Never),
        template().prop_map(Expression::Role),
        word().prop_map(Expression::Rule),
        (left(), template()).prop_map(|(left, right)| Expression::Equal { left, right }),
    ];
    check.prop_recursive(6, 40, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| Expression::Not(Box::new(inner))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expression::All),
            prop::collection::vec(inner, 2..4).prop_map(Expression::Any),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same_tree(expression in expression()) {
        prop_assert_eq!(Expression::parse(&expression.to_string()), Ok(expression));
    }

    #[test]
    fn what_is_read_is_written_so_that_it_is_read_again(text in "(role:a|not|and|or|\\(|\\)|@|'b':%\\(c\\)s|x:%%| ){0,12}") {
        if let Ok(expression) = Expression::parse(&text) {
            prop_assert_eq!(Expression::parse(&expression.to_string()), Ok(expression));
        }
    }
}
