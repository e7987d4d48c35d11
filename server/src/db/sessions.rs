//! The dashboard's sessions: a store for tower-sessions.
//!
//! A session's id is what its cookie holds. The table knows only the id's digest, so that whoever reads
//! a copy of the database can not continue anybody's session.

use async_trait::async_trait;
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait, QueryFilter, SqlErr};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, ExpiredDeletion, Result};
use vitrine_wire::Timestamp;

use super::Database;
use super::entities::session;

/// Fresh ids that are tried. Two of 128 random bits never meet; a broken generator must not loop.
const CREATE_ATTEMPTS: usize = 3;

/// See the module.
#[derive(Clone, Debug)]
pub struct SessionRows {
    db: Database,
}

impl SessionRows {
    pub(super) fn new(db: Database) -> Self {
        Self { db }
    }

    async fn insert(&self, record: &Record) -> Result<std::result::Result<(), DbErr>> {
        let row = session::ActiveModel {
            id_digest: Set(digest(&record.id)),
            data: Set(encoded(record)?),
            expires_at: Set(micros(record.expiry_date)),
        };
        let work = async {
            let tx = self.db.begin().await?;
            session::Entity::insert(row).exec_without_returning(&*tx).await?;
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
        let change = session::ActiveModel {
            data: Set(encoded(record)?),
            expires_at: Set(micros(record.expiry_date)),
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
            .filter(session::COLUMN.expires_at.gt(micros(OffsetDateTime::now_utc())))
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
        self.remove(session::COLUMN.expires_at.lte(micros(OffsetDateTime::now_utc()))).await
    }
}

fn digest(id: &Id) -> String {
    Sha256::digest(id.0.to_le_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn micros(moment: OffsetDateTime) -> i64 {
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
