//! Images: records, their rules, and the bytes behind them.
//!
//! [`Images`] is the service that both skins call; `mutations` is what of it changes something. `attributes` holds what each attribute accepts,
//! `patch` the JSON-patch dialects, `query` the list parameters, `status` the life cycle; all pure.

pub mod attributes;
pub mod model;
mod mutations;
pub mod patch;
pub mod ports;
mod publish;
pub mod query;
pub mod range;
mod service;
pub mod status;
mod upload;

pub use model::{BlobKey, Image, ImageId, Location, Membership, StoredData};
pub use ports::{BlobStore, ByteStream, ImageRepo};
pub use publish::publish;
pub use query::{ImageFilter, ImageQuery, SortBy};
pub use service::{Download, Formats, ImageLimits, Images, Listing};
pub use upload::Upload;
