//! The repositories against a real database. The same tests run on SQLite and on PostgreSQL.

mod audit;
mod build;
mod catalog;
mod filters;
mod identity;
mod metadef_search;
mod metadefs;
mod opening;
mod paging;
mod plans;
mod quota;
mod sessions;
mod tokens;
mod uploads;
mod visibility;
