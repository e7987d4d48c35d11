//! Which role implies which.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_implications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub prior_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub implied_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
