//! A fresh database for each test: SQLite in a temporary file, or PostgreSQL where
//! `VITRINE_TEST_POSTGRES_URL` names a server (see `scripts/with-postgres.sh`).

use std::sync::{Arc, Mutex};

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use vitrine::db::{Backend, Database, DatabaseSettings};

/// The migrated database that PostgreSQL copies for each test.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// A migrated database of its own.
pub struct TestDatabase {
    pub db: Database,
    /// The same rows behind the repositories' back.
    pub raw: DatabaseConnection,
    pub url: String,
    // Removes the file when the test is over.
    _home: Option<TempDir>,
}

/// Statements that went through a [`TestDatabase::watched`] pool.
pub type Statements = Arc<Mutex<Vec<Statement>>>;

pub async fn test_database() -> TestDatabase {
    let (url, home) = match postgres() {
        Some(server) => (copy_of_template(&server).await, None),
        None => {
            let home = tempfile::tempdir().unwrap();
            (sqlite_url(&home), Some(home))
        }
    };
    let db = Database::connect(&settings(&url)).await.unwrap();
    if db.backend() == Backend::Sqlite {
        db.migrate().await.unwrap();
    }
    let raw = sea_orm::Database::connect(&url).await.unwrap();
    TestDatabase { db, raw, url, _home: home }
}

/// A database without any table.
pub async fn empty_database() -> TestDatabase {
    let (url, home) = match postgres() {
        Some(server) => (create(&server, &fresh_name(), "template0").await, None),
        None => {
            let home = tempfile::tempdir().unwrap();
            (sqlite_url(&home), Some(home))
        }
    };
    let db = Database::connect(&settings(&url)).await.unwrap();
    let raw = sea_orm::Database::connect(&url).await.unwrap();
    TestDatabase { db, raw, url, _home: home }
}

impl TestDatabase {
    /// Another pool on the same rows that writes down what it executes.
    pub async fn watched(&self) -> (Database, Statements) {
        let seen = Statements::default();
        let mut connection = sea_orm::Database::connect(&self.url).await.unwrap();
        let writer = Arc::clone(&seen);
        connection.set_metric_callback(move |info| writer.lock().unwrap().push(info.statement.clone()));
        (Database::over(connection), seen)
    }

    /// Runs SQL that both databases understand.
    pub async fn execute(&self, sql: &str) {
        self.raw.execute_unprepared(sql).await.unwrap();
    }

    /// The number that a query returns.
    pub async fn number(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.raw.get_database_backend(), sql);
        let row = self.raw.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }
}

fn settings(url: &str) -> DatabaseSettings {
    DatabaseSettings { max_connections: 5, ..DatabaseSettings::new(url) }
}

fn postgres() -> Option<String> {
    std::env::var("VITRINE_TEST_POSTGRES_URL").ok()
}

fn sqlite_url(home: &TempDir) -> String {
    format!("sqlite://{}?mode=rwc", home.path().join("vitrine.db").display())
}

/// Not by the process: their numbers come round while a run lasts.
fn fresh_name() -> String {
    format!("vitrine_{}", uuid::Uuid::new_v4().simple())
}

async fn copy_of_template(server: &str) -> String {
    let template = TEMPLATE.get_or_init(|| async {
        let name = fresh_name();
        let url = create(server, &name, "template0").await;
        let db = Database::connect(&settings(&url)).await.unwrap();
        db.migrate().await.unwrap();
        // PostgreSQL copies only what nobody uses.
        db.close().await.unwrap();
        name
    });
    create(server, &fresh_name(), template.await).await
}

/// Creates a database on the server and returns its URL.
async fn create(server: &str, name: &str, template: &str) -> String {
    let admin = sea_orm::Database::connect(server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.unwrap();
    admin.close().await.unwrap();
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(name);
    url.into()
}
