//! `/v3/users/{user}/application_credentials` and `…/access_rules`: what programs log in with.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use vitrine_domain::UserId;
use vitrine_domain::error::{Error, Expected, Fault, Misfit};
use vitrine_domain::identity::{AccessRule, Credential, NewAccessRule, NewCredential, RoleRef};
use vitrine_domain::page::Listed;
use vitrine_wire::Timestamp;

use super::bearer::Bearer;
use super::body::{Body, Fields, refused};
use super::document;
use super::list::ListRequest;
use crate::rest::error::ApiError;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// List a user's application credentials.
#[utoipa::path(get, path = "/identity/v3/users/{user}/application_credentials",
    operation_id = "list_application_credentials", tag = "identity",
    params(("user" = String, Path, description = "The user's id"),
        ("name" = Option<String>, Query, description = "Only of this name")),
    responses(
        (status = 200, description = "The credentials, without secrets", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Somebody else's"),
    ))]
pub async fn list(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path(user): Path<String>,
    request: ListRequest,
) -> Result<Json<Value>, ApiError> {
    let name = request.filter("name");
    let mut found = state.services.identity.list_credentials(&ctx, &UserId(user)).await?;
    found.retain(|credential| name.as_ref().is_none_or(|name| credential.name == *name));
    let rows = found.iter().map(|credential| shown(credential, &request.base.0)).collect();
    Ok(Json(request.wrap("application_credentials", Listed { rows, has_more: false })))
}

/// Show an application credential.
#[utoipa::path(get, path = "/identity/v3/users/{user}/application_credentials/{id}",
    operation_id = "show_application_credential", tag = "identity",
    params(("user" = String, Path, description = "The user's id"), ("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The credential, without its secret", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Somebody else's"),
        (status = 404, description = "The user has none of this id"),
    ))]
pub async fn show(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path((user, id)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let credential = state.services.identity.get_credential(&ctx, &UserId(user), &id).await?;
    Ok(Json(json!({"application_credential": shown(&credential, &base.0)})))
}

/// Create an application credential for the project of the token.
#[utoipa::path(post, path = "/identity/v3/users/{user}/application_credentials",
    operation_id = "create_application_credential", tag = "identity",
    params(("user" = String, Path, description = "The user's id: one's own")),
    request_body(content = Value, description = "`{\"application_credential\": {\"name\": …}}`"),
    responses(
        (status = 201, description = "The credential, with its secret this once", body = Value),
        (status = 400, description = "A part is missing or wrong"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Somebody else's, or the token may not"),
        (status = 409, description = "The name is taken"),
        (status = 413, description = "The user has too many"),
    ))]
pub async fn create(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path(user): Path<String>,
    body: Body,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let wanted = new(&body.of("application_credential")?)?;
    let made = state.services.identity.create_credential(&ctx, &UserId(user), wanted).await?;
    let (credential, secret) = made;
    let mut document = shown(&credential, &base.0);
    document["secret"] = json!(secret.reveal());
    Ok((StatusCode::CREATED, Json(json!({"application_credential": document}))))
}

/// Delete an application credential and end its tokens.
#[utoipa::path(delete, path = "/identity/v3/users/{user}/application_credentials/{id}",
    operation_id = "delete_application_credential", tag = "identity",
    params(("user" = String, Path, description = "The user's id"), ("id" = String, Path, description = "Its id")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Somebody else's, or the token may not"),
        (status = 404, description = "The user has none of this id"),
    ))]
pub async fn delete(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((user, id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.delete_credential(&ctx, &UserId(user), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the access rules of a user's application credentials.
#[utoipa::path(get, path = "/identity/v3/users/{user}/access_rules", operation_id = "list_access_rules",
    tag = "identity", params(("user" = String, Path, description = "The user's id")),
    responses(
        (status = 200, description = "The rules", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Somebody else's"),
    ))]
pub async fn list_rules(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path(user): Path<String>,
    request: ListRequest,
) -> Result<Json<Value>, ApiError> {
    let user = UserId(user);
    let rules = state.services.identity.list_access_rules(&ctx, &user).await?;
    let rows = rules.iter().map(|rule| linked(rule, &user, &request.base.0)).collect();
    Ok(Json(request.wrap("access_rules", Listed { rows, has_more: false })))
}

/// Show an access rule.
#[utoipa::path(get, path = "/identity/v3/users/{user}/access_rules/{id}", operation_id = "show_access_rule",
    tag = "identity",
    params(("user" = String, Path, description = "The user's id"), ("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The rule", body = Value),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Somebody else's"),
        (status = 404, description = "The user has none of this id"),
    ))]
pub async fn show_rule(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    base: BaseUrl,
    Path((user, id)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let user = UserId(user);
    let rule = state.services.identity.get_access_rule(&ctx, &user, &id).await?;
    Ok(Json(json!({"access_rule": linked(&rule, &user, &base.0)})))
}

/// Delete an access rule that no credential has any more.
#[utoipa::path(delete, path = "/identity/v3/users/{user}/access_rules/{id}", operation_id = "delete_access_rule",
    tag = "identity",
    params(("user" = String, Path, description = "The user's id"), ("id" = String, Path, description = "Its id")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 401, description = "No valid token"),
        (status = 403, description = "Somebody else's, or a credential has it"),
        (status = 404, description = "The user has none of this id"),
    ))]
pub async fn delete_rule(
    State(state): State<AppState>,
    Bearer(ctx): Bearer,
    Path((user, id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    state.services.identity.delete_access_rule(&ctx, &UserId(user), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn new(fields: &Fields) -> Result<NewCredential, Error> {
    Ok(NewCredential {
        name: fields.required("name")?,
        description: fields.nullable("description")?.flatten(),
        secret: fields.secret("secret")?,
        roles: objects(fields, "roles")?.map(|roles| roles.iter().map(role).collect()).transpose()?,
        expires_at: fields.nullable("expires_at")?.flatten().map(|text| moment(&text)).transpose()?,
        is_unrestricted: fields.flag("unrestricted")?,
        access_rules: objects(fields, "access_rules")?
            .map(|rules| rules.iter().map(rule).collect())
            .transpose()?,
    })
}

fn objects<'a>(fields: &'a Fields, key: &str) -> Result<Option<&'a Vec<Value>>, Error> {
    match fields.value(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(items)) => Ok(Some(items)),
        Some(other) => Err(refused(key, Expected::ListOfStrings, other)),
    }
}

fn text(object: &Value, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn role(role: &Value) -> Result<RoleRef, Error> {
    let by_id = text(role, "id").map(RoleRef::Id);
    let found = by_id.or_else(|| text(role, "name").map(RoleRef::Name));
    found.ok_or_else(|| Error::invalid("roles", Fault::MissingProperty))
}

fn rule(rule: &Value) -> Result<NewAccessRule, Error> {
    let part = |key: &str| text(rule, key).ok_or_else(|| Error::invalid(key, Fault::MissingProperty));
    Ok(NewAccessRule { service: part("service")?, method: part("method")?, path: part("path")? })
}

/// A moment of UTC, as it is commonly written; without a zone too.
fn moment(text: &str) -> Result<Timestamp, Error> {
    let zoned = time::OffsetDateTime::parse(text, &Rfc3339).ok();
    let bare = || time::OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339).ok();
    let found = zoned.or_else(bare).map(Timestamp);
    found.ok_or_else(|| Error::invalid("expires_at", Fault::Identity(Misfit::NoMoment)))
}

/// A credential without its secret.
fn shown(credential: &Credential, base: &str) -> Value {
    let roles = credential.roles.iter().map(|role| {
        let mut role = document::role(role, base);
        if let Value::Object(role) = &mut role {
            role.remove("links");
        }
        role
    });
    // Keystone compat: this moment alone is written without a zone.
    let shape = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]");
    let mut document = json!({
        "id": credential.id,
        "name": credential.name,
        "description": credential.description,
        "user_id": credential.user.as_str(),
        "project_id": credential.project.as_str(),
        "system": null,
        "expires_at": credential.expires_at.and_then(|end| end.0.format(&shape).ok()),
        "unrestricted": credential.is_unrestricted,
        "roles": roles.collect::<Vec<_>>(),
        "links": document::link(base, &format!("application_credentials/{}", credential.id)),
    });
    if !credential.access_rules.is_empty() {
        document["access_rules"] = credential.access_rules.iter().map(document::access_rule).collect();
    }
    document
}

fn linked(rule: &AccessRule, user: &UserId, base: &str) -> Value {
    let mut document = document::access_rule(rule);
    document["links"] = document::link(base, &format!("users/{user}/access_rules/{}", rule.id));
    document
}
