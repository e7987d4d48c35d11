//! The HTTP API against the Image API, and the dashboard's cookie rules.

mod audit;
mod dashboard;
mod errors;
mod front;
mod identity;
mod images;
mod keystone;
mod limits;
mod localisation;
mod openapi;
mod policy;
mod quota;
mod versions;
