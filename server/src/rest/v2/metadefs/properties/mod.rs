//! `/v2/metadefs/namespaces/{namespace}/properties`.

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
            routes!(list::list_properties, create::create_property, clear::clear_properties),
        ))
        .routes(only(
            "GET, PUT, DELETE",
            routes!(show::show_property, update::update_property, delete::delete_property),
        ))
}
