//! What unit tests of several modules share.

use vitrine_wire::{ImageStatus, Timestamp, Visibility};

use crate::image::Image;

pub(crate) fn an_image() -> Image {
    Image {
        id: "d7ed6c3b-7bb1-416c-8023-c88785066471".into(),
        name: Some("demo".into()),
        status: ImageStatus::Queued,
        visibility: Visibility::Shared,
        is_protected: false,
        is_hidden: false,
        owner: Some("own".into()),
        container_format: None,
        disk_format: None,
        min_disk: 0,
        min_ram: 0,
        size: None,
        virtual_size: None,
        checksum: None,
        hash_algorithm: None,
        hash_value: None,
        tags: Default::default(),
        properties: Default::default(),
        created_at: Timestamp::from_unix_micros(0),
        updated_at: Timestamp::from_unix_micros(0),
        version: 1,
    }
}
