//! The dashboard's sessions: a store for tower-sessions.
//!
//! A session's id is what its cookie holds. The table knows only the id's digest, so that whoever reads
//! a copy of the database can not continue anybody's session.
//!
//! What a session remembers under [`OWNER`] says whose it is and decides how long the row lives: the
//! cookie itself has no end, so that browsers forget it when they close.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, SqlErr,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, ExpiredDeletion, Result};
use vitrine_domain::UserId;
use vitrine_domain::clock::Clock;
use vitrine_wire::Timestamp;

use super::Database;
use super::entities::session;
use crate::clock::SystemClock;

/// Fresh ids that are tried. Two of 128 random bits never meet; a broken generator must not loop.
const CREATE_ATTEMPTS: usize = 3;

/// Where a session remembers who signed in.
pub const OWNER: &str = "signed-in";

/// How long sessions live, and how many a user has.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// Time without a request after which a session ends.
    pub idle: Duration,
    /// Time after which it ends in any case.
    pub life: Duration,
    /// More end the oldest.
    pub per_user: usize,
}

/// What the store reads of [`OWNER`]: whose session it is, its begin and its last use in Unix seconds.
#[derive(Deserialize)]
struct Owner {
    user: String,
    since: i64,
    seen: i64,
}

/// See the module.
#[derive(Clone)]
pub struct SessionRows {
    db: Database,
    limits: SessionLimits,
    clock: Arc<dyn Clock>,
}

impl fmt::Debug for SessionRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionRows").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl SessionRows {
    pub(super) fn new(db: Database) -> Self {
        let hours = |hours: u64| Duration::from_secs(hours * 3600);
        let limits = SessionLimits { idle: hours(1) / 2, life: hours(12), per_user: 20 };
        Self { db, limits, clock: Arc::new(SystemClock) }
    }

    #[must_use]
    pub fn with(self, limits: SessionLimits, clock: Arc<dyn Clock>) -> Self {
        Self { limits, clock, ..self }
    }

    #[must_use]
    pub fn limits(&self) -> SessionLimits {
        self.limits
    }

    /// Ends every session of a user.
    pub async fn end_all_of(&self, user: &UserId) -> Result<()> {
        self.remove(session::COLUMN.user_id.eq(user.as_str())).await
    }

    fn now(&self) -> i64 {
        self.clock.now().unix_micros()
    }

    /// Whose session it is, and the moment at which its row is worth nothing.
    fn owner(&self, record: &Record) -> (String, i64) {
        let owner = record.data.get(OWNER).and_then(|value| Owner::deserialize(value).ok());
        let Some(owner) = owner else { return (String::new(), micros(record.expiry_date)) };
        let after = |begin: i64, life: Duration| begin.saturating_add(life.as_secs().cast_signed());
        let end = after(owner.seen, self.limits.idle).min(after(owner.since, self.limits.life));
        (owner.user, end.saturating_mul(1_000_000))
    }

    /// Ends the oldest sessions of a user who has more than allowed.
    async fn end_oldest(&self, tx: &impl ConnectionTrait, user: &str) -> std::result::Result<(), DbErr> {
        let surplus: Vec<String> = session::Entity::find()
            .select_only()
            .column(session::Column::IdDigest)
            .filter(session::COLUMN.user_id.eq(user))
            .order_by_desc(session::COLUMN.created_at)
            .order_by_desc(session::COLUMN.id_digest)
            .offset(u64::try_from(self.limits.per_user).unwrap_or(u64::MAX))
            // SQLite takes an offset only beside a limit; what is over after it goes next time.
            .limit(1_000)
            .into_tuple()
            .all(tx)
            .await?;
        if surplus.is_empty() {
            return Ok(());
        }
        session::Entity::delete_many()
            .filter(session::Column::IdDigest.is_in(surplus))
            .exec(tx)
            .await
            .map(drop)
    }

    async fn insert(&self, record: &Record) -> Result<std::result::Result<(), DbErr>> {
        let (user, expires_at) = self.owner(record);
        let row = session::ActiveModel {
            id_digest: Set(digest(&record.id)),
            data: Set(encoded(record)?),
            expires_at: Set(expires_at),
            user_id: Set(user.clone()),
            created_at: Set(self.now()),
        };
        let work = async {
            let tx = self.db.begin().await?;
            session::Entity::insert(row).exec_without_returning(&*tx).await?;
            if !user.is_empty() {
                self.end_oldest(&*tx, &user).await?;
            }
            tx.commit().await
        };
        Ok(work.await)
    }

    /// Removes the rows that match.
    async fn remove(&self, condition: sea_orm::sea_query::Expr) -> Result<()> {
        let work = async {
            let tx = self.db.begin().await?;
            session::Entity::delete_many().filter(condition).exec(&*tx).await?;
            tx.commit().await
        };
        work.await.map_err(|error: DbErr| backend(&error))
    }
}

#[async_trait]
impl SessionStore for SessionRows {
    async fn create(&self, record: &mut Record) -> Result<()> {
        for _ in 0..CREATE_ATTEMPTS {
            match self.insert(record).await? {
                Ok(()) => return Ok(()),
                Err(error) if is_taken(&error) => record.id = Id::default(),
                Err(error) => return Err(backend(&error)),
            }
        }
        Err(Error::Backend("no free session id".to_owned()))
    }

    /// Only updates: a request that was under way during a logout must not bring the session back.
    async fn save(&self, record: &Record) -> Result<()> {
        let (user, expires_at) = self.owner(record);
        let change = session::ActiveModel {
            data: Set(encoded(record)?),
            expires_at: Set(expires_at),
            user_id: Set(user),
            ..Default::default()
        };
        let work = async {
            let tx = self.db.begin().await?;
            session::Entity::update_many()
                .set(change)
                .filter(session::COLUMN.id_digest.eq(digest(&record.id)))
                .exec(&*tx)
                .await?;
            tx.commit().await
        };
        work.await.map_err(|error: DbErr| backend(&error))
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = session::Entity::find_by_id(digest(id))
            .filter(session::COLUMN.expires_at.gt(self.now()))
            .one(&self.db.connection)
            .await
            .map_err(|error| backend(&error))?;
        row.map(|row| decoded(*id, &row)).transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.remove(session::COLUMN.id_digest.eq(digest(id))).await
    }
}

#[async_trait]
impl ExpiredDeletion for SessionRows {
    async fn delete_expired(&self) -> Result<()> {
        self.remove(session::COLUMN.expires_at.lte(self.now())).await
    }
}

fn digest(id: &Id) -> String {
    Sha256::digest(id.0.to_le_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn micros(moment: time::OffsetDateTime) -> i64 {
    Timestamp(moment).unix_micros()
}

fn encoded(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

fn decoded(id: Id, row: &session::Model) -> Result<Record> {
    let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
    Ok(Record { id, data, expiry_date: Timestamp::from_unix_micros(row.expires_at).0 })
}

fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

fn backend(error: &DbErr) -> Error {
    Error::Backend(error.to_string())
}
