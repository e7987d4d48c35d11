//! Serves the bundle under names that hold a digest of the content, so that browsers keep it for good.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vitrine_app::backend::AssetUrls;

use super::bundle::MOUNT;

const FOR_GOOD: &str = "public, max-age=31536000, immutable";

struct Served {
    source: Cow<'static, str>,
    mime: &'static str,
    plain: Cow<'static, [u8]>,
    gzip: Option<&'static [u8]>,
    brotli: Option<&'static [u8]>,
}

#[cfg(embedded_assets)]
mod embedded {
    pub struct Embedded {
        pub source: &'static str,
        pub name: &'static str,
        pub mime: &'static str,
        pub plain: &'static [u8],
        pub gzip: Option<&'static [u8]>,
        pub brotli: Option<&'static [u8]>,
    }
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));

    pub fn all() -> &'static [Embedded] {
        EMBEDDED
    }
}

static ASSETS: LazyLock<HashMap<String, Served>> = LazyLock::new(load);

#[cfg(embedded_assets)]
fn load() -> HashMap<String, Served> {
    let served = |asset: &'static embedded::Embedded| {
        let embedded::Embedded { source, name, mime, plain, gzip, brotli } = asset;
        let (source, plain) = (Cow::Borrowed(*source), Cow::Borrowed(*plain));
        ((*name).to_owned(), Served { source, mime, plain, gzip: *gzip, brotli: *brotli })
    };
    embedded::all().iter().map(served).collect()
}

#[cfg(not(embedded_assets))]
fn load() -> HashMap<String, Served> {
    let site = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    let assets = super::bundle::collect(&site).unwrap_or_else(|error| {
        tracing::error!(%error, "the bundle in {} cannot be read", site.display());
        Vec::new()
    });
    let served = |asset: super::bundle::Asset| {
        let (source, plain) = (Cow::Owned(asset.source), Cow::Owned(asset.bytes));
        (asset.name, Served { source, mime: asset.mime, plain, gzip: None, brotli: None })
    };
    assets.into_iter().map(served).collect()
}

/// The addresses that pages ask for.
pub fn urls() -> AssetUrls {
    let url = |source: &str| {
        let found = ASSETS.iter().find(|(_, asset)| asset.source == source);
        found.map_or_else(|| format!("{MOUNT}{source}"), |(name, _)| format!("{MOUNT}{name}"))
    };
    let fonts =
        ASSETS.iter().filter(|(_, asset)| asset.mime == "font/woff2" && asset.source.contains("-latin-"));
    let mut fonts: Vec<String> = fonts
        .filter(|(_, asset)| !asset.source.contains("ext"))
        .map(|(name, _)| format!("{MOUNT}{name}"))
        .collect();
    fonts.sort();
    AssetUrls {
        js: url("vitrine-app.js"),
        wasm: url("vitrine-app_bg.wasm"),
        css: url("vitrine.css"),
        icons: url("icons.svg"),
        favicon: url("favicon.svg"),
        fonts,
    }
}

/// One asset, in the smallest form that the browser takes.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |encoding: &str| {
        accepted.split(',').any(|item| item.split(';').next().unwrap_or_default().trim() == encoding)
    };
    let (encoding, body) = match (asset.brotli, asset.gzip) {
        (Some(brotli), _) if takes("br") => (Some("br"), Cow::Borrowed(brotli)),
        (_, Some(gzip)) if takes("gzip") => (Some("gzip"), Cow::Borrowed(gzip)),
        _ => (None, asset.plain.clone()),
    };
    let common = [
        (header::CONTENT_TYPE, asset.mime),
        (header::CACHE_CONTROL, FOR_GOOD),
        (header::VARY, "Accept-Encoding"),
    ];
    match encoding {
        Some(encoding) => (common, [(header::CONTENT_ENCODING, encoding)], body).into_response(),
        None => (common, body).into_response(),
    }
}
