//! Users, projects, roles and credentials, for the dashboard's pages. Changes are forms; see `server/src/ui`.

#[cfg(feature = "ssr")]
mod views;

use leptos::prelude::*;
use vitrine_wire::accounts::{
    AccessInfo, CredentialOptions, CredentialView, ListQuery, Listing, ProjectPage, ProjectView, UserPage,
    UserView,
};

use super::UiError;

/// A page of the users.
#[server(prefix = "/dashboard/rpc", endpoint = "accounts/users", input = leptos::server_fn::codec::Json)]
pub async fn load_users(query: ListQuery) -> Result<Listing<UserView>, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter_identity()?;
    views::users(&services, &ctx, &query).await.map_err(|error| backend::refuse(&error))
}

/// One user, with the roles it holds and those that could be given.
#[server(prefix = "/dashboard/rpc", endpoint = "accounts/user")]
pub async fn load_user(id: String) -> Result<UserPage, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter_identity()?;
    views::user(&services, &ctx, id).await.map_err(|error| backend::refuse(&error))
}

/// A page of the projects.
#[server(prefix = "/dashboard/rpc", endpoint = "accounts/projects", input = leptos::server_fn::codec::Json)]
pub async fn load_projects(query: ListQuery) -> Result<Listing<ProjectView>, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter_identity()?;
    views::projects(&services, &ctx, &query).await.map_err(|error| backend::refuse(&error))
}

/// One project, with who holds roles in it.
#[server(prefix = "/dashboard/rpc", endpoint = "accounts/project")]
pub async fn load_project(id: String) -> Result<ProjectPage, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter_identity()?;
    views::project(&services, &ctx, id).await.map_err(|error| backend::refuse(&error))
}

/// The visitor's application credentials.
#[server(prefix = "/dashboard/rpc", endpoint = "accounts/credentials")]
pub async fn load_credentials() -> Result<Vec<CredentialView>, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter_identity()?;
    views::credentials(&services, &ctx).await.map_err(|error| backend::refuse(&error))
}

/// One of them.
#[server(prefix = "/dashboard/rpc", endpoint = "accounts/credential")]
pub async fn load_credential(id: String) -> Result<CredentialView, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter_identity()?;
    views::credential(&services, &ctx, &id).await.map_err(|error| backend::refuse(&error))
}

/// What the form for a credential may offer.
#[server(prefix = "/dashboard/rpc", endpoint = "accounts/credential-options")]
pub async fn load_credential_options() -> Result<CredentialOptions, UiError> {
    use crate::backend;
    let (_, ctx) = backend::enter_identity()?;
    views::credential_options(&ctx).map_err(|error| backend::refuse(&error))
}

/// How clients reach the API.
#[server(prefix = "/dashboard/rpc", endpoint = "accounts/access")]
pub async fn load_access() -> Result<AccessInfo, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let address = use_context::<backend::ApiAddress>().unwrap_or_default();
    backend::access(&services, &ctx, address).await.map_err(|error| backend::refuse(&error))
}
