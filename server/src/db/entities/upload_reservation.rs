//! Room that running uploads hold.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_reservations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub generation: String,
    pub image_id: String,
    pub project_id: String,
    /// The process that uploads.
    pub node: String,
    pub bytes: i64,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
