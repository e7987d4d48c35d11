//! A project's own limits.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_limits")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub project_id: String,
    pub registered_limit_id: String,
    pub resource_limit: i64,
    pub description: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
