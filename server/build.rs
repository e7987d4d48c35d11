//! Puts the bundle into release binaries: hashed by content, compressed once, here.
//!
//! Debug binaries read `target/site` at start instead, so that a new bundle needs no new server.

#[path = "src/ui/bundle.rs"]
mod bundle;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rustc-check-cfg=cfg(embedded_assets)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/ui/bundle.rs");
    if env::var("PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    println!("cargo::rustc-cfg=embedded_assets");
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let site = Path::new(&manifest).join("../target/site");
    if !site.join("pkg").is_dir() {
        return Err(io::Error::other("there is no bundle in target/site: run `make bundle` first"));
    }
    println!("cargo::rerun-if-changed={}", site.display());
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let mut table = String::from("static EMBEDDED: &[Embedded] = &[\n");
    for asset in bundle::collect(&site)? {
        write_asset(&out, &asset)?;
        let encoded = |extension: &str| {
            if !is_compressible(asset.mime) {
                return "None".to_owned();
            }
            format!(
                "Some(include_bytes!(concat!(env!(\"OUT_DIR\"), {:?})))",
                format!("/{}{extension}", asset.name)
            )
        };
        writeln!(
            table,
            "    Embedded {{ source: {:?}, name: {:?}, mime: {:?}, plain: include_bytes!(concat!(env!(\"OUT_DIR\"), {:?})), gzip: {}, brotli: {} }},",
            asset.source, asset.name, asset.mime, format!("/{}", asset.name), encoded(".gz"), encoded(".br"),
        )
        .map_err(io::Error::other)?;
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table)
}

fn write_asset(out: &Path, asset: &bundle::Asset) -> io::Result<()> {
    let path = out.join(&asset.name);
    fs::write(&path, &asset.bytes)?;
    if is_compressible(asset.mime) {
        let gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        fs::write(out.join(format!("{}.gz", asset.name)), gzipped(gzip, &asset.bytes)?)?;
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut asset.bytes.as_slice(), &mut compressed, &parameters)?;
        fs::write(out.join(format!("{}.br", asset.name)), compressed)?;
    }
    Ok(())
}

fn gzipped(mut encoder: flate2::write::GzEncoder<Vec<u8>>, bytes: &[u8]) -> io::Result<Vec<u8>> {
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Is it worth compressing?
fn is_compressible(mime: &str) -> bool {
    !matches!(mime, "font/woff2" | "image/png")
}
