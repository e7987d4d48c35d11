//! `GET`, `HEAD` and `DELETE /v3/auth/tokens`: whose business is whose token?

use super::{DENIED, about, exchanged};
use crate::support::TestApp;

#[tokio::test]
async fn everybody_may_look_at_the_own_token() {
    let app = TestApp::new().await;
    for client in [app.member().await, app.reader().await, app.admin().await] {
        let answer = about(&client, "GET", client.token()).await.expect(200);
        assert_eq!(answer.header("x-subject-token"), client.token());
        assert_eq!(answer.json()["token"]["project"]["id"], client.project);
        assert!(answer.json()["token"]["catalog"].is_array());
        let bare = client.get("/identity/v3/auth/tokens?nocatalog").header("x-subject-token", client.token());
        assert_eq!(bare.await.expect(200).json()["token"].get("catalog"), None);
        let head = about(&client, "HEAD", client.token()).await.expect(200);
        assert_eq!((head.body.len(), head.header("x-subject-token")), (0, client.token()));
        assert_eq!(head.header("content-length"), answer.body.len().to_string());
    }
}

#[tokio::test]
async fn the_tokens_of_others_are_for_administrators_and_services() {
    let app = TestApp::new().await;
    let (member, other, admin) = (app.member().await, app.other_project().await, app.admin().await);
    let service = app.person("nova", "services", "service").await;
    for (client, verb, status) in [
        (&other, "GET", 403),
        (&other, "HEAD", 403),
        (&other, "DELETE", 403),
        (&service, "GET", 200),
        (&service, "HEAD", 200),
        (&service, "DELETE", 403),
        (&admin, "GET", 200),
        (&admin, "HEAD", 200),
    ] {
        let answer = about(client, verb, member.token()).await;
        assert_eq!(answer.status, status, "{verb} {}", answer.text());
        if status == 403 && verb != "HEAD" {
            let rule = if verb == "GET" { "validate_token" } else { "revoke_token" };
            let expected =
                format!("You are not authorized to perform the requested action: identity:{rule}.");
            assert_eq!(answer.json()["error"]["message"], expected, "{verb}");
            assert_eq!(answer.json()["error"]["title"], "Forbidden");
        }
    }
    member.get("/v2/images").await.expect(200);
    about(&admin, "DELETE", member.token()).await.expect(204);
    member.get("/v2/images").await.expect(401);
}

#[tokio::test]
async fn a_subject_that_is_no_token_is_not_found() {
    let app = TestApp::new().await;
    let (member, admin) = (app.member().await, app.admin().await);
    let revoked = exchanged(&member).await.header("x-subject-token").to_owned();
    about(&member, "DELETE", &revoked).await.expect(204);
    for client in [&member, &admin] {
        for verb in ["GET", "HEAD", "DELETE"] {
            for subject in ["garbage", "", revoked.as_str()] {
                let answer = about(client, verb, subject).await.expect(404);
                assert!(subject.is_empty() || !answer.text().contains(subject), "not echoed");
            }
            client.call(verb, "/identity/v3/auth/tokens").await.expect(404);
        }
    }
}

#[tokio::test]
async fn who_asks_needs_a_token_first() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for asker in [app.anonymous(), app.anonymous().with_token("garbage"), app.anonymous().with_token("")] {
        for verb in ["GET", "HEAD", "DELETE"] {
            for subject in [member.token(), "garbage"] {
                let answer = about(&asker, verb, subject).await.expect(401);
                assert!(verb == "HEAD" || answer.text() == DENIED, "{}", answer.text());
                assert!(answer.header("www-authenticate").starts_with("Keystone uri="));
            }
        }
    }
    member.get("/v2/images").await.expect(200);
}
