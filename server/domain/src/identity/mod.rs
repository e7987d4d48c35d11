//! The embedded identity service: who is who, and what their tokens are worth.
//!
//! Validity is decided at use, from the rows of that moment: a disabled user, a lost role or a changed
//! password end a token at once. Tokens are random; only a keyed digest of them is stored.

pub mod model;
pub mod ports;
mod service;
pub mod throttle;

pub use model::{
    AccessRule, Assignment, AssignmentFilter, AuthMethod, AuthRequest, Credential, CredentialRef, Domain,
    DomainChange, DomainRef, Extra, Held, Issued, NewAccessRule, NewCredential, NewDomain, NewProject,
    NewRole, NewUser, PeopleFilter, Project, ProjectChange, ProjectRef, Role, RoleChange, RoleGraph, RoleRef,
    ScopeRequest, Secret, Target, TokenInfo, TokenScope, User, UserChange, UserRef,
};
pub use ports::{
    CredentialRepo, Edit, IdentityRepo, PasswordHasher, PeopleRepo, RoleRepo, TokenMint, TokenRepo,
};
pub use service::{Identity, MIN_PASSWORD, as_caller, parent_id};
pub use throttle::{Paces, Throttle};
