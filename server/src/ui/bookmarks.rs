//! Addresses that people have in their bookmarks from Horizon, led to the pages that took their place.

use axum::Router;
use axum::extract::Path;
use axum::response::Redirect;
use axum::routing::get;
use vitrine_app::routes;

use crate::state::AppState;

pub fn routes() -> Router<AppState> {
    let images = || async { Redirect::permanent(&routes::images()) };
    let image = |Path(id): Path<String>| async move { Redirect::permanent(&routes::image(&id)) };
    let namespaces = || async { Redirect::permanent(&routes::metadefs::namespaces()) };
    let namespace =
        |Path(name): Path<String>| async move { Redirect::permanent(&routes::metadefs::namespace(&name)) };
    let mut router = Router::new()
        .route("/admin/metadata_defs", get(namespaces))
        .route("/admin/metadata_defs/", get(namespaces))
        .route("/admin/metadata_defs/{name}/detail", get(namespace))
        .route("/admin/metadata_defs/{name}/detail/", get(namespace))
        .route("/ngdetails/OS::Glance::Image/{id}", get(image))
        .route("/ngdetails/OS::Glance::Metadef/{name}", get(namespace));
    for panel in ["/project/images", "/admin/images"] {
        router = router
            .route(panel, get(images))
            .route(&format!("{panel}/"), get(images))
            .route(&format!("{panel}/{{id}}"), get(image))
            .route(&format!("{panel}/{{id}}/"), get(image));
    }
    router
}
