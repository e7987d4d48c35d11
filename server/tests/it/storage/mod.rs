//! What every store must do, run on each that there is.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use vitrine::storage::FsStore;
use vitrine_domain::Error;
use vitrine_domain::error::Limit;
use vitrine_domain::image::{BlobKey, BlobStore, ByteStream};

const GENERATION: &str = "0123456789abcdef0123456789abcdef";

fn key(image: &str) -> BlobKey {
    BlobKey { image: image.into(), generation: GENERATION.to_owned() }
}

fn pieces(pieces: &[&'static str]) -> ByteStream {
    stream::iter(pieces.to_vec()).map(|piece| Ok(Bytes::from(piece))).boxed()
}

async fn read(store: &dyn BlobStore, key: &BlobKey, range: std::ops::Range<u64>) -> Option<Vec<u8>> {
    let stream = store.get(key, range).await.unwrap()?;
    let chunks: Vec<Bytes> = stream.try_collect().await.unwrap();
    Some(chunks.concat())
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeSet::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { [path].into() }).collect()
}

fn opened() -> (tempfile::TempDir, FsStore) {
    let dir = tempfile::tempdir().unwrap();
    let store = FsStore::open("local", &dir.path().join("images")).unwrap();
    (dir, store)
}

#[tokio::test]
async fn what_was_put_is_read_back_whole_and_in_part() {
    let (_dir, store) = opened();
    let stored = store.put(&key("d7ed6c3b"), pieces(&["01234", "", "56789"]), 10).await.unwrap();
    assert_eq!((stored.size, stored.md5.as_str()), (10, "781e5e245d69b566979b86e28d23f2c7"));
    assert!(stored.sha512.starts_with("bb96c2fc"));
    assert_eq!(read(&store, &key("d7ed6c3b"), 0..10).await.unwrap(), b"0123456789");
    assert_eq!(read(&store, &key("d7ed6c3b"), 2..5).await.unwrap(), b"234");
    assert!(read(&store, &key("00000000"), 0..1).await.is_none());
}

#[tokio::test]
async fn nothing_is_an_object_too() {
    let (_dir, store) = opened();
    let stored = store.put(&key("d7ed6c3b"), pieces(&[]), 10).await.unwrap();
    assert_eq!((stored.size, stored.md5.as_str()), (0, "d41d8cd98f00b204e9800998ecf8427e"));
    assert_eq!(read(&store, &key("d7ed6c3b"), 0..0).await.unwrap(), b"");
}

#[tokio::test]
async fn too_much_is_refused_and_leaves_nothing() {
    let (dir, store) = opened();
    let error = store.put(&key("d7ed6c3b"), pieces(&["01234", "56789", "x"]), 10).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(Limit::ImageSize { bytes: 10 })), "{error}");
    assert!(files(dir.path()).is_empty());
}

#[tokio::test]
async fn a_broken_stream_leaves_nothing() {
    let (dir, store) = opened();
    let broken =
        stream::iter([Ok(Bytes::from("01234")), Err(io::Error::from(io::ErrorKind::ConnectionReset))]);
    let error = store.put(&key("d7ed6c3b"), broken.boxed(), 10).await.unwrap_err();
    assert!(matches!(error, Error::UploadInterrupted), "{error}");
    assert!(files(dir.path()).is_empty());
}

#[tokio::test]
async fn objects_are_listed_finished_or_not_and_strangers_are_left_alone() {
    let (dir, store) = opened();
    assert!(store.list().await.unwrap().try_collect::<Vec<_>>().await.unwrap().is_empty());
    store.put(&key("d7ed6c3b"), pieces(&["x"]), 10).await.unwrap();
    let incoming = dir.path().join("images/incoming");
    std::fs::write(incoming.join(format!("aaaaaaaa.{GENERATION}")), "half").unwrap();
    std::fs::write(incoming.join("README"), "not ours").unwrap();
    let listed: Vec<BlobKey> = store.list().await.unwrap().try_collect().await.unwrap();
    let listed: BTreeSet<String> = listed.into_iter().map(|key| key.image.0).collect();
    assert_eq!(listed, BTreeSet::from(["aaaaaaaa".to_owned(), "d7ed6c3b".to_owned()]));
}

#[tokio::test]
async fn deleting_takes_finished_and_unfinished_and_asks_no_questions() {
    let (dir, store) = opened();
    store.put(&key("d7ed6c3b"), pieces(&["x"]), 10).await.unwrap();
    std::fs::write(dir.path().join("images/incoming").join(format!("d7ed6c3b.{GENERATION}")), "half")
        .unwrap();
    store.delete(&key("d7ed6c3b")).await.unwrap();
    store.delete(&key("d7ed6c3b")).await.unwrap();
    assert!(files(dir.path()).is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn only_this_user_can_enter_the_store() {
    use std::os::unix::fs::PermissionsExt;
    let (dir, _store) = opened();
    let mode = std::fs::metadata(dir.path().join("images")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
