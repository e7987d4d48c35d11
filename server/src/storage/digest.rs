//! md5 and sha512 of a stream, each on a thread of its own, so that hashing overlaps with writing.

use bytes::Bytes;
use md5::Md5;
use sha2::{Digest, Sha512};
use tokio::sync::{mpsc, oneshot};
use vitrine_domain::{Error, Result};

use crate::hex::hex;

/// Chunks that may wait for a hash; bounds the memory of an upload.
const QUEUE: usize = 16;

/// Two digests in the making.
pub struct Digests {
    md5: Worker,
    sha512: Worker,
}

struct Worker {
    chunks: mpsc::Sender<Bytes>,
    result: oneshot::Receiver<String>,
}

impl Digests {
    pub fn start() -> Self {
        Self { md5: Worker::start::<Md5>(), sha512: Worker::start::<Sha512>() }
    }

    /// Takes the next bytes; waits when the hashes are behind.
    pub async fn update(&mut self, chunk: Bytes) -> Result<()> {
        self.md5.send(chunk.clone()).await?;
        self.sha512.send(chunk).await
    }

    /// Both digests, hexadecimal: md5, then sha512.
    pub async fn finish(self) -> Result<(String, String)> {
        Ok((self.md5.finish().await?, self.sha512.finish().await?))
    }
}

impl Worker {
    fn start<D: Digest>() -> Self {
        let (chunks, mut queue) = mpsc::channel::<Bytes>(QUEUE);
        let (done, result) = oneshot::channel();
        // Not in the runtime's pool of blocking threads: a hash waits for its upload, and uploads wait
        // for that pool to write.
        std::thread::spawn(move || {
            let mut digest = D::new();
            while let Some(chunk) = queue.blocking_recv() {
                digest.update(&chunk);
            }
            // Nobody waits where the upload failed.
            let _ = done.send(hex(&digest.finalize()));
        });
        Self { chunks, result }
    }

    async fn send(&self, chunk: Bytes) -> Result<()> {
        self.chunks.send(chunk).await.map_err(Error::internal)
    }

    async fn finish(self) -> Result<String> {
        drop(self.chunks);
        self.result.await.map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn digests_match_the_published_vectors() {
        let mut digests = Digests::start();
        digests.update(Bytes::from_static(b"01234")).await.unwrap();
        digests.update(Bytes::from_static(b"56789")).await.unwrap();
        let (md5, sha512) = digests.finish().await.unwrap();
        assert_eq!(md5, "781e5e245d69b566979b86e28d23f2c7");
        assert!(sha512.starts_with("bb96c2fc"));
    }
}
