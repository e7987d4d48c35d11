//! Forms about passwords, users, projects and roles, as a browser without script sends them.

use super::form;
use super::visitor::Visitor;
use crate::support::app::{PASSWORD, login};
use crate::support::{Answer, TestApp};

const NEW: &str = "another horse battery";

impl Visitor<'_> {
    /// The id in the address that a form leads on to.
    async fn make(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(path, fields).await.expect(303);
        let location = answer.header("location").split('?').next().unwrap().to_owned();
        location.rsplit('/').next().unwrap().to_owned()
    }
}

fn change<'a>(current: &'a str, new: &'a str, repeat: &'a str) -> [(&'a str, &'a str); 3] {
    [("current", current), ("password", new), ("repeat", repeat)]
}

/// Does somebody get a token with this?
async fn logs_in(app: &TestApp, user: &str, password: &str, project: &str) -> bool {
    let call = app.anonymous().post("/identity/v3/auth/tokens").json(&login(user, password, project));
    call.await.status == 201
}

#[tokio::test]
async fn whoever_changes_the_own_password_stays_and_everybody_else_with_it_goes() {
    let app = TestApp::new().await;
    let (here, there) = (Visitor::member(&app).await, Visitor::member(&app).await);
    let token = app.member().await;
    let answer = here.post("/dashboard/settings", &change(PASSWORD, NEW, NEW)).await.expect(303);
    assert_eq!(answer.header("location"), "/dashboard/settings?notice=password-changed&name=");
    let goes_on = Visitor::with_cookie(&app, &answer);
    assert!(goes_on.is_in().await && !here.is_in().await && !there.is_in().await);
    token.get("/v2/images").await.expect(401);
    assert!(logs_in(&app, "mia", NEW, "garden").await && !logs_in(&app, "mia", PASSWORD, "garden").await);
}

#[tokio::test]
async fn a_refused_password_stands_at_its_field_and_changes_nothing() {
    let app = TestApp::new().await;
    let mia = Visitor::member(&app).await;
    for (fields, field) in [
        (change("wrong", NEW, NEW), "current"),
        (change(PASSWORD, NEW, "something else"), "repeat"),
        (change(PASSWORD, "short", "short"), "password"),
    ] {
        let answer = mia.post("/dashboard/settings", &fields).await.expect(400);
        let (text, error) = (answer.text(), format!("id=\"{field}-error\""));
        assert!(text.contains(&error), "{field}");
        assert!(!text.contains(NEW) && !text.contains(PASSWORD) && !text.contains("something else"));
    }
    assert!(mia.is_in().await && logs_in(&app, "mia", PASSWORD, "garden").await);
}

#[tokio::test]
async fn an_administrator_makes_a_project_and_a_user_who_logs_in() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let project =
        admin.make("/dashboard/identity/projects/new", &[("name", "orchard"), ("enabled", "true")]).await;
    let fields = [("name", "ann"), ("password", NEW), ("enabled", "true"), ("default_project", "orchard")];
    let user = admin.make("/dashboard/identity/users/new", &fields).await;
    assert!(!logs_in(&app, "ann", NEW, "orchard").await);
    let give = [("on", "project"), ("target", "orchard"), ("role", "member")];
    let answer = admin.post(&format!("/dashboard/identity/users/{user}"), &give).await.expect(303);
    assert!(answer.header("location").contains("notice=role-given"));
    assert!(logs_in(&app, "ann", NEW, "orchard").await);
    let page = admin.get(&format!("/dashboard/identity/projects/{project}")).await.expect(200).text();
    assert!(page.contains(">ann<") && page.contains(">member<"));

    let ann = Visitor::with_password(&app, "ann", NEW).await;
    let role = role_of(&page);
    let take = [("role", role.as_str()), ("on", "project"), ("target", &project)];
    admin.post(&format!("/dashboard/identity/users/{user}/revoke"), &take).await.expect(303);
    assert!(!ann.is_in().await && !logs_in(&app, "ann", NEW, "orchard").await);
}

/// The role in the first link that takes one away.
fn role_of(page: &str) -> String {
    page.split("revoke?role=").nth(1).unwrap().split("&amp;").next().unwrap().to_owned()
}

#[tokio::test]
async fn a_name_that_is_taken_comes_back_with_what_was_typed_but_for_the_password() {
    let app = TestApp::new().await;
    app.member().await;
    let admin = Visitor::admin(&app).await;
    let fields = [("name", "mia"), ("email", "mia@example.org"), ("password", NEW)];
    let text = admin.post("/dashboard/identity/users/new", &fields).await.expect(409).text();
    assert!(text.contains("id=\"name-error\"") && text.contains("value=\"mia@example.org\""));
    assert!(!text.contains(NEW));
}

#[tokio::test]
async fn changes_keep_what_the_form_does_not_show() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let user = admin.make("/dashboard/identity/users/new", &[("name", "ann"), ("enabled", "true")]).await;
    let edit = format!("/dashboard/identity/users/{user}/edit");
    let fields =
        [("name", "anna"), ("email", "a@example.org"), ("description", "Grafts"), ("enabled", "true")];
    admin.post(&edit, &fields).await.expect(303);
    let shown = app.admin().await.get(&format!("/identity/v3/users/{user}")).await.expect(200).json();
    assert_eq!(shown["user"]["name"], "anna");
    assert_eq!(shown["user"]["email"], "a@example.org");
    assert_eq!(shown["user"]["enabled"], true);
    admin.post(&edit, &[("name", "anna")]).await.expect(303);
    let shown = app.admin().await.get(&format!("/identity/v3/users/{user}")).await.expect(200).json();
    assert_eq!((&shown["user"]["enabled"], &shown["user"]["email"]), (&false.into(), &"".into()));
}

#[tokio::test]
async fn a_reset_password_ends_what_the_old_one_opened() {
    let app = TestApp::new().await;
    let (admin, mia) = (Visitor::admin(&app).await, Visitor::member(&app).await);
    let id = user_id(&admin, "mia").await;
    let path = format!("/dashboard/identity/users/{id}/password");
    admin.post(&path, &[("password", "short")]).await.expect(400);
    assert!(mia.is_in().await);
    admin.post(&path, &[("password", NEW)]).await.expect(303);
    assert!(!mia.is_in().await && logs_in(&app, "mia", NEW, "garden").await);
}

async fn user_id(admin: &Visitor<'_>, name: &str) -> String {
    let list = admin.get(&format!("/dashboard/identity/users?text={name}")).await.expect(200).text();
    let mut parts = list.split("/dashboard/identity/users/").skip(1).filter(|part| !part.starts_with("new"));
    parts.find(|part| part.contains(&format!(">{name}<"))).unwrap()[..32].to_owned()
}

#[tokio::test]
async fn nobody_locks_themselves_out_unknowingly() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let id = user_id(&admin, "admin").await;
    let user = format!("/dashboard/identity/users/{id}");
    admin.post(&format!("{user}/delete"), &[]).await.expect(400);
    admin.post(&format!("{user}/edit"), &[("name", "admin")]).await.expect(303);
    let page = admin.get(&user).await.expect(200).text();
    let project = page.split("on=project&amp;target=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let role = role_of(&page);
    let take = [("role", role.as_str()), ("on", "project"), ("target", &project)];
    let asked = admin.post(&format!("{user}/revoke"), &take).await.expect(400).text();
    assert!(asked.contains("name=\"own\""));
    admin.post(&format!("/dashboard/identity/projects/{project}/delete"), &[]).await.expect(400);
    admin
        .post(&format!("/dashboard/identity/projects/{project}/edit"), &[("name", "admin")])
        .await
        .expect(303);
    assert!(admin.is_in().await && logs_in(&app, "admin", PASSWORD, "admin").await);

    let sure = [("role", role.as_str()), ("on", "project"), ("target", &project), ("own", "true")];
    admin.post(&format!("{user}/revoke"), &sure).await.expect(303);
    assert!(!admin.is_in().await);
}

#[tokio::test]
async fn members_are_told_that_these_pages_are_not_for_them_and_change_nothing() {
    let app = TestApp::new().await;
    app.admin().await;
    let mia = Visitor::member(&app).await;
    let users = app.rows("users").await;
    for path in ["users", "users/new", "projects", "projects/new"] {
        let answer = mia.get(&format!("/dashboard/identity/{path}")).await;
        assert_eq!(answer.status, 403, "{path}");
    }
    let home = mia.get("/dashboard/settings").await.expect(200).text();
    assert!(!home.contains("/dashboard/identity") && !home.contains("/dashboard/audit"));
    let fields = [("name", "eve"), ("password", NEW), ("enabled", "true")];
    mia.post("/dashboard/identity/users/new", &fields).await.expect(403);
    mia.post("/dashboard/identity/projects/new", &fields).await.expect(403);
    assert_eq!(app.rows("users").await, users);
}

#[tokio::test]
async fn files_for_clients_hold_names_but_no_secret_and_are_not_kept() {
    let app = TestApp::new().await;
    let mia = Visitor::member(&app).await;
    let get = async |file: &str| -> Answer {
        mia.get(&format!("/dashboard/settings/access/{file}")).await.expect(200)
    };
    let clouds = get("clouds.yaml").await;
    let read: serde_json::Value = yaml_serde::from_str(&clouds.text()).unwrap();
    let cloud = &read["clouds"]["vitrine"];
    assert_eq!(cloud["auth"]["username"], "mia");
    assert_eq!(cloud["auth"]["auth_url"], "http://images.test:9292/identity/v3");
    assert_eq!(cloud["auth"]["project_id"], app.member().await.project);
    assert!(cloud["auth"].get("password").is_none());
    let openrc = get("openrc.sh").await;
    assert!(openrc.text().contains("export OS_USERNAME='mia'") && !openrc.text().contains(PASSWORD));
    for answer in [clouds, openrc] {
        assert!(answer.header("content-disposition").starts_with("attachment"));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    mia.get("/dashboard/settings/access/passwd").await.expect(404);
}

#[tokio::test]
async fn a_file_with_a_secret_is_sent_for_a_form_only_and_never_compressed() {
    let app = TestApp::new().await;
    let mia = Visitor::member(&app).await;
    let path = "/dashboard/settings/credentials/file";
    let fields = [("id", "an-id"), ("secret", "a-secret"), ("file", "clouds.yaml")];
    let answer = mia.post(path, &fields).header("accept-encoding", "gzip, br").await.expect(200);
    assert!(answer.text().contains("application_credential_secret: \"a-secret\""));
    assert_eq!((answer.header("content-encoding"), answer.header("cache-control")), ("", "no-store"));
    form(&app.anonymous(), path, &fields).await.expect(401);
}

#[tokio::test]
async fn forms_of_strangers_and_of_other_sites_change_nothing() {
    let app = TestApp::new().await;
    let admin = Visitor::admin(&app).await;
    let users = app.rows("users").await;
    let fields = [("name", "eve"), ("password", NEW), ("enabled", "true")];
    form(&app.anonymous(), "/dashboard/identity/users/new", &fields).await.expect(401);
    let foreign =
        admin.post("/dashboard/identity/users/new", &fields).header("origin", "http://evil.example");
    foreign.await.expect(403);
    assert_eq!(app.rows("users").await, users);
}

#[tokio::test]
async fn a_credential_is_shown_once_and_works() {
    let app = TestApp::new().await;
    let mia = Visitor::member(&app).await;
    let path = "/dashboard/settings/credentials/new";
    let fields = [("name", "robot"), ("role", "reader"), ("expires_at", "2999-01-01T00:00")];
    let page = mia.post(path, &fields).header("accept-encoding", "gzip, br").await.expect(200);
    assert_eq!((page.header("content-encoding"), page.header("cache-control")), ("", "no-store"));
    let text = page.text();
    let after = |mark: &str| {
        let at = text.find(mark).unwrap_or_else(|| panic!("{mark} in {text}")) + mark.len();
        text[at..].split('"').next().unwrap().to_owned()
    };
    let (id, secret) = (after("name=\"id\" value=\""), after("name=\"secret\" value=\""));
    assert_eq!(secret.len(), 86);
    let own = serde_json::json!({"id": id, "secret": secret});
    let identity = serde_json::json!({"methods": ["application_credential"], "application_credential": own});
    let login = serde_json::json!({"auth": {"identity": identity}});
    app.anonymous().post("/identity/v3/auth/tokens").json(&login).await.expect(201);

    let list = mia.get("/dashboard/settings/credentials").await.expect(200).text();
    assert!(list.contains("robot") && !list.contains(&secret));
    assert!(!mia.get(path).await.expect(200).text().contains(&secret));
    let again = mia.post(path, &fields).await.expect(409).text();
    assert!(again.contains("robot") && !again.contains("data-secret"));
    let past = mia.post(path, &[("name", "late"), ("expires_at", "2001-01-01T00:00")]).await;
    past.expect(400);
    let delete = format!("/dashboard/settings/credentials/{id}/delete");
    mia.get(&delete).await.expect(200);
    mia.post(&delete, &[]).await.expect(303);
    app.anonymous().post("/identity/v3/auth/tokens").json(&login).await.expect(404);
    mia.post(&delete, &[]).await.expect(404);
}
