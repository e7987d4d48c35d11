//! The HTTP API against the Image API, and the dashboard's cookie rules.

mod dashboard;
mod errors;
mod identity;
mod images;
mod limits;
mod localisation;
mod openapi;
mod policy;
mod versions;
