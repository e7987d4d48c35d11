//! Owners of images.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "projects")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub description: String,
    pub domain_id: String,
    pub enabled: bool,
    pub parent_id: Option<String>,
    /// A JSON object.
    pub extra: String,
    #[sea_orm(belongs_to, from = "domain_id", to = "id")]
    pub domain: BelongsTo<super::domain::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
