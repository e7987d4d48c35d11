//! What policy may know of an image: its attributes and custom properties, by their names in the API.
//! Where its bytes lie is not among them.

use super::model::Image;
use crate::policy::{Attributes, Fact};

impl Attributes for Image {
    fn attribute(&self, name: &str) -> Option<Fact<'_>> {
        Some(match name {
            "id" | "image_id" => self.id.as_str().into(),
            "name" => self.name.as_deref().into(),
            "status" => self.status.as_str().into(),
            "protected" => self.is_protected.into(),
            "os_hidden" => self.is_hidden.into(),
            "container_format" => self.container_format.as_deref().into(),
            "disk_format" => self.disk_format.as_deref().into(),
            "min_disk" => u64::from(self.min_disk).into(),
            "min_ram" => u64::from(self.min_ram).into(),
            "size" => self.size.map_or(Fact::Nothing, Fact::from),
            "virtual_size" => self.virtual_size.map_or(Fact::Nothing, Fact::from),
            "checksum" => self.checksum.as_deref().into(),
            "os_hash_algo" => self.hash_algorithm.as_deref().into(),
            "os_hash_value" => self.hash_value.as_deref().into(),
            _ => self.properties.get(name)?.as_str().into(),
        })
    }
}
