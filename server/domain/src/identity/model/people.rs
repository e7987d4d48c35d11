//! Domains, the users and projects in them, and how requests refer to each.

use serde_json::{Map, Value};

use super::Secret;
use crate::ctx::{DomainId, ProjectId, UserId};

/// The id of the domain that always exists.
pub const DEFAULT_DOMAIN: &str = "default";

/// Attributes that clients may add and that mean nothing here: kept and given back as they came.
pub type Extra = Map<String, Value>;

/// A name space of users and projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    pub id: DomainId,
    pub name: String,
    pub description: String,
    pub is_enabled: bool,
}

/// Somebody, or some program, who logs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub domain: Domain,
    pub is_enabled: bool,
    pub default_project: Option<ProjectId>,
    pub password_hash: Option<Secret>,
    /// Grows when the user's tokens are to die all at once: a new password, a disabling.
    pub epoch: i64,
    pub extra: Extra,
}

impl User {
    /// May log in, as far as the user's own rows say.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.is_enabled && self.domain.is_enabled
    }
}

/// An owner of images.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub id: ProjectId,
    pub name: String,
    pub description: String,
    pub domain: Domain,
    /// The project it belongs to; none when it belongs to its domain.
    pub parent: Option<ProjectId>,
    pub is_enabled: bool,
    pub extra: Extra,
}

impl Project {
    /// May be entered, as far as the project's own rows say.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.is_enabled && self.domain.is_enabled
    }
}

/// What a domain is called by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DomainRef {
    Id(String),
    Name(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserRef {
    Id(String),
    Name { name: String, domain: DomainRef },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectRef {
    Id(String),
    Name { name: String, domain: DomainRef },
}
