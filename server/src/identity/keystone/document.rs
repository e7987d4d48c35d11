//! Keystone's documents, read strictly: what is not as agreed is an error, never a guess.
//!
//! Unknown members are ignored, as Keystone gains some with each release. A boolean must be one: a text
//! "False" does not count as either.

use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use vitrine_domain::{Caller, Delegation, DomainId, ProjectId, Scope, UserId};

use super::Failure;
use super::access_rules::AccessRule;

/// A token that Keystone vouched for.
#[derive(Clone, Debug)]
pub struct Validated {
    pub caller: Caller,
    pub expires_at: OffsetDateTime,
    /// What requests the token is good for; nothing: for all.
    pub access_rules: Option<Vec<AccessRule>>,
}

impl Validated {
    /// Is this request one of those the token was made for?
    #[must_use]
    pub fn permits(&self, method: &str, path: &str) -> bool {
        let rules = self.access_rules.as_ref();
        rules.is_none_or(|rules| rules.iter().any(|rule| rule.covers(method, path)))
    }

    #[must_use]
    pub fn has_expired(&self) -> bool {
        self.expires_at <= OffsetDateTime::now_utc()
    }
}

#[derive(Deserialize)]
struct Envelope {
    token: Document,
}

#[derive(Deserialize)]
struct Document {
    user: Part,
    expires_at: String,
    #[serde(default)]
    roles: Vec<Role>,
    project: Option<Part>,
    domain: Option<Part>,
    system: Option<System>,
    application_credential: Option<Credential>,
    /// Read so that a text in its place is noticed.
    #[serde(rename = "is_admin_project")]
    _is_admin_project: Option<bool>,
    #[serde(rename = "is_domain")]
    _is_domain: Option<bool>,
    #[serde(default)]
    catalog: Option<serde_json::Value>,
}

/// A user, project or domain.
#[derive(Deserialize)]
struct Part {
    id: String,
    name: String,
    domain: Option<Named>,
    /// Said by nobody but a broken middleman; then it counts.
    enabled: Option<bool>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Role {
    name: String,
}

#[derive(Deserialize)]
struct System {
    all: bool,
}

#[derive(Deserialize)]
struct Credential {
    id: String,
    restricted: bool,
    access_rules: Option<Vec<AccessRule>>,
}

impl Part {
    fn is_disabled(&self) -> bool {
        self.enabled == Some(false)
    }

    fn domain(&self) -> DomainId {
        DomainId(self.domain.as_ref().map(|domain| domain.id.clone()).unwrap_or_default())
    }
}

/// A token's document as a caller.
pub fn validated(body: &[u8]) -> Result<Validated, Failure> {
    let document = parse(body)?;
    let parts = [Some(&document.user), document.project.as_ref(), document.domain.as_ref()];
    if parts.into_iter().flatten().any(Part::is_disabled) {
        return Err(Failure::Invalid);
    }
    let expires_at = moment(&document.expires_at)?;
    let scope = scope(&document)?;
    let delegation = document
        .application_credential
        .as_ref()
        .map(|given| Delegation { credential: given.id.clone(), is_unrestricted: !given.restricted });
    let caller = Caller {
        user_domain: document.user.domain(),
        user_id: UserId(document.user.id),
        user_name: document.user.name,
        scope,
        roles: document.roles.into_iter().map(|role| role.name.to_lowercase()).collect(),
        service_roles: Vec::new(),
        delegation,
    };
    let access_rules = document.application_credential.and_then(|given| given.access_rules);
    Ok(Validated { caller, expires_at, access_rules })
}

fn scope(document: &Document) -> Result<Scope, Failure> {
    Ok(match (&document.project, &document.domain, &document.system) {
        (None, None, None) => Scope::Unscoped,
        (Some(project), None, None) => Scope::Project {
            id: ProjectId(project.id.clone()),
            name: project.name.clone(),
            domain: project.domain(),
        },
        (None, Some(domain), None) => {
            Scope::Domain { id: DomainId(domain.id.clone()), name: domain.name.clone() }
        }
        (None, None, Some(System { all: true })) => Scope::System,
        _ => return Err(Failure::unavailable("Keystone sent a token of no known scope")),
    })
}

/// What our own login gave us.
pub struct Granted {
    pub user: String,
    pub expires_at: OffsetDateTime,
    /// The identity endpoint of the wanted interface and region, if the catalog has one.
    pub endpoint: Option<String>,
}

/// The document of a fresh token; `wanted` is an interface and perhaps a region.
pub fn granted(body: &[u8], wanted: Option<(&str, Option<&str>)>) -> Result<Granted, Failure> {
    let document = parse(body)?;
    let expires_at = moment(&document.expires_at)?;
    let endpoint = wanted.and_then(|(interface, region)| {
        let services = document.catalog.as_ref()?.as_array()?;
        let identity = services.iter().filter(|service| service["type"] == "identity");
        let mut endpoints = identity.filter_map(|service| service["endpoints"].as_array()).flatten();
        let fits = |endpoint: &&serde_json::Value| {
            endpoint["interface"] == interface && region.is_none_or(|region| endpoint["region"] == region)
        };
        endpoints.find(fits)?["url"].as_str().map(str::to_owned)
    });
    Ok(Granted { user: document.user.id, expires_at, endpoint })
}

/// A project that a user may enter.
#[derive(Clone, Debug, Deserialize)]
pub struct Project {
    pub id: String,
    pub name: String,
    enabled: bool,
}

/// The enabled projects of a list, by name.
pub fn projects(body: &[u8]) -> Result<Vec<Project>, Failure> {
    #[derive(Deserialize)]
    struct List {
        projects: Vec<Project>,
    }
    let list: List = serde_json::from_slice(body).map_err(unreadable)?;
    let mut projects: Vec<Project> = list.projects.into_iter().filter(|project| project.enabled).collect();
    projects.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    Ok(projects)
}

fn parse(body: &[u8]) -> Result<Document, Failure> {
    let envelope: Envelope = serde_json::from_slice(body).map_err(unreadable)?;
    Ok(envelope.token)
}

fn moment(text: &str) -> Result<OffsetDateTime, Failure> {
    OffsetDateTime::parse(text, &Rfc3339)
        .map_err(|_| Failure::unavailable("Keystone sent a token without a time of expiry"))
}

/// The parser's words name members and types, not what they hold.
fn unreadable(error: serde_json::Error) -> Failure {
    let (line, column) = (error.line(), error.column());
    Failure::unavailable(format!(
        "Keystone sent a document that is not as agreed (line {line}, column {column})"
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn document() -> Value {
        json!({"token": {
            "methods": ["password"],
            "user": {"id": "u1", "name": "mia", "domain": {"id": "default", "name": "Default"}},
            "expires_at": "2999-01-01T00:00:00.000000Z",
            "issued_at": "2026-01-01T00:00:00.000000Z",
            "project": {"id": "p1", "name": "garden", "domain": {"id": "d2", "name": "Other"}},
            "is_domain": false,
            "roles": [{"id": "r1", "name": "Member"}, {"id": "r2", "name": "READER"}],
        }})
    }

    fn read(change: impl FnOnce(&mut Value)) -> Result<Validated, Failure> {
        let mut document = document();
        change(&mut document["token"]);
        validated(document.to_string().as_bytes())
    }

    #[test]
    fn a_project_token_becomes_a_caller() {
        let found = read(|_| {}).unwrap();
        let scope = Scope::Project { id: "p1".into(), name: "garden".to_owned(), domain: "d2".into() };
        assert_eq!(found.caller.scope, scope);
        assert_eq!(found.caller.roles, ["member", "reader"]);
        assert_eq!((found.caller.user_id.as_str(), found.caller.user_domain.as_str()), ("u1", "default"));
        assert!(!found.has_expired() && found.permits("DELETE", "/v2/images/x"));
    }

    #[test]
    fn every_scope_is_told_apart() {
        let only = |key: &'static str, value: Value| {
            read(move |token| {
                token.as_object_mut().unwrap().remove("project");
                if !key.is_empty() {
                    token[key] = value;
                }
            })
            .map(|found| found.caller.scope)
        };
        assert_eq!(only("", Value::Null).unwrap(), Scope::Unscoped);
        assert_eq!(only("system", json!({"all": true})).unwrap(), Scope::System);
        let domain = Scope::Domain { id: "d".into(), name: "D".to_owned() };
        assert_eq!(only("domain", json!({"id": "d", "name": "D"})).unwrap(), domain);
        assert!(matches!(only("system", json!({"all": false})), Err(Failure::Unavailable(_))));
        assert!(matches!(only("system", json!({"all": "True"})), Err(Failure::Unavailable(_))));
    }

    #[test]
    fn a_text_is_no_boolean_and_a_disabled_user_no_caller() {
        let faults: [fn(&mut Value); 5] = [
            |token| token["user"]["enabled"] = json!("False"),
            |token| token["user"]["enabled"] = json!("True"),
            |token| token["is_admin_project"] = json!("False"),
            |token| token["project"]["enabled"] = json!(1),
            |token| token["roles"] = json!("admin"),
        ];
        for fault in faults {
            assert!(matches!(read(fault), Err(Failure::Unavailable(_))));
        }
        assert!(matches!(read(|token| token["user"]["enabled"] = json!(false)), Err(Failure::Invalid)));
        assert!(matches!(read(|token| token["project"]["enabled"] = json!(false)), Err(Failure::Invalid)));
    }

    #[test]
    fn access_rules_bind_only_where_there_are_some() {
        let with = |rules: Value| {
            read(move |token| {
                token["application_credential"] = json!({"id": "a", "name": "n", "restricted": true});
                if !rules.is_null() {
                    token["application_credential"]["access_rules"] = rules;
                }
            })
            .unwrap()
        };
        let free = with(Value::Null);
        assert_eq!(free.caller.delegation.as_ref().map(|given| given.is_unrestricted), Some(false));
        assert!(free.permits("GET", "/v2/images"));
        assert!(!with(json!([])).permits("GET", "/v2/images"));
        let bound = with(json!([{"id": "1", "service": "image", "method": "GET", "path": "/v2/images"}]));
        assert!(bound.permits("GET", "/v2/images"));
        assert!(!bound.permits("POST", "/v2/images"));
    }
}
