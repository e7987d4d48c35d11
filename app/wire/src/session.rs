//! Who is using the dashboard.

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

/// What went wrong at the last attempt to sign in; shown on the login page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginFailure {
    pub code: String,
    pub user: String,
    pub domain: String,
}
