//! `PUT /v2/images/{id}/file`.

use axum::body::{Body, Bytes};
use serde_json::json;

use super::NOBODY;
use crate::support::client::OCTETS;
use crate::support::{Call, TestApp};

const DATA: &str = "0123456789";
const MD5: &str = "781e5e245d69b566979b86e28d23f2c7";
/// sha512 of the same.
const SHA512: &str = "bb96c2fc40d2d54617d6f276febe571f623a8dadf0b734855299b0e107fda32cf6b69f2da32b36445d73690b93cbd0f7bfc20e0f7f28553d2a4428f23b716e90";

/// Chunks whose number the server does not know.
fn chunked(chunks: &[&'static str]) -> Body {
    let chunks: Vec<Result<Bytes, std::io::Error>> =
        chunks.iter().map(|chunk| Ok(Bytes::from_static(chunk.as_bytes()))).collect();
    Body::from_stream(futures::stream::iter(chunks))
}

/// An upload without a body yet.
fn put(client: &crate::support::Client, id: &str) -> Call {
    client.put(&format!("/v2/images/{id}/file")).header("content-type", OCTETS)
}

#[tokio::test]
async fn an_upload_makes_the_image_active_with_its_digests() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let answer = member.upload(&id, DATA).await.expect(204);
    assert!(answer.body.is_empty());
    let image = member.show(&id).await;
    for (key, expected) in [
        ("status", json!("active")),
        ("size", json!(10)),
        ("virtual_size", json!(10)),
        ("checksum", json!(MD5)),
        ("os_hash_algo", json!("sha512")),
        ("os_hash_value", json!(SHA512)),
    ] {
        assert_eq!(image[key], expected, "{key}");
    }
    assert_eq!(app.stored_files().len(), 1);
}

#[tokio::test]
async fn zero_bytes_are_data_too() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for call in ["with a length", "chunked"] {
        let id = member.ready_image().await;
        let upload = match call {
            "chunked" => put(&member, &id).stream(chunked(&[])),
            _ => member.upload(&id, ""),
        };
        upload.await.expect(204);
        let image = member.show(&id).await;
        let found = (&image["status"], &image["size"], &image["virtual_size"], &image["checksum"]);
        let md5 = json!("d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(found, (&json!("active"), &json!(0), &json!(null), &md5), "{call}");
        let file = member.get(&format!("/v2/images/{id}/file")).await.expect(200);
        assert_eq!((file.body.len(), file.header("content-length")), (0, "0"), "{call}");
    }
}

#[tokio::test]
async fn data_may_come_in_chunks_with_or_without_a_length() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for announced in [None, Some("10")] {
        let id = member.ready_image().await;
        let mut call = put(&member, &id).stream(chunked(&["0123", "", "456789"]));
        if let Some(size) = announced {
            call = call.header("x-openstack-image-size", size);
        }
        call.await.expect(204);
        assert_eq!(member.show(&id).await["checksum"], MD5, "{announced:?}");
    }
}

#[tokio::test]
async fn lengths_that_are_wrong_leave_the_image_queued() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    for size in ["many", "-1", "1.5", "", "0x10", "99999999999999999999999"] {
        let call = member.upload(&id, DATA).header("x-openstack-image-size", size);
        call.await.refused(400, "", size);
    }
    for size in ["9", "11"] {
        let call = put(&member, &id).stream(chunked(&[DATA])).header("x-openstack-image-size", size);
        let answer = call.await;
        assert!(answer.status.is_client_error(), "{size}: {}", answer.status);
    }
    let image = member.show(&id).await;
    assert_eq!(
        (&image["status"], &image["size"], &image["checksum"]),
        (&json!("queued"), &json!(null), &json!(null))
    );
    assert!(app.stored_files().is_empty());
    member.upload(&id, DATA).await.expect(204);
}

#[tokio::test]
async fn images_end_at_the_size_cap() {
    let app = TestApp::with(|settings| settings.images.image_size_cap = 10).await;
    let member = app.member().await;
    let fragment = "The incoming image is too large";
    let id = member.ready_image().await;
    member.upload(&id, "0123456789x").await.refused(413, fragment, "with a length");
    put(&member, &id).stream(chunked(&[DATA, "x"])).await.refused(413, fragment, "chunked");
    let lying = put(&member, &id).stream(chunked(&[DATA, "x"])).header("x-openstack-image-size", "10");
    lying.await.refused(413, fragment, "announced smaller");
    let announced = put(&member, &id).stream(chunked(&[DATA])).header("x-openstack-image-size", "11");
    announced.await.refused(413, fragment, "announced larger");
    assert_eq!(member.show(&id).await["status"], "queued");
    assert!(app.stored_files().is_empty(), "{:?}", app.stored_files());
    put(&member, &id).stream(chunked(&["01234", "56789"])).await.expect(204);
}

#[tokio::test]
async fn only_octets_are_data() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", "*/*", ""] {
        let answer = member.upload(&id, DATA).header("content-type", kind).await;
        answer.refused(415, "The request media type", kind);
    }
    member.upload(&id, DATA).without("content-type").await.expect(415);
    assert_eq!(member.show(&id).await["status"], "queued");
    member.upload(&id, DATA).header("content-type", "application/octet-stream; x=y").await.expect(204);
}

#[tokio::test]
async fn formats_must_be_set_before_data_comes() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for formats in [json!({}), json!({"disk_format": "raw"}), json!({"container_format": "bare"})] {
        let image = member.create(formats.clone()).await;
        let id = image["id"].as_str().unwrap();
        let fragment = "Properties disk_format, container_format must be set prior to saving data.";
        member.upload(id, DATA).await.refused(400, fragment, &formats.to_string());
        assert_eq!(member.show(id).await, image);
    }
    assert!(app.stored_files().is_empty());
}

#[tokio::test]
async fn data_is_written_once() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.active_image(b"0123456789").await;
    let before = member.show(&id).await;
    for client in [&member, &app.admin().await] {
        let answer = client.upload(&id, "other").await;
        answer.refused(409, "Image status transition from active to saving is not allowed", "active");
    }
    assert_eq!(member.show(&id).await, before);
    for status in ["saving", "uploading", "importing", "deactivated", "killed", "pending_delete"] {
        let id = member.ready_image().await;
        app.set_status(&id, status).await;
        let fragment = format!("Image status transition from {status} to saving is not allowed");
        member.upload(&id, DATA).await.refused(409, &fragment, status);
        assert_eq!(member.show(&id).await["status"], status);
    }
    assert_eq!(app.stored_files().len(), 1);
}

#[tokio::test]
async fn who_may_not_upload_learns_no_more_than_that() {
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let id = member.ready_image().await;
    app.reader().await.upload(&id, DATA).await.refused(403, "upload_image", "reader");
    other.upload(&id, DATA).await.refused(404, "No image found with ID", "hidden");
    member.upload(NOBODY, DATA).await.refused(404, "No image found with ID", "missing");
    app.anonymous().upload(&id, DATA).await.expect(401);
    app.sql("UPDATE images SET visibility = 'public'").await;
    other.upload(&id, DATA).await.refused(403, "upload_image", "public");
    assert_eq!(member.show(&id).await["status"], "queued");
    assert!(app.stored_files().is_empty());
}

#[tokio::test]
async fn a_client_that_goes_away_leaves_the_image_queued() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let broken = futures::stream::iter([
        Ok(Bytes::from_static(b"0123")),
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
    ]);
    let answer = put(&member, &id).stream(Body::from_stream(broken)).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert_eq!(member.show(&id).await["status"], "queued");
    assert!(app.stored_files().is_empty());
    member.upload(&id, DATA).await.expect(204);
}

#[tokio::test]
async fn a_client_that_falls_silent_is_given_up() {
    let app = TestApp::with(|settings| settings.http.upload_idle_seconds = 1).await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let silent = futures::stream::pending::<Result<Bytes, std::io::Error>>();
    put(&member, &id).stream(Body::from_stream(silent)).await.expect(408);
    assert_eq!(member.show(&id).await["status"], "queued");
    assert!(app.stored_files().is_empty());
}

#[tokio::test]
async fn only_raw_and_bare_data_tells_its_virtual_size() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for (disk, container, expected) in [
        ("raw", "bare", json!(10)),
        ("raw", "ovf", json!(null)),
        ("ami", "ami", json!(null)),
        ("ploop", "bare", json!(null)),
    ] {
        let image = member.create(json!({"disk_format": disk, "container_format": container})).await;
        let id = image["id"].as_str().unwrap();
        member.upload(id, DATA).await.expect(204);
        assert_eq!(member.show(id).await["virtual_size"], expected, "{disk} {container}");
    }
}
