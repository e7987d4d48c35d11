//! The expression language of oslo.policy, as a tree: `role:x`, `rule:y`, `project_id:%(owner)s`,
//! `'public':%(visibility)s`, `and`, `or`, `not`, parentheses, `@` (always) and `!` (never).
//!
//! [`super::parse`] reads it, `Display` writes it back so that reading again gives the same tree.

use std::fmt::{self, Display, Formatter, Write as _};

use super::parse;
pub use super::parse::{ParseError, ParseFault};

/// A parsed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    Always,
    Never,
    Role(Template),
    Rule(String),
    /// The left side, from the caller's credentials or a literal, equals the right side.
    Equal {
        left: Left,
        right: Template,
    },
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    Credential(Credential),
    Literal(String),
}

/// Text with facts of the object in it: `%(owner)s`, or as much as `project-%(owner)s`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(pub Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A fact about the object.
    Fact(String),
}

/// Declares what an expression can ask about the caller, by all its names; the first is written.
macro_rules! credentials {
    ($($variant:ident = $name:literal $(| $alias:literal)*),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Credential { $($variant),+ }

        impl Credential {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name $(| $alias)* => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

credentials! {
    ProjectId = "project_id" | "tenant_id" | "tenant",
    ProjectName = "project_name",
    ProjectDomainId = "project_domain_id",
    UserId = "user_id" | "user",
    UserName = "user_name",
    UserDomainId = "user_domain_id",
    DomainId = "domain_id",
    SystemScope = "system_scope",
    Roles = "roles",
    ServiceRoles = "service_roles",
    IsAdmin = "is_admin",
}

impl Template {
    /// Text without any fact.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self(vec![Piece::Text(text.to_owned())])
    }

    /// A fact and nothing else.
    #[must_use]
    pub fn fact(name: &str) -> Self {
        Self(vec![Piece::Fact(name.to_owned())])
    }

    /// The text, if no fact is in it.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }
}

impl Expression {
    /// Parses one rule's text. Empty text means "always", as it does for oslo.policy.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse::expression(text)
    }

    /// The older form: a list of lists of checks, an "or" of "and"s.
    pub fn from_lists(lists: &[Vec<String>]) -> Result<Self, ParseError> {
        parse::lists(lists)
    }

    /// Names of the rules it refers to.
    pub(super) fn references(&self) -> Vec<&str> {
        match self {
            Self::Rule(name) => vec![name],
            Self::Equal { left: Left::Credential(Credential::IsAdmin), .. } => vec![IS_ADMIN],
            Self::Not(inner) => inner.references(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::references).collect(),
            Self::Always | Self::Never | Self::Role(_) | Self::Equal { .. } => vec![],
        }
    }

    fn is_compound(&self) -> bool {
        matches!(self, Self::All(_) | Self::Any(_))
    }
}

/// The rule that `is_admin:True` stands for.
pub(super) const IS_ADMIN: &str = "context_is_admin";

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_char('@'),
            Self::Never => f.write_char('!'),
            Self::Role(role) => write!(f, "role:{role}"),
            Self::Rule(name) => write!(f, "rule:{name}"),
            Self::Equal { left, right } => write!(f, "{left}:{right}"),
            Self::Not(inner) => {
                f.write_str("not ")?;
                inner.write_grouped(f, inner.is_compound())
            }
            Self::All(parts) => join(f, " and ", parts, Self::is_compound),
            Self::Any(parts) => join(f, " or ", parts, |part| matches!(part, Self::Any(_))),
        }
    }
}

impl Expression {
    fn write_grouped(&self, f: &mut Formatter<'_>, in_parentheses: bool) -> fmt::Result {
        if in_parentheses { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

fn join(
    f: &mut Formatter<'_>,
    word: &str,
    parts: &[Expression],
    needs_group: fn(&Expression) -> bool,
) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(word)?;
        }
        part.write_grouped(f, needs_group(part))?;
    }
    Ok(())
}

impl Display for Left {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credential(credential) => f.write_str(credential.name()),
            Self::Literal(text) if parse::is_bare_literal(text) => f.write_str(text),
            Self::Literal(text) => quoted(f, text),
        }
    }
}

impl Display for Template {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(text) = self.as_text()
            && parse::needs_quotes(text)
        {
            return quoted(f, text);
        }
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Text(text) => f.write_str(&text.replace('%', "%%")),
            Piece::Fact(name) => write!(f, "%({name})s"),
        })
    }
}

/// A text holds one kind of quotes at most: the parser lets no other in.
fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    let quote = if text.contains('\'') { '"' } else { '\'' };
    write!(f, "{quote}{text}{quote}")
}
