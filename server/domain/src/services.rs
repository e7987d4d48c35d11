//! Everything a skin may call, built once at start.

use crate::catalog::Catalog;
use crate::identity::Identity;
use crate::image::Images;

/// The services. Cheap to share behind an `Arc`.
pub struct Services {
    pub images: Images,
    pub identity: Identity,
    pub catalog: Catalog,
}
