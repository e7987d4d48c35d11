//! Everything a skin may call, built once at start.

use std::sync::Arc;

use crate::audit::Audit;
use crate::catalog::Catalog;
use crate::identity::Identity;
use crate::image::Images;
use crate::metadef::{MetadefUsage, Metadefs};
use crate::quota::{Limits, Quota};

/// The services. Cheap to share behind an `Arc`.
pub struct Services {
    pub images: Arc<Images>,
    pub metadefs: Arc<Metadefs>,
    pub metadef_usage: MetadefUsage,
    pub identity: Identity,
    pub audit: Audit,
    pub quota: Quota,
    pub limits: Limits,
    pub catalog: Catalog,
}
