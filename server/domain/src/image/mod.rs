//! Images: records, their rules, and the bytes behind them.
//!
//! [`Images`] is the service that both skins call; what of it changes something is in `mutations`
//! and `sharing`.
//! `attributes` holds what each attribute accepts, `patch` the JSON-patch dialects, `query` the list
//! parameters, `status` the life cycle, `protection` who may touch which custom property; all pure.

pub mod attributes;
mod facts;
mod metadata;
pub mod model;
mod mutations;
pub mod patch;
pub mod ports;
pub mod protection;
mod publish;
pub mod query;
pub mod range;
mod service;
mod sharing;
pub mod status;
mod survey;
mod upload;
mod values;

pub use model::{BlobKey, Image, ImageId, Location, Member, Membership, StoredData};
pub use ports::{BlobStore, ByteStream, ImageRepo};
pub use publish::{publish, publish_member};
pub use query::{ImageFilter, ImageQuery, SortBy};
pub use service::{Download, Formats, ImageLimits, Images, Listing};
pub use survey::{Carries, everything};
pub use upload::Upload;
