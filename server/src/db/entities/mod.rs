//! Rows as they lie in the tables, one file for each. Nobody outside `db` sees them.

pub mod assignment;
pub mod domain;
pub mod image;
pub mod image_id;
pub mod image_location;
pub mod image_member;
pub mod image_property;
pub mod image_tag;
pub mod metadef_association;
pub mod metadef_namespace;
pub mod metadef_object;
pub mod metadef_property;
pub mod metadef_resource_type;
pub mod metadef_tag;
pub mod node;
pub mod project;
pub mod role;
pub mod role_implication;
pub mod session;
pub mod token;
pub mod user;
