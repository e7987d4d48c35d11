//! A Keystone made up of what tests say about it: its tokens, its people, and how it fails.
//!
//! It runs on a loopback port in a runtime of its own, so that stopping it cuts every connection as a
//! killed process would. It notes each question, and counts.

mod routes;

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use vitrine::config::{Hidden, Mode, Settings};

pub const SERVICE_USER: &str = "vitrine";
pub const SERVICE_PASSWORD: &str = "service password";

/// How it answers questions about tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Well,
    /// With this status and no document.
    Status(u16),
    /// With 200 and something else than a document.
    Garbage,
    /// Not at all.
    Silent,
}

/// One question about a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub own: String,
    pub subject: String,
    pub query: String,
    pub access_rules: String,
}

#[derive(Default)]
struct Inside {
    mood: Mood,
    /// What the service user's tokens live, in seconds.
    own_life: i64,
    refuses_service: bool,
    rejects_own: bool,
    own: HashSet<String>,
    logins: Vec<Value>,
    questions: Vec<Question>,
    tokens: HashMap<String, Value>,
    /// Passwords and projects of people, by name and domain.
    people: HashMap<(String, String), (String, Vec<String>)>,
    /// The login token that a token came from.
    parents: HashMap<String, String>,
    issued: usize,
}

type Shared = Arc<Mutex<Inside>>;

pub struct FakeKeystone {
    address: SocketAddr,
    tls: Option<TlsAcceptor>,
    inside: Shared,
    runtime: Option<Runtime>,
}

impl FakeKeystone {
    pub fn new() -> Self {
        Self::start_with(None)
    }

    /// With a certificate for `localhost` that nobody knows; and that certificate as PEM.
    pub fn with_tls() -> (Self, String) {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let key = tokio_rustls::rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der());
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = tokio_rustls::rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.unwrap())
            .unwrap();
        (Self::start_with(Some(TlsAcceptor::from(Arc::new(config)))), made.cert.pem())
    }

    fn start_with(tls: Option<TlsAcceptor>) -> Self {
        let inside = Inside { own_life: 3600, ..Inside::default() };
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut made = Self { address, tls, inside: Arc::new(Mutex::new(inside)), runtime: None };
        made.start();
        made
    }

    /// Listens, where it did before if it ever did.
    pub fn start(&mut self) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = std::net::TcpListener::bind(self.address).unwrap();
        listener.set_nonblocking(true).unwrap();
        self.address = listener.local_addr().unwrap();
        let routes = Router::new()
            .route("/v3/auth/tokens", get(routes::validate).post(routes::issue).delete(routes::revoke))
            .route("/v3/auth/projects", get(routes::projects))
            .with_state(Arc::clone(&self.inside));
        let tls = self.tls.clone();
        runtime.spawn(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            match tls {
                None => axum::serve(listener, routes).await,
                Some(acceptor) => axum::serve(Tls { listener, acceptor }, routes).await,
            }
        });
        self.runtime = Some(runtime);
    }

    /// Is gone, with all connections.
    pub fn stop(&mut self) {
        self.runtime.take().unwrap().shutdown_background();
        // The port is free once the accepting task is.
        while std::net::TcpStream::connect(self.address).is_ok() {
            std::thread::yield_now();
        }
    }

    pub fn url(&self) -> String {
        match self.tls {
            None => format!("http://{}", self.address),
            Some(_) => format!("https://localhost:{}", self.address.port()),
        }
    }

    /// Makes Vitrine ask this Keystone.
    pub fn configure(&self, settings: &mut Settings) {
        settings.identity.mode = Mode::Keystone;
        settings.keystone.auth_url = Some(format!("{}/v3", self.url()));
        settings.keystone.username = Some(SERVICE_USER.to_owned());
        settings.keystone.password = Some(Hidden::new(SERVICE_PASSWORD));
        settings.keystone.timeout_seconds = 5;
    }

    /// Knows a token for a project from now on, with these roles.
    pub fn token(&self, token: &str, project: &str, roles: &[&str]) {
        self.token_with(token, project, roles, |_| {});
    }

    /// Likewise, with a document that is changed first.
    pub fn token_with(&self, token: &str, project: &str, roles: &[&str], change: impl FnOnce(&mut Value)) {
        let mut document = document(&format!("user-of-{token}"), in_seconds(3600));
        document["project"] =
            json!({"id": project, "name": project, "domain": {"id": "default", "name": "Default"}});
        document["roles"] =
            roles.iter().map(|name| json!({"id": format!("id-{name}"), "name": name})).collect();
        change(&mut document);
        self.inside.lock().unwrap().tokens.insert(token.to_owned(), document);
    }

    /// Does not know it any more.
    pub fn forget(&self, token: &str) {
        self.inside.lock().unwrap().tokens.remove(token);
    }

    pub fn knows(&self, token: &str) -> bool {
        self.inside.lock().unwrap().tokens.contains_key(token)
    }

    /// Somebody who may sign in.
    pub fn person(&self, name: &str, domain: &str, password: &str, projects: &[&str]) {
        let projects = projects.iter().map(|&name| name.to_owned()).collect();
        let key = (name.to_owned(), domain.to_owned());
        self.inside.lock().unwrap().people.insert(key, (password.to_owned(), projects));
    }

    pub fn mood(&self, mood: Mood) {
        self.inside.lock().unwrap().mood = mood;
    }

    /// The service user's tokens are worth nothing any more; it may log in again.
    pub fn drop_own_tokens(&self) {
        self.inside.lock().unwrap().own.clear();
    }

    /// Lets the service user in, and then refuses its tokens.
    pub fn reject_own_tokens(&self) {
        self.inside.lock().unwrap().rejects_own = true;
    }

    pub fn refuse_service_user(&self) {
        self.inside.lock().unwrap().refuses_service = true;
    }

    pub fn own_life(&self, seconds: i64) {
        self.inside.lock().unwrap().own_life = seconds;
    }

    pub fn questions(&self) -> Vec<Question> {
        self.inside.lock().unwrap().questions.clone()
    }

    /// How often anybody asked for a token.
    pub fn issues(&self) -> usize {
        self.inside.lock().unwrap().issued
    }

    /// How the service user logged in.
    pub fn logins(&self) -> Vec<Value> {
        self.inside.lock().unwrap().logins.clone()
    }
}

impl Drop for FakeKeystone {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

pub fn in_seconds(seconds: i64) -> String {
    (OffsetDateTime::now_utc() + Duration::seconds(seconds)).format(&Rfc3339).unwrap()
}

fn document(user: &str, expires_at: String) -> Value {
    json!({
        "methods": ["password"],
        "user": {"id": user, "name": user, "domain": {"id": "default", "name": "Default"}, "password_expires_at": null},
        "audit_ids": ["M1jifYc4TM6OWWAgbXYhSQ"],
        "expires_at": expires_at,
        "issued_at": in_seconds(-60),
    })
}

struct Tls {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl axum::serve::Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, peer) = self.listener.accept().await.unwrap();
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, peer);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}
