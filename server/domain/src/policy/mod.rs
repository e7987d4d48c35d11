//! "May I?": roles decide through rules that are data.
//!
//! `defaults.yaml` gives every [`Rule`] an expression; an operator's file overrides by name. A service
//! asks [`Policy::check`] as the first thing it does. Facts passed to a rule are a closed struct and the
//! object's own attributes: no token, location or credential among them. See ADR 0005.

mod book;
mod explain;
mod expression;
mod facts;
mod file;
mod parse;
mod program;
mod rules;

use std::sync::{Arc, PoisonError, RwLock};

pub use book::{Enforcement, Entry, RuleBook, SHIPPED, Sources};
pub use explain::{Explanation, Node};
pub use expression::{Expression, ParseError, ParseFault};
pub use facts::{Attributes, Fact, Target};
pub use file::{MAX_FILE, PolicyError};
pub use rules::{Rule, Scopes};

use crate::ctx::Caller;
use crate::error::Result;

/// The rules in force. They are replaced as a whole, while requests go on.
#[derive(Debug)]
pub struct Policy {
    current: RwLock<Arc<RuleBook>>,
}

impl Policy {
    #[must_use]
    pub fn new(book: RuleBook) -> Self {
        Self { current: RwLock::new(Arc::new(book)) }
    }

    /// The rules as shipped.
    pub fn defaults() -> Result<Self, PolicyError> {
        RuleBook::load(&Sources::default()).map(Self::new)
    }

    /// The rules as shipped, with those of an operator's file in place of the same names.
    pub fn with_overrides(yaml: &str) -> Result<Self, PolicyError> {
        let sources = Sources { overrides: Some(yaml.to_owned()), ..Sources::default() };
        RuleBook::load(&sources).map(Self::new)
    }

    /// Puts other rules into force. Decisions that are being made end with those they began with.
    pub fn replace(&self, book: RuleBook) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(book);
    }

    /// The rules as they are now, for several decisions that must agree with each other.
    #[must_use]
    pub fn current(&self) -> Arc<RuleBook> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// See [`RuleBook::allows`].
    #[must_use]
    pub fn allows(&self, caller: &Caller, rule: Rule, target: Target<'_>) -> bool {
        self.current().allows(caller, rule, target)
    }

    /// See [`RuleBook::check`].
    pub fn check(&self, caller: &Caller, rule: Rule, target: Target<'_>) -> Result<()> {
        self.current().check(caller, rule, target)
    }
}

#[cfg(test)]
mod tests;
