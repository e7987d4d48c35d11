//! `/v2/images`, one file for each verb, and who may do what to whose images.

mod actions;
mod create;
mod data;
mod delete;
mod download;
mod list;
mod list_filters;
mod members;
mod protection;
mod races;
mod schemas;
mod show;
mod tags;
mod update;
mod update_rules;
mod visibility;

/// An id that no image has.
pub const NOBODY: &str = "00000000-0000-4000-8000-000000000000";
