//! A complete, checked set of rules: the defaults, an operator's in place of theirs, and what the
//! properties of images are protected by. It never changes; see [`super::Policy`] for how it is replaced.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::Expression;
use super::facts::{Facts, ServiceRoles, Target};
use super::file::{self, PolicyError};
use super::program::{BindError, Program};
use super::rules::Rule;
use crate::ctx::{Caller, Scope};
use crate::error::{Denial, Error, Result};
use crate::image::protection::{Action, Permission, Protection, ProtectionFormat};

/// The rules as shipped: YAML with comments.
pub const SHIPPED: &str = include_str!("../../policy/defaults.yaml");
const LEGACY: &str = include_str!("../../policy/legacy.yaml");

/// How rules are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enforcement {
    /// Rules about images and metadata refuse tokens that are not for a project.
    pub scope: bool,
    /// Without it, what the rules of former years allowed is allowed as well.
    pub new_defaults: bool,
}

impl Default for Enforcement {
    fn default() -> Self {
        Self { scope: true, new_defaults: true }
    }
}

/// What a set of rules is made of.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub enforcement: Enforcement,
    /// An operator's policy file.
    pub overrides: Option<String>,
    /// An operator's property protection file.
    pub protection: Option<(String, ProtectionFormat)>,
}

/// A rule as `vitrine policy` shows it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub name: &'a str,
    pub expression: &'a Expression,
    pub is_overridden: bool,
}

/// See the module.
#[derive(Debug)]
pub struct RuleBook {
    enforcement: Enforcement,
    names: Vec<String>,
    expressions: Vec<Expression>,
    overridden: Vec<bool>,
    positions: BTreeMap<String, usize>,
    /// Positions of [`Rule::ALL`].
    rules: Vec<usize>,
    program: Program,
    protection: Option<Protection>,
}

impl RuleBook {
    pub fn load(sources: &Sources) -> Result<Self, PolicyError> {
        let mut table = Table::new(sources.enforcement)?;
        if let Some(yaml) = &sources.overrides {
            table.replace(file::parse(yaml)?);
        }
        let protection = match &sources.protection {
            Some((text, format)) => Some(Protection::parse(text, *format)?),
            None => None,
        };
        table.bind(sources.enforcement, protection)
    }

    /// Does the rule hold for this caller and object?
    #[must_use]
    pub fn allows(&self, caller: &Caller, rule: Rule, target: Target<'_>) -> bool {
        self.check(caller, rule, target).is_ok()
    }

    /// [`RuleBook::allows`], as a result that tells why not.
    pub fn check(&self, caller: &Caller, rule: Rule, target: Target<'_>) -> Result<()> {
        self.check_scope(caller, rule)?;
        let service_roles =
            if rule.heeds_service_token() { ServiceRoles::Service } else { ServiceRoles::None };
        let holds = |rule: Rule| {
            let position = self.rules.get(rule as usize).copied();
            position.is_some_and(|at| self.program.run(at, &Facts { caller, target, service_roles }))
        };
        if caller.scope == Scope::Internal {
            return Ok(());
        }
        if !holds(rule) {
            return Err(Error::Forbidden(Denial::Policy(rule)));
        }
        let is_owner = || target.owner.is_some() && caller.project().map(|id| id.as_str()) == target.owner;
        let asks_owner = !self.enforcement.new_defaults && rule.is_for_owners();
        if asks_owner && !is_owner() && !holds(Rule::ContextIsAdmin) {
            return Err(Error::Forbidden(Denial::NotOwner));
        }
        Ok(())
    }

    /// Refuses callers whose token is for something the rule does not apply to, whatever their roles.
    pub fn check_scope(&self, caller: &Caller, rule: Rule) -> Result<()> {
        if self.enforcement.scope && !rule.scopes().accepts(&caller.scope) {
            return Err(Error::Forbidden(Denial::Policy(rule)));
        }
        Ok(())
    }

    /// May the caller do this with a custom property of this name?
    #[must_use]
    pub fn permits(&self, caller: &Caller, action: Action, property: &str) -> bool {
        let Some(protection) = self.protection.as_ref().filter(|_| caller.scope != Scope::Internal) else {
            return true;
        };
        match protection.decide(property, action) {
            Permission::Nobody => false,
            Permission::Everybody => true,
            Permission::Roles(roles) => {
                let mut held = caller.roles.iter().chain(&caller.service_roles);
                held.any(|held| roles.iter().any(|role| role.eq_ignore_ascii_case(held)))
            }
            Permission::Rule(name) => self.positions.get(name).is_some_and(|at| {
                let target = Target::default();
                self.program.run(*at, &Facts { caller, target, service_roles: ServiceRoles::All })
            }),
        }
    }

    /// Are any custom properties protected?
    #[must_use]
    pub fn protects_properties(&self) -> bool {
        self.protection.is_some()
    }

    /// Every rule, the operator's own included, in the order of the files.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let rules = self.names.iter().zip(&self.expressions).zip(&self.overridden);
        rules.map(|((name, expression), is_overridden)| Entry {
            name,
            expression,
            is_overridden: *is_overridden,
        })
    }

    /// How many rules come from the operator's file.
    #[must_use]
    pub fn override_count(&self) -> usize {
        self.overridden.iter().filter(|is_overridden| **is_overridden).count()
    }

    /// Is the rule, with all that it refers to, as it was shipped?
    #[must_use]
    pub fn is_shipped(&self, rule: Rule) -> bool {
        let mut open: Vec<usize> = self.rules.get(rule as usize).copied().into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(at) = open.pop() {
            if self.overridden.get(at).copied().unwrap_or(false) {
                return false;
            }
            if seen.insert(at) {
                open.extend(self.program.references(at));
            }
        }
        true
    }

    pub(super) fn expression(&self, name: &str) -> Option<&Expression> {
        self.positions.get(name).and_then(|at| self.expressions.get(*at))
    }

    /// Does a rule's expression hold, whatever the scope?
    pub(super) fn holds(&self, name: &str, facts: &Facts<'_>) -> bool {
        self.positions.get(name).is_some_and(|at| self.program.run(*at, facts))
    }

    #[cfg(test)]
    pub(super) fn program(&self) -> &Program {
        &self.program
    }
}

/// Rules while they are put together.
struct Table {
    rules: Vec<(String, Expression, bool)>,
    positions: BTreeMap<String, usize>,
}

impl Table {
    fn new(enforcement: Enforcement) -> Result<Self, PolicyError> {
        let mut legacy: BTreeMap<String, Expression> = BTreeMap::new();
        if !enforcement.new_defaults {
            legacy.extend(file::parse(LEGACY)?);
        }
        let mut table = Self { rules: Vec::new(), positions: BTreeMap::new() };
        for (name, expression) in file::parse(SHIPPED)? {
            let expression = match legacy.remove(&name) {
                Some(former) => Expression::Any(vec![former, expression]),
                None => expression,
            };
            table.put(name, expression, false);
        }
        Ok(table)
    }

    fn replace(&mut self, rules: Vec<(String, Expression)>) {
        rules.into_iter().for_each(|(name, expression)| self.put(name, expression, true));
    }

    fn put(&mut self, name: String, expression: Expression, is_overridden: bool) {
        match self.positions.get(&name).and_then(|at| self.rules.get_mut(*at)) {
            Some(rule) => *rule = (name, expression, is_overridden),
            None => {
                self.positions.insert(name.clone(), self.rules.len());
                self.rules.push((name, expression, is_overridden));
            }
        }
    }

    fn bind(self, enforcement: Enforcement, protection: Option<Protection>) -> Result<RuleBook, PolicyError> {
        let positions = self.positions;
        let (mut names, mut expressions, mut overridden) = (Vec::new(), Vec::new(), Vec::new());
        for (name, expression, is_overridden) in self.rules {
            names.push(name);
            expressions.push(expression);
            overridden.push(is_overridden);
        }
        let name = |at: usize| names.get(at).cloned().unwrap_or_default();
        let program = Program::new(&expressions, &|name| positions.get(name).copied());
        let program = program.map_err(|error| match error {
            BindError::Unknown { rule, reference } => {
                PolicyError::UnknownReference { rule: name(rule), reference }
            }
            BindError::Cycle(rule) => PolicyError::Cycle(name(rule)),
            BindError::TooLong(rule) => PolicyError::ChainTooLong(name(rule)),
        })?;
        let find =
            |rule: &Rule| positions.get(rule.name()).copied().ok_or(PolicyError::MissingRule(rule.name()));
        let rules: Vec<usize> = Rule::ALL.iter().map(find).collect::<Result<_, _>>()?;
        let book =
            RuleBook { enforcement, names, expressions, overridden, positions, rules, program, protection };
        book.verify_names()?;
        Ok(book)
    }
}

impl RuleBook {
    /// Protected properties name rules that exist; and a name of the operator's own that nothing refers
    /// to is a slip of the pen, which must not pass for a rule that is in force.
    fn verify_names(&self) -> Result<(), PolicyError> {
        let mut is_used = vec![false; self.names.len()];
        for (section, rule) in self.protection.iter().flat_map(Protection::rules) {
            let at = self.positions.get(rule);
            let slot = at.and_then(|at| is_used.get_mut(*at));
            *slot.ok_or_else(|| Protection::unknown_rule(section, rule))? = true;
        }
        for at in 0..self.names.len() {
            for reference in self.program.references(at) {
                if let Some(slot) = is_used.get_mut(*reference) {
                    *slot = true;
                }
            }
        }
        // Those that code asks for. The shipped helpers are all referred to, or harmless.
        let shipped = |at: usize| !self.overridden.get(at).copied().unwrap_or_default();
        for (at, name) in self.names.iter().enumerate() {
            let is_known = shipped(at) || self.rules.contains(&at) || is_used.get(at) == Some(&true);
            if !is_known {
                return Err(PolicyError::UnknownRule(name.clone()));
            }
        }
        Ok(())
    }
}
