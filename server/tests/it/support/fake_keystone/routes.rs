//! What the made-up Keystone answers.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Inside, Mood, Question, SERVICE_USER, Shared, document, in_seconds};

fn text(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

fn error(status: u16) -> Response {
    let body = Json(json!({"error": {"code": status, "message": "no", "title": "No"}}));
    (StatusCode::from_u16(status).unwrap(), body).into_response()
}

pub(super) async fn validate(
    State(inside): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let question = Question {
        own: text(&headers, "x-auth-token"),
        subject: text(&headers, "x-subject-token"),
        access_rules: text(&headers, "openstack-identity-access-rules"),
        query: query.clone(),
    };
    let (mood, found) = {
        let mut inside = inside.lock().unwrap();
        inside.questions.push(question.clone());
        if inside.mood == Mood::Well && (inside.rejects_own || !inside.own.contains(&question.own)) {
            return error(401);
        }
        (inside.mood, inside.tokens.get(&question.subject).cloned())
    };
    match mood {
        Mood::Well => {}
        Mood::Status(status) => return error(status),
        Mood::Garbage => return "<html>hello</html>".into_response(),
        Mood::Silent => std::future::pending::<()>().await,
    }
    let is_current = |document: &Value| {
        let expires_at = OffsetDateTime::parse(document["expires_at"].as_str().unwrap(), &Rfc3339).unwrap();
        expires_at > OffsetDateTime::now_utc() || query.contains("allow_expired=1")
    };
    match found.filter(is_current) {
        Some(document) => Json(json!({"token": document})).into_response(),
        None => error(404),
    }
}

pub(super) async fn issue(State(inside): State<Shared>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap();
    let identity = body["auth"]["identity"].clone();
    let mut inside = inside.lock().unwrap();
    if let Mood::Status(status) = inside.mood {
        return error(status);
    }
    inside.issued += 1;
    let token = format!("issued-{}", inside.issued);
    let user = &identity["password"]["user"];
    if user["name"] == SERVICE_USER || identity["application_credential"]["id"] == "credential" {
        return issue_to_service(&mut inside, token, body.clone());
    }
    let parent = identity["token"]["id"].as_str().map(str::to_owned);
    let known = match &parent {
        None => {
            let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let key = (part(&user["name"]), part(&user["domain"]["name"]));
            let fits = inside.people.get(&key).is_some_and(|(password, _)| user["password"] == **password);
            fits.then_some(key)
        }
        Some(parent) => inside.tokens.get(parent).map(|document| {
            let name = document["user"]["name"].as_str().unwrap().to_owned();
            (name, document["user"]["domain"]["name"].as_str().unwrap().to_owned())
        }),
    };
    let Some(key) = known else { return error(if parent.is_some() { 404 } else { 401 }) };
    let mut document = document(&key.0, in_seconds(3600));
    document["user"]["domain"] = json!({"id": key.1, "name": key.1});
    if let Some(project) = body["auth"]["scope"]["project"]["id"].as_str() {
        if !inside.people[&key].1.iter().any(|known| known == project) {
            return error(401);
        }
        document["project"] =
            json!({"id": project, "name": project, "domain": {"id": "default", "name": "Default"}});
        document["roles"] = json!([{"id": "m", "name": "member"}, {"id": "r", "name": "reader"}]);
    }
    inside.tokens.insert(token.clone(), document.clone());
    if let Some(parent) = parent {
        inside.parents.insert(token.clone(), parent);
    }
    granted(token, &document)
}

fn issue_to_service(inside: &mut Inside, token: String, login: Value) -> Response {
    inside.logins.push(login);
    if inside.refuses_service {
        return error(401);
    }
    inside.own.insert(token.clone());
    granted(token, &document("service-user", in_seconds(inside.own_life)))
}

fn granted(token: String, document: &Value) -> Response {
    (StatusCode::CREATED, [("x-subject-token", token)], Json(json!({"token": document}))).into_response()
}

pub(super) async fn revoke(State(inside): State<Shared>, headers: HeaderMap) -> Response {
    let mut inside = inside.lock().unwrap();
    let subject = text(&headers, "x-subject-token");
    if inside.tokens.remove(&subject).is_none() {
        return error(404);
    }
    let children: Vec<_> = inside
        .parents
        .iter()
        .filter(|(_, parent)| **parent == subject)
        .map(|(child, _)| child.clone())
        .collect();
    for child in children {
        inside.tokens.remove(&child);
    }
    StatusCode::NO_CONTENT.into_response()
}

pub(super) async fn projects(State(inside): State<Shared>, headers: HeaderMap) -> Response {
    let inside = inside.lock().unwrap();
    let Some(document) = inside.tokens.get(&text(&headers, "x-auth-token")) else { return error(401) };
    let part = |value: &Value| value.as_str().unwrap().to_owned();
    let key = (part(&document["user"]["name"]), part(&document["user"]["domain"]["name"]));
    let listed: Vec<_> = inside.people[&key]
        .1
        .iter()
        .map(|name| json!({"id": name, "name": name, "enabled": true, "domain_id": "default"}))
        .collect();
    Json(json!({"projects": listed, "links": {"next": null}})).into_response()
}
