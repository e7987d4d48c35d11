//! `DELETE /v2/images/{id}`.

use serde_json::json;

use super::NOBODY;
use crate::support::TestApp;

#[tokio::test]
async fn deleting_an_image_removes_its_bytes() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.active_image(b"0123456789").await;
    assert_eq!(app.stored_files().len(), 1);
    let answer = member.delete(&format!("/v2/images/{id}")).await.expect(204);
    assert!(answer.body.is_empty());
    assert_eq!(app.stored_files(), Vec::<std::path::PathBuf>::new());
    member.get(&format!("/v2/images/{id}")).await.expect(404);
    member.get(&format!("/v2/images/{id}/file")).await.expect(404);
    assert_eq!(member.get("/v2/images?visibility=all").await.json()["images"], json!([]));
    let again = member.delete(&format!("/v2/images/{id}")).await;
    again.refused(404, &format!("Failed to find image {id} to delete"), "again");
}

#[tokio::test]
async fn what_is_missing_or_hidden_cannot_be_deleted() {
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let id = member.active_image(b"x").await;
    for (client, id) in [(&member, NOBODY), (&member, "aaa"), (&other, id.as_str())] {
        let answer = client.delete(&format!("/v2/images/{id}")).await;
        answer.refused(404, &format!("Failed to find image {id} to delete"), id);
    }
    assert_eq!(member.show(&id).await["status"], "active");
}

#[tokio::test]
async fn a_protected_image_is_not_deleted_by_anybody() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.create(json!({"protected": true})).await["id"].as_str().unwrap().to_owned();
    for client in [&member, &app.admin().await] {
        let answer = client.delete(&format!("/v2/images/{id}")).await;
        answer.refused(403, &format!("Image {id} is protected and cannot be deleted."), "protected");
    }
    let open = json!([{"op": "replace", "path": "/protected", "value": false}]);
    member.patch(&id, open).await.expect(200);
    member.delete(&format!("/v2/images/{id}")).await.expect(204);
}

#[tokio::test]
async fn an_image_that_others_can_see_is_still_not_theirs_to_delete() {
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let id = member.active_image(b"0123456789").await;
    let before = member.show(&id).await;
    app.sql(&format!("UPDATE images SET visibility = 'public' WHERE id = '{id}'")).await;
    for client in [&other, &app.reader().await] {
        client.delete(&format!("/v2/images/{id}")).await.refused(403, "delete_image", "not the owner");
    }
    let after = member.get(&format!("/v2/images/{id}/file")).await.expect(200);
    assert_eq!(after.header("content-md5"), before["checksum"], "bytes are untouched");
}

#[tokio::test]
async fn images_are_deleted_from_every_status_but_those_that_forbid_it() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for status in ["queued", "saving", "uploading", "importing", "active", "deactivated", "killed"] {
        let id = member.ready_image().await;
        app.set_status(&id, status).await;
        assert_eq!(member.delete(&format!("/v2/images/{id}")).await.status, 204, "{status}");
    }
}
