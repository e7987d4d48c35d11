//! An identity service that can be asked to make people: the embedded one, or a Keystone.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

/// Everybody's.
pub const PASSWORD: &str = "correct horse battery";

/// Something that speaks the Identity API.
pub enum Host<'a> {
    Embedded(&'a TestApp),
    Keystone { url: String, admin_password: String },
}

/// What came back: status, the token in `X-Subject-Token`, the document.
pub struct Reply {
    pub status: u16,
    token: String,
    pub body: Value,
}

impl Host<'_> {
    pub async fn call(&self, method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> Reply {
        self.about(method, path, token, None, body).await
    }

    /// A call that is about a token (`X-Subject-Token`).
    pub async fn about(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        subject: Option<&str>,
        body: Option<&Value>,
    ) -> Reply {
        let tokens = [("x-auth-token", token), ("x-subject-token", subject)];
        match self {
            Self::Embedded(app) => in_process(&app.anonymous(), method, path, tokens, body).await,
            Self::Keystone { url, .. } => over_the_wire(url, method, path, tokens, body).await,
        }
    }

    /// A token for somebody's password and this scope.
    pub async fn log_in(&self, user: &str, password: &str, scope: Option<Value>) -> String {
        let user = json!({"name": user, "domain": {"id": "default"}, "password": password});
        let mut auth = json!({"identity": {"methods": ["password"], "password": {"user": user}}});
        auth["scope"] = scope.unwrap_or(json!("unscoped"));
        let reply = self.call("POST", "/v3/auth/tokens", None, Some(&json!({"auth": auth}))).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.token
    }

    async fn admin_token(&self) -> String {
        let password = match self {
            Self::Embedded(_) => PASSWORD,
            Self::Keystone { admin_password, .. } => admin_password,
        };
        let scope = json!({"system": {"all": true}});
        self.log_in("admin", password, Some(scope)).await
    }

    pub async fn made(&self, token: &str, kind: &str, body: Value) -> String {
        let reply = self.call("POST", &format!("/v3/{kind}s"), Some(token), Some(&json!({kind: body}))).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.body[kind]["id"].as_str().unwrap().to_owned()
    }
}

/// The people of the table, made through the Identity API itself.
pub struct People {
    /// Projects by name.
    pub projects: HashMap<&'static str, String>,
    /// A token for each caller who has one.
    pub tokens: HashMap<&'static str, String>,
    /// Who each caller is.
    pub users: HashMap<&'static str, String>,
    /// What the names of this run end with.
    pub run: String,
    /// The administrator who made them.
    pub maker: String,
}

impl People {
    /// The client of a caller.
    pub fn client(&self, app: &TestApp, caller: &str) -> Client {
        match self.tokens.get(caller) {
            Some(token) => app.anonymous().with_token(token),
            None => app.anonymous(),
        }
    }

    pub async fn make(host: &Host<'_>) -> Self {
        let admin = host.admin_token().await;
        // Names of their own, so that a Keystone may be used again.
        let run = uuid::Uuid::new_v4().simple().to_string();
        let mut projects = HashMap::new();
        for name in ["garden", "meadow", "harbor", "office"] {
            let body = json!({"name": format!("{name}-{run}"), "domain_id": "default"});
            projects.insert(name, host.made(&admin, "project", body).await);
        }
        let roles = host.call("GET", "/v3/roles", Some(&admin), None).await.body;
        let role = |name: &str| {
            let mut all = roles["roles"].as_array().unwrap().iter();
            all.find(|role| role["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
        };
        let (mut tokens, mut users) = (HashMap::new(), HashMap::new());
        for (caller, role_name, target) in [
            ("reader", "reader", "garden"),
            ("member", "member", "garden"),
            ("admin", "admin", "office"),
            ("other", "member", "harbor"),
            ("domain", "admin", "domain"),
            ("system", "admin", "system"),
        ] {
            let name = format!("{caller}-{run}");
            let body = json!({"name": name, "password": PASSWORD, "domain_id": "default"});
            let user = host.made(&admin, "user", body).await;
            let (place, scope) = match target {
                "system" => ("system".to_owned(), json!({"system": {"all": true}})),
                "domain" => ("domains/default".to_owned(), json!({"domain": {"id": "default"}})),
                name => (format!("projects/{}", projects[name]), json!({"project": {"id": projects[name]}})),
            };
            let grant = format!("/v3/{place}/users/{user}/roles/{}", role(role_name));
            assert_eq!(host.call("PUT", &grant, Some(&admin), None).await.status, 204, "{caller}");
            tokens.insert(caller, host.log_in(&name, PASSWORD, Some(scope)).await);
            if caller == "member" {
                tokens.insert("unscoped", host.log_in(&name, PASSWORD, None).await);
                users.insert("unscoped", user.clone());
            }
            users.insert(caller, user);
        }
        Self { projects, tokens, users, run, maker: admin }
    }
}

/// Headers with tokens.
type Tokens<'a> = [(&'static str, Option<&'a str>); 2];

async fn in_process(
    client: &Client,
    method: &str,
    path: &str,
    tokens: Tokens<'_>,
    body: Option<&Value>,
) -> Reply {
    let mut call = client.call(method, &format!("/identity{path}"));
    for (name, token) in tokens {
        if let Some(token) = token {
            call = call.header(name, token);
        }
    }
    if let Some(body) = body {
        call = call.json(body);
    }
    let answer = call.await;
    Reply {
        status: answer.status.as_u16(),
        token: answer.header("x-subject-token").to_owned(),
        body: serde_json::from_slice(&answer.body).unwrap_or_default(),
    }
}

async fn over_the_wire(
    url: &str,
    method: &str,
    path: &str,
    tokens: Tokens<'_>,
    body: Option<&Value>,
) -> Reply {
    let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
    let mut request =
        reqwest::Client::builder().no_proxy().build().unwrap().request(method, format!("{url}{path}"));
    for (name, token) in tokens {
        if let Some(token) = token {
            request = request.header(name, token);
        }
    }
    if let Some(body) = body {
        request = request.header("content-type", "application/json").body(body.to_string());
    }
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let token = response.headers().get("x-subject-token");
    let token = token.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let body = response.bytes().await.unwrap();
    Reply { status, token, body: serde_json::from_slice(&body).unwrap_or_default() }
}
