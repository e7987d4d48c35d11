//! The HTTP API against its contract, and the dashboard's cookie rules.
#![expect(clippy::unwrap_used, reason = "helpers of tests panic as tests do")]

mod errors;
