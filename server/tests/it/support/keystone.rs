//! The real Keystone that `scripts/with-keystone.sh` runs: its people are made through its own API.
//!
//! Everybody shares one, so names end in something that nobody else has.

use std::path::PathBuf;
use std::process::{Child, Command};

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tempfile::TempDir;
use vitrine::config::{Hidden, Mode, Settings};

use super::until;

const URL: &str = "VITRINE_TEST_KEYSTONE_URL";
const PASSWORD: &str = "VITRINE_TEST_KEYSTONE_PASSWORD";
const SERVE: &str = "VITRINE_TEST_KEYSTONE_SERVE";

/// Everybody's.
pub const PEOPLES_PASSWORD: &str = "correct horse battery";

pub struct RealKeystone {
    url: String,
    http: reqwest::Client,
    admin: String,
    /// The user that Vitrine asks with, and its project.
    service: (String, String),
    suffix: String,
}

impl RealKeystone {
    /// The administrator logs in and makes a service user for this test.
    pub async fn new() -> Self {
        let _already = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
        let missing = "no real Keystone here: run this with scripts/with-keystone.sh";
        let url = std::env::var(URL).unwrap_or_else(|_| panic!("{missing}"));
        let password = Self::admin_password();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let suffix = uuid::Uuid::new_v4().simple().to_string();
        let service = (format!("vitrine-{suffix}"), format!("service-{suffix}"));
        let mut made = Self { url, http, admin: String::new(), service, suffix };
        made.admin = made.log_in("admin", &password, &project_scope("admin")).await;
        let (user, project) = made.service.clone();
        made.person(&user, &project, "service").await;
        made
    }

    /// Of the user `admin`.
    pub fn admin_password() -> String {
        std::env::var(PASSWORD).unwrap_or_else(|_| panic!("{PASSWORD} is not set"))
    }

    /// A name that no other test uses.
    pub fn name(&self, start: &str) -> String {
        format!("{start}-{}", self.suffix)
    }

    /// Makes Vitrine ask this Keystone, or the same one elsewhere.
    pub fn configure(&self, settings: &mut Settings, url: &str) {
        settings.identity.mode = Mode::Keystone;
        settings.keystone.auth_url = Some(url.to_owned());
        settings.keystone.username = Some(self.service.0.clone());
        settings.keystone.project = self.service.1.clone();
        settings.keystone.password = Some(Hidden::new(PEOPLES_PASSWORD));
        // A machine that tests much else at once is slow, but not down.
        settings.keystone.timeout_seconds = 60;
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes the user and the project where they are missing, and grants the role; both ids.
    pub async fn person(&self, user: &str, project: &str, role: &str) -> (String, String) {
        let user = self.ensure("users", "user", json!({"name": user, "password": PEOPLES_PASSWORD})).await;
        let project = self.ensure("projects", "project", json!({"name": project})).await;
        let role = self.role(role).await;
        self.grant(&format!("/projects/{project}/users/{user}/roles/{role}")).await;
        (user, project)
    }

    /// Grants a role on a domain (`/domains/…`), the system (`/system/…`) or a project.
    pub async fn grant(&self, path: &str) {
        let (status, answer) = self.call("PUT", path, &self.admin, None).await;
        assert_eq!(status, 204, "{path}: {answer}");
    }

    /// The id of a role that Keystone has from the start.
    pub async fn role(&self, name: &str) -> String {
        let (_, found) = self.call("GET", &format!("/roles?name={name}"), &self.admin, None).await;
        found["roles"][0]["id"].as_str().unwrap().to_owned()
    }

    /// A token of one of this test's people, by password. See [`project_scope`].
    pub async fn token(&self, user: &str, scope: &Value) -> String {
        self.log_in(user, PEOPLES_PASSWORD, scope).await
    }

    /// A token for an application credential that the token's owner makes; it may have access rules.
    pub async fn application_credential(&self, user: &str, token: &str, rules: Option<Value>) -> Value {
        let mut body = json!({"name": self.name("credential"), "roles": [{"name": "member"}]});
        if let Some(rules) = rules {
            body["access_rules"] = rules;
        }
        let path = format!("/users/{user}/application_credentials");
        let (status, answer) =
            self.call("POST", &path, token, Some(json!({"application_credential": body}))).await;
        assert_eq!(status, 201, "{answer}");
        answer["application_credential"].clone()
    }

    /// A token by an application credential.
    pub async fn credential_token(&self, credential: &Value) -> String {
        let method = json!({"id": credential["id"], "secret": credential["secret"]});
        let identity = json!({"methods": ["application_credential"], "application_credential": method});
        self.issue(&json!({"auth": {"identity": identity}})).await
    }

    pub async fn revoke(&self, token: &str) {
        let call = self.http.delete(format!("{}/v3/auth/tokens", self.url));
        let answer =
            call.header("X-Auth-Token", token).header("X-Subject-Token", token).send().await.unwrap();
        assert_eq!(answer.status(), 204);
    }

    /// Calls the API below `/v3`.
    pub async fn call(&self, method: &str, path: &str, token: &str, body: Option<Value>) -> (u16, Value) {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut call =
            self.http.request(method, format!("{}/v3{path}", self.url)).header("X-Auth-Token", token);
        if let Some(body) = body {
            call = call.header(CONTENT_TYPE, "application/json").body(body.to_string());
        }
        let answer = call.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default())
    }

    async fn ensure(&self, list: &str, kind: &str, wanted: Value) -> String {
        let name = wanted["name"].as_str().unwrap().to_owned();
        let body = Value::Object([(kind.to_owned(), wanted)].into_iter().collect());
        let (status, made) = self.call("POST", &format!("/{list}"), &self.admin, Some(body)).await;
        if status == 201 {
            return made[kind]["id"].as_str().unwrap().to_owned();
        }
        assert_eq!(status, 409, "{made}");
        let (_, found) = self.call("GET", &format!("/{list}?name={name}"), &self.admin, None).await;
        found[list][0]["id"].as_str().unwrap().to_owned()
    }

    async fn log_in(&self, user: &str, password: &str, scope: &Value) -> String {
        let user = json!({"name": user, "domain": {"id": "default"}, "password": password});
        let identity = json!({"methods": ["password"], "password": {"user": user}});
        self.issue(&json!({"auth": {"identity": identity, "scope": scope}})).await
    }

    async fn issue(&self, request: &Value) -> String {
        let call = self.http.post(format!("{}/v3/auth/tokens", self.url));
        let call = call.header(CONTENT_TYPE, "application/json").body(request.to_string());
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status(), 201);
        answer.headers()["x-subject-token"].to_str().unwrap().to_owned()
    }
}

/// The scope of a project by name, in the default domain.
pub fn project_scope(name: &str) -> Value {
    json!({"project": {"name": name, "domain": {"id": "default"}}})
}

/// The same Keystone once more, in a process that a test may stop and start.
pub struct SecondKeystone {
    program: PathBuf,
    port: u16,
    process: Option<Child>,
    dir: TempDir,
}

impl SecondKeystone {
    pub async fn new() -> Self {
        let program = std::env::var_os(SERVE).unwrap_or_else(|| panic!("no {SERVE}")).into();
        let mut made = Self { program, port: 0, process: None, dir: tempfile::tempdir().unwrap() };
        made.start().await;
        made
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Serves, on the same port as before if there was one.
    pub async fn start(&mut self) {
        let ready = self.dir.path().join("ready");
        let _absent = std::fs::remove_file(&ready);
        let log = std::fs::File::create(self.dir.path().join("log")).unwrap();
        let mut command = Command::new(&self.program);
        command.arg(self.port.to_string()).arg(&ready).stdout(log.try_clone().unwrap()).stderr(log);
        self.process = Some(command.spawn().unwrap());
        let port = async || std::fs::read_to_string(&ready).is_ok_and(|text| !text.is_empty());
        until("Keystone serves", port).await;
        self.port = std::fs::read_to_string(&ready).unwrap().parse().unwrap();
    }

    /// Is gone at once.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for SecondKeystone {
    fn drop(&mut self) {
        self.stop();
    }
}
