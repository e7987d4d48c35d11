//! The whole program on a data directory of its own, and the people who use it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::Mutex;
use vitrine::boot::App;
use vitrine::config::Settings;
use vitrine_domain::identity::{DomainRef, NewProject, NewUser, ProjectRef, Secret, UserRef};
use vitrine_domain::{Ctx, Error};

use super::client::Client;
use super::clock::TestClock;
use super::database::test_database;

/// Everybody's.
pub const PASSWORD: &str = "correct horse battery";
/// The project that most tests work in.
pub const PROJECT: &str = "garden";
/// Set where the tests run on PostgreSQL.
const POSTGRES: &str = "VITRINE_TEST_POSTGRES_URL";

pub struct TestApp {
    app: Option<App>,
    settings: Settings,
    /// Logged in already, by user and project.
    people: Mutex<HashMap<(String, String), Client>>,
    /// What time it is for the program.
    pub clock: Arc<TestClock>,
    dir: TempDir,
}

impl TestApp {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With settings other than the defaults.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut settings = Settings { data_dir: dir.path().to_owned(), ..Settings::default() };
        settings.database.max_connections = 4;
        if std::env::var_os(POSTGRES).is_some() {
            settings.database.url = test_database().await.url;
        }
        change(&mut settings);
        let clock = Arc::new(TestClock::new());
        let app = App::build_at(&settings, clock.clone()).await.unwrap();
        Self { app: Some(app), settings, people: Mutex::default(), clock, dir }
    }

    /// Stops and starts again on the same data, as after a crash.
    pub async fn rebuild(mut self) -> Self {
        let app = self.app.take().unwrap();
        app.state.database.close().await.unwrap();
        drop(app);
        self.app = Some(App::build_at(&self.settings, self.clock.clone()).await.unwrap());
        self.people = Mutex::default();
        self
    }

    pub fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn anonymous(&self) -> Client {
        Client::new(self.app().router.clone(), None, "")
    }

    pub async fn admin(&self) -> Client {
        let key = ("admin".to_owned(), "admin".to_owned());
        if !self.people.lock().await.contains_key(&key) {
            let (ctx, identity) = (Ctx::internal("test"), &self.app().state.services.identity);
            ignore_conflict(identity.make_admin(&ctx, &Secret::new(PASSWORD)).await);
        }
        self.log_in("admin", "admin").await
    }

    pub async fn member(&self) -> Client {
        self.person("mia", PROJECT, "member").await
    }

    pub async fn reader(&self) -> Client {
        self.person("rob", PROJECT, "reader").await
    }

    pub async fn other_project(&self) -> Client {
        self.person("otto", "harbor", "member").await
    }

    /// Somebody with a role in a project, logged in. Made when first asked for.
    pub async fn person(&self, user: &str, project: &str, role: &str) -> Client {
        if let Some(client) = self.people.lock().await.get(&(user.to_owned(), project.to_owned())) {
            return client.clone();
        }
        self.ensure_user(user, project, role).await;
        self.log_in(user, project).await
    }

    /// Makes the user and the project where they are missing, and grants the role.
    pub async fn ensure_user(&self, user: &str, project: &str, role: &str) {
        let (ctx, identity) = (Ctx::internal("test"), &self.app().state.services.identity);
        ignore_conflict(identity.create_project(&ctx, NewProject::named(project)).await);
        let new = NewUser::named(user, Some(Secret::new(PASSWORD)));
        ignore_conflict(identity.create_user(&ctx, new).await);
        let domain = || DomainRef::Id("default".to_owned());
        let project = ProjectRef::Name { name: project.to_owned(), domain: domain() };
        let user = UserRef::Name { name: user.to_owned(), domain: domain() };
        identity.grant(&ctx, &user, &project, role).await.unwrap();
    }

    async fn log_in(&self, user: &str, project: &str) -> Client {
        let key = (user.to_owned(), project.to_owned());
        let mut people = self.people.lock().await;
        if let Some(client) = people.get(&key) {
            return client.clone();
        }
        let call = self.anonymous().post("/identity/v3/auth/tokens").json(&login(user, PASSWORD, project));
        let answer = call.await.expect(201);
        let id = answer.json()["token"]["project"]["id"].as_str().unwrap().to_owned();
        let token = answer.header("x-subject-token").to_owned();
        let client = Client::new(self.app().router.clone(), Some(token), &id);
        people.insert(key, client.clone());
        client
    }

    /// Looks at, or changes, rows that no API reaches yet.
    pub async fn sql(&self, statement: &str) {
        self.connect().await.execute_unprepared(statement).await.unwrap();
    }

    /// The text that a query finds.
    pub async fn text(&self, query: &str) -> String {
        let connection = self.connect().await;
        let statement = Statement::from_string(connection.get_database_backend(), query);
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// How many rows a table has.
    pub async fn rows(&self, table: &str) -> i64 {
        let connection = self.connect().await;
        let count = format!("SELECT COUNT(*) AS rows_found FROM {table}");
        let statement = Statement::from_string(connection.get_database_backend(), count);
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get("", "rows_found").unwrap()
    }

    /// The column `text` of what a query finds.
    pub async fn texts(&self, query: &str) -> Vec<String> {
        let connection = self.connect().await;
        let statement = Statement::from_string(connection.get_database_backend(), query);
        let rows = connection.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get("", "text").unwrap()).collect()
    }

    async fn connect(&self) -> DatabaseConnection {
        sea_orm::Database::connect(self.settings.database.url(&self.settings.data_dir)).await.unwrap()
    }

    /// Shares an image with a project.
    pub async fn share(&self, image: &str, project: &str, status: &str) {
        self.sql(&format!(
            "INSERT INTO image_members (image_id, member, status, created_at, updated_at)
             VALUES ('{image}', '{project}', '{status}', 0, 0)"
        ))
        .await;
    }

    pub async fn set_status(&self, image: &str, status: &str) {
        self.sql(&format!("UPDATE images SET status = '{status}' WHERE id = '{image}'")).await;
    }

    /// Every file that the store holds, finished or not.
    pub fn stored_files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.path("images/incoming"), self.path("images/objects")];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files
    }
}

/// The body of a login.
pub fn login(user: &str, password: &str, project: &str) -> Value {
    json!({"auth": {
        "identity": {"methods": ["password"], "password": {
            "user": {"name": user, "domain": {"id": "default"}, "password": password},
        }},
        "scope": {"project": {"name": project, "domain": {"id": "default"}}},
    }})
}

fn ignore_conflict<T>(outcome: Result<T, Error>) {
    if let Err(error) = outcome {
        assert!(matches!(error, Error::Conflict(_)), "{error}");
    }
}
