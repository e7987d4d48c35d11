//! What surrounds the pages: top bar, navigation, messages, uploads.

mod account;
mod frame;
mod navigation;
mod notice;
mod preferences;
mod toasts;
mod transfers;

pub use account::here;
pub use frame::{Crumbs, Frame, PageHead, Path};
pub use preferences::LanguageLink;
pub use toasts::Toasts;
