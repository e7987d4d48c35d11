//! Identity headers: what a front proxy says about a request, and what nobody else may say.
//!
//! [`FrontSays`] holds the headers of a request that came from a configured peer; it exists nowhere else.
//! A header that comes twice, or an alias that disagrees, means that somebody added one: then nothing of
//! it is believed.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;
use vitrine_domain::{Caller, DomainId, ProjectId, Scope, UserId};

use super::DEFAULT_DOMAIN;

/// Names that only a front proxy may use, whatever stands for the dashes.
const NAMES: &[&str] = &[
    "x-identity-status",
    "x-service-identity-status",
    "x-user",
    "x-role",
    "x-roles",
    "x-tenant",
    "x-is-admin-project",
    "x-service-catalog",
    "x-service-roles",
    "openstack-system-scope",
];
/// What such names begin with.
const FAMILIES: &[&str] = &[
    "x-user-",
    "x-project-",
    "x-tenant-",
    "x-domain-",
    "x-service-user-",
    "x-service-project-",
    "x-service-domain-",
    "x-service-tenant-",
    "x-trustor-",
    "x-trustee-",
];

/// Does a header of this name say who asks?
#[must_use]
pub fn is_identity_header(name: &HeaderName) -> bool {
    let name = name.as_str().replace('_', "-");
    NAMES.contains(&name.as_str()) || FAMILIES.iter().any(|family| name.starts_with(family))
}

/// The identity headers of a request from a configured peer.
#[derive(Clone, Debug)]
pub struct FrontSays(pub HeaderMap);

/// The front proxy.
pub struct Front {
    networks: Vec<IpNet>,
    service_token_roles: Vec<String>,
    public_address: Option<String>,
}

impl Front {
    #[must_use]
    pub fn new(networks: Vec<IpNet>, service_token_roles: &[String], public_address: Option<String>) -> Self {
        let lower = |role: &String| role.trim().to_lowercase();
        Self {
            networks,
            service_token_roles: service_token_roles.iter().map(lower).collect(),
            public_address,
        }
    }

    /// May this peer say who asks?
    #[must_use]
    pub fn trusts(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.networks.iter().any(|network| network.contains(&peer))
    }

    pub(super) fn public_address(&self) -> Option<&str> {
        self.public_address.as_deref()
    }

    /// The caller that the proxy has found out; nothing when it says that there is none, or is unclear.
    pub(super) fn caller(&self, says: &FrontSays) -> Option<Caller> {
        let headers = &says.0;
        let is_clear = headers
            .keys()
            .all(|name| headers.get_all(name).iter().count() == 1 && !name.as_str().contains('_'));
        if !is_clear || text(headers, &["x-identity-status"]).ok()?.as_deref() != Some("Confirmed") {
            return None;
        }
        // Not needed, but a guess about it would be the first of several.
        if !matches!(text(headers, &["x-is-admin-project"]).ok()?.as_deref(), None | Some("True" | "False")) {
            return None;
        }
        let user_id = text(headers, &["x-user-id"]).ok()??;
        let user_name = text(headers, &["x-user-name"]).ok()?;
        let user_domain = text(headers, &["x-user-domain-id"]).ok()?;
        let scope = scope(headers).ok()?;
        // Without a place that they are held on, roles are good for nothing.
        let named = text(headers, &["x-roles", "x-role"]).ok()?.unwrap_or_default();
        let roles = if scope == Scope::Unscoped { Vec::new() } else { roles(&named) };
        Some(Caller {
            user_name: user_name.unwrap_or_else(|| user_id.clone()),
            user_id: UserId(user_id),
            user_domain: user_domain.map_or_else(|| DomainId::from(DEFAULT_DOMAIN), DomainId),
            scope,
            roles,
            service_roles: self.service_roles(headers).ok()?,
            delegation: None,
        })
    }

    fn service_roles(&self, headers: &HeaderMap) -> Result<Vec<String>, Unclear> {
        let is_confirmed = text(headers, &["x-service-identity-status"])?.as_deref() == Some("Confirmed");
        let roles = roles(&text(headers, &["x-service-roles"])?.unwrap_or_default());
        let counts = is_confirmed && roles.iter().any(|role| self.service_token_roles.contains(role));
        Ok(if counts { roles } else { Vec::new() })
    }
}

/// A header that is no text, or aliases that disagree.
struct Unclear;

/// The value under any of these names; empty ones count as absent.
fn text(headers: &HeaderMap, names: &[&str]) -> Result<Option<String>, Unclear> {
    let mut found: Option<String> = None;
    for value in names.iter().filter_map(|name| headers.get(*name)) {
        let value = std::str::from_utf8(value.as_bytes()).map_err(|_| Unclear)?.trim();
        if found.as_deref().is_some_and(|found| found != value) {
            return Err(Unclear);
        }
        found = Some(value.to_owned());
    }
    Ok(found.filter(|value| !value.is_empty()))
}

fn roles(listed: &str) -> Vec<String> {
    listed.split(',').map(|role| role.trim().to_lowercase()).filter(|role| !role.is_empty()).collect()
}

fn scope(headers: &HeaderMap) -> Result<Scope, Unclear> {
    let project = text(headers, &["x-project-id", "x-tenant-id"])?;
    let name = text(headers, &["x-project-name", "x-tenant-name", "x-tenant"])?;
    let project_domain = text(headers, &["x-project-domain-id"])?;
    let domain = text(headers, &["x-domain-id"])?;
    let domain_name = text(headers, &["x-domain-name"])?;
    match (project, domain, text(headers, &["openstack-system-scope"])?.as_deref()) {
        (None, None, None) => Ok(Scope::Unscoped),
        (Some(id), None, None) => Ok(Scope::Project {
            name: name.unwrap_or_else(|| id.clone()),
            id: ProjectId(id),
            domain: project_domain.map_or_else(|| DomainId::from(DEFAULT_DOMAIN), DomainId),
        }),
        (None, Some(id), None) => {
            Ok(Scope::Domain { name: domain_name.unwrap_or_else(|| id.clone()), id: DomainId(id) })
        }
        (None, None, Some("all")) => Ok(Scope::System),
        _ => Err(Unclear),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBER: &[(&str, &str)] = &[
        ("x-identity-status", "Confirmed"),
        ("x-user-id", "u1"),
        ("x-user-name", "Mia"),
        ("x-user-domain-id", "d1"),
        ("x-project-id", "p1"),
        ("x-project-name", "garden"),
        ("x-project-domain-id", "d2"),
        ("x-roles", "Member, reader"),
        ("x-is-admin-project", "True"),
    ];

    fn front() -> Front {
        let networks = ["10.0.0.5/32", "fd00::/8"].map(|text| text.parse().unwrap()).to_vec();
        Front::new(networks, &["Service".to_owned()], None)
    }

    fn caller(headers: &[(&str, &str)]) -> Option<Caller> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        front().caller(&FrontSays(map))
    }

    fn with(more: &[(&'static str, &'static str)]) -> Option<Caller> {
        let kept = MEMBER.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        caller(&kept.chain(more).copied().collect::<Vec<_>>())
    }

    #[test]
    fn headers_become_a_caller() {
        let found = caller(MEMBER).unwrap();
        let scope = Scope::Project { id: "p1".into(), name: "garden".to_owned(), domain: "d2".into() };
        assert_eq!((found.user_id.as_str(), found.user_name.as_str()), ("u1", "Mia"));
        assert_eq!(
            (&found.scope, found.roles.as_slice()),
            (&scope, &["member".to_owned(), "reader".to_owned()][..])
        );
        let aliases = [
            ("x-identity-status", "Confirmed"),
            ("x-user-id", "u1"),
            ("x-tenant-id", "p1"),
            ("x-tenant", "garden"),
            ("x-role", "member"),
        ];
        assert_eq!(caller(&aliases).unwrap().project().unwrap().as_str(), "p1");
        let service = [("x-service-identity-status", "Confirmed"), ("x-service-roles", "Service")];
        assert_eq!(with(&service).unwrap().service_roles, ["service"]);
        assert!(with(&service[1..]).unwrap().service_roles.is_empty());
        let member = [("x-service-identity-status", "Confirmed"), ("x-service-roles", "member")];
        assert!(with(&member).unwrap().service_roles.is_empty());
    }

    #[test]
    fn without_a_scope_there_are_no_roles() {
        let placeless = MEMBER.iter().filter(|(name, _)| !name.starts_with("x-project"));
        let mut headers: Vec<_> = placeless.copied().collect();
        let found = caller(&headers).unwrap();
        assert_eq!((&found.scope, found.roles.len()), (&Scope::Unscoped, 0));
        headers.push(("openstack-system-scope", "all"));
        assert_eq!(caller(&headers).unwrap().roles, ["member", "reader"]);
    }

    #[test]
    fn what_is_unclear_is_not_believed() {
        let cases: &[&[(&'static str, &'static str)]] = &[
            &[("x-identity-status", "Invalid")],
            &[("x-identity-status", "confirmed")],
            &[("x-user-id", "")],
            &[("x-tenant-id", "p2")],
            &[("x-role", "admin")],
            &[("x-domain-id", "d1")],
            &[("openstack-system-scope", "all")],
            &[("openstack-system-scope", "some")],
            &[("x-is-admin-project", "yes")],
            &[("x_roles", "admin")],
        ];
        for case in cases {
            assert!(with(case).is_none(), "{case:?}");
        }
        let twice: Vec<_> = MEMBER.iter().copied().chain([("x-roles", "admin")]).collect();
        assert!(caller(&twice).is_none());
    }

    #[test]
    fn only_configured_peers_are_trusted() {
        for (peer, expected) in [
            ("10.0.0.5", true),
            ("10.0.0.6", false),
            ("fd00::1", true),
            ("::ffff:10.0.0.5", true),
            ("::1", false),
        ] {
            assert_eq!(front().trusts(peer.parse().unwrap()), expected, "{peer}");
        }
    }

    #[test]
    fn identity_headers_are_known_in_every_spelling() {
        for name in [
            "X-Roles",
            "x_roles",
            "X_Project-Id",
            "X-Tenant",
            "OpenStack_System_Scope",
            "X-Service-User-Id",
            "x-role",
        ] {
            assert!(is_identity_header(&name.parse().unwrap()), "{name}");
        }
        for name in ["X-Auth-Token", "X-Service-Token", "User-Agent", "X-Image-Meta-Name", "X-Roller"] {
            assert!(!is_identity_header(&name.parse().unwrap()), "{name}");
        }
    }
}
