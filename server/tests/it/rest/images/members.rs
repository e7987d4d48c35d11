//! `/v2/images/{id}/members`: sharing, and answering to it.

use futures::future::join_all;
use serde_json::{Value, json};

use super::NOBODY;
use crate::support::{Client, TestApp};

/// An image that is shared with nobody yet, with its path of members.
async fn shared(client: &Client) -> (String, String) {
    let id = client.create(json!({"name": "lent", "disk_format": "raw", "container_format": "bare"})).await;
    let id = id["id"].as_str().unwrap().to_owned();
    let path = format!("/v2/images/{id}/members");
    (id, path)
}

async fn names(client: &Client, query: &str) -> Vec<String> {
    let list = client.get(&format!("/v2/images?{query}")).await.expect(200).json();
    list["images"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_image_is_shared_answered_and_taken_back() {
    let app = TestApp::new().await;
    let (owner, other) = (app.member().await, app.other_project().await);
    let (id, path) = shared(&owner).await;
    let project = other.project.as_str();
    other.get(&format!("/v2/images/{id}")).await.expect(404);
    let added = owner.post(&path).json(&json!({"member": project})).await.expect(200).json();
    assert_eq!(added["member_id"], project);
    assert_eq!(added["image_id"], id.as_str());
    assert_eq!((&added["status"], &added["schema"]), (&json!("pending"), &json!("/v2/schemas/member")));
    assert_eq!(added["created_at"], added["updated_at"]);
    // A member in any state may use it; its lists have what it accepted.
    other.get(&format!("/v2/images/{id}")).await.expect(200);
    assert_eq!(names(&other, "").await, [""; 0]);
    assert_eq!(names(&other, "member_status=pending").await, ["lent"]);
    let one = format!("{path}/{project}");
    for (status, listed) in [("rejected", 0), ("accepted", 1), ("pending", 0), ("accepted", 1)] {
        let said = other.put(&one).json(&json!({"status": status})).await.expect(200).json();
        assert_eq!(said["status"], status);
        assert_eq!(names(&other, "").await.len(), listed, "{status}");
        assert_eq!(other.get(&one).await.expect(200).json()["status"], status);
    }
    let list = owner.get(&path).await.expect(200).json();
    assert_eq!(
        (list["members"].as_array().unwrap().len(), &list["schema"]),
        (1, &json!("/v2/schemas/members"))
    );
    owner.delete(&one).await.expect(204);
    other.get(&format!("/v2/images/{id}")).await.expect(404);
    let text = format!("{project} not found in the member list of the image {id}.");
    owner.delete(&one).await.refused(404, &text, "twice");
}

#[tokio::test]
async fn sharing_is_no_change_of_the_image() {
    let app = TestApp::new().await;
    let owner = app.member().await;
    let (id, path) = shared(&owner).await;
    let before = owner.show(&id).await;
    owner.post(&path).json(&json!({"member": "somebody"})).await.expect(200);
    assert_eq!(owner.show(&id).await, before);
}

#[tokio::test]
async fn what_a_member_is_called_is_checked() {
    let app = TestApp::new().await;
    let owner = app.member().await;
    let (id, path) = shared(&owner).await;
    let unsaid = "Member to be added not specified";
    for body in [
        json!({}),
        json!({"member": null}),
        json!({"member": ""}),
        json!({"member": " "}),
        json!({"member": 7}),
    ] {
        owner.post(&path).json(&body).await.refused(400, unsaid, &body.to_string());
    }
    for body in [json!([]), json!("x"), json!({"member": "x".repeat(256)}), json!({"member": "a\u{0}b"})] {
        owner.post(&path).json(&body).await.expect(400);
    }
    owner.post(&path).json(&json!({"member": "x".repeat(255)})).await.expect(200);
    let twice = json!({"member": "twice"});
    owner.post(&path).json(&twice).await.expect(200);
    let text = format!("The target member twice is already associated with image {id}.");
    owner.post(&path).json(&twice).await.refused(409, &text, "twice");
    for member in ["nobody", "%00", "%FF"] {
        let status = owner.get(&format!("{path}/{member}")).await.status;
        assert!([400, 404].contains(&status.as_u16()), "{member}: {status}");
    }
    owner.get(&format!("/v2/images/{NOBODY}/members")).await.expect(404);
}

#[tokio::test]
async fn only_a_member_answers_and_only_in_the_words_there_are() {
    let app = TestApp::new().await;
    let (owner, other, admin) = (app.member().await, app.other_project().await, app.admin().await);
    let (_, path) = shared(&owner).await;
    owner.post(&path).json(&json!({"member": other.project})).await.expect(200);
    owner.post(&path).json(&json!({"member": "third"})).await.expect(200);
    let one = format!("{path}/{}", other.project);
    owner.put(&one).json(&json!({"status": "accepted"})).await.expect(403);
    other.put(&format!("{path}/third")).json(&json!({"status": "accepted"})).await.expect(404);
    other.put(&one).json(&json!({})).await.refused(400, "Status not specified", "none");
    let words = "Status must be \"pending\", \"accepted\" or \"rejected\".";
    for status in [json!("all"), json!(""), json!(null), json!(1), json!("Accepted")] {
        other.put(&one).json(&json!({"status": status})).await.refused(400, words, &status.to_string());
    }
    other.put(&one).json(&json!([])).await.expect(400);
    admin.put(&one).json(&json!({"status": "accepted"})).await.expect(200);
    // A member sees itself, who shares sees all, and no member takes itself away.
    let seen = |list: Value| list["members"].as_array().unwrap().len();
    assert_eq!(seen(other.get(&path).await.expect(200).json()), 1);
    assert_eq!(seen(owner.get(&path).await.expect(200).json()), 2);
    other.get(&format!("{path}/third")).await.expect(404);
    other.delete(&one).await.expect(403);
}

#[tokio::test]
async fn members_are_kept_while_an_image_is_not_shared() {
    let app = TestApp::new().await;
    let (owner, other) = (app.member().await, app.other_project().await);
    let (id, path) = shared(&owner).await;
    owner.post(&path).json(&json!({"member": other.project})).await.expect(200);
    owner.patch(&id, json!([{"op": "replace", "path": "/visibility", "value": "private"}])).await.expect(200);
    other.get(&format!("/v2/images/{id}")).await.expect(404);
    owner.get(&path).await.refused(403, "Only shared images have members.", "list");
    let refusal = format!("Not allowed to create members for image {id}.");
    owner.post(&path).json(&json!({"member": "more"})).await.refused(403, &refusal, "add");
    owner.get(&format!("{path}/{}", other.project)).await.expect(404);
    owner.patch(&id, json!([{"op": "replace", "path": "/visibility", "value": "shared"}])).await.expect(200);
    other.get(&format!("/v2/images/{id}")).await.expect(200);
}

#[tokio::test]
async fn an_image_has_as_many_members_as_the_operator_lets_it_have() {
    let app = TestApp::with(|settings| settings.images.image_member_quota = 3).await;
    let owner = app.member().await;
    let (_, path) = shared(&owner).await;
    let calls = (0..8).map(|n| owner.post(&path).json(&json!({"member": format!("p{n}")})).into_future());
    let mut statuses: Vec<u16> = join_all(calls).await.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 413, 413, 413, 413, 413]);
    assert_eq!(app.rows("image_members").await, 3);
}
