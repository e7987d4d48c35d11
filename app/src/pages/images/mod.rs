//! Images: the table, one image, a new one, and the question before one is deleted.

mod create;
mod create_form;
mod create_metadata;
mod delete;
mod detail;
mod detail_cards;
mod filters;
mod list;
mod metadata;
mod metadata_plain;
mod table;

pub use create::CreatePage;
pub use delete::DeletePage;
pub use detail::DetailPage;
pub use list::ListPage;
pub use metadata::MetadataPage;
#[cfg(feature = "ssr")]
pub use table::{LoadingTable, Table};

use vitrine_wire::Image;

/// What an image is called: its name, or its id where it has none.
pub fn title(image: &Image) -> String {
    image.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| image.id.clone())
}
