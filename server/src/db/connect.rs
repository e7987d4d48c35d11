//! How a pool is opened: what each of the two databases needs to be told.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, DatabaseConnection, DbErr};
use tracing::log::LevelFilter;

/// How long a statement waits for another process that writes to the same SQLite file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// A connection that was idle for longer may have been cut by something in between.
const STALE_AFTER: Duration = Duration::from_secs(30);
/// Statements that take longer are worth a warning.
const SLOW: Duration = Duration::from_secs(1);

/// Where the database is and how much of it to use.
#[derive(Clone)]
pub struct DatabaseSettings {
    /// `sqlite://<path>?mode=rwc`, `sqlite::memory:` or `postgres://user:password@host/name`.
    pub url: String,
    /// Connections at most. An in-memory database always has exactly one.
    pub max_connections: u32,
    /// How long a request waits for a free connection.
    pub acquire_timeout: Duration,
}

impl DatabaseSettings {
    /// Settings for a URL, with defaults for the rest.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), max_connections: 10, acquire_timeout: Duration::from_secs(10) }
    }

    fn is_memory(&self) -> bool {
        self.url.starts_with("sqlite:") && (self.url.contains(":memory:") || self.url.contains("mode=memory"))
    }
}

impl std::fmt::Debug for DatabaseSettings {
    /// Leaves the URL out: it may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DatabaseSettings")
            .field("max_connections", &self.max_connections)
            .field("acquire_timeout", &self.acquire_timeout)
            .finish_non_exhaustive()
    }
}

/// Opens the pool that the settings describe.
pub(super) async fn open(settings: &DatabaseSettings) -> Result<DatabaseConnection, DbErr> {
    sea_orm::Database::connect(options(settings)).await
}

fn options(settings: &DatabaseSettings) -> ConnectOptions {
    let mut options = ConnectOptions::new(&settings.url);
    options
        .max_connections(settings.max_connections.max(1))
        .acquire_timeout(settings.acquire_timeout)
        .test_before_acquire_if_idle_for(STALE_AFTER)
        .set_application_name("vitrine")
        .sqlx_logging_level(LevelFilter::Trace)
        .sqlx_slow_statements_logging_settings(LevelFilter::Warn, SLOW);
    if settings.is_memory() {
        // The database lives and dies with its connection: there must be one, and it must stay.
        options.min_connections(1).max_connections(1).idle_timeout(None).max_lifetime(None);
    }
    options.map_sqlx_sqlite_opts(sqlite);
    options
}

/// WAL lets readers go on while somebody writes. `FULL`: what was answered survives a loss of power, or
/// the sweep would take stored bytes for leftovers.
fn sqlite(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_the_url_does_not_show() {
        let settings = DatabaseSettings::new("postgres://vitrine:hunter22@db/vitrine");
        assert!(!format!("{settings:?}").contains("hunter22"));
    }

    #[test]
    fn a_database_in_memory_is_recognised() {
        assert!(DatabaseSettings::new("sqlite::memory:").is_memory());
        assert!(DatabaseSettings::new("sqlite://x?mode=memory").is_memory());
        assert!(!DatabaseSettings::new("sqlite://x?mode=rwc").is_memory());
        assert!(!DatabaseSettings::new("postgres://u:p@h/memory:").is_memory());
    }
}
