//! Where the bytes of images lie.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "image_locations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub image_id: String,
    pub store: String,
    /// The generation, for an object of ours.
    pub object_key: Option<String>,
    pub url: Option<String>,
    /// A JSON object.
    pub metadata: String,
    pub position: i32,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
