//! What led to each version of a namespace.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "metadef_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub namespace_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// The name that the namespace got by it.
    pub namespace: String,
    pub at: i64,
    pub user_id: Option<String>,
    pub user_name: Option<String>,
    pub request_id: String,
    pub changes: String,
}

impl ActiveModelBehavior for ActiveModel {}
