//! `/v2/images/{id}/tags/{tag}`.

use serde_json::json;

use super::NOBODY;
use crate::support::TestApp;

#[tokio::test]
async fn a_tag_is_given_once_and_taken_away_once() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let path = format!("/v2/images/{id}/tags");
    for (encoded, tag) in [
        ("plain", "plain"),
        ("with%20space", "with space"),
        ("%E6%A0%87%E7%AD%BE", "标签"),
        ("%F0%9F%98%80", "😀"),
        ("a%25b", "a%b"),
        ("a;b=c", "a;b=c"),
        ("a'b_c", "a'b_c"),
    ] {
        for _ in 0..2 {
            member.put(&format!("{path}/{encoded}")).await.expect(204);
            assert_eq!(member.show(&id).await["tags"], json!([tag]));
        }
        member.delete(&format!("{path}/{encoded}")).await.expect(204);
        assert_eq!(member.show(&id).await["tags"], json!([]));
        let again = member.delete(&format!("{path}/{encoded}")).await;
        again.refused(404, "The resource could not be found.", tag);
    }
}

#[tokio::test]
async fn a_tag_is_neither_empty_nor_holds_a_slash() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    for tag in ["", "a%2Fb", "a%2fb", "a/b", "%2F"] {
        for verb in ["PUT", "DELETE"] {
            let answer = member.call(verb, &format!("/v2/images/{id}/tags/{tag}")).await;
            answer.refused(404, "The resource could not be found.", tag);
        }
    }
    assert_eq!(app.rows("image_tags").await, 0);
}

#[tokio::test]
async fn a_tag_has_255_characters_at_the_most() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let put = |tag: String| member.put(&format!("/v2/images/{id}/tags/{tag}"));
    put("x".repeat(255)).await.expect(204);
    put("%E6%A0%87".repeat(255)).await.expect(204);
    put("x".repeat(256)).await.expect(400);
    put("a%0Ab".to_owned()).await.expect(400);
    put("a%00b".to_owned()).await.expect(400);
    put("%FF".to_owned()).await.expect(400);
    assert_eq!(app.rows("image_tags").await, 2);
}

#[tokio::test]
async fn tags_are_counted() {
    let app = TestApp::with(|settings| settings.images.image_tag_quota = 2).await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let put = |tag: &str| member.put(&format!("/v2/images/{id}/tags/{tag}"));
    put("a").await.expect(204);
    put("b").await.expect(204);
    put("c").await.refused(413, "limit has been exceeded", "third");
    put("b").await.expect(204);
    assert_eq!(member.show(&id).await["tags"], json!(["a", "b"]));
}

#[tokio::test]
async fn a_tag_moves_the_time_of_the_last_change() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    app.sql(&format!("UPDATE images SET updated_at = 0 WHERE id = '{id}'")).await;
    member.put(&format!("/v2/images/{id}/tags/a")).await.expect(204);
    assert_ne!(member.show(&id).await["updated_at"], "1970-01-01T00:00:00Z");
    app.sql(&format!("UPDATE images SET updated_at = 0 WHERE id = '{id}'")).await;
    member.delete(&format!("/v2/images/{id}/tags/a")).await.expect(204);
    assert_ne!(member.show(&id).await["updated_at"], "1970-01-01T00:00:00Z");
}

#[tokio::test]
async fn only_the_owner_tags_and_hidden_images_are_not_found() {
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let id = member.ready_image().await;
    for verb in ["PUT", "DELETE"] {
        let call =
            |client: &crate::support::Client, id: &str| client.call(verb, &format!("/v2/images/{id}/tags/x"));
        call(&app.reader().await, &id).await.refused(403, "modify_image", "reader");
        call(&other, &id).await.refused(404, "No image found with ID", "hidden");
        call(&member, NOBODY).await.refused(404, "No image found with ID", "missing");
    }
    app.sql("UPDATE images SET visibility = 'public'").await;
    other.put(&format!("/v2/images/{id}/tags/x")).await.refused(403, "modify_image", "public");
    assert_eq!(app.rows("image_tags").await, 0);
}
