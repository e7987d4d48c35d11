//! The dashboard's forms, server functions and cookie rules, as a browser without script meets them.

mod accounts;
mod correct;
mod ends;
mod headers;
mod metadef_pages;
mod metadefs;
mod origin;
mod plain;
mod session;
mod transfer;
mod visitor;

use crate::support::app::PASSWORD;
use crate::support::client::BASE;
use crate::support::{Answer, Call, Client, TestApp};

/// A form as a page of ours sends it.
pub(super) fn form(client: &Client, path: &str, fields: &[(&str, &str)]) -> Call {
    client.post(path).form(fields).header("origin", BASE)
}

pub(super) async fn sign_in(app: &TestApp, cookie: Option<&str>) -> Answer {
    let call = form(&app.anonymous(), "/dashboard/login", &[("user", "mia"), ("password", PASSWORD)]);
    let call = if let Some(cookie) = cookie { call.header("cookie", cookie) } else { call };
    call.await.expect(303)
}

/// `name=value` of the session's cookie, as a browser sends it back.
pub(super) fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// Does the cookie open a page that strangers do not see?
pub(super) async fn opens(app: &TestApp, cookie: &str) -> bool {
    let answer = app.anonymous().get("/dashboard/images").header("cookie", cookie).await;
    !answer.header("location").starts_with("/dashboard/login")
}
