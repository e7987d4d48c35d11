//! Forms of people who are signed in: what they hold, and the way back to the page with what was wrong.

use std::collections::BTreeMap;

use axum::Form;
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use vitrine_domain::{Ctx, Error};
use vitrine_wire::Problem;
use vitrine_wire::form::{Outcome, Refused};

use super::pages;
use super::visitor::Visitor;
use crate::identity::Authority;
use crate::rest::error::{ApiError, log, status};
use crate::state::AppState;

/// What was typed. Boxes that are not ticked are absent.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    #[cfg(test)]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// A field without the blanks around it.
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// A field as it was typed, for passwords.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// A field that says something.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// The fields whose names begin so, with the rest of their names.
    pub fn beginning<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }

    /// Every field as it was typed; of one that stands several times, the last.
    pub fn raw_all(&self) -> BTreeMap<String, String> {
        self.0.iter().cloned().collect()
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// What may be shown again: no passwords. Of choices among several, each under its own name.
    fn told(&self) -> BTreeMap<String, String> {
        let is_secret = |name: &str| matches!(name, "current" | "password" | "repeat" | "secret");
        let open = self.0.iter().filter(|(name, _)| !is_secret(name));
        let each = open.flat_map(|(name, value)| {
            [(name.clone(), value.clone()), (format!("{name}:{value}"), value.clone())]
        });
        each.collect()
    }
}

/// A form, and who sent it.
pub struct Posted {
    pub ctx: Ctx,
    pub fields: Fields,
    parts: Parts,
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        // Where users are kept elsewhere, no page offers these forms.
        let is_signed_in = request.extensions().get::<Visitor>().is_some_and(|visitor| visitor.ctx.is_some());
        if is_signed_in && !matches!(*state.authority, Authority::Embedded(_)) {
            return Err(ApiError::NoSuchPath.into_response());
        }
        Self::receive(request, state).await
    }
}

/// A form that has nothing to do with where users are kept.
pub struct PostedAnywhere(pub Posted);

impl FromRequest<AppState> for PostedAnywhere {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        Posted::receive(request, state).await.map(Self)
    }
}

impl Posted {
    async fn receive(request: Request, state: &AppState) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let ctx = parts.extensions.get::<Visitor>().and_then(|visitor| visitor.ctx.clone());
        let Some(ctx) = ctx else {
            return Err(ApiError::Domain(Error::Unauthenticated).into_response());
        };
        let request = Request::from_parts(parts.clone(), body);
        let Form(pairs) = Form::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        Ok(Self { ctx, fields: Fields(pairs), parts })
    }

    /// Shows the page of this address again, and not that which the form was sent to.
    pub fn at(mut self, address: &str) -> Self {
        if let Ok(uri) = address.parse::<Uri>() {
            self.parts.uri = uri;
        }
        self
    }

    /// The page again, with what was wrong. `field` is where it stands, unless the error knows.
    pub async fn refuse(
        self,
        state: &AppState,
        form: &str,
        error: Error,
        field: Option<&str>,
    ) -> Result<Response, ApiError> {
        let status = status(&error);
        if status.is_server_error() || matches!(error, Error::Unauthenticated) {
            return Err(error.into());
        }
        log(&error);
        let mut problem = error.to_problem(status.as_u16(), &self.ctx.request_id);
        problem.field = field.map(str::to_owned).or(problem.field);
        Ok(self.again(state, form, problem).await)
    }

    /// The page again, because of something that only this form asks for.
    pub async fn refuse_for(self, state: &AppState, form: &str, code: &str, field: Option<&str>) -> Response {
        self.refuse_with(state, form, StatusCode::BAD_REQUEST, code, field).await
    }

    /// [`Posted::refuse_for`] with a status of its own.
    pub async fn refuse_with(
        self,
        state: &AppState,
        form: &str,
        status: StatusCode,
        code: &str,
        field: Option<&str>,
    ) -> Response {
        self.refuse_in_words(state, form, status, code, BTreeMap::new(), field).await
    }

    /// [`Posted::refuse_with`] where the message has arguments.
    pub async fn refuse_in_words(
        self,
        state: &AppState,
        form: &str,
        status: StatusCode,
        code: &str,
        args: BTreeMap<String, String>,
        field: Option<&str>,
    ) -> Response {
        let problem = Problem {
            status: status.as_u16(),
            code: code.to_owned(),
            args,
            field: field.map(str::to_owned),
            request_id: Some(self.ctx.request_id.clone()),
        };
        self.again(state, form, problem).await
    }

    async fn again(self, state: &AppState, form: &str, problem: Problem) -> Response {
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
        let refused = Refused { form: form.to_owned(), problem, typed: self.fields.told() };
        self.answer(state, status, Outcome::Refused(refused)).await
    }

    /// The page with an outcome. Where the page itself is refused, that counts.
    pub async fn answer(mut self, state: &AppState, status: StatusCode, outcome: Outcome) -> Response {
        self.parts.method = Method::GET;
        let request = Request::from_parts(self.parts, Body::empty());
        let mut response = pages::render_answer(state, request, outcome).await;
        if response.status() == StatusCode::OK {
            *response.status_mut() = status;
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown_again() {
        let pairs = [("name", "mia"), ("password", "a"), ("current", "b"), ("repeat", "c"), ("secret", "d")];
        let fields = Fields(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        let told: Vec<_> = fields.told().into_keys().collect();
        assert_eq!(told, ["name", "name:mia"]);
    }
}
