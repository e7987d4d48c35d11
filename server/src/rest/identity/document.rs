//! The token document.

use serde_json::{Value, json};
use time::macros::format_description;
use vitrine_domain::identity::{
    AccessRule, Domain, Extra, Project, Role, TokenInfo, TokenScope, User, parent_id,
};
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
    if let Some(credential) = &info.credential {
        let mut own =
            json!({"id": credential.id, "name": credential.name, "restricted": credential.is_restricted()});
        if !credential.access_rules.is_empty() {
            own["access_rules"] = credential.access_rules.iter().map(access_rule).collect();
        }
        token["application_credential"] = own;
    }
    json!({"token": token})
}

pub fn access_rule(rule: &AccessRule) -> Value {
    json!({"id": rule.id, "service": rule.service, "method": rule.method, "path": rule.path})
}

fn domain(domain: &Domain) -> Value {
    json!({"id": domain.id.as_str(), "name": domain.name})
}

/// A project, with what its maker added.
pub fn project(project: &Project, base: &str) -> Value {
    let id = project.id.as_str();
    let known = json!({
        "id": id,
        "name": project.name,
        "domain_id": project.domain.id.as_str(),
        "description": project.description,
        "enabled": project.is_enabled,
        "parent_id": parent_id(project),
        "is_domain": false,
        "tags": project.extra.get("tags").cloned().unwrap_or_else(|| json!([])),
        "options": {},
        "links": link(base, &format!("projects/{id}")),
    });
    with_extra(&project.extra, known)
}

/// Keystone compat: a domain is a project too.
pub fn domain_as_project(domain: &Domain, base: &str) -> Value {
    let mut document = whole_domain(domain, base);
    document["domain_id"] = Value::Null;
    document["parent_id"] = Value::Null;
    document["is_domain"] = json!(true);
    document["links"] = link(base, &format!("projects/{}", domain.id));
    document
}

/// A user, with what its maker added and without a password.
pub fn user(user: &User, base: &str) -> Value {
    let id = user.id.as_str();
    let mut known = json!({
        "id": id,
        "name": user.name,
        "domain_id": user.domain.id.as_str(),
        "enabled": user.is_enabled,
        "password_expires_at": null,
        "options": {},
        "links": link(base, &format!("users/{id}")),
    });
    if let Some(project) = &user.default_project {
        known["default_project_id"] = json!(project.as_str());
    }
    with_extra(&user.extra, known)
}

/// A whole domain.
pub fn whole_domain(domain: &Domain, base: &str) -> Value {
    let id = domain.id.as_str();
    json!({
        "id": id,
        "name": domain.name,
        "description": domain.description,
        "enabled": domain.is_enabled,
        "tags": [],
        "options": {},
        "links": link(base, &format!("domains/{id}")),
    })
}

pub fn role(role: &Role, base: &str) -> Value {
    let options = if role.is_immutable { json!({"immutable": true}) } else { json!({}) };
    json!({
        "id": role.id,
        "name": role.name,
        "domain_id": null,
        "description": role.description,
        "options": options,
        "links": link(base, &format!("roles/{}", role.id)),
    })
}

pub fn link(base: &str, path: &str) -> Value {
    json!({"self": format!("{base}{MOUNT}/v3/{path}")})
}

/// Nothing that a client added stands before what we know.
fn with_extra(extra: &Extra, known: Value) -> Value {
    let mut all = extra.clone();
    if let Value::Object(known) = known {
        all.extend(known);
    }
    Value::Object(all)
}

/// Keystone writes six decimals, always zero.
fn moment(at: Timestamp) -> String {
    let shape = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].000000Z");
    at.0.format(&shape).unwrap_or_default()
}
