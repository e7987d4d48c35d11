//! The words of the identity service.

mod credentials;
mod input;
mod people;
mod roles;
mod secret;
mod tokens;

pub use credentials::{AccessRule, Credential, CredentialRef, NewAccessRule, NewCredential, RoleRef};
pub use input::{
    AssignmentFilter, DomainChange, NewDomain, NewProject, NewRole, NewUser, PeopleFilter, ProjectChange,
    RoleChange, UserChange, or_default,
};
pub use people::{DEFAULT_DOMAIN, Domain, DomainRef, Extra, Project, ProjectRef, User, UserRef};
pub use roles::{Assignment, Held, Role, RoleGraph, Target};
pub use secret::Secret;
pub use tokens::{AuthMethod, AuthRequest, Issued, ScopeRequest, TokenInfo, TokenRecord, TokenScope};
