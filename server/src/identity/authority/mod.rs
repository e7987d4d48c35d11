//! Who vouches for the callers of the API. One of these is chosen at start; `rest/authenticate.rs` asks
//! it, and nothing else turns a request into a caller.

mod front;

use axum::http::HeaderMap;
use vitrine_domain::error::Result;
use vitrine_domain::identity::{AccessRule, Identity, Secret, TokenInfo, as_caller};
use vitrine_domain::{Caller, DomainId, Error, ProjectId, Scope, UserId};

pub use front::{Front, FrontSays, is_identity_header};

use super::keystone::{Brought, Keystone, path_matches};
use crate::config;

/// The domain of whoever is nobody in particular.
const DEFAULT_DOMAIN: &str = "default";
/// Where the embedded identity service is mounted.
const MOUNT: &str = "/identity";
/// The role that makes `X-Service-Token` count in the embedded service.
const SERVICE: &str = "service";

/// See the module.
pub enum Authority {
    /// The identity service inside.
    Embedded,
    /// Somebody else's Keystone.
    Keystone(Box<Keystone>),
    /// A front proxy that says in headers what it has found out.
    Proxy(Front),
    /// Nobody: everybody is this caller.
    Open(Box<Caller>),
}

/// What is known about a request whose caller is wanted.
pub struct Asked<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub headers: &'a HeaderMap,
    /// What the front proxy says about it, if it came from there.
    pub front: Option<&'a FrontSays>,
}

impl Authority {
    /// The one caller of mode `none`.
    #[must_use]
    pub fn open(lab: &config::Lab) -> Self {
        let domain = || DomainId::from(DEFAULT_DOMAIN);
        Self::Open(Box::new(Caller {
            user_id: UserId(lab.user_id.clone()),
            user_name: lab.user_name.clone(),
            user_domain: domain(),
            scope: Scope::Project {
                id: ProjectId(lab.project_id.clone()),
                name: lab.project_name.clone(),
                domain: domain(),
            },
            roles: ["admin", "manager", "member", "reader"].map(str::to_owned).to_vec(),
            service_roles: Vec::new(),
            delegation: None,
        }))
    }

    /// Who sends a request.
    pub async fn caller(&self, identity: &Identity, asked: &Asked<'_>) -> Result<Caller> {
        match self {
            Self::Embedded => embedded(identity, asked).await,
            Self::Keystone(keystone) => {
                let token = token(asked.headers).ok_or(Error::Unauthenticated)?;
                let service_token = header(asked.headers, "x-service-token");
                let brought = Brought {
                    token: &token,
                    service_token: service_token.as_ref(),
                    method: asked.method,
                    path: asked.path,
                };
                Ok(Box::pin(keystone.caller(brought)).await?)
            }
            Self::Proxy(front) => {
                asked.front.and_then(|says| front.caller(says)).ok_or(Error::Unauthenticated)
            }
            Self::Open(caller) => Ok(caller.as_ref().clone()),
        }
    }

    /// Where refused clients get a token, where that is not below our own address.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Keystone(keystone) => Some(keystone.public_address()),
            Self::Proxy(front) => front.public_address(),
            Self::Embedded | Self::Open(_) => None,
        }
    }

    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self, Self::Embedded)
    }
}

async fn embedded(identity: &Identity, asked: &Asked<'_>) -> Result<Caller> {
    let headers = asked.headers;
    let token = token(headers).ok_or(Error::Unauthenticated)?;
    let info = identity.validate(&token).await?;
    if !is_allowed(&info, asked) {
        return Err(Error::Unauthenticated);
    }
    let mut caller = as_caller(&info);
    if let Some(token) = header(headers, "x-service-token") {
        match identity.caller(&token).await {
            Ok(service) if service.roles.iter().any(|role| role == SERVICE) => {
                caller.service_roles = service.roles;
            }
            // A token of somebody else proves nothing about a service.
            Ok(_) | Err(Error::Unauthenticated) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(caller)
}

/// A token with access rules is good for the requests that they name, and for no others.
fn is_allowed(info: &TokenInfo, asked: &Asked<'_>) -> bool {
    match &info.credential {
        Some(credential) if !credential.access_rules.is_empty() => {
            credential.access_rules.iter().any(|rule| is_covered(rule, asked))
        }
        _ => true,
    }
}

/// Is the request one that the rule is for? Each service's paths begin where it is mounted.
fn is_covered(rule: &AccessRule, asked: &Asked<'_>) -> bool {
    let (service, path) = match asked.path.strip_prefix(MOUNT) {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => ("identity", rest),
        _ => ("image", asked.path),
    };
    rule.service == service && rule.method == asked.method && path_matches(&rule.path, path)
}

fn token(headers: &HeaderMap) -> Option<Secret> {
    match headers.get("x-auth-token") {
        Some(_) => header(headers, "x-auth-token"),
        None => header(headers, "x-storage-token"),
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<Secret> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(Secret::new)
}
