//! Who is using the dashboard.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// An id with the name people know it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// How somebody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entrance {
    /// Through the login page; there is a way out.
    Login,
    /// Through a front proxy that signed them in.
    Proxy,
    /// Without being asked: everybody may do everything.
    Open,
}

/// The session behind the cookie, as the shell shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionInfo {
    pub user: Named,
    pub project: Named,
    /// Every project the user can switch to, by name.
    pub projects: Vec<Named>,
    pub roles: Vec<String>,
    pub entrance: Entrance,
    /// When it ends; known where there is a session, not where there is only a caller.
    #[serde(default)]
    pub ends: Option<SessionEnds>,
    pub can: SessionAbilities,
}

/// Which parts of the dashboard lead anywhere for this visitor, decided by policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionAbilities {
    /// Users and passwords are kept here, so the visitor's own can be changed here.
    pub manage_self: bool,
    pub list_users: bool,
    pub list_projects: bool,
    pub read_audit: bool,
}

/// Seconds that a session has left, by the server's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEnds {
    /// Unless it is used.
    pub idle_seconds: u64,
    /// In any case.
    pub life_seconds: u64,
    /// How long before the end people are to be told.
    pub warning_seconds: u64,
}

impl SessionEnds {
    /// Seconds until it ends one way or the other.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.idle_seconds.min(self.life_seconds)
    }
}

/// What went wrong at the last attempt to sign in; shown on the login page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginFailure {
    pub code: String,
    pub args: BTreeMap<String, String>,
    pub user: String,
    pub domain: String,
}
