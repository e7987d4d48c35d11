//! Namespaces as files to be kept.

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};

use axum::extract::{Extension, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use url::form_urlencoded;
use vitrine_app::routes::metadefs::read_export_filter;
use vitrine_domain::error::Fault;
use vitrine_domain::metadef::export::{csv, file_name};
use vitrine_domain::{Ctx, Error};
use vitrine_wire::metadef::{Document, ExportFormat};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::markdown;
use crate::rest::error::ApiError;
use crate::state::AppState;
use crate::transfer;
use crate::ui::visitor::{SignedIn, Visitor};

/// What files of more than one namespace are called, without their ends.
const MANY: &str = "metadefs";

struct File {
    name: String,
    media_type: &'static str,
    bytes: Vec<u8>,
}

/// The namespaces that the address names, or all that its filter finds, in the form that it asks for.
pub async fn file(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    Extension(visitor): Extension<Visitor>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let query = query.unwrap_or_default();
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(query.as_bytes()).map(|(key, value)| (key.into(), value.into())).collect();
    let get = |key: &str| pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
    let unknown = |value: String| Error::invalid("format", Fault::UnknownValue { value });
    let format = get("format").unwrap_or_else(|| ExportFormat::Json.as_str().to_owned());
    let format = ExportFormat::parse(&format).ok_or_else(|| unknown(format))?;
    let names = match get("all") {
        Some(_) => {
            let rows = state.services.metadefs.exportable(&ctx, &read_export_filter(get)).await?;
            rows.into_iter().map(|row| row.namespace).collect()
        }
        None => named(&pairs),
    };
    if names.is_empty() {
        return Err(Error::invalid("ns", Fault::Required).into());
    }
    let file = match format {
        ExportFormat::Schema => schema(&state, &ctx, get("type"), &names).await?,
        _ => {
            let documents = state.services.metadefs.export(&ctx, &names).await?;
            let lang = visitor.preferences.lang;
            let written = tokio::task::spawn_blocking(move || match format {
                ExportFormat::Csv => Ok(table(&documents)),
                ExportFormat::Markdown => Ok(document(&documents, lang)),
                _ => json(&documents),
            });
            written.await.map_err(Error::internal)??
        }
    };
    Ok(attached(file))
}

/// The namespaces of an address, each once.
fn named(pairs: &[(String, String)]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let names = pairs.iter().filter(|(key, value)| key == "ns" && !value.is_empty());
    names.filter(|(_, name)| seen.insert(name)).map(|(_, name)| name.clone()).collect()
}

fn attached(file: File) -> Response {
    let headers = [(header::CONTENT_TYPE, file.media_type), (header::CACHE_CONTROL, "no-store")];
    let mut response = (headers, file.bytes).into_response();
    if let Some(value) = transfer::attachment(&file.name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// What the one namespace's file is called, or that of many.
fn called(documents: &[Document], end: &str) -> String {
    match documents {
        [one] => file_name(one, &mut BTreeSet::new()).trim_end_matches("json").to_owned() + end,
        _ => format!("{MANY}.{end}"),
    }
}

/// A file of the published layout, or an archive with one for each.
fn json(documents: &[Document]) -> Result<File, Error> {
    let text = |document: &Document| {
        let text = serde_json::to_string_pretty(document).map_err(Error::internal)?;
        Ok::<_, Error>(format!("{text}\n").into_bytes())
    };
    if let [one] = documents {
        return Ok(File {
            name: called(documents, "json"),
            media_type: "application/json",
            bytes: text(one)?,
        });
    }
    let mut taken = BTreeSet::new();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for document in documents {
        let name = file_name(document, &mut taken);
        archive.start_file(name, SimpleFileOptions::default()).map_err(Error::internal)?;
        archive.write_all(&text(document)?).map_err(Error::internal)?;
    }
    let bytes = archive.finish().map_err(Error::internal)?.into_inner();
    Ok(File { name: called(documents, "zip"), media_type: "application/zip", bytes })
}

fn table(documents: &[Document]) -> File {
    let bytes = csv(documents).into_bytes();
    File { name: called(documents, "csv"), media_type: "text/csv; charset=utf-8", bytes }
}

fn document(documents: &[Document], lang: vitrine_app::preferences::Lang) -> File {
    let bytes = markdown::written(documents, lang).into_bytes();
    File { name: called(documents, "md"), media_type: "text/markdown; charset=utf-8", bytes }
}

async fn schema(
    state: &AppState,
    ctx: &Ctx,
    resource_type: Option<String>,
    names: &[String],
) -> Result<File, Error> {
    let resource_type = resource_type.filter(|name| !name.is_empty());
    let resource_type = resource_type.ok_or_else(|| Error::invalid("type", Fault::Required))?;
    let schema = state.services.metadef_usage.json_schema_of(ctx, &resource_type, names).await?;
    let bytes = serde_json::to_vec_pretty(&schema).map_err(Error::internal)?;
    let name: String = resource_type.chars().filter(|c| c.is_alphanumeric()).collect();
    Ok(File { name: format!("{name}.schema.json"), media_type: "application/schema+json", bytes })
}
