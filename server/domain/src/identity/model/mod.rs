//! The words of the identity service.

mod people;
mod roles;
mod secret;
mod tokens;

pub use people::{DEFAULT_DOMAIN, Domain, DomainRef, Extra, Project, ProjectRef, User, UserRef};
pub use roles::{Assignment, Role, RoleGraph, Target};
pub use secret::Secret;
pub use tokens::{AuthMethod, AuthRequest, Issued, ScopeRequest, TokenInfo, TokenRecord, TokenScope};
