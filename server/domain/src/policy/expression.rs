//! The expression language of oslo.policy: `role:x`, `rule:y`, `project_id:%(owner)s`,
//! `'public':%(visibility)s`, `and`, `or`, `not`, parentheses, `@` (always) and `!` (never).
//!
//! Parsed once into a tree whose depth and size are bounded, so that evaluation is linear in it.

/// How deep an expression may nest.
const MAX_DEPTH: usize = 32;
/// How many nodes an expression may have.
const MAX_NODES: usize = 1_024;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    #[error("the expression ends where a check was expected")]
    UnexpectedEnd,
    #[error("unexpected `{0}`")]
    Unexpected(String),
    #[error("`{0}` is not a check of the form kind:match")]
    NotACheck(String),
    #[error("a quote is never closed")]
    OpenQuote,
    #[error("nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    #[error("more than {MAX_NODES} checks")]
    TooLarge,
}

/// What an expression can ask about a request.
pub(super) trait Facts {
    fn has_role(&self, role: &str) -> bool;
    fn credential(&self, key: &str) -> Option<&str>;
    fn target(&self, field: &str) -> Option<&str>;
}

/// A parsed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    Always,
    Never,
    Role(String),
    Rule(String),
    /// The left side, from the caller's credentials or a literal, equals the right side.
    Equal {
        left: Left,
        right: Right,
    },
    Not(Box<Expression>),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    Credential(String),
    Literal(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Right {
    Target(String),
    Literal(String),
}

impl Expression {
    /// Parses one rule's text. Empty text means "always", as it does for oslo.policy.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let tokens = tokenize(text)?;
        if tokens.is_empty() {
            return Ok(Self::Always);
        }
        let mut parser = Parser { tokens: &tokens, at: 0, nodes: 0 };
        let expression = parser.any(0)?;
        match parser.peek() {
            None => Ok(expression),
            Some(token) => Err(ParseError::Unexpected(token.to_owned())),
        }
    }

    /// Names of the rules it refers to.
    pub(super) fn references(&self) -> Vec<&str> {
        match self {
            Self::Rule(name) => vec![name],
            Self::Not(inner) => inner.references(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::references).collect(),
            Self::Always | Self::Never | Self::Role(_) | Self::Equal { .. } => vec![],
        }
    }

    /// Evaluates it. A reference to an unknown rule is false: default deny.
    pub(super) fn holds<'a>(&self, facts: &dyn Facts, rules: &dyn Fn(&str) -> Option<&'a Self>) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Role(role) => facts.has_role(role),
            Self::Rule(name) => rules(name).is_some_and(|rule| rule.holds(facts, rules)),
            Self::Equal { left, right } => equal(left, right, facts),
            Self::Not(inner) => !inner.holds(facts, rules),
            Self::All(parts) => parts.iter().all(|part| part.holds(facts, rules)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(facts, rules)),
        }
    }
}

/// An absent fact equals nothing, not even another absent one.
fn equal(left: &Left, right: &Right, facts: &dyn Facts) -> bool {
    let left = match left {
        Left::Credential(key) => facts.credential(key),
        Left::Literal(text) => Some(text.as_str()),
    };
    let right = match right {
        Right::Target(field) => facts.target(field),
        Right::Literal(text) => Some(text.as_str()),
    };
    matches!((left, right), (Some(left), Some(right)) if left == right)
}

/// Splits at white space and at parentheses that are not part of `%(…)s` or of a quoted text.
fn tokenize(text: &str) -> Result<Vec<String>, ParseError> {
    let mut tokens = Vec::new();
    let mut current = String::new();
    let mut quote = None;
    let mut in_reference = false;
    for c in text.chars() {
        let bare = quote.is_none() && !in_reference;
        match c {
            '\'' | '"' if quote == Some(c) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(c),
            '(' if quote.is_none() && current.ends_with('%') => in_reference = true,
            ')' if in_reference => in_reference = false,
            '(' | ')' if bare => {
                flush(&mut current, &mut tokens);
                tokens.push(c.to_string());
                continue;
            }
            c if c.is_whitespace() && bare => {
                flush(&mut current, &mut tokens);
                continue;
            }
            _ => {}
        }
        current.push(c);
    }
    if quote.is_some() || in_reference {
        return Err(ParseError::OpenQuote);
    }
    flush(&mut current, &mut tokens);
    Ok(tokens)
}

fn flush(current: &mut String, tokens: &mut Vec<String>) {
    if !current.is_empty() {
        tokens.push(std::mem::take(current));
    }
}

struct Parser<'a> {
    tokens: &'a [String],
    at: usize,
    nodes: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&str> {
        self.tokens.get(self.at).map(String::as_str)
    }

    fn accept(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn count(&mut self) -> Result<(), ParseError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES { Err(ParseError::TooLarge) } else { Ok(()) }
    }

    fn any(&mut self, depth: usize) -> Result<Expression, ParseError> {
        let mut parts = vec![self.all(depth)?];
        while self.accept("or") {
            parts.push(self.all(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::Any(parts) })
    }

    fn all(&mut self, depth: usize) -> Result<Expression, ParseError> {
        let mut parts = vec![self.unary(depth)?];
        while self.accept("and") {
            parts.push(self.unary(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::All(parts) })
    }

    fn unary(&mut self, depth: usize) -> Result<Expression, ParseError> {
        if depth > MAX_DEPTH {
            return Err(ParseError::TooDeep);
        }
        self.count()?;
        if self.accept("not") {
            return Ok(Expression::Not(Box::new(self.unary(depth + 1)?)));
        }
        if self.accept("(") {
            let inner = self.any(depth + 1)?;
            return if self.accept(")") { Ok(inner) } else { Err(self.unexpected()) };
        }
        let token = self.peek().ok_or(ParseError::UnexpectedEnd)?.to_owned();
        self.at += 1;
        check(&token)
    }

    fn unexpected(&self) -> ParseError {
        match self.peek() {
            Some(token) => ParseError::Unexpected(token.to_owned()),
            None => ParseError::UnexpectedEnd,
        }
    }
}

fn check(token: &str) -> Result<Expression, ParseError> {
    match token {
        "@" => return Ok(Expression::Always),
        "!" => return Ok(Expression::Never),
        _ => {}
    }
    let (kind, value) = split_check(token).ok_or_else(|| ParseError::NotACheck(token.to_owned()))?;
    if kind.is_empty() || value.is_empty() {
        return Err(ParseError::NotACheck(token.to_owned()));
    }
    Ok(match kind {
        "role" => Expression::Role(value.to_owned()),
        "rule" => Expression::Rule(value.to_owned()),
        _ => Expression::Equal { left: left(kind), right: right(value) },
    })
}

/// Splits at the first colon outside quotes.
fn split_check(token: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, c) in token.char_indices() {
        match c {
            '\'' | '"' if quote == Some(c) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(c),
            ':' if quote.is_none() => return Some((&token[..at], &token[at + 1..])),
            _ => {}
        }
    }
    None
}

fn left(kind: &str) -> Left {
    match unquote(kind) {
        Some(literal) => Left::Literal(literal.to_owned()),
        None => Left::Credential(kind.to_owned()),
    }
}

fn right(value: &str) -> Right {
    let field = value.strip_prefix("%(").and_then(|rest| rest.strip_suffix(")s"));
    match field {
        Some(field) => Right::Target(field.to_owned()),
        None => Right::Literal(unquote(value).unwrap_or(value).to_owned()),
    }
}

fn unquote(text: &str) -> Option<&str> {
    let inner = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('\'').or_else(|| inner('"'))
}
