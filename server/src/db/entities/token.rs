//! Tokens that were not revoked, by digest.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    pub audit_id: String,
    pub root_audit_id: String,
    pub user_id: String,
    pub project_id: Option<String>,
    pub domain_id: Option<String>,
    pub is_system: bool,
    pub credential_id: Option<String>,
    /// With commas between.
    pub methods: String,
    pub issued_at: i64,
    pub expires_at: i64,
    pub epoch: i64,
}

impl ActiveModelBehavior for ActiveModel {}
