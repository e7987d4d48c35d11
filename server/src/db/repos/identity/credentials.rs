//! Application credentials and access rules.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, SqlErr,
};
use vitrine_domain::error::{Barrier, Clash, Denial, Limit, Taken};
use vitrine_domain::identity::{AccessRule, Credential, Secret};
use vitrine_domain::{Error, ProjectId, Result, UserId};
use vitrine_wire::Timestamp;

use super::roles;
use crate::db::Database;
use crate::db::entities::{access_rule, credential, credential_role, credential_rule, token, user};
use crate::db::error::{duplicate, fault};
use crate::db::text::is_storable;

pub(super) async fn insert(db: &Database, wanted: &Credential, limit: usize) -> Result<()> {
    let tx = db.begin().await.map_err(fault)?;
    // Others who add one for this user wait here, so that the count stays true.
    user::Entity::find_by_id(wanted.user.0.clone()).lock_exclusive().one(&*tx).await.map_err(fault)?;
    let own = credential::Entity::find().filter(credential::COLUMN.user_id.eq(wanted.user.as_str()));
    if own.count(&*tx).await.map_err(fault)? >= limit as u64 {
        return Err(Error::TooLarge(Limit::Credentials { limit }));
    }
    let row = credential::ActiveModel {
        id: Set(wanted.id.clone()),
        user_id: Set(wanted.user.0.clone()),
        project_id: Set(wanted.project.0.clone()),
        name: Set(wanted.name.clone()),
        description: Set(wanted.description.clone()),
        secret_hash: Set(wanted.secret_hash.reveal().to_owned()),
        expires_at: Set(wanted.expires_at.map(|end| end.unix_micros())),
        unrestricted: Set(wanted.is_unrestricted),
    };
    let taken = Clash::Identity(Taken::Credential { name: wanted.name.clone() });
    let inserted = credential::Entity::insert(row).exec_without_returning(&*tx).await;
    inserted.map_err(|error| duplicate(error, taken))?;
    add_parts(&*tx, wanted).await.map_err(fault)?;
    tx.commit().await.map_err(fault)
}

async fn add_parts(tx: &impl ConnectionTrait, wanted: &Credential) -> Result<(), DbErr> {
    for role in &wanted.roles {
        let row = credential_role::ActiveModel {
            credential_id: Set(wanted.id.clone()),
            role_id: Set(role.id.clone()),
        };
        credential_role::Entity::insert(row).exec_without_returning(tx).await?;
    }
    for rule in &wanted.access_rules {
        let row = credential_rule::ActiveModel {
            credential_id: Set(wanted.id.clone()),
            rule_id: Set(rule_id(tx, &wanted.user, rule).await?),
        };
        let key = [credential_rule::Column::CredentialId, credential_rule::Column::RuleId];
        credential_rule::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// The id under which the user has this rule; added where there is none.
async fn rule_id(tx: &impl ConnectionTrait, user: &UserId, rule: &AccessRule) -> Result<String, DbErr> {
    let same = access_rule::Entity::find()
        .filter(access_rule::COLUMN.user_id.eq(user.as_str()))
        .filter(access_rule::COLUMN.service.eq(rule.service.as_str()))
        .filter(access_rule::COLUMN.method.eq(rule.method.as_str()))
        .filter(access_rule::COLUMN.path.eq(rule.path.as_str()));
    if let Some(found) = same.one(tx).await? {
        return Ok(found.id);
    }
    let row = access_rule::ActiveModel {
        id: Set(rule.id.clone()),
        user_id: Set(user.0.clone()),
        service: Set(rule.service.clone()),
        method: Set(rule.method.clone()),
        path: Set(rule.path.clone()),
    };
    access_rule::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(rule.id.clone())
}

pub(super) async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Credential>, DbErr> {
    if !is_storable(id) {
        return Ok(None);
    }
    match credential::Entity::find_by_id(id.to_owned()).one(db).await? {
        Some(row) => whole(db, row).await.map(Some),
        None => Ok(None),
    }
}

pub(super) async fn find_named(
    db: &impl ConnectionTrait,
    user: &UserId,
    name: &str,
) -> Result<Option<Credential>, DbErr> {
    if !is_storable(name) {
        return Ok(None);
    }
    let own = credential::Entity::find()
        .filter(credential::COLUMN.user_id.eq(user.as_str()))
        .filter(credential::COLUMN.name.eq(name));
    match own.one(db).await? {
        Some(row) => whole(db, row).await.map(Some),
        None => Ok(None),
    }
}

pub(super) async fn list(db: &impl ConnectionTrait, user: &UserId) -> Result<Vec<Credential>, DbErr> {
    if !is_storable(user.as_str()) {
        return Ok(Vec::new());
    }
    let own = credential::Entity::find().filter(credential::COLUMN.user_id.eq(user.as_str()));
    let mut found = Vec::new();
    for row in own.order_by_asc(credential::COLUMN.name).all(db).await? {
        found.push(whole(db, row).await?);
    }
    Ok(found)
}

async fn whole(db: &impl ConnectionTrait, row: credential::Model) -> Result<Credential, DbErr> {
    let held =
        credential_role::Entity::find().filter(credential_role::COLUMN.credential_id.eq(row.id.as_str()));
    let held: Vec<String> = held.all(db).await?.into_iter().map(|row| row.role_id).collect();
    let graph = roles::graph(db).await?;
    let rules =
        credential_rule::Entity::find().filter(credential_rule::COLUMN.credential_id.eq(row.id.as_str()));
    let rules: Vec<String> = rules.all(db).await?.into_iter().map(|row| row.rule_id).collect();
    let rules = access_rule::Entity::find().filter(access_rule::Column::Id.is_in(rules));
    let rules = rules.order_by_asc(access_rule::COLUMN.id).all(db).await?;
    Ok(Credential {
        id: row.id,
        user: UserId(row.user_id),
        project: ProjectId(row.project_id),
        name: row.name,
        description: row.description,
        secret_hash: Secret::new(row.secret_hash),
        expires_at: row.expires_at.map(Timestamp::from_unix_micros),
        is_unrestricted: row.unrestricted,
        roles: graph.roles.into_iter().filter(|role| held.contains(&role.id)).collect(),
        access_rules: rules.into_iter().map(rule_of).collect(),
    })
}

pub(super) async fn delete(db: &Database, user: &UserId, id: &str) -> Result<bool, DbErr> {
    if !is_storable(id) {
        return Ok(false);
    }
    let tx = db.begin().await?;
    let deleted = credential::Entity::delete_many()
        .filter(credential::COLUMN.id.eq(id))
        .filter(credential::COLUMN.user_id.eq(user.as_str()))
        .exec(&*tx)
        .await?;
    if deleted.rows_affected > 0 {
        token::Entity::delete_many().filter(token::Column::CredentialId.eq(id)).exec(&*tx).await?;
    }
    tx.commit().await?;
    Ok(deleted.rows_affected > 0)
}

pub(super) async fn list_rules(db: &impl ConnectionTrait, user: &UserId) -> Result<Vec<AccessRule>, DbErr> {
    if !is_storable(user.as_str()) {
        return Ok(Vec::new());
    }
    let own = access_rule::Entity::find().filter(access_rule::COLUMN.user_id.eq(user.as_str()));
    let rows = own.order_by_asc(access_rule::COLUMN.id).all(db).await?;
    Ok(rows.into_iter().map(rule_of).collect())
}

pub(super) async fn delete_rule(db: &Database, user: &UserId, id: &str) -> Result<bool> {
    if !is_storable(id) {
        return Ok(false);
    }
    let in_use = || Error::Forbidden(Denial::Identity(Barrier::RuleInUse { id: id.to_owned() }));
    let tx = db.begin().await.map_err(fault)?;
    let used = credential_rule::Entity::find().filter(credential_rule::COLUMN.rule_id.eq(id));
    let is_used = used.count(&*tx).await.map_err(fault)? > 0;
    let own = access_rule::Entity::find_by_id(id.to_owned())
        .filter(access_rule::COLUMN.user_id.eq(user.as_str()))
        .one(&*tx)
        .await
        .map_err(fault)?;
    if own.is_none() {
        return Ok(false);
    }
    if is_used {
        return Err(in_use());
    }
    let deleted = access_rule::Entity::delete_by_id(id.to_owned()).exec(&*tx).await;
    // A credential that came in between keeps it.
    deleted.map_err(|error| match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => in_use(),
        _ => fault(error),
    })?;
    tx.commit().await.map_err(fault)?;
    Ok(true)
}

fn rule_of(row: access_rule::Model) -> AccessRule {
    AccessRule { id: row.id, service: row.service, method: row.method, path: row.path }
}
