//! `/v2/metadefs/namespaces/{namespace}/objects`.

mod clear;
mod create;
mod delete;
mod list;
mod show;
mod update;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::rest::methods::only;
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(only(
            "GET, POST, DELETE",
            routes!(list::list_objects, create::create_object, clear::clear_objects),
        ))
        .routes(only(
            "GET, PUT, DELETE",
            routes!(show::show_object, update::update_object, delete::delete_object),
        ))
}
