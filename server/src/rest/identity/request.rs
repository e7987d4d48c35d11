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

/// Reads the whole request; errors name the part that is missing.
pub fn parse(body: &Value) -> Result<AuthRequest, Error> {
    let auth = child(body.as_object(), "auth")?;
    let identity = child(Some(auth), "identity")?;
    let listed = identity.get("methods").and_then(Value::as_array).ok_or_else(|| missing("methods"))?;
    let mut names: Vec<&str> = Vec::new();
    for name in listed {
        let name = name.as_str().ok_or_else(|| missing("methods"))?;
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
            let user = child(Some(child(Some(identity), "password")?), "user")?;
            let password = Secret::new(text(user, "password").unwrap_or_default());
            Ok(AuthMethod::Password { user: self::user(user)?, password })
        }
        "token" => {
            let token = child(Some(identity), "token")?;
            Ok(AuthMethod::Token(Secret::new(text(token, "id").ok_or_else(|| missing("id"))?)))
        }
        "application_credential" => {
            let own = child(Some(identity), "application_credential")?;
            let secret = Secret::new(text(own, "secret").unwrap_or_default());
            Ok(AuthMethod::ApplicationCredential { credential: credential(own)?, secret })
        }
        _ if !identity.contains_key(name) => Err(missing(name)),
        _ => Err(Error::invalid("methods", Fault::Identity(Misfit::UnsupportedMethod))),
    }
}

fn credential(own: &Object) -> Result<CredentialRef, Error> {
    if let Some(id) = text(own, "id") {
        return Ok(CredentialRef::Id(id));
    }
    let name = text(own, "name").ok_or_else(|| missing("name"))?;
    Ok(CredentialRef::Name { name, user: user(child(Some(own), "user")?)? })
}

fn user(user: &Object) -> Result<UserRef, Error> {
    if let Some(id) = text(user, "id") {
        return Ok(UserRef::Id(id));
    }
    let name = text(user, "name").ok_or_else(|| missing("user.name"))?;
    Ok(UserRef::Name { name, domain: domain(user)? })
}

fn domain(parent: &Object) -> Result<DomainRef, Error> {
    let domain = child(Some(parent), "domain")?;
    let by_id = text(domain, "id").map(DomainRef::Id);
    by_id.or_else(|| text(domain, "name").map(DomainRef::Name)).ok_or_else(|| missing("domain.name"))
}

fn scope(scope: Option<&Value>) -> Result<ScopeRequest, Error> {
    let scope = match scope {
        None => return Ok(ScopeRequest::Absent),
        Some(Value::String(word)) if word == "unscoped" => return Ok(ScopeRequest::Unscoped),
        Some(scope) => scope.as_object().filter(|scope| scope.len() == 1).ok_or_else(|| missing("scope"))?,
    };
    if scope.contains_key("unscoped") {
        return Ok(ScopeRequest::Unscoped);
    }
    if let Some(system) = scope.get("system") {
        let all = system.get("all").ok_or_else(|| missing("scope.system.all"))?;
        // Keystone compat: anything but `true` is a scope that nobody has a role on.
        return if *all == Value::Bool(true) {
            Ok(ScopeRequest::System)
        } else {
            Err(Error::Unauthenticated)
        };
    }
    if scope.contains_key("domain") {
        return Ok(ScopeRequest::Domain(domain(scope)?));
    }
    let project = child(Some(scope), "project")?;
    if let Some(id) = text(project, "id") {
        return Ok(ScopeRequest::Project(ProjectRef::Id(id)));
    }
    let name = text(project, "name").ok_or_else(|| missing("scope.project.name"))?;
    Ok(ScopeRequest::Project(ProjectRef::Name { name, domain: domain(project)? }))
}

fn child<'a>(parent: Option<&'a Object>, name: &str) -> Result<&'a Object, Error> {
    parent.and_then(|parent| parent.get(name)).and_then(Value::as_object).ok_or_else(|| missing(name))
}

fn text(parent: &Object, name: &str) -> Option<String> {
    parent.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn missing(name: &str) -> Error {
    Error::invalid(name, Fault::Required)
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
        assert_eq!(field(with(nameless)).as_deref(), Some("user.name"));
        let homeless = json!({"methods": ["password"], "password": {"user": {"name": "x"}}});
        assert_eq!(field(with(homeless)).as_deref(), Some("domain"));
        let two = json!({"auth": {
            "identity": {"methods": ["password"], "password": password()},
            "scope": {"project": {}, "domain": {}},
        }});
        assert_eq!(field(two).as_deref(), Some("scope"));
    }

    #[test]
    fn unknown_methods_are_told_as_such() {
        let body = json!({"auth": {"identity": {"methods": ["totp"], "totp": {}}}});
        let unsupported = Error::invalid("methods", Fault::Identity(Misfit::UnsupportedMethod));
        assert_eq!(parse(&body).unwrap_err().code(), unsupported.code());
    }
}
