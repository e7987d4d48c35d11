//! Reads expressions. The depth and the size of what comes out are bounded, whatever goes in.

use super::expression::{Credential, Expression, Left, Piece, Template};

/// How deep an expression may nest.
pub const MAX_DEPTH: usize = 32;
/// How many nodes an expression may have.
pub const MAX_NODES: usize = 1_024;

/// Why an expression was refused, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault} (at character {})", .at + 1)]
pub struct ParseError {
    /// Characters before the place.
    pub at: usize,
    pub fault: ParseFault,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseFault {
    #[error("the expression ends where a check was expected")]
    UnexpectedEnd,
    #[error("unexpected `{0}`")]
    Unexpected(String),
    #[error("`{0}` is not a check of the form kind:match")]
    NotACheck(String),
    #[error("`{0}` is nothing that is known of a caller; text stands in quotes")]
    UnknownCredential(String),
    #[error("`{0}` asks another server, which Vitrine does not do")]
    Remote(String),
    #[error("`{0}` is not a fact of the form %(name)s")]
    NotAFact(String),
    #[error("a quote or a %( is never closed, or stands where none may")]
    OpenQuote,
    #[error("nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    #[error("more than {MAX_NODES} checks")]
    TooLarge,
}

impl ParseFault {
    fn at(self, at: usize) -> ParseError {
        ParseError { at, fault: self }
    }
}

pub(super) fn expression(text: &str) -> Result<Expression, ParseError> {
    let tokens = tokenize(text)?;
    if tokens.is_empty() {
        return Ok(Expression::Always);
    }
    let mut parser = Parser { tokens: &tokens, end: text.chars().count(), at: 0, nodes: 0 };
    let expression = parser.any(0)?;
    if parser.at < tokens.len() { Err(parser.unexpected()) } else { Ok(expression) }
}

/// No list at all is "always"; lists that are all empty are "never".
pub(super) fn lists(lists: &[Vec<String>]) -> Result<Expression, ParseError> {
    if lists.is_empty() {
        return Ok(Expression::Always);
    }
    if lists.iter().map(Vec::len).sum::<usize>() > MAX_NODES {
        return Err(ParseFault::TooLarge.at(0));
    }
    let mut choices = Vec::new();
    for list in lists.iter().filter(|list| !list.is_empty()) {
        let checks: Result<Vec<_>, _> = list.iter().map(|text| sole_check(text)).collect();
        choices.push(one_or(checks?, Expression::All));
    }
    Ok(if choices.is_empty() { Expression::Never } else { one_or(choices, Expression::Any) })
}

/// A list holds checks, and no words between them.
fn sole_check(text: &str) -> Result<Expression, ParseError> {
    match tokenize(text)?.as_slice() {
        [token] => check(&token.text).map_err(|fault| fault.at(token.at)),
        _ => Err(ParseFault::NotACheck(text.to_owned()).at(0)),
    }
}

fn one_or(mut parts: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    if parts.len() == 1 { parts.swap_remove(0) } else { several(parts) }
}

/// A word or a parenthesis, with the characters before it.
struct Token {
    at: usize,
    text: String,
}

/// Splits at white space and at parentheses that are not part of `%(…)s` or of a quoted text.
fn tokenize(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut tokens = Vec::new();
    let mut current = Token { at: 0, text: String::new() };
    let mut quote = None;
    let mut in_fact = false;
    for (at, c) in text.chars().enumerate() {
        let is_bare = quote.is_none() && !in_fact;
        let is_parenthesis = matches!(c, '(' | ')');
        let starts_fact = c == '(' && is_bare && current.text.ends_with('%');
        if is_bare && !starts_fact && (c.is_whitespace() || is_parenthesis) {
            flush(&mut current, &mut tokens);
            if is_parenthesis {
                tokens.push(Token { at, text: c.to_string() });
            }
            continue;
        }
        match c {
            '\'' | '"' if quote == Some(c) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(c),
            ')' if in_fact => in_fact = false,
            _ => in_fact |= starts_fact,
        }
        if current.text.is_empty() {
            current.at = at;
        }
        current.text.push(c);
    }
    if quote.is_some() || in_fact {
        return Err(ParseFault::OpenQuote.at(current.at));
    }
    flush(&mut current, &mut tokens);
    Ok(tokens)
}

fn flush(current: &mut Token, tokens: &mut Vec<Token>) {
    if !current.text.is_empty() {
        tokens.push(Token { at: current.at, text: std::mem::take(&mut current.text) });
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    /// Characters of the whole text.
    end: usize,
    at: usize,
    nodes: usize,
}

impl Parser<'_> {
    fn accept(&mut self, word: &str) -> bool {
        let next = self.tokens.get(self.at);
        let found = next.is_some_and(|token| token.text.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn place(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |token| token.at)
    }

    fn any(&mut self, depth: usize) -> Result<Expression, ParseError> {
        let mut parts = vec![self.all(depth)?];
        while self.accept("or") {
            parts.push(self.all(depth)?);
        }
        Ok(one_or(parts, Expression::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Expression, ParseError> {
        let mut parts = vec![self.unary(depth)?];
        while self.accept("and") {
            parts.push(self.unary(depth)?);
        }
        Ok(one_or(parts, Expression::All))
    }

    fn unary(&mut self, depth: usize) -> Result<Expression, ParseError> {
        if depth > MAX_DEPTH {
            return Err(ParseFault::TooDeep.at(self.place()));
        }
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(ParseFault::TooLarge.at(self.place()));
        }
        if self.accept("not") {
            return Ok(Expression::Not(Box::new(self.unary(depth + 1)?)));
        }
        if self.accept("(") {
            let inner = self.any(depth + 1)?;
            return if self.accept(")") { Ok(inner) } else { Err(self.unexpected()) };
        }
        let token = self.tokens.get(self.at).ok_or_else(|| ParseFault::UnexpectedEnd.at(self.end))?;
        self.at += 1;
        check(&token.text).map_err(|fault| fault.at(token.at))
    }

    fn unexpected(&self) -> ParseError {
        match self.tokens.get(self.at) {
            Some(token) => ParseFault::Unexpected(token.text.clone()).at(token.at),
            None => ParseFault::UnexpectedEnd.at(self.end),
        }
    }
}

fn check(token: &str) -> Result<Expression, ParseFault> {
    match token {
        "@" => return Ok(Expression::Always),
        "!" => return Ok(Expression::Never),
        _ => {}
    }
    let not_a_check = || ParseFault::NotACheck(token.to_owned());
    let (kind, value) = split_check(token).ok_or_else(not_a_check)?;
    if kind.is_empty() || value.is_empty() {
        return Err(not_a_check());
    }
    match kind {
        "role" => Ok(Expression::Role(template(value)?)),
        "rule" if value.contains(['\'', '"', '%', '(', ')']) || value.contains(char::is_whitespace) => {
            Err(not_a_check())
        }
        "rule" => Ok(Expression::Rule(value.to_owned())),
        "http" | "https" => Err(ParseFault::Remote(token.to_owned())),
        _ => Ok(Expression::Equal { left: left(kind)?, right: template(value)? }),
    }
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

fn left(kind: &str) -> Result<Left, ParseFault> {
    if let Some(literal) = unquote(kind)? {
        return Ok(Left::Literal(literal.to_owned()));
    }
    if is_bare_literal(kind) {
        return Ok(Left::Literal(kind.to_owned()));
    }
    let credential = Credential::parse(kind);
    credential.map(Left::Credential).ok_or_else(|| ParseFault::UnknownCredential(kind.to_owned()))
}

/// Is it a literal without quotes: `True`, `False`, `None` or a number?
pub(super) fn is_bare_literal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(text, "True" | "False" | "None") || (is_number(whole) && is_number(fraction))
}

/// Would the text be read as something else without quotes?
pub(super) fn needs_quotes(text: &str) -> bool {
    text.is_empty() || text.contains(['\'', '"', '(', ')', '%']) || text.contains(char::is_whitespace)
}

fn template(value: &str) -> Result<Template, ParseFault> {
    if let Some(text) = unquote(value)? {
        return Ok(Template::text(text));
    }
    let not_a_fact = || ParseFault::NotAFact(value.to_owned());
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            text.push('%');
            rest = after;
            continue;
        }
        let (name, after) =
            after.strip_prefix('(').and_then(|after| after.split_once(")s")).ok_or_else(not_a_fact)?;
        if needs_quotes(name) {
            return Err(not_a_fact());
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(Piece::Fact(name.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(Template(pieces))
}

/// The text between quotes, if it stands in quotes. These stand around the whole or nowhere.
fn unquote(text: &str) -> Result<Option<&str>, ParseFault> {
    let inner = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    for quote in ['\'', '"'] {
        if let Some(inner) = inner(quote) {
            return if inner.contains(quote) { Err(ParseFault::OpenQuote) } else { Ok(Some(inner)) };
        }
    }
    if text.contains(['\'', '"']) { Err(ParseFault::OpenQuote) } else { Ok(None) }
}
