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

/// See the module.
pub enum Authority {
    /// The identity service inside, and the roles that make `X-Service-Token` count, in lower case.
    Embedded(Vec<String>),
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
    /// The identity service inside, with the roles that a service must have one of.
    #[must_use]
    pub fn embedded(service_token_roles: &[String]) -> Self {
        Self::Embedded(service_token_roles.iter().map(|role| role.trim().to_lowercase()).collect())
    }

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
            Self::Embedded(accepted) => embedded(identity, accepted, asked).await,
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
            Self::Embedded(_) | Self::Open(_) => None,
        }
    }

    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self, Self::Embedded(_))
    }
}

async fn embedded(identity: &Identity, accepted: &[String], asked: &Asked<'_>) -> Result<Caller> {
    let token = token(asked.headers).ok_or(Error::Unauthenticated)?;
    let service_roles = match header(asked.headers, "x-service-token") {
        Some(token) => service_roles(identity, accepted, &token, asked).await?,
        None => Vec::new(),
    };
    // Only a service may act with a token that has expired meanwhile, and not on the identity service.
    let allow_expired = !service_roles.is_empty() && in_identity(asked.path).is_none();
    let info = identity.validate(&token, allow_expired).await?;
    if !is_allowed(&info, asked) {
        return Err(Error::Unauthenticated);
    }
    Ok(Caller { service_roles, ..as_caller(&info) })
}

/// The roles of a calling service; none when it is not one of those that count here.
async fn service_roles(
    identity: &Identity,
    accepted: &[String],
    token: &Secret,
    asked: &Asked<'_>,
) -> Result<Vec<String>> {
    match identity.validate(token, false).await {
        Ok(info) if is_allowed(&info, asked) => {
            let roles = as_caller(&info).roles;
            Ok(if roles.iter().any(|role| accepted.contains(role)) { roles } else { Vec::new() })
        }
        // A token of somebody else proves nothing about a service.
        Ok(_) | Err(Error::Unauthenticated) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
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
    let (service, path) = in_identity(asked.path).map_or(("image", asked.path), |rest| ("identity", rest));
    rule.service == service && rule.method == asked.method && path_matches(&rule.path, path)
}

/// The path within the identity service; nothing for those of other services.
fn in_identity(path: &str) -> Option<&str> {
    path.strip_prefix(MOUNT).filter(|rest| rest.is_empty() || rest.starts_with('/'))
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
