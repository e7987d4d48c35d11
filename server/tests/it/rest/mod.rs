//! The HTTP API against its contract, and the dashboard's cookie rules.

mod dashboard;
mod errors;
mod identity;
mod images;
mod limits;
mod localisation;
mod openapi;
mod versions;
