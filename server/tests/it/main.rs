//! Vitrine from outside: one binary for all integration tests.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod cli;
mod db;
mod listener;
mod matrix;
mod rest;
mod storage;
mod support;
