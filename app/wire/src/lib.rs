//! What travels between Vitrine and its clients.
//!
//! Shapes and vocabularies only: the JSON documents of the Image API, and what the dashboard's two
//! halves say to each other. The one crate of ours that the browser, the domain and the server all
//! see, so it knows none of them. Rules live in the domain; sentences live in `locales/`.

pub mod accounts;
pub mod audit;
pub mod can;
pub mod form;
pub mod image;
pub mod member;
pub mod metadata;
pub mod metadef;
pub mod problem;
pub mod session;
pub mod timestamp;
pub mod vocab;

pub use can::{Ability, ImageAbilities};
pub use image::{Image, ImageList};
pub use problem::Problem;
pub use timestamp::Timestamp;
pub use vocab::{ImageStatus, MemberStatus, SortDirection, Visibility};
