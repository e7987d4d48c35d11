//! The HTTP API against its contract, and the dashboard's cookie rules.
#![expect(clippy::unwrap_used, reason = "helpers of tests panic as tests do")]

mod dashboard;
mod errors;
mod identity;
mod images;
mod limits;
mod localisation;
mod openapi;
mod versions;
