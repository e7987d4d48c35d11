//! `PATCH /v2/images/{id}`: quotas, states and roles.

use serde_json::{Value, json};

use super::NOBODY;
use super::update::an_image;
use crate::support::TestApp;

#[tokio::test]
async fn formats_are_changed_only_while_there_is_no_data() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = an_image(&member).await;
    let set = |name: &str| json!([{"op": "replace", "path": format!("/{name}"), "value": null}]);
    for name in ["disk_format", "container_format"] {
        member.patch(&id, set(name)).await.expect(200);
    }
    let id = member.active_image(b"x").await;
    for name in ["disk_format", "container_format"] {
        for client in [&member, &app.admin().await] {
            let answer = client.patch(&id, set(name)).await;
            answer.refused(403, &format!("Attribute {name} can be only replaced for a queued image."), name);
        }
    }
    let renamed = json!([{"op": "replace", "path": "/name", "value": "still fine"}]);
    member.patch(&id, renamed).await.expect(200);
}

#[tokio::test]
async fn quotas_hold_in_patches() {
    let app = TestApp::with(|settings| {
        settings.images.image_property_quota = 2;
        settings.images.image_tag_quota = 2;
    })
    .await;
    let member = app.member().await;
    let id = an_image(&member).await;
    let add = |name: &str| json!([{"op": "add", "path": format!("/{name}"), "value": "x"}]);
    member.patch(&id, add("second")).await.expect(200);
    member.patch(&id, add("third")).await.refused(413, "limit has been exceeded", "third property");
    member.patch(&id, add("second")).await.expect(200);
    let swap = json!([{"op": "remove", "path": "/second"}, {"op": "add", "path": "/third", "value": "x"}]);
    member.patch(&id, swap).await.expect(200);
    let tags = |tags: &[&str]| json!([{"op": "replace", "path": "/tags", "value": tags}]);
    member.patch(&id, tags(&["a", "b", "a"])).await.expect(200);
    member.patch(&id, tags(&["a", "b", "c"])).await.refused(413, "limit has been exceeded", "third tag");
    assert_eq!(member.show(&id).await["tags"], json!(["a", "b"]));
    let operations = |count: usize| Value::Array(vec![add("third")[0].clone(); count]);
    member.patch(&id, operations(512)).await.expect(200);
    member.patch(&id, operations(513)).await.expect(413);
    let pointer = |length: usize| json!([{"op": "remove", "path": format!("/{}", "x".repeat(length))}]);
    member.patch(&id, pointer(1_023)).await.expect(409);
    member.patch(&id, pointer(1_024)).await.expect(400);
}

#[tokio::test]
async fn who_may_not_change_an_image_learns_no_more_than_that() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = an_image(&member).await;
    let body = json!([{"op": "replace", "path": "/name", "value": "x"}]);
    app.reader().await.patch(&id, body.clone()).await.refused(403, "modify_image", "reader");
    app.other_project().await.patch(&id, body.clone()).await.refused(404, "No image found with ID", "hidden");
    member.patch(NOBODY, body.clone()).await.refused(404, "No image found with ID", "missing");
    member.delete(&format!("/v2/images/{id}")).await.expect(204);
    member.patch(&id, body).await.refused(404, "No image found with ID", "deleted");
}

#[tokio::test]
async fn sharing_with_everybody_goes_as_far_as_the_role() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = an_image(&member).await;
    let set = |to: &str| json!([{"op": "replace", "path": "/visibility", "value": to}]);
    for (to, status) in [("community", 200), ("private", 200), ("public", 403), ("shared", 200)] {
        assert_eq!(member.patch(&id, set(to)).await.status, status, "{to}");
    }
    assert_eq!(member.show(&id).await["visibility"], "shared");
    app.admin().await.patch(&id, set("public")).await.expect(200);
    let renamed = json!([{"op": "replace", "path": "/name", "value": "x"}]);
    member.patch(&id, renamed).await.expect(200);
}
