//! From the domain's image to the one on the wire.

use vitrine_wire as wire;

use super::model::{Image, Member};

/// The document of `GET /v2/images/{id}/members/{member}`.
#[must_use]
pub fn publish_member(member: Member) -> wire::member::Member {
    wire::member::Member {
        member_id: member.project.0,
        image_id: member.image.0,
        status: member.status,
        created_at: member.created_at,
        updated_at: member.updated_at,
        schema: "/v2/schemas/member".to_owned(),
    }
}

/// The document of `GET /v2/images/{id}`.
#[must_use]
pub fn publish(image: Image) -> wire::Image {
    let self_link = format!("/v2/images/{}", image.id);
    wire::Image {
        file: format!("{self_link}/file"),
        self_link,
        schema: "/v2/schemas/image".to_owned(),
        properties: image.properties,
        name: image.name,
        disk_format: image.disk_format,
        container_format: image.container_format,
        visibility: image.visibility,
        size: image.size,
        virtual_size: image.virtual_size,
        status: image.status,
        checksum: image.checksum,
        protected: image.is_protected,
        min_ram: image.min_ram,
        min_disk: image.min_disk,
        owner: image.owner.map(|id| id.0),
        os_hidden: image.is_hidden,
        os_hash_algo: image.hash_algorithm,
        os_hash_value: image.hash_value,
        id: image.id.0,
        created_at: image.created_at,
        updated_at: image.updated_at,
        tags: image.tags.into_iter().collect(),
    }
}
