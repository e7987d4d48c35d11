//! Where bytes are kept: [`domain::image::BlobStore`] over OpenDAL. The only module that names it.
//!
//! A write goes to `incoming/`, is flushed to the disk and renamed into `objects/`, so that a name
//! under `objects/` always means complete bytes. Digests are computed on other threads while the
//! bytes are written.
//!
//! [`domain::image::BlobStore`]: vitrine_domain::image::BlobStore

mod digest;
mod keys;

use std::ops::Range;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use opendal::layers::RetryLayer;
use opendal::{ErrorKind, Operator, Writer};
use vitrine_domain::error::{Dependency, Limit};
use vitrine_domain::image::{BlobKey, BlobStore, ByteStream, StoredData};
use vitrine_domain::{Error, Result};

use digest::Digests;
use keys::ObjectPath;

/// Bytes handed to the store at a time.
const CHUNK: usize = 4 << 20;
/// Chunks written at a time.
const WRITES_AT_ONCE: usize = 2;
/// Bytes read from the store at a time.
const READ_CHUNK: usize = 1 << 20;

/// A directory of the local file system.
pub struct FsStore {
    id: String,
    operator: Operator,
    root: PathBuf,
}

impl FsStore {
    /// Opens, and makes if needed, a store in a directory that only the process's user can enter.
    pub fn open(id: &str, root: &Path) -> Result<Self> {
        private_directory(root).map_err(unavailable_io)?;
        let builder = opendal::services::Fs::default().root(&root.to_string_lossy());
        let operator = Operator::new(builder).map_err(unavailable)?.layer(RetryLayer::new());
        Ok(Self { id: id.to_owned(), operator, root: root.to_owned() })
    }

    /// Streams into the object at `path`, to the last byte and onto the disk.
    async fn write(&self, path: &str, mut data: ByteStream, limit: u64) -> Result<StoredData> {
        let open = self.operator.writer_with(path).chunk(CHUNK).concurrent(WRITES_AT_ONCE);
        let mut writer = open.await.map_err(unavailable)?;
        let outcome = pump(&mut writer, &mut data, limit).await;
        match outcome {
            Ok(stored) => {
                writer.close().await.map_err(unavailable)?;
                Ok(stored)
            }
            Err(error) => {
                // The object is removed by the caller; the handle needs no more than dropping.
                drop(writer);
                Err(error)
            }
        }
    }

    /// Gives the finished object its name, durably.
    async fn publish(&self, key: &BlobKey) -> Result<()> {
        let (from, to) = (ObjectPath::Incoming(key).to_string(), ObjectPath::Finished(key).to_string());
        self.operator.rename(&from, &to).await.map_err(unavailable)?;
        let (root, name) = (self.root.clone(), self.root.join(&to));
        let synced = tokio::task::spawn_blocking(move || sync_folders(&root, &name)).await;
        synced.map_err(Error::internal)?.map_err(unavailable_io)
    }
}

async fn pump(writer: &mut Writer, data: &mut ByteStream, limit: u64) -> Result<StoredData> {
    let mut digests = Digests::start();
    let mut size = 0_u64;
    while let Some(chunk) = data.next().await {
        let chunk: Bytes = chunk.map_err(|_| Error::UploadInterrupted)?;
        size += chunk.len() as u64;
        if size > limit {
            return Err(Error::TooLarge(Limit::ImageSize { bytes: limit }));
        }
        digests.update(chunk.clone()).await?;
        writer.write(chunk).await.map_err(unavailable)?;
    }
    let (md5, sha512) = digests.finish().await?;
    Ok(StoredData { size, md5, sha512 })
}

#[async_trait]
impl BlobStore for FsStore {
    fn id(&self) -> &str {
        &self.id
    }

    async fn put(&self, key: &BlobKey, data: ByteStream, limit: u64) -> Result<StoredData> {
        let outcome = self.write(&ObjectPath::Incoming(key).to_string(), data, limit).await;
        let outcome = match outcome {
            Ok(stored) => self.publish(key).await.map(|()| stored),
            Err(error) => Err(error),
        };
        if outcome.is_err()
            && let Err(error) = self.delete(key).await
        {
            tracing::warn!(image.id = %key.image, %error, "what a failed upload left is left to the sweep");
        }
        outcome
    }

    async fn get(&self, key: &BlobKey, range: Range<u64>) -> Result<Option<ByteStream>> {
        let path = ObjectPath::Finished(key).to_string();
        match self.operator.stat(&path).await {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unavailable(error)),
        }
        let open = self.operator.reader_with(&path).chunk(READ_CHUNK).concurrent(2);
        let reader = open.await.map_err(unavailable)?;
        let stream = reader.into_bytes_stream(range).await.map_err(unavailable)?;
        Ok(Some(stream.boxed()))
    }

    async fn delete(&self, key: &BlobKey) -> Result<()> {
        for path in [ObjectPath::Incoming(key), ObjectPath::Finished(key)] {
            self.operator.delete(&path.to_string()).await.map_err(unavailable)?;
        }
        Ok(())
    }

    async fn list(&self) -> Result<BoxStream<'static, Result<BlobKey>>> {
        let mut listings = Vec::new();
        for folder in ObjectPath::FOLDERS {
            match self.operator.lister_with(folder).recursive(true).await {
                Ok(lister) => listings.push(lister.map_err(unavailable)),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(unavailable(error)),
            }
        }
        let entries = stream::iter(listings).flatten();
        let keys = entries.try_filter_map(|entry| async move { Ok(keys::parse(entry.path())) });
        Ok(keys.boxed())
    }

    async fn check(&self) -> Result<()> {
        self.operator.stat("/").await.map(drop).map_err(unavailable)
    }
}

/// Makes a name durable: the folders that hold it, up to the store's own, some of which may be new.
fn sync_folders(root: &Path, name: &Path) -> std::io::Result<()> {
    let folders = name.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
    folders.into_iter().try_for_each(|folder| std::fs::File::open(folder)?.sync_all())
}

/// Makes a directory, and its missing parents, that only this user can enter.
fn private_directory(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn unavailable(error: opendal::Error) -> Error {
    let full = std::error::Error::source(&error)
        .and_then(|source| source.downcast_ref::<std::io::Error>())
        .is_some_and(|io| io.kind() == std::io::ErrorKind::StorageFull);
    if full {
        return Error::TooLarge(Limit::StoreFull);
    }
    Error::Unavailable { what: Dependency::Store, cause: Box::new(error) }
}

fn unavailable_io(error: std::io::Error) -> Error {
    Error::Unavailable { what: Dependency::Store, cause: Box::new(error) }
}
