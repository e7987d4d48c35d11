//! Rules made ready to run: a list of steps that only lead forward.
//!
//! References are bound to rules when a file is read, and circles refused. A rule that was evaluated
//! is remembered for the rest of the evaluation. So no file makes an evaluation take more steps than
//! there are, however often its rules refer to each other, and no reference deepens the stack.

use super::expression::{Credential, Expression, IS_ADMIN, Left, Template};
use super::facts::Facts;

/// How many rules may refer on, one to the next.
pub const MAX_CHAIN: usize = 1_024;

#[derive(Debug)]
enum Step {
    Set(bool),
    Role(Template),
    Equal(Left, Template),
    /// Evaluates another rule, unless that happened before.
    Rule(usize),
    Not,
    /// Goes on at a later step if the value is this one.
    SkipIf(bool, usize),
    Return,
}

/// Why rules cannot be bound to each other.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BindError {
    Unknown { rule: usize, reference: String },
    Cycle(usize),
    TooLong(usize),
}

/// All rules, by their position.
#[derive(Debug)]
pub(super) struct Program {
    steps: Vec<Step>,
    /// Where each rule begins.
    starts: Vec<usize>,
    /// What each rule refers to.
    references: Vec<Vec<usize>>,
}

impl Program {
    /// Binds and compiles. `find` tells the position of a name.
    pub fn new(expressions: &[Expression], find: &dyn Fn(&str) -> Option<usize>) -> Result<Self, BindError> {
        let mut references = Vec::with_capacity(expressions.len());
        for (rule, expression) in expressions.iter().enumerate() {
            let bind = |name: &str| {
                find(name).ok_or_else(|| BindError::Unknown { rule, reference: name.to_owned() })
            };
            let bound: Result<Vec<_>, _> = expression.references().into_iter().map(bind).collect();
            references.push(bound?);
        }
        measure(&references)?;
        let mut program = Self { steps: Vec::new(), starts: Vec::new(), references };
        for expression in expressions {
            program.starts.push(program.steps.len());
            program.compile(expression, find);
            program.steps.push(Step::Return);
        }
        Ok(program)
    }

    /// What a rule refers to.
    pub fn references(&self, rule: usize) -> &[usize] {
        self.references.get(rule).map_or(&[], Vec::as_slice)
    }

    /// Does the rule hold?
    pub fn run(&self, rule: usize, facts: &Facts<'_>) -> bool {
        self.run_counting(rule, facts).0
    }

    /// [`Program::run`], with the number of steps that it took.
    pub fn run_counting(&self, rule: usize, facts: &Facts<'_>) -> (bool, usize) {
        let mut known = vec![None; self.starts.len()];
        // Who asked, and the rule being evaluated for them.
        let mut callers = Vec::new();
        let (mut current, mut value, mut taken) = (rule, false, 0);
        let mut next = self.start(rule);
        while let Some(step) = self.steps.get(next) {
            taken += 1;
            next += 1;
            match step {
                Step::Set(to) => value = *to,
                Step::Role(role) => value = facts.has_role(role),
                Step::Equal(left, right) => value = facts.equal(left, right),
                Step::Not => value = !value,
                Step::SkipIf(when, to) if value == *when => next = *to,
                Step::SkipIf(..) => {}
                Step::Rule(other) => match known.get(*other).copied().flatten() {
                    Some(before) => value = before,
                    None => {
                        callers.push((next, current));
                        current = *other;
                        next = self.start(current);
                    }
                },
                Step::Return => {
                    if let Some(slot) = known.get_mut(current) {
                        *slot = Some(value);
                    }
                    match callers.pop() {
                        Some((back, asking)) => (next, current) = (back, asking),
                        None => return (value, taken),
                    }
                }
            }
        }
        (false, taken)
    }

    /// Steps of all rules.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Behind the last step for a rule that is not there: that denies.
    fn start(&self, rule: usize) -> usize {
        self.starts.get(rule).copied().unwrap_or(usize::MAX)
    }

    fn compile(&mut self, expression: &Expression, find: &dyn Fn(&str) -> Option<usize>) {
        let call = |name: &str| find(name).map_or(Step::Set(false), Step::Rule);
        let step = match expression {
            Expression::Always => Step::Set(true),
            Expression::Never => Step::Set(false),
            Expression::Role(role) => Step::Role(role.clone()),
            Expression::Rule(name) => call(name),
            Expression::Equal { left: Left::Credential(Credential::IsAdmin), right } => {
                self.steps.push(call(IS_ADMIN));
                match right.as_text() {
                    Some("True") => return,
                    Some("False") => Step::Not,
                    _ => Step::Set(false),
                }
            }
            Expression::Equal { left, right } => Step::Equal(left.clone(), right.clone()),
            Expression::Not(inner) => {
                self.compile(inner, find);
                Step::Not
            }
            Expression::All(parts) => return self.sequence(parts, false, find),
            Expression::Any(parts) => return self.sequence(parts, true, find),
        };
        self.steps.push(step);
    }

    /// Parts one after the other; the first that is `decisive` decides.
    fn sequence(&mut self, parts: &[Expression], decisive: bool, find: &dyn Fn(&str) -> Option<usize>) {
        self.steps.push(Step::Set(!decisive));
        let mut skips = Vec::new();
        for part in parts {
            self.compile(part, find);
            skips.push(self.steps.len());
            self.steps.push(Step::SkipIf(decisive, 0));
        }
        let end = self.steps.len();
        for skip in skips {
            if let Some(Step::SkipIf(_, to)) = self.steps.get_mut(skip) {
                *to = end;
            }
        }
    }
}

/// Refuses circles and chains that are too long. Each rule is visited once.
fn measure(references: &[Vec<usize>]) -> Result<(), BindError> {
    #[derive(Clone, Copy)]
    enum Mark {
        New,
        Open,
        /// With the length of the longest chain that starts here.
        Done(usize),
    }
    let mut marks = vec![Mark::New; references.len()];
    for root in 0..references.len() {
        // A rule, how many of its references were followed, and the longest chain among them.
        let mut path = vec![(root, 0, 0)];
        while let Some((rule, followed, longest)) = path.pop() {
            if followed == 0 && matches!(marks[rule], Mark::Done(_)) {
                continue;
            }
            marks[rule] = Mark::Open;
            let Some(&next) = references[rule].get(followed) else {
                marks[rule] = Mark::Done(longest + 1);
                continue;
            };
            match marks[next] {
                Mark::Open => return Err(BindError::Cycle(next)),
                Mark::Done(length) if length >= MAX_CHAIN => return Err(BindError::TooLong(rule)),
                Mark::Done(length) => path.push((rule, followed + 1, longest.max(length))),
                Mark::New => path.extend([(rule, followed, longest), (next, 0, 0)]),
            }
        }
    }
    Ok(())
}
