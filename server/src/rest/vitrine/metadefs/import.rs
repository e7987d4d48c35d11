//! `POST /vitrine/v1/metadefs/import`.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use vitrine_app::preferences::Lang;
use vitrine_domain::Error;
use vitrine_domain::metadef::{ImportOptions, Imported};
use vitrine_wire::metadef::{ImportProblem, ImportReport, ImportRequest, ImportRow};

use crate::i18n;
use crate::rest::error::ApiError;
use crate::rest::extract::{Asker, DefinitionBody, WHOLE_NAMESPACE};
use crate::rest::fault::language;
use crate::state::AppState;

/// Bytes of all documents together.
const MAX_BYTES: usize = 4 * WHOLE_NAMESPACE;

/// Bring documents of namespaces in, each in a transaction of its own, or only tell what would happen.
#[utoipa::path(post, path = "/vitrine/v1/metadefs/import", tag = "vitrine",
    request_body = ImportRequest,
    responses(
        (status = 200, description = "What became of each document", body = ImportReport),
        (status = 400, description = "The body is no such request"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 413, description = "Too large"),
    ))]
pub async fn import(
    State(state): State<AppState>,
    Asker(ctx): Asker,
    headers: HeaderMap,
    DefinitionBody(body): DefinitionBody<MAX_BYTES>,
) -> Result<Json<ImportReport>, ApiError> {
    let (options, documents) = ImportOptions::read(&body, ctx.caller.project().cloned())?;
    let rows = state.services.metadefs.import(&ctx, documents, &options).await?;
    let lang = language(&headers);
    Ok(Json(ImportReport { namespaces: rows.into_iter().map(|row| publish(row, lang)).collect() }))
}

/// The outcome as it travels, its error in words.
pub fn publish(row: Imported, lang: Lang) -> ImportRow {
    let problem = |error: &Error| ImportProblem {
        code: error.code().to_owned(),
        field: match error {
            Error::Invalid { field, .. } => Some(field.clone()),
            _ => None,
        },
        message: i18n::message(lang, error.code(), &error.args()),
    };
    ImportRow {
        error: row.error.as_ref().map(problem),
        namespace: row.namespace,
        verdict: row.verdict,
        applied: row.was_applied,
        changes: row.changes,
        warnings: row.warnings,
    }
}
