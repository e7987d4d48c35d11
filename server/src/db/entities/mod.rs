//! Rows as they lie in the tables, one file for each. Nobody outside `db` sees them.

pub mod assignment;
pub mod audit_event;
pub mod domain;
pub mod endpoint;
pub mod image;
pub mod image_id;
pub mod image_location;
pub mod image_member;
pub mod image_property;
pub mod image_tag;
pub mod node;
pub mod project;
pub mod project_limit;
pub mod region;
pub mod registered_limit;
pub mod role;
pub mod role_implication;
pub mod service;
pub mod session;
pub mod token;
pub mod upload_reservation;
pub mod user;
