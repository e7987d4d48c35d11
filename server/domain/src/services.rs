//! Everything a skin may call, built once at start.

use crate::identity::Identity;
use crate::image::Images;
use crate::metadef::Metadefs;

/// The services. Cheap to share behind an `Arc`.
pub struct Services {
    pub images: Images,
    pub metadefs: Metadefs,
    pub identity: Identity,
}
