//! What tests of all parts start from.

pub mod database;
