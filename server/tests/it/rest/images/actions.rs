//! `/v2/images/{id}/actions`: keeping data back, and giving it free.

use crate::support::TestApp;

#[tokio::test]
async fn data_is_kept_back_from_all_but_administrators() {
    let app = TestApp::new().await;
    let (member, admin) = (app.member().await, app.admin().await);
    let id = member.ready_image().await;
    member.upload(&id, "0123456789").await.expect(204);
    let path = format!("/v2/images/{id}");
    for _ in 0..2 {
        member.post(&format!("{path}/actions/deactivate")).await.expect(204);
        assert_eq!(member.show(&id).await["status"], "deactivated");
    }
    let kept = "The requested image has been deactivated. Image data download is forbidden.";
    member.get(&format!("{path}/file")).await.refused(403, kept, "whole");
    member.get(&format!("{path}/file")).header("range", "bytes=0-1").await.refused(403, kept, "part");
    admin.get(&format!("{path}/file")).await.expect(200);
    // What is said of it can be changed all the same.
    member.put(&format!("{path}/tags/kept")).await.expect(204);
    for _ in 0..2 {
        member.post(&format!("{path}/actions/reactivate")).await.expect(204);
        assert_eq!(member.show(&id).await["status"], "active");
    }
    assert_eq!(member.get(&format!("{path}/file")).await.expect(200).body.as_ref(), b"0123456789");
}

#[tokio::test]
async fn only_what_is_active_is_deactivated() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    for action in ["deactivate", "reactivate"] {
        let answer = member.post(&format!("/v2/images/{id}/actions/{action}")).await;
        let text = format!("Not allowed to {action} image in status 'queued'");
        answer.refused(403, &text, action);
    }
    for (verb, path) in [("GET", "deactivate"), ("DELETE", "reactivate"), ("HEAD", "deactivate")] {
        let answer = member.call(verb, &format!("/v2/images/{id}/actions/{path}")).await.expect(405);
        assert_eq!(answer.header("allow"), "POST");
    }
    member.post(&format!("/v2/images/{id}/actions/destroy")).await.expect(404);
    member.post(&format!("/v2/images/{id}/actions/deactivate")).body("{}").await.expect(400);
}
