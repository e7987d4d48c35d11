//! The server's library: everything but the argument parsing of `main`.

pub mod db;
