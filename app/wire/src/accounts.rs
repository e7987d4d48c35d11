//! Users, projects, role assignments and credentials, as the dashboard shows them.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::session::Named;

/// Which page of a list of users or projects is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// A part of the name.
    pub text: Option<String>,
    /// From 1 on.
    pub page: usize,
}

impl ListQuery {
    /// Rows on a page.
    pub const ROWS: usize = 20;
}

impl Default for ListQuery {
    fn default() -> Self {
        Self { text: None, page: 1 }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing<T> {
    pub rows: Vec<T>,
    /// All that fit, on every page.
    pub total: usize,
    pub can_create: bool,
}

impl<T> Listing<T> {
    /// The page of everything that a query asks for.
    #[must_use]
    pub fn cut(all: Vec<T>, query: &ListQuery, can_create: bool) -> Self {
        let total = all.len();
        let start = query.page.saturating_sub(1).saturating_mul(ListQuery::ROWS);
        let rows = all.into_iter().skip(start).take(ListQuery::ROWS).collect();
        Self { rows, total, can_create }
    }

    /// Is there a page behind this one?
    #[must_use]
    pub fn has_next(&self, query: &ListQuery) -> bool {
        query.page.saturating_mul(ListQuery::ROWS) < self.total
    }
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserView {
    pub id: String,
    pub name: String,
    pub description: String,
    pub email: String,
    pub domain: Named,
    pub is_enabled: bool,
    pub default_project: Option<Named>,
    /// The one who looks.
    pub is_self: bool,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectView {
    pub id: String,
    pub name: String,
    pub description: String,
    pub domain: Named,
    pub is_enabled: bool,
    /// The one that the viewer works in.
    pub is_current: bool,
}

/// What a role is held on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    Project(Named),
    Domain(Named),
    System,
}

impl Place {
    /// As forms and addresses spell it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Project(_) => "project",
            Self::Domain(_) => "domain",
            Self::System => "system",
        }
    }

    /// The id of what it is; the system has none.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Project(named) | Self::Domain(named) => &named.id,
            Self::System => "",
        }
    }

    /// The name of what it is; the system has none.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Project(named) | Self::Domain(named) => &named.name,
            Self::System => "",
        }
    }
}

/// A role that a user holds somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantView {
    pub user: Named,
    pub role: Named,
    pub place: Place,
    /// It is the viewer's own.
    pub is_own: bool,
}

/// The page of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserPage {
    pub user: UserView,
    pub grants: Vec<GrantView>,
    /// Roles that can be given, by name.
    pub roles: Vec<Named>,
    /// Projects to suggest, by name.
    pub projects: Vec<Named>,
    pub domains: Vec<Named>,
}

/// The page of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectPage {
    pub project: ProjectView,
    pub grants: Vec<GrantView>,
    pub roles: Vec<Named>,
    /// Users to suggest, by name.
    pub users: Vec<Named>,
    pub usage: Vec<UsageView>,
}

/// How much of a resource a project uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageView {
    /// As the limit is called.
    pub resource: String,
    pub used: u64,
    /// Nothing: as much as there is.
    pub limit: Option<u64>,
}

/// An application credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialView {
    pub id: String,
    pub name: String,
    pub description: String,
    pub project: Named,
    pub roles: Vec<String>,
    pub expires_at: Option<Timestamp>,
    pub is_expired: bool,
    pub is_unrestricted: bool,
}

/// What the form for a credential may offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialOptions {
    pub project: Named,
    /// Roles that the visitor holds there.
    pub roles: Vec<String>,
}

/// A credential at the only moment at which its secret is known. Its `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCredential {
    pub id: String,
    pub name: String,
    pub secret: String,
}

impl std::fmt::Debug for NewCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewCredential").field("id", &self.id).finish_non_exhaustive()
    }
}

/// How a client reaches the API as the visitor, in the project of the moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessInfo {
    pub auth_url: String,
    pub region: String,
    pub user: Named,
    pub user_domain: Named,
    pub project: Named,
    pub project_domain: Named,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_cut_from_the_whole() {
        let all: Vec<usize> = (0..45).collect();
        let page = |page| ListQuery { text: None, page };
        let last = Listing::cut(all.clone(), &page(3), false);
        assert_eq!((last.rows, last.total), ((40..45).collect(), 45));
        assert!(Listing::cut(all.clone(), &page(2), false).has_next(&page(2)));
        assert!(!Listing::cut(all.clone(), &page(3), false).has_next(&page(3)));
        assert!(Listing::cut(all, &page(usize::MAX), false).rows.is_empty());
    }

    #[test]
    fn a_new_secret_does_not_show_in_the_log() {
        let new = NewCredential { id: "a".into(), name: "b".into(), secret: "hunter22".into() };
        assert!(!format!("{new:?}").contains("hunter22"));
    }
}
