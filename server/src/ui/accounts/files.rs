//! Files for clients, as downloads.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use vitrine_app::backend;
use vitrine_domain::error::Missing;
use vitrine_domain::{Ctx, Error};
use vitrine_wire::accounts::AccessInfo;

use super::clouds::{Proof, clouds_yaml, openrc};
use crate::rest::error::ApiError;
use crate::rest::links::BaseUrl;
use crate::state::AppState;
use crate::transfer;
use crate::ui::pages;
use crate::ui::posted::Posted;
use crate::ui::visitor::SignedIn;

/// A file that makes its client ask for the password.
pub async fn password_file(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    Path(file): Path<String>,
    BaseUrl(base): BaseUrl,
) -> Result<Response, ApiError> {
    let access = access(&state, &ctx, &base).await?;
    written(&file, &access, &Proof::Password)
}

/// A file with the credential that the form brings: what was shown once comes back once, as a file.
pub async fn credential_file(
    State(state): State<AppState>,
    BaseUrl(base): BaseUrl,
    posted: Posted,
) -> Result<Response, ApiError> {
    let access = access(&state, &posted.ctx, &base).await?;
    let proof = Proof::Credential { id: posted.fields.get("id"), secret: posted.fields.get("secret") };
    written(posted.fields.get("file"), &access, &proof)
}

async fn access(state: &AppState, ctx: &Ctx, base: &str) -> Result<AccessInfo, Error> {
    backend::access(&state.services, ctx, pages::api_address(state, base)).await
}

fn written(file: &str, access: &AccessInfo, proof: &Proof<'_>) -> Result<Response, ApiError> {
    let (text, media_type) = match file {
        "clouds.yaml" => (clouds_yaml(access, proof), "application/yaml"),
        "openrc.sh" => (openrc(access, proof), "text/x-shellscript; charset=utf-8"),
        _ => return Err(Error::NotFound(Missing::Tag).into()),
    };
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-store")];
    let mut response = (headers, text).into_response();
    if let Some(value) = transfer::attachment(file) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
