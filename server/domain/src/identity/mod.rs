//! The embedded identity service: who is who, and what their tokens are worth.
//!
//! Validity is decided at use, from the rows of that moment: a disabled user, a lost role or a changed
//! password end a token at once. Tokens are random; only a keyed digest of them is stored.

pub mod model;
pub mod ports;
mod service;

pub use model::{
    Assignment, AuthMethod, AuthRequest, Domain, DomainRef, Issued, Project, ProjectRef, Role, RoleGraph,
    ScopeRequest, Secret, Target, TokenInfo, TokenScope, User, UserRef,
};
pub use ports::{IdentityRepo, PasswordHasher, PeopleRepo, RoleRepo, TokenMint, TokenRepo};
pub use service::{Identity, MIN_PASSWORD};
