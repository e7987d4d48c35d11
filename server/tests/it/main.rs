//! Vitrine as its clients meet it, in process.

mod rest;
mod support;
