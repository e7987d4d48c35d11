//! The audit's rows: [`AuditLog`] over SQL.

use async_trait::async_trait;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use vitrine_domain::audit::{Action, AuditLog, AuditQuery, Event, Outcome, Who};
use vitrine_domain::error::Fault;
use vitrine_domain::{Error, Result};
use vitrine_wire::Timestamp;

use crate::db::Database;
use crate::db::entities::audit_event::{ActiveModel, Column, Entity, Model};
use crate::db::error::{fault, misfit};
use crate::db::text::is_storable;

/// Characters of an id that its index knows; as in the migration.
const INDEXED_PREFIX: usize = 64;

/// See the module.
#[derive(Clone, Debug)]
pub struct AuditRows {
    db: Database,
}

impl AuditRows {
    pub(in crate::db) fn new(db: Database) -> Self {
        Self { db }
    }
}

#[async_trait]
impl AuditLog for AuditRows {
    async fn append(&self, events: &[Event]) -> Result<()> {
        append(&self.db, events).await.map_err(fault)
    }

    async fn list(&self, query: &AuditQuery, limit: usize) -> Result<Vec<Event>> {
        let after = match query.marker {
            None => None,
            Some(id) => Some((moment_of(&self.db, id).await.map_err(fault)?.ok_or_else(|| unknown(id))?, id)),
        };
        list(&self.db, query, after, limit).await.map_err(fault)
    }

    async fn prune(&self, before: Option<Timestamp>, max_rows: Option<u64>) -> Result<u64> {
        prune(&self.db, before, max_rows).await.map_err(fault)
    }
}

fn unknown(id: i64) -> Error {
    Error::invalid("marker", Fault::UnknownValue { value: id.to_string() })
}

async fn append(db: &Database, events: &[Event]) -> Result<(), DbErr> {
    let rows = events.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let tx = db.begin().await?;
    Entity::insert_many(rows).exec_without_returning(&*tx).await?;
    tx.commit().await
}

async fn moment_of(db: &Database, id: i64) -> Result<Option<i64>, DbErr> {
    Ok(Entity::find_by_id(id).one(&db.connection).await?.map(|row| row.at))
}

async fn list(
    db: &Database,
    query: &AuditQuery,
    after: Option<(i64, i64)>,
    limit: usize,
) -> Result<Vec<Event>, DbErr> {
    let mut select = Entity::find().filter(condition(query));
    if let Some((at, id)) = after {
        let keys = Expr::tuple([Expr::col(Column::At), Expr::col(Column::Id)]);
        select = select.filter(keys.lt(Expr::tuple([Expr::val(at), Expr::val(id)])));
    }
    let rows = select.order_by_desc(Column::At).order_by_desc(Column::Id).limit(limit as u64);
    rows.all(&db.connection).await?.into_iter().map(event).collect()
}

fn condition(query: &AuditQuery) -> Condition {
    Condition::all()
        .add_option(query.action.map(|action| Column::Action.eq(action.name())))
        .add_option(query.outcome.map(|outcome| Column::Outcome.eq(outcome.as_str())))
        .add_option(query.user_id.as_deref().map(|id| text_is("user_id", Column::UserId, id)))
        .add_option(query.project_id.as_deref().map(|id| text_is("project_id", Column::ProjectId, id)))
        .add_option(query.target.as_deref().map(|id| text_is("target_id", Column::TargetId, id)))
        .add_option(query.since.map(|since| Column::At.gte(since.unix_micros())))
        .add_option(query.until.map(|until| Column::At.lt(until.unix_micros())))
}

/// A text, found by its beginning in the index.
fn text_is(name: &str, column: Column, text: &str) -> Condition {
    if !is_storable(text) {
        return Condition::all().add(Expr::cust("1 = 0"));
    }
    let prefix: String = text.chars().take(INDEXED_PREFIX).collect();
    // Spelled as the index spells it.
    let prefix_of = Expr::cust(format!("substr({name}, 1, 64)"));
    Condition::all().add(prefix_of.eq(prefix)).add(column.eq(text))
}

async fn prune(db: &Database, before: Option<Timestamp>, max_rows: Option<u64>) -> Result<u64, DbErr> {
    let tx = db.begin().await?;
    let mut pruned = 0;
    if let Some(before) = before {
        let old = Column::At.lt(before.unix_micros());
        pruned += Entity::delete_many().filter(old).exec(&*tx).await?.rows_affected;
    }
    if let Some(max_rows) = max_rows {
        let newest = Entity::find().order_by_desc(Column::Id);
        if let Some(first_beyond) = newest.offset(max_rows).limit(1).one(&*tx).await? {
            let beyond = Column::Id.lte(first_beyond.id);
            pruned += Entity::delete_many().filter(beyond).exec(&*tx).await?.rows_affected;
        }
    }
    tx.commit().await?;
    Ok(pruned)
}

fn row(event: &Event) -> Result<ActiveModel, DbErr> {
    let who = event.who.clone();
    Ok(ActiveModel {
        id: NotSet,
        at: Set(event.at.unix_micros()),
        request_id: Set(event.request_id.clone()),
        user_id: Set(who.user_id),
        user_name: Set(who.user_name),
        project_id: Set(who.project_id),
        address: Set(who.address.map(|address| address.to_string())),
        action: Set(event.action.name().to_owned()),
        target_kind: Set(event.target_kind.clone()),
        target_id: Set(event.target_id.clone()),
        outcome: Set(event.outcome.as_str().to_owned()),
        code: Set(event.code.clone()),
        fields: Set(event.fields.clone()),
        repeats: Set(i64::try_from(event.count).map_err(|_| misfit("repeats"))?),
    })
}

fn event(row: Model) -> Result<Event, DbErr> {
    Ok(Event {
        id: row.id,
        at: Timestamp::from_unix_micros(row.at),
        request_id: row.request_id,
        who: Who {
            user_id: row.user_id,
            user_name: row.user_name,
            project_id: row.project_id,
            address: row.address.and_then(|address| address.parse().ok()),
        },
        action: Action::parse(&row.action).ok_or_else(|| misfit("action"))?,
        target_kind: row.target_kind,
        target_id: row.target_id,
        outcome: Outcome::parse(&row.outcome).ok_or_else(|| misfit("outcome"))?,
        code: row.code,
        fields: row.fields,
        count: u64::try_from(row.repeats).map_err(|_| misfit("repeats"))?,
    })
}
