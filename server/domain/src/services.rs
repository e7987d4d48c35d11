//! Everything a skin may call, built once at start.

use crate::audit::Audit;
use crate::catalog::Catalog;
use crate::identity::Identity;
use crate::image::Images;
use crate::quota::{Limits, Quota};

/// The services. Cheap to share behind an `Arc`.
pub struct Services {
    pub images: Images,
    pub identity: Identity,
    pub audit: Audit,
    pub quota: Quota,
    pub limits: Limits,
    pub catalog: Catalog,
}
