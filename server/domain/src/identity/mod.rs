//! The embedded identity service: who is who, and what their tokens are worth.
//!
//! Validity is decided at use, from the rows of that moment: a disabled user, a lost role or a changed
//! password end a token at once. Tokens are random; only a keyed digest of them is stored.

pub mod model;
pub mod ports;
mod service;
pub mod throttle;

pub use model::{
    Assignment, AssignmentFilter, AuthMethod, AuthRequest, Domain, DomainChange, DomainRef, Extra, Held,
    Issued, NewDomain, NewProject, NewRole, NewUser, PeopleFilter, Project, ProjectChange, ProjectRef, Role,
    RoleChange, RoleGraph, ScopeRequest, Secret, Target, TokenInfo, TokenScope, User, UserChange, UserRef,
};
pub use ports::{Edit, IdentityRepo, PasswordHasher, PeopleRepo, RoleRepo, TokenMint, TokenRepo};
pub use service::{Identity, MIN_PASSWORD, parent_id};
pub use throttle::{Paces, Throttle};
