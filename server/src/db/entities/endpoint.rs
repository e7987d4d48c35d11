//! Where services of the catalog are reached.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "endpoints")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub service_id: String,
    pub interface: String,
    pub region_id: Option<String>,
    /// A path of this server when it begins with a slash.
    pub url: String,
    pub enabled: bool,
}

impl ActiveModelBehavior for ActiveModel {}
