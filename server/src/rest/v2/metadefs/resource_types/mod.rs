//! `/v2/metadefs/resource_types`, and which of them a namespace is for.

mod associate;
mod associations;
mod dissociate;
mod list;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::rest::methods::only;
use crate::state::AppState;

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(only("GET", routes!(list::list_resource_types)))
        .routes(only("GET, POST", routes!(associations::list_associations, associate::create_association)))
        .routes(only("DELETE", routes!(dissociate::delete_association)))
}
