//! Records of the catalog. Moments are microseconds since the epoch.
//!
//! The table also has the columns that lists sort by (`name_key` and others). The database derives them;
//! only `repos/images/keyset.rs` names them.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "images")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: Option<String>,
    /// The name for searches without regard to case.
    pub name_folded: Option<String>,
    pub status: String,
    pub visibility: String,
    pub protected: bool,
    pub hidden: bool,
    pub owner: Option<String>,
    pub container_format: Option<String>,
    pub disk_format: Option<String>,
    pub min_disk: i32,
    pub min_ram: i32,
    pub size: Option<i64>,
    pub virtual_size: Option<i64>,
    pub checksum: Option<String>,
    pub hash_algorithm: Option<String>,
    pub hash_value: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub deleted_at: Option<i64>,
    pub deleted: bool,
    pub version: i64,
    /// With `upload_node`, who claims the image while its status is `saving`.
    pub upload_generation: Option<String>,
    pub upload_node: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
