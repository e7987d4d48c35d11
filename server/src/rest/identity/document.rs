//! The token document and the catalog in it.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::macros::format_description;
use vitrine_domain::identity::{Domain, Project, TokenInfo, TokenScope};
use vitrine_wire::Timestamp;

use super::MOUNT;
use crate::hex::hex;

/// What the catalog says about this installation.
pub struct Catalog<'a> {
    pub base: &'a str,
    pub region: &'a str,
}

impl Catalog<'_> {
    /// The services, as Keystone lists them: the image service and identity itself.
    pub fn entries(&self) -> Value {
        json!([
            self.service("image", "glance", self.base),
            self.service("identity", "keystone", &format!("{}{MOUNT}/v3", self.base)),
        ])
    }

    fn service(&self, kind: &str, name: &str, url: &str) -> Value {
        let endpoint = |interface: &str| {
            json!({
                "id": stable_id(&[kind, interface]),
                "interface": interface,
                "region": self.region,
                "region_id": self.region,
                "url": url,
            })
        };
        let endpoints: Vec<Value> = ["public", "internal", "admin"].into_iter().map(endpoint).collect();
        json!({"id": stable_id(&[kind]), "type": kind, "name": name, "endpoints": endpoints})
    }
}

/// 32 hexadecimal digits that are the same for the same parts.
fn stable_id(parts: &[&str]) -> String {
    hex(&Sha256::digest(parts.join("/"))[..16])
}

/// The body of a token; roles and catalog belong to tokens with a scope.
pub fn token(info: &TokenInfo, catalog: Option<&Catalog<'_>>) -> Value {
    let mut token = json!({
        "methods": info.methods,
        "user": {
            "domain": domain(&info.user.domain),
            "id": info.user.id.as_str(),
            "name": info.user.name,
            "password_expires_at": null,
        },
        "audit_ids": info.audit_ids,
        "expires_at": moment(info.expires_at),
        "issued_at": moment(info.issued_at),
    });
    match &info.scope {
        TokenScope::Unscoped => return json!({"token": token}),
        TokenScope::Project(project) => {
            token["project"] = json!({
                "domain": domain(&project.domain),
                "id": project.id.as_str(),
                "name": project.name,
            });
            token["is_domain"] = json!(false);
        }
        TokenScope::Domain(scope) => token["domain"] = domain(scope),
        TokenScope::System => token["system"] = json!({"all": true}),
    }
    let roles = info.roles.iter().map(|role| json!({"id": role.id, "name": role.name}));
    token["roles"] = roles.collect();
    if let Some(catalog) = catalog {
        token["catalog"] = catalog.entries();
    }
    json!({"token": token})
}

fn domain(domain: &Domain) -> Value {
    json!({"id": domain.id.as_str(), "name": domain.name})
}

/// A project as lists show it.
pub fn project(project: &Project, base: &str) -> Value {
    let id = project.id.as_str();
    json!({
        "id": id,
        "name": project.name,
        "domain_id": project.domain.id.as_str(),
        "description": project.description,
        "enabled": project.is_enabled,
        "parent_id": project.parent.as_ref().map_or(project.domain.id.as_str(), |parent| parent.as_str()),
        "is_domain": false,
        "tags": [],
        "options": {},
        "links": {"self": format!("{base}{MOUNT}/v3/projects/{id}")},
    })
}

/// Keystone writes six decimals, always zero.
fn moment(at: Timestamp) -> String {
    let shape = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].000000Z");
    at.0.format(&shape).unwrap_or_default()
}
