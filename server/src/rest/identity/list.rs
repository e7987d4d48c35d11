//! What all lists of the identity API share: filters, paging by id, and the wrapper with its links.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;
use vitrine_domain::Error;
use vitrine_domain::error::Fault;
use vitrine_domain::page::{Listed, MAX_PAGE, Page};

use crate::rest::error::ApiError;
use crate::rest::extract::Pairs;
use crate::rest::links::BaseUrl;
use crate::state::AppState;

/// Rows in an answer where the client set no limit; only then are there more behind `next`.
const WHOLE: usize = 20_000;

/// A request for a list.
pub struct ListRequest {
    pub page: Page,
    /// What the client calls this server.
    pub base: BaseUrl,
    path: String,
    query: Option<String>,
    pairs: Vec<(String, String)>,
}

impl FromRequestParts<AppState> for ListRequest {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let base = BaseUrl::from_request_parts(parts, state).await?;
        let Pairs(pairs) = Pairs::from_request_parts(parts, state).await?;
        let limit = value(&pairs, "limit").map(limit).transpose()?.unwrap_or(WHOLE);
        let page = Page { limit, after: value(&pairs, "marker").map(str::to_owned) };
        let query = parts.uri.query().map(str::to_owned);
        Ok(Self { page, base, path: parts.uri.path().to_owned(), query, pairs })
    }
}

fn value<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
}

fn limit(text: &str) -> Result<usize, Error> {
    let refused = || Error::invalid("limit", Fault::UnknownValue { value: text.to_owned() });
    let limit: usize = text.parse().map_err(|_| refused())?;
    if limit == 0 { Err(refused()) } else { Ok(limit.min(MAX_PAGE)) }
}

impl ListRequest {
    /// A filter's value, where the query has it.
    #[must_use]
    pub fn filter(&self, key: &str) -> Option<String> {
        value(&self.pairs, key).map(str::to_owned)
    }

    /// A filter that is true or false.
    pub fn flag(&self, key: &str) -> Result<Option<bool>, Error> {
        match value(&self.pairs, key) {
            None => Ok(None),
            Some("" | "1" | "true" | "True") => Ok(Some(true)),
            Some("0" | "false" | "False") => Ok(Some(false)),
            Some(other) => Err(Error::invalid(key, Fault::UnknownValue { value: other.to_owned() })),
        }
    }

    /// The list's document; each row has its `id`.
    #[must_use]
    pub fn wrap(&self, plural: &str, listed: Listed<Value>) -> Value {
        let own = format!("{}{}", self.base.0, self.path);
        let query = self.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        let last = listed.rows.last().and_then(|row| row["id"].as_str()).filter(|_| listed.has_more);
        let next = last.map(|id| format!("{own}?{}", self.behind(id)));
        let links = json!({"next": next, "self": format!("{own}{query}"), "previous": null});
        let mut document = json!({"links": links});
        if next.is_some() {
            document["truncated"] = json!(true);
        }
        document[plural] = Value::Array(listed.rows);
        document
    }

    /// The same query, beginning behind a row.
    fn behind(&self, id: &str) -> String {
        let others = self.pairs.iter().filter(|(key, _)| key != "marker");
        Serializer::new(String::new()).extend_pairs(others).append_pair("marker", id).finish()
    }
}
