//! A client that calls the router in process.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;
use vitrine::listener::Connection;

/// What clients call the server.
pub const HOST: &str = "images.test:9292";
/// The address that links start with.
pub const BASE: &str = "http://images.test:9292";
pub const OCTETS: &str = "application/octet-stream";
pub const PATCH_V21: &str = "application/openstack-images-v2.1-json-patch";
pub const PATCH_V20: &str = "application/openstack-images-v2.0-json-patch";

/// Somebody who sends requests, with a token or without.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub token: Option<String>,
    /// The project that the token is for.
    pub project: String,
}

impl Client {
    pub fn new(router: Router, token: Option<String>, project: &str) -> Self {
        Self { router, token, project: project.to_owned() }
    }

    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap()
    }

    /// The same sender with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub fn call(&self, method: &str, path: &str) -> Call {
        let mut headers = vec![("host".to_owned(), HOST.to_owned())];
        headers.extend(self.token.iter().map(|token| ("x-auth-token".to_owned(), token.clone())));
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        Call {
            router: self.router.clone(),
            method,
            path: path.to_owned(),
            headers,
            body: Body::empty(),
            connection: None,
        }
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub fn post(&self, path: &str) -> Call {
        self.call("POST", path)
    }

    pub fn put(&self, path: &str) -> Call {
        self.call("PUT", path)
    }

    pub fn delete(&self, path: &str) -> Call {
        self.call("DELETE", path)
    }

    /// A patch in the dialect of version 2.1.
    pub fn patch(&self, id: &str, operations: Value) -> Call {
        let call = self.call("PATCH", &format!("/v2/images/{id}"));
        call.json(&operations).header("content-type", PATCH_V21)
    }

    /// An image record from these attributes; its document.
    pub async fn create(&self, attributes: Value) -> Value {
        self.post("/v2/images").json(&attributes).await.expect(201).json()
    }

    /// A queued image that is ready for data; its id.
    pub async fn ready_image(&self) -> String {
        let image = self.create(serde_json::json!({"disk_format": "raw", "container_format": "bare"})).await;
        image["id"].as_str().unwrap().to_owned()
    }

    /// An image with data; its id.
    pub async fn active_image(&self, data: &'static [u8]) -> String {
        let id = self.ready_image().await;
        self.upload(&id, data).await.expect(204);
        id
    }

    pub fn upload(&self, id: &str, data: impl Into<Bytes>) -> Call {
        let call = self.put(&format!("/v2/images/{id}/file"));
        call.header("content-type", OCTETS).body(data)
    }

    pub async fn show(&self, id: &str) -> Value {
        self.get(&format!("/v2/images/{id}")).await.expect(200).json()
    }
}

/// A request that is being written. Awaiting it sends it.
pub struct Call {
    router: Router,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Body,
    connection: Option<Connection>,
}

impl Call {
    /// As if it came on a connection from this address.
    pub fn peer(mut self, address: &str) -> Self {
        let peer = std::net::SocketAddr::new(address.parse().unwrap(), 4711);
        self.connection = Some(Connection { peer, is_tls: false });
        self
    }

    /// As if it came over TLS of our own.
    pub fn over_tls(mut self) -> Self {
        let peer = std::net::SocketAddr::from(([127, 0, 0, 1], 4711));
        self.connection = Some(Connection { peer, is_tls: true });
        self
    }

    /// Sets a header; the last one of a name counts.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.also(name, value)
    }

    /// Adds a header beside those of the same name.
    pub fn also(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub fn accept(self, accept: &str) -> Self {
        self.header("accept", accept)
    }

    /// A body with its length.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        let length = body.len().to_string();
        self.body = Body::from(body);
        self.header("content-length", &length)
    }

    /// A body of unknown length.
    pub fn stream(mut self, body: Body) -> Self {
        self.body = body;
        self.header("transfer-encoding", "chunked")
    }

    pub fn json(self, value: &Value) -> Self {
        self.body(value.to_string()).header("content-type", "application/json")
    }

    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let mut text = url::form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(fields);
        self.body(text.finish()).header("content-type", "application/x-www-form-urlencoded")
    }

    async fn send(self) -> Answer {
        let mut request = Request::builder().method(self.method).uri(&self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        if let Some(connection) = self.connection {
            request = request.extension(connection);
        }
        let request = vitrine::rest::normalize_path(request.body(self.body).unwrap());
        let response = self.router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map(http_body_util::Collected::to_bytes);
        Answer { status: parts.status, headers: parts.headers, body: body.unwrap() }
    }
}

impl IntoFuture for Call {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// Is it this status, and does the text hold this fragment?
    #[track_caller]
    pub fn refused(&self, status: u16, fragment: &str, case: &str) {
        assert_eq!(self.status.as_u16(), status, "{case}: {}", self.text());
        assert!(self.text().contains(fragment), "{case}: {:?} lacks {fragment:?}", self.text());
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The text of a page, without the marks that the bundle finds its way by.
    pub fn page(&self) -> String {
        self.text().replace("<!>", "").replace("<!-- -->", "")
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// A header's text; empty when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The status and everything a client could tell two answers apart by.
    pub fn visible(&self, id: &str) -> (u16, String, Vec<String>) {
        let names = self.headers.keys().map(ToString::to_string).collect();
        (self.status.as_u16(), self.text().replace(id, "<id>"), names)
    }
}
