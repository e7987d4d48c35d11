//! Reading from addresses that somebody names. Whoever implements the port guards it.

use async_trait::async_trait;
use bytes::Bytes;

use crate::error::Result;

/// Reads documents from addresses. What must not be reached is refused, before and after redirects; every
/// failure is a [`crate::error::FetchFault`] that tells nothing about networks of ours.
#[async_trait]
pub trait WebSource: Send + Sync {
    /// All that an address gives, of so many bytes at the most.
    async fn read(&self, url: &str, limit: u64) -> Result<Bytes>;
}
