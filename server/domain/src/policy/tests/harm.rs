//! Files that mean harm: depth, size, and references that would take for ever if they were followed.
//!
//! Proptest takes the place of a fuzzer here: the same inputs, on the stable compiler, in every run.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::expression::Left;
use super::super::facts::{Facts, ServiceRoles};
use super::super::program::{MAX_CHAIN, Program};
use super::*;

fn fault(text: &str) -> ParseFault {
    Expression::parse(text).unwrap_err().fault
}

#[test]
fn nesting_and_size_are_bounded() {
    let nested = |depth: usize| format!("{}@{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(Expression::parse(&nested(32)), Ok(Expression::Always));
    assert_eq!(fault(&nested(33)), ParseFault::TooDeep);
    assert_eq!(fault(&nested(100_000)), ParseFault::TooDeep);
    assert_eq!(fault(&("not ".repeat(100_000) + "@")), ParseFault::TooDeep);
    assert_eq!(fault(&"not (".repeat(100_000)), ParseFault::TooDeep);
    assert_eq!(fault(&vec!["@"; 1_025].join(" or ")), ParseFault::TooLarge);
    assert!(Expression::parse(&vec!["@"; 1_024].join(" or ")).is_ok());
    let lists = vec![vec!["@".to_owned()]; 1_025];
    assert_eq!(Expression::from_lists(&lists).unwrap_err().fault, ParseFault::TooLarge);
}

/// Rules `r0`, `r1`, …: each asks the next twice, and the last for a role.
fn doubling(length: usize, joint: &str) -> String {
    let mut yaml = String::from("get_image: 'rule:r0'\n");
    for at in 0..length {
        let next = at + 1;
        let _ = writeln!(yaml, "r{at}: 'rule:r{next} {joint} rule:r{next}'");
    }
    let _ = writeln!(yaml, "r{length}: 'role:nobody-has-it'");
    yaml
}

#[test]
fn a_thousand_rules_that_double_take_no_more_steps_than_there_are() {
    let member = caller("member");
    for joint in ["or", "and", "and not"] {
        let policy = Policy::with_overrides(&doubling(1_000, joint)).unwrap();
        let book = policy.current();
        let facts = Facts { caller: &member, target: Target::default(), service_roles: ServiceRoles::None };
        let get_image = book.entries().position(|entry| entry.name == "get_image").unwrap();
        let (holds, steps) = book.program().run_counting(get_image, &facts);
        assert!(!holds);
        assert!((1_000..=book.program().len()).contains(&steps), "{joint}: {steps} steps");
        let explanation = book.explain(&member, Rule::GetImage, Target::default());
        assert!(!explanation.is_allowed);
    }
}

#[test]
fn longer_chains_and_circles_are_refused() {
    let message = |yaml: &str| Policy::with_overrides(yaml).unwrap_err().to_string();
    let long = message(&doubling(MAX_CHAIN, "or"));
    assert!(long.contains("more than 1024 rules that refer to each other"), "{long}");
    let very_long = message(&doubling(10_000, "or"));
    assert!(very_long.contains("more than 1024 rules that refer to each other"), "{very_long}");
    let circle = doubling(900, "or").replace("role:nobody-has-it", "rule:r450");
    assert!(message(&circle).contains("refers to itself"));
}

#[test]
fn yaml_that_unfolds_is_refused() {
    let nested = format!("get_image: {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let mut laughs = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (before, name) in "abcdefghi".chars().zip("bcdefghij".chars()) {
        let _ = writeln!(laughs, "{name}: &{name} [{}]", vec![format!("*{before}"); 9].join(", "));
    }
    for (yaml, expected) in [(nested, "more than 64 brackets"), (laughs, "the policy file is not a YAML map")]
    {
        let message = Policy::with_overrides(&yaml).unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn explanations_end_and_agree_with_decisions() {
    fn count(node: &Node) -> usize {
        1 + node.parts.iter().map(count).sum::<usize>()
    }
    let doubled = Policy::with_overrides(&doubling(1_000, "or")).unwrap().current();
    let member = caller("member");
    assert!(count(&doubled.explain(&member, Rule::GetImage, Target::default()).tree) < 100);
    let book = Policy::defaults().unwrap().current();
    for who in EVERYBODY {
        let caller = caller(who);
        for rule in Rule::ALL {
            for object in ["private", "public", "member_of", "other", "self"] {
                let target = target(object, &caller);
                let told = book.explain(&caller, *rule, target);
                assert_eq!(told.is_allowed, book.allows(&caller, *rule, target));
                assert_eq!(told.tree.holds, told.is_allowed, "{} by {who}", rule.name());
                assert!(told.tree.parts.iter().all(|part| part.holds == told.tree.holds));
            }
        }
    }
}

/// What an expression means, said again without any care for how long it takes.
fn naively(expression: &Expression, rules: &BTreeMap<String, Expression>, facts: &Facts<'_>) -> bool {
    match expression {
        Expression::Always => true,
        Expression::Never => false,
        Expression::Role(role) => facts.has_role(role),
        Expression::Rule(name) => naively(&rules[name], rules, facts),
        Expression::Equal { left, right } => facts.equal(left, right),
        Expression::Not(inner) => !naively(inner, rules, facts),
        Expression::All(parts) => parts.iter().all(|part| naively(part, rules, facts)),
        Expression::Any(parts) => parts.iter().any(|part| naively(part, rules, facts)),
    }
}

/// Expressions whose references lead to rules that stand later in the list.
fn forward(expression: Expression, at: usize, count: usize) -> Expression {
    let all = |parts: Vec<Expression>| parts.into_iter().map(|part| forward(part, at, count)).collect();
    match expression {
        Expression::Rule(name) if at + 1 < count => {
            Expression::Rule(format!("r{}", at + 1 + name.len() % (count - at - 1)))
        }
        Expression::Rule(_) | Expression::Equal { left: Left::Credential(_), .. } => Expression::Always,
        Expression::Not(inner) => Expression::Not(Box::new(forward(*inner, at, count))),
        Expression::All(parts) => Expression::All(all(parts)),
        Expression::Any(parts) => Expression::Any(all(parts)),
        other => other,
    }
}

proptest! {
    #[test]
    fn parsing_never_panics(text in "\\PC{0,80}") {
        let _ = Expression::parse(&text);
    }

    #[test]
    fn parsing_what_looks_like_rules_never_panics(text in "([a-z:%()'\"@! ]|role:|rule:|not |and |or |%\\(){0,40}") {
        let _ = Expression::parse(&text);
    }

    #[test]
    fn files_never_panic(text in "([a-z_]{0,6}|: |'|\\[|\\]|\n|@|rule:|- ){0,30}") {
        let _ = Policy::with_overrides(&text);
    }

    #[test]
    fn the_program_agrees_with_the_tree(
        parts in prop::collection::vec(super::language::expression(), 1..6),
        roles in prop::collection::vec("[a-z]", 0..4),
    ) {
        let count = parts.len();
        let parts: Vec<_> = parts.into_iter().enumerate().map(|(at, part)| forward(part, at, count)).collect();
        let name = |at: usize| format!("r{at}");
        let rules: BTreeMap<_, _> = parts.iter().cloned().enumerate().map(|(at, part)| (name(at), part)).collect();
        let find = |wanted: &str| (0..count).find(|at| name(*at) == wanted);
        let program = Program::new(&parts, &find).unwrap();
        let who = Caller { roles, ..caller("member") };
        let facts = Facts { caller: &who, target: target("public", &who), service_roles: ServiceRoles::None };
        for (at, part) in parts.iter().enumerate() {
            prop_assert_eq!(program.run(at, &facts), naively(part, &rules, &facts));
        }
    }
}
