//! What surrounds the pages: top bar, navigation, messages, uploads.

mod account;
mod frame;
mod navigation;
mod notice;
mod preferences;
mod session_watch;
mod toasts;
mod transfers;

pub use account::here;
pub use frame::{Crumbs, Frame, PageHead, Path};
pub use preferences::LanguageLink;
pub use session_watch::SignInElsewhere;
pub use toasts::Toasts;
