//! Projects that an image is shared with, as the Image API v2 shows them.

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;
use crate::vocab::MemberStatus;

/// A project that an image is shared with, and what it said to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// The project.
    pub member_id: String,
    pub image_id: String,
    pub status: MemberStatus,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub schema: String,
}

/// All members of an image that the caller may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberList {
    pub members: Vec<Member>,
    pub schema: String,
}
