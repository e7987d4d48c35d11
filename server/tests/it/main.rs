//! Vitrine from outside: one binary for all integration tests.

mod db;
mod support;
