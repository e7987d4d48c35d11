//! An event, and the texts in it: short, on one line, without secrets.

use std::net::IpAddr;

use vitrine_wire::Timestamp;

use super::{Action, Notes};
use crate::ctx::{Ctx, ProjectId, Scope};
use crate::error::Error;

/// Bytes of a text.
const MAX_TEXT: usize = 4 << 10;
/// Bytes of what a stranger typed: refused input is told only by its beginning.
const MAX_REFUSED: usize = 64;
/// Stands where a text was cut.
const CUT: &str = "…";

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Success,
    /// The caller may not, or may not so often.
    Denied,
    /// It could not be done.
    Failed,
}

impl Outcome {
    pub const ALL: &'static [Self] = &[Self::Success, Self::Denied, Self::Failed];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| outcome.as_str() == text)
    }

    /// A missing thing counts as denied where it exists and was kept from the caller.
    pub(super) fn of(error: &Error, notes: &Notes) -> Self {
        match error {
            Error::Unauthenticated | Error::Forbidden(_) | Error::TooManyUploads { .. } => Self::Denied,
            Error::NotFound(_) if notes.has_hidden() => Self::Denied,
            _ => Self::Failed,
        }
    }
}

/// Who acted, and from where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    pub user_id: Option<String>,
    pub user_name: Option<String>,
    pub project_id: Option<String>,
    pub address: Option<IpAddr>,
}

impl From<&Ctx> for Who {
    fn from(ctx: &Ctx) -> Self {
        let user_name = match ctx.caller.scope {
            Scope::Internal => None,
            _ => Some(clean(&ctx.caller.user_name, MAX_TEXT)),
        };
        Self {
            user_id: Some(clean(ctx.caller.user_id.as_str(), MAX_TEXT)),
            user_name,
            project_id: ctx.caller.project().map(ProjectId::as_str).map(|id| clean(id, MAX_TEXT)),
            address: ctx.address,
        }
    }
}

/// What a service says about an action: on which object, and which fields of it changed.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(super) action: Action,
    kind: &'static str,
    id: String,
    fields: Vec<String>,
}

impl Entry {
    /// An action on an object of a kind: `image`, `user`, `project` …
    pub fn new(action: Action, kind: &'static str, id: impl Into<String>) -> Self {
        Self { action, kind, id: id.into(), fields: Vec::new() }
    }

    /// Names of the fields that change. Never their values.
    #[must_use]
    pub fn fields<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.fields = names.into_iter().map(Into::into).collect();
        self.fields.sort_unstable();
        self.fields.dedup();
        self
    }

    /// The event of this entry.
    pub(super) fn into_event(
        self,
        at: Timestamp,
        request_id: &str,
        who: Who,
        ended: (Outcome, Option<&str>),
    ) -> Event {
        let (outcome, code) = ended;
        let limit = if outcome == Outcome::Success { MAX_TEXT } else { MAX_REFUSED };
        Event {
            id: 0,
            at,
            request_id: clean(request_id, MAX_REFUSED + 8),
            who,
            action: self.action,
            target_kind: self.kind.to_owned(),
            target_id: clean(&self.id, limit),
            outcome,
            code: code.map(str::to_owned),
            fields: clean(&self.fields.join(" "), MAX_TEXT),
            count: 1,
        }
    }
}

/// A row of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Counts up; zero before the event is stored.
    pub id: i64,
    pub at: Timestamp,
    pub request_id: String,
    pub who: Who,
    pub action: Action,
    pub target_kind: String,
    /// Empty where the object has no id yet.
    pub target_id: String,
    pub outcome: Outcome,
    /// The error's code, where it did not succeed.
    pub code: Option<String>,
    /// Names of changed fields, blanks between.
    pub fields: String,
    /// How many events the row stands for: more than one only for [`Action::More`].
    pub count: u64,
}

impl Event {
    /// One line for the log. Every text in it is clean already.
    pub(super) fn tell(&self) {
        let Who { user_id, user_name, project_id, address } = &self.who;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        tracing::event!(
            target: "audit",
            tracing::Level::INFO,
            audit.action = self.action.name(),
            audit.outcome = self.outcome.as_str(),
            audit.user.id = text(user_id),
            audit.user.name = text(user_name),
            audit.project.id = text(project_id),
            audit.address = address.map(|address| address.to_string()).unwrap_or_default(),
            audit.target.kind = self.target_kind,
            audit.target.id = self.target_id,
            audit.code = text(&self.code),
            audit.fields = self.fields,
            audit.count = self.count,
            audit.request_id = self.request_id,
            "{} {}",
            self.action,
            self.outcome.as_str()
        );
    }
}

/// A text on one line, cut at `limit` bytes with a mark. Control characters, and those that turn the
/// direction of writing, are written as escapes.
pub(super) fn clean(text: &str, limit: usize) -> String {
    let mut cleaned = String::with_capacity(text.len().min(limit));
    for c in text.chars() {
        let is_plain = !c.is_control() && !matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let before = cleaned.len();
        if is_plain {
            cleaned.push(c)
        } else {
            cleaned.extend(c.escape_unicode())
        }
        if cleaned.len() > limit {
            cleaned.truncate(before);
            while cleaned.len() + CUT.len() > limit {
                cleaned.pop();
            }
            cleaned.push_str(CUT);
            break;
        }
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_on_one_line_and_within_the_limit() {
        assert_eq!(clean("a\nb\u{1b}[2J\u{202e}c", 100), "a\\u{a}b\\u{1b}[2J\\u{202e}c");
        assert_eq!(clean("plain 测试", 100), "plain 测试");
        assert_eq!(clean(&"x".repeat(64), 64), "x".repeat(64));
        let cut = clean(&"x".repeat(65), 64);
        assert_eq!((cut.len(), cut.ends_with(CUT)), (64, true));
        for text in ["测".repeat(4_000), "\n".repeat(4_000), "a测\n".repeat(4_000)] {
            let cut = clean(&text, MAX_TEXT);
            assert!(cut.len() <= MAX_TEXT && cut.ends_with(CUT));
        }
    }
}
