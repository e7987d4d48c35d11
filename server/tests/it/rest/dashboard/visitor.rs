//! Somebody signed in to the dashboard whose browser runs no script.

use serde_json::Value;

use super::{cookie, form};
use crate::support::app::PASSWORD;
use crate::support::client::BASE;
use crate::support::{Answer, Call, TestApp};

pub(super) struct Visitor<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Visitor<'a> {
    pub(super) async fn sign_in(app: &'a TestApp, user: &str) -> Self {
        Self::with_password(app, user, PASSWORD).await
    }

    pub(super) async fn with_password(app: &'a TestApp, user: &str, password: &str) -> Self {
        let call = form(&app.anonymous(), "/dashboard/login", &[("user", user), ("password", password)]);
        Self::with_cookie(app, &call.await.expect(303))
    }

    /// The one who holds this cookie from now on.
    pub(super) fn with_cookie(app: &'a TestApp, answer: &Answer) -> Self {
        Self { app, cookie: cookie(answer) }
    }

    pub(super) async fn admin(app: &'a TestApp) -> Self {
        app.admin().await;
        Self::sign_in(app, "admin").await
    }

    pub(super) async fn member(app: &'a TestApp) -> Self {
        app.ensure_user("mia", "garden", "member").await;
        Self::sign_in(app, "mia").await
    }

    pub(super) fn get(&self, path: &str) -> Call {
        self.app.anonymous().get(path).header("cookie", &self.cookie)
    }

    pub(super) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Call {
        form(&self.app.anonymous(), path, fields).header("cookie", &self.cookie)
    }

    /// Calls a server function.
    pub(super) async fn ask(&self, function: &str, arguments: &Value) -> Answer {
        let path = format!("/dashboard/rpc/{function}");
        let call = self.app.anonymous().post(&path).json(arguments).header("origin", BASE);
        call.header("cookie", &self.cookie).await
    }

    pub(super) async fn is_in(&self) -> bool {
        self.get("/dashboard/settings").await.status == 200
    }

    /// What the page shows.
    pub(super) async fn page(&self, path: &str) -> String {
        self.get(path).await.expect(200).page()
    }

    pub(super) async fn reads(&self, path: &str, expected: &[&str]) -> String {
        let page = self.page(path).await;
        for text in expected {
            assert!(page.contains(text), "{path} lacks {text}: {page}");
        }
        page
    }
}
