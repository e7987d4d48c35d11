//! Calls to Keystone's token routes. Nothing is decided here but what counts as an answer.
//!
//! Redirects are not followed and proxies of the environment not used: a token goes to the configured
//! address or nowhere. Bodies are read up to a limit, and everything has a time limit.

use std::io;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Method, RequestBuilder};
use serde_json::Value;
use vitrine_domain::identity::Secret;

use super::Failure;
use crate::config;

/// Bytes of an answer: a catalog of a large cloud is some hundred KiB.
const MAX_ANSWER: usize = 4 << 20;

/// Sends requests.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    /// The token of `X-Subject-Token`.
    pub subject: Option<Secret>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The failure that an answer of no expected status is.
    pub fn unexpected(&self) -> Failure {
        Failure::unavailable(format!("Keystone answered {}", self.status))
    }
}

/// Which validation is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub allow_expired: bool,
    pub include_catalog: bool,
}

impl Client {
    pub fn new(settings: &config::Keystone) -> io::Result<Self> {
        // Whoever was first has set the same one.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(settings.connect_timeout())
            .timeout(settings.timeout());
        if let Some(path) = &settings.ca_file {
            let pem = std::fs::read(path)?;
            let certificates = Certificate::from_pem_bundle(&pem).map_err(io::Error::other)?;
            if certificates.is_empty() {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "no certificate in the file"));
            }
            builder = builder.tls_certs_only(certificates);
        }
        if settings.insecure.0 {
            tracing::warn!("keystone.insecure: the certificate of Keystone is NOT checked");
            builder = builder.tls_danger_accept_invalid_certs(true);
        }
        Ok(Self { http: builder.build().map_err(io::Error::other)? })
    }

    /// Asks for a token.
    pub async fn issue(&self, base: &str, request: &Value) -> Result<Answer, Failure> {
        let call = self.http.request(Method::POST, format!("{base}/v3/auth/tokens"));
        send(call.header(CONTENT_TYPE, "application/json").body(request.to_string())).await
    }

    /// Asks what a token is worth.
    pub async fn validate(
        &self,
        base: &str,
        own: &Secret,
        subject: &Secret,
        options: Options,
    ) -> Result<Answer, Failure> {
        let mut query = Vec::new();
        if !options.include_catalog {
            query.push("nocatalog");
        }
        if options.allow_expired {
            query.push("allow_expired=1");
        }
        let question = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        let call = self.http.request(Method::GET, format!("{base}/v3/auth/tokens{question}"));
        let call = call.header("OpenStack-Identity-Access-Rules", "1.0");
        send(with_token(with_token(call, "X-Auth-Token", own)?, "X-Subject-Token", subject)?).await
    }

    /// Ends a token, in its own name.
    pub async fn revoke(&self, base: &str, token: &Secret) -> Result<Answer, Failure> {
        let call = self.http.request(Method::DELETE, format!("{base}/v3/auth/tokens"));
        send(with_token(with_token(call, "X-Auth-Token", token)?, "X-Subject-Token", token)?).await
    }

    /// Lists the projects that a token's user may enter.
    pub async fn projects(&self, base: &str, token: &Secret) -> Result<Answer, Failure> {
        let call = self.http.request(Method::GET, format!("{base}/v3/auth/projects"));
        send(with_token(call, "X-Auth-Token", token)?).await
    }
}

fn with_token(call: RequestBuilder, name: &str, token: &Secret) -> Result<RequestBuilder, Failure> {
    let mut value = HeaderValue::try_from(token.reveal()).map_err(|_| Failure::Invalid)?;
    value.set_sensitive(true);
    Ok(call.header(name, value))
}

async fn send(call: RequestBuilder) -> Result<Answer, Failure> {
    let mut response = call.header(ACCEPT, "application/json").send().await.map_err(unreachable)?;
    let subject = response.headers().get("x-subject-token").and_then(|value| value.to_str().ok());
    let subject = subject.map(Secret::new);
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            return Err(Failure::unavailable("Keystone's answer is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, subject, body })
}

/// The whole chain of causes, on one line.
fn unreachable(error: reqwest::Error) -> Failure {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    Failure::unavailable(text)
}
