//! Roles, what they imply, and where they are held.

use std::collections::BTreeSet;

use super::{TokenScope, User};
use crate::ctx::{DomainId, ProjectId, UserId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    /// One of those that every installation has: it can neither be changed nor removed.
    pub is_immutable: bool,
}

/// What a role is held on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    Project(ProjectId),
    Domain(DomainId),
    /// The installation as such.
    System,
}

impl Target {
    /// The id of the project or domain, or `system`.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Project(id) => id.as_str(),
            Self::Domain(id) => id.as_str(),
            Self::System => "system",
        }
    }
}

/// A role that a user holds somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub user: UserId,
    /// The role's id.
    pub role: String,
    pub target: Target,
}

/// An assignment with everything that there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub user: User,
    pub role: Role,
    /// Never unscoped.
    pub place: TokenScope,
    /// The role that was assigned, when this one comes with it.
    pub prior: Option<Role>,
}

/// All roles, with what each implies at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleGraph {
    pub roles: Vec<Role>,
    /// Ids: the role, and the one that it implies.
    pub implications: Vec<(String, String)>,
}

impl RoleGraph {
    /// The roles of these ids and all that they imply, in the order of [`RoleGraph::roles`].
    #[must_use]
    pub fn expand(&self, direct: &[String]) -> Vec<Role> {
        let mut held: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = direct.iter().map(String::as_str).collect();
        while let Some(id) = open.pop() {
            if held.insert(id) {
                let implied = self.implications.iter().filter(|(prior, _)| prior == id);
                open.extend(implied.map(|(_, implied)| implied.as_str()));
            }
        }
        self.roles.iter().filter(|role| held.contains(role.id.as_str())).cloned().collect()
    }

    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// What a role implies at once.
    #[must_use]
    pub fn implied_by(&self, prior: &str) -> Vec<&Role> {
        let is_implied = |role: &&Role| {
            self.implications.iter().any(|(from, to)| from.as_str() == prior && *to == role.id)
        };
        self.roles.iter().filter(is_implied).collect()
    }

    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph() -> RoleGraph {
        let role = |name: &str| Role {
            id: name.to_owned(),
            name: name.to_owned(),
            description: None,
            is_immutable: true,
        };
        let pair = |prior: &str, implied: &str| (prior.to_owned(), implied.to_owned());
        RoleGraph {
            roles: ["admin", "manager", "member", "reader", "service"].map(role).to_vec(),
            implications: vec![
                pair("admin", "manager"),
                pair("manager", "member"),
                pair("member", "reader"),
                pair("reader", "member"),
            ],
        }
    }

    #[test]
    fn implications_are_followed_to_the_end_and_circles_end() {
        let names = |role: &str| {
            let roles = graph().expand(&[role.to_owned()]);
            roles.into_iter().map(|role| role.name).collect::<Vec<_>>()
        };
        assert_eq!(names("admin"), ["admin", "manager", "member", "reader"]);
        assert_eq!(names("member"), ["member", "reader"]);
        assert_eq!(names("service"), ["service"]);
        assert!(names("nobody").is_empty());
    }
}
