//! The token with which we ask: got once, renewed in time, replaced when it is refused.

use super::{app, is_unavailable, list};
use crate::support::TestApp;
use crate::support::fake_keystone::{FakeKeystone, SERVICE_PASSWORD};
use vitrine::config::Hidden;

fn tokens(keystone: &FakeKeystone, count: usize) -> Vec<String> {
    let names: Vec<_> = (0..count).map(|number| format!("token-{number}")).collect();
    names.iter().for_each(|name| keystone.token(name, "garden", &["reader"]));
    names
}

#[tokio::test]
async fn one_login_serves_many_questions() {
    let keystone = FakeKeystone::new();
    let app = app(&keystone).await;
    for token in tokens(&keystone, 5) {
        list(&app, &token).await.expect(200);
    }
    assert_eq!((keystone.logins().len(), keystone.questions().len()), (1, 5));
    let login = &keystone.logins()[0]["auth"];
    assert_eq!(login["identity"]["password"]["user"]["domain"]["name"], "Default");
    assert_eq!(login["identity"]["password"]["user"]["password"], SERVICE_PASSWORD);
    assert_eq!(login["scope"]["project"]["name"], "service");
}

#[tokio::test]
async fn an_application_credential_serves_as_well() {
    let keystone = FakeKeystone::new();
    let app = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.username = None;
        settings.keystone.application_credential_id = Some("credential".to_owned());
        settings.keystone.application_credential_secret = Some(Hidden::new("its secret"));
    })
    .await;
    list(&app, &tokens(&keystone, 1)[0]).await.expect(200);
    let login = keystone.logins()[0]["auth"].clone();
    assert_eq!(login["identity"]["application_credential"]["secret"], "its secret");
    assert!(login.get("scope").is_none(), "{login}");
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let keystone = FakeKeystone::new();
    let app = app(&keystone).await;
    let names = tokens(&keystone, 3);
    list(&app, &names[0]).await.expect(200);
    keystone.drop_own_tokens();
    list(&app, &names[1]).await.expect(200);
    assert_eq!((keystone.logins().len(), keystone.questions().len()), (2, 3));
    keystone.reject_own_tokens();
    is_unavailable(&list(&app, &names[2]).await, "refused again");
    assert_eq!((keystone.logins().len(), keystone.questions().len()), (3, 5));
}

#[tokio::test]
async fn a_token_that_is_about_to_end_is_renewed_first() {
    let keystone = FakeKeystone::new();
    keystone.own_life(0);
    let app = app(&keystone).await;
    for token in tokens(&keystone, 3) {
        list(&app, &token).await.expect(200);
    }
    assert_eq!(keystone.logins().len(), 3);
}

#[tokio::test]
async fn a_service_user_that_is_not_let_in_makes_nobody_a_stranger() {
    let keystone = FakeKeystone::new();
    keystone.refuse_service_user();
    let app = app(&keystone).await;
    is_unavailable(&list(&app, &tokens(&keystone, 1)[0]).await, "the service user is refused");
}
