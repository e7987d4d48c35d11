//! `GET /v2/images/{id}/file`.

use serde_json::json;

use super::NOBODY;
use crate::support::TestApp;

const DATA: &[u8] = b"0123456789";

#[tokio::test]
async fn a_download_brings_every_byte_and_its_digest() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.active_image(DATA).await;
    let answer = member.get(&format!("/v2/images/{id}/file")).await.expect(200);
    assert_eq!(&answer.body[..], DATA);
    for (name, expected) in [
        ("content-type", "application/octet-stream"),
        ("content-length", "10"),
        ("content-md5", "781e5e245d69b566979b86e28d23f2c7"),
        ("content-range", ""),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox"),
    ] {
        assert_eq!(answer.header(name), expected, "{name}");
    }
}

#[tokio::test]
async fn parts_are_sent_by_range_and_by_the_older_header() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.active_image(DATA).await;
    for (name, value, expected, part) in [
        ("range", "bytes=2-4", "234", "bytes 2-4/10"),
        ("range", "bytes=0-0", "0", "bytes 0-0/10"),
        ("range", "bytes=7-", "789", "bytes 7-9/10"),
        ("range", "bytes=-3", "789", "bytes 7-9/10"),
        ("range", "bytes=5-99", "56789", "bytes 5-9/10"),
        ("range", "bytes=-99", "0123456789", "bytes 0-9/10"),
        ("range", "bytes=0-", "0123456789", "bytes 0-9/10"),
        ("content-range", "bytes 2-4/10", "234", "bytes 2-4/10"),
        ("content-range", "bytes 2-4/*", "234", "bytes 2-4/10"),
    ] {
        let answer = member.get(&format!("/v2/images/{id}/file")).header(name, value).await;
        assert_eq!(answer.status, 206, "{name}: {value}");
        assert_eq!((answer.text().as_str(), answer.header("content-range")), (expected, part), "{value}");
        assert_eq!(answer.header("content-length"), expected.len().to_string(), "{value}");
    }
}

#[tokio::test]
async fn ranges_that_cannot_be_served_are_refused() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.active_image(DATA).await;
    let path = format!("/v2/images/{id}/file");
    for value in [
        "bytes=10-",
        "bytes=10-11",
        "bytes=4-2",
        "bytes=x-y",
        "bytes=",
        "bytes=-",
        "items=0-1",
        "bytes=-0",
        "nonsense",
        "",
    ] {
        let answer = member.get(&path).header("range", value).await;
        answer.refused(416, "The Range requested is not available.", value);
        assert_eq!(answer.header("content-range"), "bytes */10", "{value}");
    }
    member.get(&path).header("range", "bytes=0-1,4-5").await.refused(400, "multiple ranges", "two ranges");
}

#[tokio::test]
async fn an_image_without_data_downloads_as_nothing() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for status in ["queued", "saving", "uploading", "importing"] {
        let id = member.ready_image().await;
        app.set_status(&id, status).await;
        for range in [None, Some("bytes=0-1")] {
            let call = member.get(&format!("/v2/images/{id}/file"));
            let call = if let Some(range) = range { call.header("range", range) } else { call };
            let answer = call.await.expect(204);
            assert!(answer.body.is_empty(), "{status}");
        }
    }
}

#[tokio::test]
async fn who_may_not_download_gets_no_byte() {
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let id = member.active_image(DATA).await;
    let path = format!("/v2/images/{id}/file");
    app.reader().await.get(&path).await.refused(403, "download_image", "reader");
    other.get(&path).await.refused(404, "No image found with ID", "hidden");
    app.anonymous().get(&path).await.expect(401);
    member.get(&format!("/v2/images/{NOBODY}/file")).await.refused(404, "No image found with ID", "missing");
    app.sql("UPDATE images SET visibility = 'public'").await;
    other.get(&path).await.expect(200);
    app.person("rae", "harbor", "reader").await.get(&path).await.refused(
        403,
        "download_image",
        "foreign reader",
    );
}

#[tokio::test]
async fn a_deactivated_image_is_downloaded_by_administrators_only() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.active_image(DATA).await;
    app.set_status(&id, "deactivated").await;
    let path = format!("/v2/images/{id}/file");
    member.get(&path).await.refused(403, "The requested image has been deactivated", "member");
    app.admin().await.get(&path).await.expect(200);
    let renamed = json!([{"op": "replace", "path": "/name", "value": "still editable"}]);
    member.patch(&id, renamed).await.expect(200);
    assert_eq!(member.show(&id).await["status"], "deactivated", "no request brings it back");
}

#[tokio::test]
async fn a_site_with_one_store_takes_no_preference() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.active_image(DATA).await;
    for stores in ["local", "nowhere", ""] {
        member.get(&format!("/v2/images/{id}/file?prefer={stores}")).await.refused(400, "prefer", stores);
    }
}

#[tokio::test]
async fn a_name_cannot_break_out_of_a_header() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.active_image(DATA).await;
    app.sql(&format!("UPDATE images SET name = 'x\r\nSet-Cookie: a=b\"' WHERE id = '{id}'")).await;
    let answer = member.get(&format!("/v2/images/{id}/file")).await.expect(200);
    assert_eq!(answer.header("set-cookie"), "");
    assert!(!answer.header("content-disposition").contains("Set-Cookie"));
}

#[tokio::test]
async fn bytes_that_are_lost_are_no_success() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.active_image(DATA).await;
    for file in app.stored_files() {
        std::fs::remove_file(file).unwrap();
    }
    let answer = member.get(&format!("/v2/images/{id}/file")).await;
    assert_eq!(answer.status, 503, "an active image has data");
    assert!(!answer.text().contains('/'), "no path: {}", answer.text());
}
