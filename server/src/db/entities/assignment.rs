//! Roles of users on projects, on domains and on the system.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: String,
    /// `project:<id>`, `domain:<id>` or `system`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub target: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role_id: String,
    pub project_id: Option<String>,
    pub domain_id: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
