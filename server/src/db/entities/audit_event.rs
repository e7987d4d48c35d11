//! Events of the audit. Rows are added and forgotten, never changed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: i64,
    pub request_id: String,
    pub user_id: Option<String>,
    pub user_name: Option<String>,
    pub project_id: Option<String>,
    pub address: Option<String>,
    pub action: String,
    pub target_kind: String,
    pub target_id: String,
    pub outcome: String,
    pub code: Option<String>,
    /// Names of changed fields, blanks between.
    pub fields: String,
    /// How many events the row stands for.
    pub repeats: i64,
}

impl ActiveModelBehavior for ActiveModel {}
