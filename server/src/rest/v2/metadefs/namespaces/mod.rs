//! `/v2/metadefs/namespaces`.

mod create;
mod delete;
mod list;
mod show;
mod update;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::NamespacePath;
use crate::rest::methods::only;
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(only("GET, POST", routes!(list::list_namespaces, create::create_namespace)))
        .routes(only(
            "GET, PUT, DELETE",
            routes!(show::show_namespace, update::update_namespace, delete::delete_namespace),
        ))
}
