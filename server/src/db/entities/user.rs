//! People and programs that log in.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub domain_id: String,
    pub enabled: bool,
    pub default_project_id: Option<String>,
    pub password_hash: Option<String>,
    pub epoch: i64,
    /// A JSON object.
    pub extra: String,
    #[sea_orm(belongs_to, from = "domain_id", to = "id")]
    pub domain: BelongsTo<super::domain::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
