//! The body of `POST /v3/auth/tokens`, read into the domain's words.

use serde_json::{Map, Value};
use vitrine_domain::Error;
use vitrine_domain::error::{Fault, Misfit};
use vitrine_domain::identity::{
    AuthMethod, AuthRequest, CredentialRef, DomainRef, ProjectRef, ScopeRequest, Secret, UserRef,
};

type Object = Map<String, Value>;

/// The methods there are.
pub const METHODS: &[&str] = &["password", "token", "application_credential"];
/// Methods that a request may list; the same one may stand there again.
const MAX_METHODS: usize = 4;
/// Keystone compat: what it calls the place where the user of a password is missing.
const NOWHERE: &str = "None";

/// Reads the whole request; errors name the part that is missing.
pub fn parse(body: &Value) -> Result<AuthRequest, Error> {
    let auth = child(body.as_object(), "auth", "request body")?;
    let identity = child(Some(auth), "identity", "auth")?;
    let listed =
        identity.get("methods").and_then(Value::as_array).ok_or_else(|| missing("methods", "identity"))?;
    let mut names: Vec<&str> = Vec::new();
    for name in listed {
        let name = name.as_str().ok_or_else(|| missing("methods", "identity"))?;
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() > MAX_METHODS {
            return Err(Error::invalid("methods", Fault::TooMany { limit: MAX_METHODS }));
        }
    }
    let methods = names.into_iter().map(|name| method(identity, name)).collect::<Result<_, _>>()?;
    Ok(AuthRequest { methods, scope: scope(auth.get("scope"))? })
}

fn method(identity: &Object, name: &str) -> Result<AuthMethod, Error> {
    match name {
        "password" => {
            let user = child(Some(child(Some(identity), "password", "identity")?), "user", NOWHERE)?;
            let password = Secret::new(text(user, "password").unwrap_or_default());
            Ok(AuthMethod::Password { user: self::user(user)?, password })
        }
        "token" => {
            let token = child(Some(identity), "token", "identity")?;
            Ok(AuthMethod::Token(Secret::new(text(token, "id").ok_or_else(|| missing("id", "token"))?)))
        }
        "application_credential" => {
            let own = child(Some(identity), "application_credential", "identity")?;
            let secret = Secret::new(text(own, "secret").unwrap_or_default());
            Ok(AuthMethod::ApplicationCredential { credential: credential(own)?, secret })
        }
        _ if !identity.contains_key(name) => Err(missing(name, "identity")),
        _ => Err(Error::invalid("methods", Fault::Identity(Misfit::UnsupportedMethod))),
    }
}

fn credential(own: &Object) -> Result<CredentialRef, Error> {
    if let Some(id) = text(own, "id") {
        return Ok(CredentialRef::Id(id));
    }
    let name = text(own, "name").ok_or_else(|| missing("name", "application credential"))?;
    Ok(CredentialRef::Name { name, user: user(child(Some(own), "user", "application credential")?)? })
}

fn user(user: &Object) -> Result<UserRef, Error> {
    if let Some(id) = text(user, "id") {
        return Ok(UserRef::Id(id));
    }
    let name = text(user, "name").ok_or_else(|| missing("name", "user"))?;
    Ok(UserRef::Name { name, domain: domain(user, "user")? })
}

fn domain(parent: &Object, place: &str) -> Result<DomainRef, Error> {
    let domain = child(Some(parent), "domain", place)?;
    let by_id = text(domain, "id").map(DomainRef::Id);
    by_id.or_else(|| text(domain, "name").map(DomainRef::Name)).ok_or_else(|| missing("name", "domain"))
}

fn scope(scope: Option<&Value>) -> Result<ScopeRequest, Error> {
    let scope = match scope {
        None => return Ok(ScopeRequest::Absent),
        Some(Value::String(word)) if word == "unscoped" => return Ok(ScopeRequest::Unscoped),
        Some(scope) => scope.as_object().filter(|scope| scope.len() == 1).ok_or_else(no_scope)?,
    };
    if scope.contains_key("unscoped") {
        return Ok(ScopeRequest::Unscoped);
    }
    if let Some(system) = scope.get("system") {
        let all = system.get("all").ok_or_else(|| missing("all", "system"))?;
        // Keystone compat: anything but `true` is a scope that nobody has a role on.
        return if *all == Value::Bool(true) {
            Ok(ScopeRequest::System)
        } else {
            Err(Error::Unauthenticated)
        };
    }
    if scope.contains_key("domain") {
        return Ok(ScopeRequest::Domain(domain(scope, "scope")?));
    }
    let project = scope.get("project").and_then(Value::as_object).ok_or_else(no_scope)?;
    if let Some(id) = text(project, "id") {
        return Ok(ScopeRequest::Project(ProjectRef::Id(id)));
    }
    let name = text(project, "name").ok_or_else(|| missing("name", "project"))?;
    Ok(ScopeRequest::Project(ProjectRef::Name { name, domain: domain(project, "project")? }))
}

fn child<'a>(parent: Option<&'a Object>, name: &str, place: &str) -> Result<&'a Object, Error> {
    parent.and_then(|parent| parent.get(name)).and_then(Value::as_object).ok_or_else(|| missing(name, place))
}

fn text(parent: &Object, name: &str) -> Option<String> {
    parent.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn missing(name: &str, place: &str) -> Error {
    Error::invalid(name, Fault::Identity(Misfit::Absent { place: place.to_owned() }))
}

fn no_scope() -> Error {
    missing("system, project, domain, OS-TRUST:trust or unscoped", "scope")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn password() -> Value {
        json!({"user": {"name": "admin", "domain": {"name": "Default"}, "password": "hunter22"}})
    }

    #[test]
    fn a_password_login_names_user_domain_and_project() {
        let body = json!({"auth": {
            "identity": {"methods": ["password", "password"], "password": password()},
            "scope": {"project": {"name": "admin", "domain": {"id": "default"}}},
        }});
        let request = parse(&body).unwrap();
        assert_eq!(request.methods.len(), 1);
        let project = ProjectRef::Name { name: "admin".into(), domain: DomainRef::Id("default".into()) };
        assert_eq!(request.scope, ScopeRequest::Project(project));
    }

    #[test]
    fn missing_parts_are_named() {
        let field = |body: Value| parse(&body).unwrap_err().field().map(str::to_owned);
        let with = |identity: Value| json!({"auth": {"identity": identity}});
        assert_eq!(field(json!({})).as_deref(), Some("auth"));
        assert_eq!(field(json!({"auth": {}})).as_deref(), Some("identity"));
        assert_eq!(field(with(json!({}))).as_deref(), Some("methods"));
        assert_eq!(field(with(json!({"methods": ["password"]}))).as_deref(), Some("password"));
        let nameless = json!({"methods": ["password"], "password": {"user": {"password": "x"}}});
        assert_eq!(field(with(nameless)).as_deref(), Some("name"));
        let homeless = json!({"methods": ["password"], "password": {"user": {"name": "x"}}});
        assert_eq!(field(with(homeless)).as_deref(), Some("domain"));
        let two = json!({"auth": {
            "identity": {"methods": ["password"], "password": password()},
            "scope": {"project": {}, "domain": {}},
        }});
        assert_eq!(field(two).as_deref(), Some("system, project, domain, OS-TRUST:trust or unscoped"));
    }

    #[test]
    fn unknown_methods_are_told_as_such() {
        let body = json!({"auth": {"identity": {"methods": ["totp"], "totp": {}}}});
        let unsupported = Error::invalid("methods", Fault::Identity(Misfit::UnsupportedMethod));
        assert_eq!(parse(&body).unwrap_err().code(), unsupported.code());
    }
}
