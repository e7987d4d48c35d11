//! What the tests share.

pub mod app;
pub mod client;
pub mod clock;
pub mod database;
pub mod fake_keystone;
pub mod keystone;
mod waiting;

pub use app::TestApp;
pub use client::{Answer, Call, Client};
pub use waiting::until;
