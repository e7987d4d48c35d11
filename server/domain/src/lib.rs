//! Vitrine's rules.
//!
//! Services take a [`Ctx`] first, ask the [`policy`] before anything else, validate, and speak to the
//! world through ports (traits that `server` implements over SQL, object stores and the clock).
//! REST handlers and the dashboard's server functions are two thin skins over the same services.

pub mod audit;
pub mod catalog;
pub mod clock;
pub mod ctx;
pub mod error;
pub mod fetch;
pub mod identity;
pub mod image;
pub mod metadef;
pub mod page;
pub mod policy;
pub mod quota;
mod services;

pub use ctx::{Caller, Ctx, Delegation, DomainId, ProjectId, Scope, UserId};
pub use error::{Error, Result};
pub use services::Services;

#[cfg(test)]
mod testing;
