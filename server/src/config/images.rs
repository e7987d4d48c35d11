//! `[images]`: formats and limits of images.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use vitrine_domain::image::protection::ProtectionFormat;
use vitrine_domain::image::query::PageLimits;
use vitrine_domain::image::{Formats, ImageLimits};

use super::{ConfigError, refuse, section};

section! {
    /// Formats and limits of images.
    Images {
        /// Disk formats that images may declare.
        disk_formats: Vec<String> = Formats::default().disk,
        /// Container formats that images may declare.
        container_formats: Vec<String> = Formats::default().container,
        /// Bytes of one image.
        image_size_cap: u64 = 1 << 40,
        /// Custom properties of one image.
        image_property_quota: usize = 128,
        /// Tags of one image.
        image_tag_quota: usize = 128,
        /// Projects that one image is shared with.
        image_member_quota: usize = 128,
        /// Images without data that a project may keep; administrators are not counted.
        queued_image_quota: u64 = 1000,
        /// Rows on a page when a request does not say.
        limit_param_default: usize = 25,
        /// Rows on a page at the most.
        api_limit_max: usize = 1000,
        /// A file that says who may touch which custom properties, in Glance's format. Unset: who may change an
        /// image may change them all.
        property_protection_file: Option<PathBuf> = None,
        /// What the entries of that file are: `roles`, or `policies` for the name of a policy rule.
        property_protection_format: PropertyProtection = PropertyProtection::Roles,
    }
}

/// See [`ProtectionFormat`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PropertyProtection {
    Roles,
    Policies,
}

impl From<PropertyProtection> for ProtectionFormat {
    fn from(format: PropertyProtection) -> Self {
        match format {
            PropertyProtection::Roles => Self::Roles,
            PropertyProtection::Policies => Self::Policies,
        }
    }
}

impl Images {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        if self.api_limit_max == 0 {
            return refuse("images.api_limit_max", "must be at least 1");
        }
        if self.limit_param_default > self.api_limit_max {
            return refuse("images.limit_param_default", "must not be above images.api_limit_max");
        }
        if self.disk_formats.is_empty() {
            return refuse("images.disk_formats", "must name at least one format");
        }
        if self.container_formats.is_empty() {
            return refuse("images.container_formats", "must name at least one format");
        }
        Ok(())
    }

    #[must_use]
    pub fn formats(&self) -> Formats {
        Formats { disk: self.disk_formats.clone(), container: self.container_formats.clone() }
    }

    #[must_use]
    pub fn limits(&self) -> ImageLimits {
        ImageLimits {
            image_size: self.image_size_cap,
            properties: self.image_property_quota,
            tags: self.image_tag_quota,
            members: self.image_member_quota,
            queued_images: self.queued_image_quota,
            page: PageLimits { default: self.limit_param_default, max: self.api_limit_max },
        }
    }
}
