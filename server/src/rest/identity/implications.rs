//! Which role comes with which: `/v3/role_inferences` and `/v3/roles/{id}/implies`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vitrine_domain::identity::Role;

use super::MOUNT;
use super::bearer::Bearer;
use crate::rest::error::ApiError;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// List all roles that come with others.
#[utoipa::path(get, path = "/identity/v3/role_inferences", operation_id = "list_role_inferences", tag = "identity",
    responses(
        (status = 200, description = "Each role with those that it implies at once", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
    ))]
pub async fn list_all(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
) -> Result<Json<Value>, ApiError> {
    let all = state.services.identity.list_implications(&ctx).await?;
    let rows: Vec<Value> = all.iter().map(|(prior, implied)| inference(prior, implied, &base)).collect();
    let own = format!("{}{MOUNT}/v3/role_inferences", base.0);
    Ok(Json(json!({"role_inferences": rows, "links": {"self": own}})))
}

/// List the roles that come with a role.
#[utoipa::path(get, path = "/identity/v3/roles/{id}/implies", operation_id = "list_implied_roles", tag = "identity",
    params(("id" = String, Path, description = "The role's id")),
    responses(
        (status = 200, description = "The role with those that it implies at once", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such role"),
    ))]
pub async fn list_of(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let (prior, implied) = state.services.identity.implications_of(&ctx, &id).await?;
    let own = format!("{}{MOUNT}/v3/roles/{}/implies", base.0, prior.id);
    Ok(Json(json!({"role_inference": inference(&prior, &implied, &base), "links": {"self": own}})))
}

/// Show that a role comes with another.
#[utoipa::path(get, path = "/identity/v3/roles/{prior}/implies/{implied}", operation_id = "show_implied_role",
    tag = "identity", params(("prior" = String, Path, description = "The role"), ("implied" = String, Path, description = "What comes with it")),
    responses(
        (status = 200, description = "The two roles", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such role, or it does not come with the other"),
    ))]
pub async fn show(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path((prior, implied)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let pair = state.services.identity.implication(&ctx, &prior, &implied).await?;
    Ok(Json(pair_document(&pair, &base)))
}

/// Does a role come with another?
#[utoipa::path(head, path = "/identity/v3/roles/{prior}/implies/{implied}", operation_id = "check_implied_role",
    tag = "identity", params(("prior" = String, Path, description = "The role"), ("implied" = String, Path, description = "What comes with it")),
    responses(
        (status = 204, description = "It does"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such role, or it does not come with the other"),
    ))]
pub async fn check(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((prior, implied)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.implication(&ctx, &prior, &implied).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let a role come with another.
#[utoipa::path(put, path = "/identity/v3/roles/{prior}/implies/{implied}", operation_id = "create_implied_role",
    tag = "identity", params(("prior" = String, Path, description = "The role"), ("implied" = String, Path, description = "What comes with it")),
    responses(
        (status = 201, description = "The two roles", body = Value),
        (status = 400, description = "A role that is to imply itself"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such role, or it does not come with the other"),
        (status = 409, description = "The second role implies the first already"),
    ))]
pub async fn create(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path((prior, implied)): Path<(String, String)>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let pair = state.services.identity.imply(&ctx, &prior, &implied).await?;
    Ok((StatusCode::CREATED, Json(pair_document(&pair, &base))))
}

/// Let a role no longer come with another.
#[utoipa::path(delete, path = "/identity/v3/roles/{prior}/implies/{implied}", operation_id = "delete_implied_role",
    tag = "identity", params(("prior" = String, Path, description = "The role"), ("implied" = String, Path, description = "What comes with it")),
    responses(
        (status = 204, description = "It no longer does"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Not allowed"),
        (status = 404, description = "There is no such role, or it does not come with the other"),
    ))]
pub async fn delete(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((prior, implied)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.end_implication(&ctx, &prior, &implied).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn inference(prior: &Role, implied: &[Role], base: &BaseUrl) -> Value {
    let implied: Vec<Value> = implied.iter().map(|role| short(role, base)).collect();
    json!({"prior_role": short(prior, base), "implies": implied})
}

fn pair_document((prior, implied): &(Role, Role), base: &BaseUrl) -> Value {
    let own = format!("{}{MOUNT}/v3/roles/{}/implies/{}", base.0, prior.id, implied.id);
    let pair = json!({"prior_role": short(prior, base), "implies": short(implied, base)});
    json!({"role_inference": pair, "links": {"self": own}})
}

fn short(role: &Role, base: &BaseUrl) -> Value {
    let own = format!("{}{MOUNT}/v3/roles/{}", base.0, role.id);
    json!({"id": role.id, "name": role.name, "links": {"self": own}})
}
