//! The assets as they are served: named by their content, with references between them rewritten.
//!
//! Used twice: by `build.rs`, which puts them into a release binary, and by debug binaries, which read
//! them from `target/site` at start.

use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Where assets are served.
pub const MOUNT: &str = "/dashboard/assets/";
/// How style sheets refer to files of `public/`.
const PUBLIC: &str = "/dashboard/public/";

/// A file of the bundle.
pub struct Asset {
    /// Its path below `pkg/` or `public/`.
    pub source: String,
    /// Its name below [`MOUNT`].
    pub name: String,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

/// Reads a bundle: `pkg/` as Trunk left it, and `public/`.
pub fn collect(site: &Path) -> io::Result<Vec<Asset>> {
    let mut sources = Vec::new();
    for folder in ["public", "pkg"] {
        let root = site.join(folder);
        if root.is_dir() {
            walk(&root, &root, &mut sources)?;
        }
    }
    sources.sort();
    let (sheets, others): (Vec<_>, Vec<_>) =
        sources.into_iter().partition(|(source, _)| source.ends_with(".css"));
    let mut assets: Vec<Asset> =
        others.into_iter().filter_map(|(source, bytes)| named(source, bytes)).collect();
    for (source, bytes) in sheets {
        let mut text = String::from_utf8(bytes).map_err(io::Error::other)?;
        for asset in &assets {
            text = text.replace(&format!("{PUBLIC}{}", asset.source), &format!("{MOUNT}{}", asset.name));
        }
        assets.extend(named(source, text.into_bytes()));
    }
    Ok(assets)
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(root, &path, found)?;
        } else if let Ok(relative) = path.strip_prefix(root) {
            found.push((relative.to_string_lossy().replace('\\', "/"), fs::read(&path)?));
        }
    }
    Ok(())
}

/// Nothing for files that no page asks for.
fn named(source: String, bytes: Vec<u8>) -> Option<Asset> {
    let file = source.rsplit('/').next()?;
    let (stem, extension) = file.rsplit_once('.')?;
    let mime = mime(extension)?;
    let digest = Sha256::digest(&bytes);
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{stem}.{hash}.{extension}");
    Some(Asset { source, name, mime, bytes })
}

fn mime(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}
