//! `/v2/images`: the route table, and the path that the verbs share.

mod actions;
mod create;
mod data;
mod delete;
mod list;
mod members;
mod show;
mod tags;
mod update;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vitrine_domain::image::ImageId;

use crate::rest::methods::only;
use crate::state::AppState;

/// The image of a path. Any text: what is no id of an image is not found.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct ImagePath {
    /// The image's id.
    image_id: String,
}

impl ImagePath {
    fn id(self) -> ImageId {
        ImageId(self.image_id)
    }
}

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(only("GET, POST", routes!(list::list_images, create::create_image)))
        .routes(only(
            "GET, PATCH, DELETE",
            routes!(show::show_image, update::update_image, delete::delete_image),
        ))
        .routes(only("GET, PUT", routes!(data::download_image, data::upload_image)))
        .routes(only("PUT, DELETE", routes!(tags::add_tag, tags::remove_tag)))
        .routes(only("POST", routes!(actions::deactivate_image)))
        .routes(only("POST", routes!(actions::reactivate_image)))
        .routes(only("GET, POST", routes!(members::list_members, members::add_member)))
        .routes(only(
            "GET, PUT, DELETE",
            routes!(members::show_member, members::update_member, members::remove_member),
        ))
}
