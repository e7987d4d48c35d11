//! What the tests share.

pub mod app;
pub mod client;
pub mod clock;
pub mod database;

pub use app::TestApp;
pub use client::{Answer, Call, Client};
