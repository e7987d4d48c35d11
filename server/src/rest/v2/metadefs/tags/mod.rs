//! `/v2/metadefs/namespaces/{namespace}/tags`.

mod clear;
mod create;
mod delete;
mod list;
mod put;
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
            routes!(list::list_metadef_tags, put::put_metadef_tags, clear::clear_metadef_tags),
        ))
        .routes(only(
            "GET, POST, PUT, DELETE",
            routes!(
                show::show_metadef_tag,
                create::create_metadef_tag,
                update::update_metadef_tag,
                delete::delete_metadef_tag
            ),
        ))
}
