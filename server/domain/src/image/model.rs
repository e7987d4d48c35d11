//! An image as the domain sees it.

use std::collections::{BTreeMap, BTreeSet};

use vitrine_wire::{ImageStatus, MemberStatus, Timestamp, Visibility};

use crate::ctx::{ProjectId, id};

id!(/** An image's id, as the client spelled it. */ ImageId);

/// A record of the catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    pub id: ImageId,
    pub name: Option<String>,
    pub status: ImageStatus,
    pub visibility: Visibility,
    pub is_protected: bool,
    pub is_hidden: bool,
    pub owner: Option<ProjectId>,
    pub container_format: Option<String>,
    pub disk_format: Option<String>,
    /// GiB.
    pub min_disk: u32,
    /// MiB.
    pub min_ram: u32,
    /// Bytes.
    pub size: Option<u64>,
    /// Bytes.
    pub virtual_size: Option<u64>,
    /// md5, hexadecimal.
    pub checksum: Option<String>,
    pub hash_algorithm: Option<String>,
    pub hash_value: Option<String>,
    pub tags: BTreeSet<String>,
    pub properties: BTreeMap<String, String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Grows with every change; a save names the version it started from.
    pub version: i64,
}

/// A project's standing towards an image that was shared with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub project: ProjectId,
    pub status: MemberStatus,
}

/// A project that an image is shared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub image: ImageId,
    pub project: ProjectId,
    pub status: MemberStatus,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Where bytes of an image lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    pub store: String,
    pub key: BlobKey,
}

/// Names an object in a store. Never reused: each attempt at an upload has its own generation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BlobKey {
    pub image: ImageId,
    pub generation: String,
}

/// What a store knows about bytes that it holds safely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredData {
    pub size: u64,
    /// Hexadecimal.
    pub md5: String,
    /// Hexadecimal.
    pub sha512: String,
}
