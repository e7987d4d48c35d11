//! The token document.

use serde_json::{Value, json};
use time::macros::format_description;
use vitrine_domain::identity::{Domain, Project, TokenInfo, TokenScope};
use vitrine_wire::Timestamp;

use super::MOUNT;

/// The body of a token; roles and catalog belong to tokens with a scope.
pub fn token(info: &TokenInfo, catalog: Option<Value>) -> Value {
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
        token["catalog"] = catalog;
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
