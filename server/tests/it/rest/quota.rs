//! What a project may have: bounds on bytes, images and uploads, and the call that tells them.

use axum::body::{Body, Bytes};
use futures::future::join_all;
use serde_json::{Value, json};
use tokio::sync::mpsc::Sender;

use crate::support::client::OCTETS;
use crate::support::{Answer, Call, Client, TestApp};

const MIB: usize = 1 << 20;
const USAGE: &str = "/v2/info/usage";

async fn limited(change: impl FnOnce(&mut vitrine::config::Quota)) -> TestApp {
    TestApp::with(|settings| {
        settings.quota.use_limits = true;
        change(&mut settings.quota);
    })
    .await
}

/// What a project uses of a resource.
async fn used(client: &Client, resource: &str) -> Value {
    client.get(USAGE).await.expect(200).json()["usage"][resource]["usage"].clone()
}

/// An upload that stands open until its sender is dropped.
fn open_upload(
    client: &Client,
    id: &str,
) -> (Sender<std::io::Result<Bytes>>, tokio::task::JoinHandle<Answer>) {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    let body = Body::from_stream(tokio_stream::wrappers::ReceiverStream::new(receiver));
    let call = client.put(&format!("/v2/images/{id}/file")).header("content-type", OCTETS).stream(body);
    (sender, tokio::spawn(call.into_future()))
}

/// The same bytes, without a word on how many they are.
fn chunked(client: &Client, id: &str, bytes: usize) -> Call {
    let chunks = (0..bytes.div_ceil(64 << 10)).map(move |n| {
        let length = (bytes - n * (64 << 10)).min(64 << 10);
        Ok::<_, std::io::Error>(Bytes::from(vec![7; length]))
    });
    let body = Body::from_stream(futures::stream::iter(chunks));
    client.put(&format!("/v2/images/{id}/file")).header("content-type", OCTETS).stream(body)
}

#[tokio::test]
async fn without_limits_there_is_nothing_to_tell() {
    let app = TestApp::new().await;
    assert_eq!(app.member().await.get(USAGE).await.expect(200).json(), json!({"usage": {}}));
    app.anonymous().get(USAGE).await.expect(401);
}

#[tokio::test]
async fn usage_is_told_for_the_callers_project() {
    let app = limited(|quota| {
        quota.image_size_total = 10;
        quota.image_count_total = 7;
    })
    .await;
    let (member, other) = (app.member().await, app.other_project().await);
    member.active_image(&[1; 3 * MIB]).await;
    member.ready_image().await;
    let expected = |size: u64, images: u64| {
        json!({"usage": {
            "image_size_total": {"usage": size, "limit": 10},
            "image_stage_total": {"usage": 0, "limit": -1},
            "image_count_total": {"usage": images, "limit": 7},
            "image_count_uploading": {"usage": 0, "limit": -1},
        }})
    };
    assert_eq!(member.get(USAGE).await.expect(200).json(), expected(3, 2));
    assert_eq!(app.reader().await.get(USAGE).await.expect(200).json(), expected(3, 2));
    assert_eq!(other.get(USAGE).await.expect(200).json(), expected(0, 0));
}

#[tokio::test]
async fn images_are_counted_and_deleting_makes_room() {
    let app = limited(|quota| quota.image_count_total = 2).await;
    let member = app.member().await;
    let id = member.ready_image().await;
    member.active_image(b"x").await;
    let refused = member.post("/v2/images").json(&json!({})).await;
    refused.refused(413, "image_count_total of the project may be at most 2", "third");
    assert_eq!(app.rows("images").await, 2);
    app.other_project().await.ready_image().await;
    member.delete(&format!("/v2/images/{id}")).await.expect(204);
    member.ready_image().await;
    let chinese = member.post("/v2/images").json(&json!({})).header("accept-language", "zh-CN").await;
    chinese.refused(413, "限额", "in Chinese");
}

#[tokio::test]
async fn administrators_have_limits_too() {
    let app = limited(|quota| quota.image_count_total = 1).await;
    let admin = app.admin().await;
    admin.ready_image().await;
    admin.post("/v2/images").json(&json!({})).await.expect(413);
    // The owner's limit counts, not the limit of whoever creates.
    let member = app.member().await;
    admin.create(json!({"owner": member.project})).await;
    admin.post("/v2/images").json(&json!({"owner": member.project})).await.expect(413);
}

#[tokio::test]
async fn uploads_end_where_the_room_ends() {
    let app = limited(|quota| quota.image_size_total = 2).await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let text = "image_size_total of the project may be at most 2";
    member.upload(&id, vec![0; 2 * MIB + 1]).await.refused(413, text, "said to be too large");
    chunked(&member, &id, 2 * MIB + 1).await.refused(413, text, "one byte too many");
    chunked(&member, &id, 9 * MIB).await.refused(413, text, "far too many");
    assert_eq!(member.show(&id).await["status"], "queued");
    assert_eq!((app.stored_files().len(), app.rows("upload_reservations").await), (0, 0));
    assert_eq!(used(&member, "image_size_total").await, 0);
    chunked(&member, &id, 2 * MIB).await.expect(204);
    assert_eq!(used(&member, "image_size_total").await, 2);
    let next = member.ready_image().await;
    for call in [member.upload(&next, "x"), chunked(&member, &next, 1), member.upload(&next, "")] {
        call.await.refused(413, text, "full");
    }
    member.delete(&format!("/v2/images/{id}")).await.expect(204);
    member.upload(&next, vec![0; 2 * MIB]).await.expect(204);
}

#[tokio::test]
async fn uploads_at_once_are_counted() {
    let app = limited(|quota| quota.image_count_uploading = 1).await;
    let member = app.member().await;
    let (one, other) = (member.ready_image().await, member.ready_image().await);
    let (sender, upload) = open_upload(&member, &one);
    sender.send(Ok(Bytes::from_static(b"01234"))).await.unwrap();
    while member.show(&one).await["status"] != "saving" {
        tokio::task::yield_now().await;
    }
    assert_eq!(used(&member, "image_count_uploading").await, 1);
    member.upload(&other, "x").await.refused(413, "image_count_uploading", "second upload");
    app.other_project().await.active_image(b"theirs").await;
    drop(sender);
    upload.await.unwrap().expect(204);
    assert_eq!(used(&member, "image_count_uploading").await, 0);
    member.upload(&other, "x").await.expect(204);
}

/// What an upload holds becomes an image's, and at no moment belongs to neither.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn uploads_that_end_are_counted_at_every_moment() {
    let app = limited(|quota| quota.image_size_total = 100).await;
    let member = app.member().await;
    let mut uploads = Vec::new();
    for _ in 0..16 {
        let id = member.ready_image().await;
        uploads.push(tokio::spawn(member.upload(&id, vec![0; MIB]).into_future()));
    }
    let mut last = 0;
    while !uploads.iter().all(tokio::task::JoinHandle::is_finished) {
        let now = used(&member, "image_size_total").await.as_u64().unwrap();
        assert!(now >= last, "{now} after {last}");
        last = now;
    }
    for answer in join_all(uploads).await {
        answer.unwrap().expect(204);
    }
    assert_eq!(used(&member, "image_size_total").await, 16);
}

/// Twenty uploads of a tenth each, all at once; how many there was room for.
async fn of_twenty(app: &TestApp, send: impl Fn(&Client, &str) -> Call) -> usize {
    let member = app.member().await;
    let mut uploads = Vec::new();
    for _ in 0..20 {
        let id = member.ready_image().await;
        uploads.push(tokio::spawn(send(&member, &id).into_future()));
    }
    let answers: Vec<Answer> = join_all(uploads).await.into_iter().map(Result::unwrap).collect();
    for answer in &answers {
        assert!(matches!(answer.status.as_u16(), 204 | 413 | 429), "{} {}", answer.status, answer.text());
    }
    let stored = answers.iter().filter(|answer| answer.status == 204).count();
    assert_eq!(used(&member, "image_size_total").await, stored);
    assert_eq!((app.stored_files().len(), app.rows("upload_reservations").await), (stored, 0));
    stored
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_uploads_of_a_tenth_ten_find_room() {
    let app = limited(|quota| quota.image_size_total = 10).await;
    let stored = of_twenty(&app, |member, id| member.upload(id, vec![0; MIB])).await;
    assert!((1..=10).contains(&stored), "{stored}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_uploads_that_do_not_say_how_large_they_are_ten_find_room() {
    let app = limited(|quota| quota.image_size_total = 10).await;
    let stored = of_twenty(&app, |member, id| chunked(member, id, MIB)).await;
    assert!((1..=10).contains(&stored), "{stored}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn images_deleted_during_their_upload_leave_no_use_behind() {
    let app = limited(|quota| quota.image_size_total = 100).await;
    let member = app.member().await;
    let mut running = Vec::new();
    for _ in 0..10 {
        let id = member.ready_image().await;
        let (sender, upload) = open_upload(&member, &id);
        sender.send(Ok(Bytes::from(vec![0; MIB]))).await.unwrap();
        while member.show(&id).await["status"] != "saving" {
            tokio::task::yield_now().await;
        }
        running.push((id, sender, upload));
    }
    let deletions = running.iter().map(|(id, ..)| member.delete(&format!("/v2/images/{id}")).into_future());
    for answer in join_all(deletions).await {
        answer.expect(204);
    }
    // Deleted, but their bytes are still there, and count.
    assert_eq!(used(&member, "image_count_total").await, 0);
    assert_eq!(used(&member, "image_count_uploading").await, 10);
    for (_, sender, upload) in running {
        drop(sender);
        upload.await.unwrap().expect(410);
    }
    for resource in ["image_size_total", "image_count_total", "image_count_uploading"] {
        assert_eq!(used(&member, resource).await, 0, "{resource}");
    }
    assert_eq!((app.stored_files().len(), app.rows("upload_reservations").await), (0, 0));
}

#[tokio::test]
async fn room_that_a_dead_process_held_is_given_back() {
    let app = limited(|quota| quota.image_size_total = 1).await;
    let admin = app.admin().await;
    app.sql(&format!(
        "INSERT INTO upload_reservations (generation, image_id, project_id, node, bytes, created_at)
         SELECT id, 'i', id, 'dead', {MIB}, 0 FROM projects"
    ))
    .await;
    let id = admin.ready_image().await;
    admin.upload(&id, "x").await.expect(413);
    let app = app.rebuild().await;
    assert_eq!(app.rows("upload_reservations").await, 0);
    app.admin().await.upload(&id, "x").await.expect(204);
}

#[tokio::test]
async fn a_quota_on_bytes_needs_no_limits() {
    let app = TestApp::with(|settings| settings.quota.user_storage_quota = "1KB".to_owned()).await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let text = "may have at most 1024 bytes";
    member.upload(&id, vec![0; 1_025]).await.refused(413, text, "said");
    chunked(&member, &id, 1_025).await.refused(413, text, "not said");
    member.upload(&id, vec![0; 1_000]).await.expect(204);
    let next = member.ready_image().await;
    member.upload(&next, vec![0; 25]).await.refused(413, text, "the rest and one more");
    member.upload(&next, vec![0; 24]).await.expect(204);
    assert_eq!(member.get(USAGE).await.expect(200).json(), json!({"usage": {}}));
}

#[tokio::test]
async fn limits_of_the_identity_service_come_before_those_of_the_settings() {
    let app = limited(|quota| quota.image_count_total = 9).await;
    let (admin, member) = (app.admin().await, app.member().await);
    let limit = |client: Client| async move {
        client.get(USAGE).await.expect(200).json()["usage"]["image_count_total"]["limit"].clone()
    };
    assert_eq!(limit(member.clone()).await, 9);
    app.sql("INSERT INTO services (id, kind, name, enabled) VALUES ('s', 'test', 'test', true)").await;
    let registered = json!({"registered_limits": [
        {"service_id": "s", "resource_name": "image_count_total", "default_limit": 3},
        {"service_id": "s", "resource_name": "other", "default_limit": 1},
    ]});
    admin.post("/identity/v3/registered_limits").json(&registered).await.expect(201);
    assert_eq!(limit(member.clone()).await, 3);
    let own = json!({"limits": [{"service_id": "s", "resource_name": "image_count_total",
        "project_id": member.project, "resource_limit": 1}]});
    let own = admin.post("/identity/v3/limits").json(&own).await.expect(201).json();
    assert_eq!(limit(member.clone()).await, 1);
    assert_eq!(limit(app.other_project().await).await, 3);
    member.ready_image().await;
    member.post("/v2/images").json(&json!({})).await.expect(413);
    let path = format!("/identity/v3/limits/{}", own["limits"][0]["id"].as_str().unwrap());
    admin.call("PATCH", &path).json(&json!({"limit": {"resource_limit": -1}})).await.expect(200);
    assert_eq!(limit(member.clone()).await, -1);
    member.ready_image().await;
    admin.delete(&path).await.expect(204);
    assert_eq!(limit(member).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_pass_no_other_quota_either() {
    let app = TestApp::with(|settings| {
        settings.images.queued_image_quota = 5;
        settings.images.image_tag_quota = 5;
    })
    .await;
    let member = app.member().await;
    let creates = (0..20).map(|_| tokio::spawn(member.post("/v2/images").json(&json!({})).into_future()));
    let made: Vec<Answer> = join_all(creates).await.into_iter().map(Result::unwrap).collect();
    let made: Vec<&Answer> = made.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!((made.len(), app.rows("images").await), (5, 5));
    let id = made[0].json()["id"].as_str().unwrap().to_owned();
    let tags = (0..20).map(|n| tokio::spawn(member.put(&format!("/v2/images/{id}/tags/t{n}")).into_future()));
    let tagged = join_all(tags).await.into_iter().filter(|answer| answer.as_ref().unwrap().status == 204);
    assert_eq!((tagged.count(), app.rows("image_tags").await), (5, 5));
    assert_eq!(member.show(&id).await["tags"].as_array().unwrap().len(), 5);
    let known = member.show(&id).await["tags"][0].as_str().unwrap().to_owned();
    member.put(&format!("/v2/images/{id}/tags/{known}")).await.expect(204);
}
