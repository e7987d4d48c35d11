//! Tokens: a row for each that is good; revoking removes it.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use vitrine_domain::identity::model::{Target, TokenRecord};
use vitrine_domain::{DomainId, ProjectId, UserId};
use vitrine_wire::Timestamp;

use crate::db::Database;
use crate::db::entities::token;

/// Between the words of the column `methods`.
const SEPARATOR: char = ',';
/// Tokens that give way to one.
const MAX_MADE_ROOM: u64 = 100;

/// Adds a token; false when it goes back to a login that was revoked meanwhile. The login's row stays
/// locked until the token stands: else a revocation at the same time could miss it.
pub(super) async fn insert(db: &Database, token: &TokenRecord, most: u64) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    if token.root_audit_id != token.audit_id {
        let login = token::Entity::find()
            .filter(token::COLUMN.root_audit_id.eq(token.root_audit_id.as_str()))
            .filter(token::COLUMN.audit_id.eq(token.root_audit_id.as_str()))
            .lock_shared()
            .one(&*tx)
            .await?;
        if login.is_none() {
            tx.rollback().await?;
            return Ok(false);
        }
    }
    make_room(&*tx, &token.user_id, most).await?;
    token::Entity::insert(row_of(token)).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends the oldest tokens of a user, so that with one more there are no more than `most`.
async fn make_room(tx: &impl ConnectionTrait, user: &UserId, most: u64) -> Result<(), DbErr> {
    let oldest: Vec<String> = token::Entity::find()
        .select_only()
        .column(token::Column::Digest)
        .filter(token::COLUMN.user_id.eq(user.as_str()))
        .order_by_desc(token::COLUMN.issued_at)
        .order_by_desc(token::COLUMN.digest)
        .offset(most.saturating_sub(1))
        .limit(MAX_MADE_ROOM)
        .into_tuple()
        .all(tx)
        .await?;
    if !oldest.is_empty() {
        token::Entity::delete_many().filter(token::Column::Digest.is_in(oldest)).exec(tx).await?;
    }
    Ok(())
}

pub(super) async fn find(db: &impl ConnectionTrait, digest: &str) -> Result<Option<TokenRecord>, DbErr> {
    Ok(token::Entity::find_by_id(digest.to_owned()).one(db).await?.map(token_of))
}

/// Removes a token, and all that came from it when it is a login's; false when it was gone.
pub(super) async fn revoke(db: &Database, token: &TokenRecord) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let own = token::Entity::delete_many()
        .filter(token::COLUMN.digest.eq(token.digest.as_str()))
        .exec(&*tx)
        .await?;
    if token.audit_id == token.root_audit_id {
        token::Entity::delete_many()
            .filter(token::COLUMN.root_audit_id.eq(token.root_audit_id.as_str()))
            .exec(&*tx)
            .await?;
    }
    tx.commit().await?;
    Ok(own.rows_affected > 0)
}

pub(super) async fn prune(db: &Database, at: Timestamp) -> Result<u64, DbErr> {
    let tx = db.begin().await?;
    let expired = token::COLUMN.expires_at.lt(at.unix_micros());
    let pruned = token::Entity::delete_many().filter(expired).exec(&*tx).await?;
    tx.commit().await?;
    Ok(pruned.rows_affected)
}

fn row_of(token: &TokenRecord) -> token::ActiveModel {
    let (project, domain) = match &token.target {
        Some(Target::Project(id)) => (Some(id.0.clone()), None),
        Some(Target::Domain(id)) => (None, Some(id.0.clone())),
        Some(Target::System) | None => (None, None),
    };
    token::ActiveModel {
        digest: Set(token.digest.clone()),
        audit_id: Set(token.audit_id.clone()),
        root_audit_id: Set(token.root_audit_id.clone()),
        user_id: Set(token.user_id.0.clone()),
        project_id: Set(project),
        domain_id: Set(domain),
        is_system: Set(token.target == Some(Target::System)),
        credential_id: Set(token.credential.clone()),
        methods: Set(token.methods.join(&SEPARATOR.to_string())),
        issued_at: Set(token.issued_at.unix_micros()),
        expires_at: Set(token.expires_at.unix_micros()),
        epoch: Set(token.epoch),
    }
}

fn token_of(row: token::Model) -> TokenRecord {
    let target = match (row.project_id, row.domain_id, row.is_system) {
        (Some(id), ..) => Some(Target::Project(ProjectId(id))),
        (None, Some(id), _) => Some(Target::Domain(DomainId(id))),
        (None, None, true) => Some(Target::System),
        (None, None, false) => None,
    };
    let methods = row.methods.split(SEPARATOR).filter(|method| !method.is_empty());
    TokenRecord {
        methods: methods.map(str::to_owned).collect(),
        digest: row.digest,
        audit_id: row.audit_id,
        root_audit_id: row.root_audit_id,
        user_id: UserId(row.user_id),
        target,
        credential: row.credential_id,
        issued_at: Timestamp::from_unix_micros(row.issued_at),
        expires_at: Timestamp::from_unix_micros(row.expires_at),
        epoch: row.epoch,
    }
}
