//! `[metadefs]`: the catalog of metadata definitions.

use vitrine_domain::image::query::PageLimits;
use vitrine_domain::metadef::MetadefLimits;

use super::section;

section! {
    /// The catalog of metadata definitions.
    Metadefs {
        /// Objects of one namespace.
        object_quota: usize = 1000,
        /// Definitions of properties of one namespace, those in its objects included.
        property_quota: usize = 2000,
        /// Tags of one namespace.
        tag_quota: usize = 10_000,
        /// Types of resources that one namespace is for.
        association_quota: usize = 100,
        /// Values that one `enum` may list.
        enum_quota: usize = 1000,
        /// Refuse definitions that contradict themselves, as a default outside of its own range. Catalogs
        /// that were made elsewhere may hold such definitions.
        strict: bool = false,
        /// Tell defaults of properties as texts, as Glance does (`"True"`, `"20"`), for clients that count
        /// on it. They are kept as they were written.
        text_defaults: bool = false,
        /// Bring in the definitions that come with Vitrine when the server first starts. Namespaces that
        /// are there already stay as they are; what is removed later does not come back.
        starter_catalog: bool = true,
    }
}

impl Metadefs {
    /// The limits; pages are as long as those of images.
    #[must_use]
    pub fn limits(&self, page: PageLimits) -> MetadefLimits {
        MetadefLimits {
            objects: self.object_quota,
            properties: self.property_quota,
            tags: self.tag_quota,
            associations: self.association_quota,
            enum_items: self.enum_quota,
            is_strict: self.strict,
            has_text_defaults: self.text_defaults,
            page,
        }
    }
}
