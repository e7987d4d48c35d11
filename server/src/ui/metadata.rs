//! The metadata of an image as a plain form: a text for each key.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use vitrine_app::routes;
use vitrine_wire::metadata::{MetadataChange, MetadataOutcome};

use super::posted::{Fields, PostedAnywhere};
use crate::rest::error::ApiError;
use crate::state::AppState;

const FORM: &str = "metadata";

/// Saves what was changed, and goes to the image. Where somebody was faster, the form comes back with both.
pub async fn save(
    State(state): State<AppState>,
    Path(id): Path<String>,
    PostedAnywhere(posted): PostedAnywhere,
) -> Result<Response, ApiError> {
    let change = change(&posted.fields, &id);
    match state.services.images.amend(&posted.ctx, &id.as_str().into(), &change).await {
        Ok(MetadataOutcome::Saved(_)) => Ok(Redirect::to(&routes::image(&id)).into_response()),
        Ok(MetadataOutcome::Overtaken(_)) => {
            let code = "error-metadata-overtaken";
            Ok(posted.refuse_with(&state, FORM, StatusCode::CONFLICT, code, None).await)
        }
        Err(error) => posted.refuse(&state, FORM, error, None).await,
    }
}

/// What differs from what the form showed. `was:` fields hold that as JSON, since browsers rewrite line ends.
fn change(fields: &Fields, id: &str) -> MetadataChange {
    let shown = fields.beginning("was:");
    let shown: BTreeMap<&str, String> =
        shown.filter_map(|(key, json)| Some((key, serde_json::from_str(json).ok()?))).collect();
    let mut change = MetadataChange { id: id.to_owned(), ..MetadataChange::default() };
    for (key, before) in &shown {
        let is_gone = fields.has(&format!("gone:{key}"));
        let field = format!("value:{key}");
        let now = fields.has(&field).then(|| fields.raw(&field).replace("\r\n", "\n"));
        match now {
            _ if is_gone => change.removed.push((*key).to_owned()),
            Some(now) if !is_same(&now, before) => {
                change.set.insert((*key).to_owned(), now);
            }
            _ => continue,
        }
        change.expected.insert((*key).to_owned(), Some(before.clone()));
    }
    for (number, key) in fields.beginning("key:") {
        let key = key.trim();
        if !key.is_empty() && !shown.contains_key(key) {
            let text = fields.raw(&format!("new:{number}")).replace("\r\n", "\n");
            change.set.insert(key.to_owned(), text);
            change.expected.insert(key.to_owned(), None);
        }
    }
    change
}

/// What a browser sends of a text is that text, but for its line ends.
fn is_same(sent: &str, stored: &str) -> bool {
    sent == stored.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn only_what_differs_is_changed() {
        let sent = fields(&[
            ("was:a", "\"1\""),
            ("value:a", "1"),
            ("was:b", "\"1\""),
            ("value:b", " 2"),
            ("was:c", "\"x\\ny\""),
            ("value:c", "x\r\ny"),
            ("was:d", "\"\""),
            ("gone:d", "on"),
            ("key:1", " new "),
            ("new:1", "n"),
            ("key:2", ""),
            ("new:2", "lost"),
            ("key:3", "a"),
            ("new:3", "twice"),
        ]);
        let change = change(&sent, "i");
        let set = [("b", " 2"), ("new", "n")].map(|(key, text)| (key.to_owned(), text.to_owned()));
        assert_eq!(change.set, BTreeMap::from(set));
        assert_eq!(change.removed, ["d"]);
        let expected = [("b", Some("1")), ("d", Some("")), ("new", None)];
        let expected = expected.map(|(key, text)| (key.to_owned(), text.map(str::to_owned)));
        assert_eq!(change.expected, BTreeMap::from(expected));
    }
}
