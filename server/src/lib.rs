//! Vitrine, the program: adapters around the domain, and what puts them together.
//!
//! `rest` and `ui` are the two skins; `db`, `storage` and `identity` implement the domain's ports;
//! `boot` is the only place that knows both sides.

// As in `app`: views are types, and nest deeply.
#![recursion_limit = "512"]

pub mod boot;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod fetch;
mod hex;
mod i18n;
pub mod identity;
mod jobs;
pub mod listener;
mod middleware;
mod private_file;
pub mod reload;
pub mod rest;
mod starter_catalog;
pub mod state;
pub mod storage;
mod telemetry;
mod transfer;
mod ui;
