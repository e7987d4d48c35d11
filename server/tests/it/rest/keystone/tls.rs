//! Certificates are checked, unless somebody insists.

use super::{is_unavailable, list};
use crate::support::TestApp;
use crate::support::fake_keystone::FakeKeystone;

#[tokio::test]
async fn a_certificate_must_be_known() {
    let (keystone, pem) = FakeKeystone::with_tls();
    keystone.token("member", "garden", &["reader"]);
    let stranger = super::app(&keystone).await;
    is_unavailable(&list(&stranger, "member").await, "an unknown certificate");
    assert_eq!(keystone.logins().len(), 0);

    let file = stranger.path("keystone.pem");
    std::fs::write(&file, pem).unwrap();
    let knowing = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.ca_file = Some(file);
    })
    .await;
    list(&knowing, "member").await.expect(200);
}

#[tokio::test]
async fn a_certificate_is_for_one_name() {
    let (keystone, pem) = FakeKeystone::with_tls();
    keystone.token("member", "garden", &["reader"]);
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("keystone.pem");
    std::fs::write(&file, pem).unwrap();
    let app = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.auth_url = Some(keystone.url().replace("localhost", "127.0.0.1"));
        settings.keystone.ca_file = Some(file);
    })
    .await;
    is_unavailable(&list(&app, "member").await, "another name");
}

#[tokio::test]
async fn insecure_does_not_check() {
    let (keystone, _) = FakeKeystone::with_tls();
    keystone.token("member", "garden", &["reader"]);
    let app = TestApp::with(|settings| {
        keystone.configure(settings);
        settings.keystone.insecure.0 = true;
    })
    .await;
    list(&app, "member").await.expect(200);
}
