//! `/v2/schemas`: JSON Schemas of the API's documents, which clients read before they write.

mod images;
mod metadefs;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::rest::methods::only;
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(only("GET", routes!(images::show_image_schema)))
        .routes(only("GET", routes!(metadefs::show_metadef_schema)))
}
