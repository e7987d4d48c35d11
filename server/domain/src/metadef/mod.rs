//! The catalog of metadata definitions: namespaces and what they hold.
//!
//! [`Metadefs`] is the service that both skins call, a file for each kind of thing. `input` reads what
//! clients send, `definitions` reads definitions of properties and
//! `vitrine_metadef` judges them, `query` reads list
//! parameters, `document` and `merge` deal with whole namespaces; all pure. `import` and `history` write them. Nothing here stores values of real resources.

mod catalog;
mod definitions;
pub mod document;
pub mod export;
mod history;
mod import;
mod input;
pub mod merge;
pub mod model;
mod mutations;
mod namespaces;
mod objects;
pub mod ports;
mod properties;
pub mod publish;
pub mod query;
mod resource_types;
mod schema;
pub mod search;
mod service;
mod tags;
mod transfer;
pub mod usage;

pub use vitrine_metadef::{validation, values};

pub use history::{HistoryQuery, compared_version, wanted_version};
pub use import::{ImportOptions, Imported, Known};
pub use input::NamespaceDocument;
pub use model::{Namespace, NamespaceId};
pub use namespaces::{NamespaceListing, Shown};
pub use ports::MetadefRepo;
pub use query::{NamespaceQuery, TagQuery};
pub use search::{MetadefIndex, SearchQuery};
pub use service::{MetadefLimits, Metadefs};
pub use usage::MetadefUsage;
pub use vitrine_metadef::Languages;
