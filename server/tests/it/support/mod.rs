//! What the tests share.
#![expect(clippy::unwrap_used, reason = "helpers of tests panic as tests do")]

pub mod app;
pub mod client;

pub use app::TestApp;
pub use client::{Answer, Call, Client};
