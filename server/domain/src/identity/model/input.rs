//! What callers hand in: new rows, changes to rows, and what lists shall hold.

use super::{DEFAULT_DOMAIN, Extra, Secret, Target};
use crate::ctx::{DomainId, ProjectId, UserId};

#[derive(Clone, Debug)]
pub struct NewUser {
    pub name: String,
    /// Without one the user cannot log in.
    pub password: Option<Secret>,
    /// The default domain when absent.
    pub domain: Option<DomainId>,
    pub is_enabled: bool,
    /// Nobody checks that it exists or that the user has a role there.
    pub default_project: Option<ProjectId>,
    pub extra: Extra,
}

impl NewUser {
    /// An enabled user of the default domain.
    #[must_use]
    pub fn named(name: &str, password: Option<Secret>) -> Self {
        Self {
            name: name.to_owned(),
            password,
            domain: None,
            is_enabled: true,
            default_project: None,
            extra: Extra::new(),
        }
    }
}

/// What is absent stays as it is.
#[derive(Clone, Debug, Default)]
pub struct UserChange {
    pub name: Option<String>,
    pub password: Option<Secret>,
    /// May only say what is so already.
    pub domain: Option<DomainId>,
    pub is_enabled: Option<bool>,
    pub default_project: Option<Option<ProjectId>>,
    /// Added to what is there; `null` stays as a value.
    pub extra: Extra,
}

#[derive(Clone, Debug)]
pub struct NewProject {
    pub name: String,
    pub description: String,
    /// The parent's domain when absent, or the default one.
    pub domain: Option<DomainId>,
    /// The id of a project, or of the domain itself.
    pub parent: Option<String>,
    pub is_enabled: bool,
    pub extra: Extra,
}

impl NewProject {
    /// An enabled project of the default domain.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            description: String::new(),
            domain: None,
            parent: None,
            is_enabled: true,
            extra: Extra::new(),
        }
    }
}

/// What is absent stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ProjectChange {
    pub name: Option<String>,
    pub description: Option<String>,
    /// May only say what is so already.
    pub domain: Option<DomainId>,
    /// May only say what is so already.
    pub parent: Option<String>,
    pub is_enabled: Option<bool>,
    /// Added to what is there.
    pub extra: Extra,
}

#[derive(Clone, Debug)]
pub struct NewDomain {
    pub name: String,
    pub description: String,
    pub is_enabled: bool,
}

/// What is absent stays as it is.
#[derive(Clone, Debug, Default)]
pub struct DomainChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub is_enabled: Option<bool>,
}

#[derive(Clone, Debug)]
pub struct NewRole {
    pub name: String,
    pub description: Option<String>,
}

/// What is absent stays as it is.
#[derive(Clone, Debug, Default)]
pub struct RoleChange {
    pub name: Option<String>,
    pub description: Option<Option<String>>,
}

/// Which users, projects or domains a list holds; all conditions must hold. Names are exact.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    pub name: Option<String>,
    /// Of a domain: its own id.
    pub domain: Option<DomainId>,
    pub is_enabled: Option<bool>,
    /// Of projects only: the project they belong to, or the domain when they belong to no other.
    pub parent: Option<String>,
    /// The only domain that the caller may look at. The service sets it.
    pub within: Option<DomainId>,
}

impl PeopleFilter {
    /// Everything of that name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..Self::default() }
    }
}

/// Which assignments a list holds; all conditions must hold.
#[derive(Clone, Debug, Default)]
pub struct AssignmentFilter {
    pub user: Option<UserId>,
    /// The role's id.
    pub role: Option<String>,
    pub target: Option<Target>,
    /// Of a project as the target: those below it too. The service resolves it.
    pub with_subtree: bool,
    /// The only domain that the caller may look at. The service sets it.
    pub within: Option<DomainId>,
}

/// The domain that things belong to when nobody says.
#[must_use]
pub fn or_default(domain: Option<DomainId>) -> DomainId {
    domain.unwrap_or_else(|| DomainId::from(DEFAULT_DOMAIN))
}
