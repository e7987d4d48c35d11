//! Why a decision falls as it does: the rule's tree, each node with its verdict.

use std::collections::BTreeSet;

use super::book::RuleBook;
use super::expression::{Credential, Expression, Left};
use super::facts::{Facts, ServiceRoles, Target};
use super::rules::Rule;
use crate::ctx::Caller;
use crate::error::{Denial, Error};

/// References below this level are told without what they are made of.
const MAX_LEVEL: usize = 16;

/// A decision and its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub is_allowed: bool,
    /// Does the rule accept tokens of this scope?
    pub scope_fits: bool,
    /// Was it the look for the image's owner that refused, which the legacy rules ask for?
    pub lacks_ownership: bool,
    pub tree: Node,
}

/// A part of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub text: String,
    pub holds: bool,
    pub parts: Vec<Node>,
}

impl RuleBook {
    /// Decides as [`RuleBook::check`] does, and tells how.
    #[must_use]
    pub fn explain(&self, caller: &Caller, rule: Rule, target: Target<'_>) -> Explanation {
        let outcome = self.check(caller, rule, target);
        let service_roles =
            if rule.heeds_service_token() { ServiceRoles::Service } else { ServiceRoles::None };
        let facts = Facts { caller, target, service_roles };
        let mut told = Told { book: self, facts, rules: BTreeSet::new() };
        Explanation {
            is_allowed: outcome.is_ok(),
            scope_fits: self.check_scope(caller, rule).is_ok(),
            lacks_ownership: matches!(outcome, Err(Error::Forbidden(Denial::NotOwner))),
            tree: told.rule(rule.name(), 0),
        }
    }
}

struct Told<'a> {
    book: &'a RuleBook,
    facts: Facts<'a>,
    /// Each rule is taken apart once.
    rules: BTreeSet<String>,
}

impl Told<'_> {
    fn rule(&mut self, name: &str, level: usize) -> Node {
        let mut parts = Vec::new();
        let is_new = level < MAX_LEVEL && self.rules.insert(name.to_owned());
        if let Some(expression) = self.book.expression(name).filter(|_| is_new) {
            parts.push(self.node(expression, level + 1));
        }
        Node { text: format!("rule:{name}"), holds: self.book.holds(name, &self.facts), parts }
    }

    fn node(&mut self, expression: &Expression, level: usize) -> Node {
        let leaf = |holds| Node { text: expression.to_string(), holds, parts: Vec::new() };
        match expression {
            Expression::Always => leaf(true),
            Expression::Never => leaf(false),
            Expression::Role(role) => leaf(self.facts.has_role(role)),
            Expression::Rule(name) => self.rule(name, level),
            Expression::Equal { left: Left::Credential(Credential::IsAdmin), right } => {
                let is_admin = self.book.holds(super::expression::IS_ADMIN, &self.facts);
                leaf(right.as_text() == Some(if is_admin { "True" } else { "False" }))
            }
            Expression::Equal { left, right } => leaf(self.facts.equal(left, right)),
            Expression::Not(inner) => {
                let inner = self.node(inner, level);
                Node { text: "not".to_owned(), holds: !inner.holds, parts: vec![inner] }
            }
            Expression::All(parts) => {
                let parts: Vec<Node> = parts.iter().map(|part| self.node(part, level)).collect();
                Node { text: "all of".to_owned(), holds: parts.iter().all(|part| part.holds), parts }
            }
            Expression::Any(parts) => {
                let parts: Vec<Node> = parts.iter().map(|part| self.node(part, level)).collect();
                Node { text: "any of".to_owned(), holds: parts.iter().any(|part| part.holds), parts }
            }
        }
    }
}
