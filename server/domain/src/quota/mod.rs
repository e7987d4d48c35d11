//! What a project may have: bytes, images, uploads at once.
//!
//! [`Quota`] is asked when images are made and filled. What an upload may bring is *reserved* before it
//! brings it, in one step with the question whether it still fits, so that many at once cannot each find
//! the same room. [`Limits`] keeps the limits themselves, as the Identity API has them; where they come
//! from is a port ([`LimitSource`]), because another identity service may keep them. See ADR 0009.

mod limits;
mod meter;
mod model;
mod ports;
mod service;
mod valid;

pub use limits::{LimitChange, Limits, NewLimit, NewRegisteredLimit, RegisteredLimitChange};
pub use model::{
    Caps, LimitFilter, ProjectLimit, ProjectLimits, RegisteredLimit, Reservation, Resource, UNLIMITED, Usage,
};
pub use ports::{LimitRepo, LimitSource, Over, UsageRepo};
pub use service::{Quota, QuotaSettings, ResourceUsage};

pub(crate) use meter::Meter;
