//! `GET /v2/images`: pages, order and links. Filters are in `list_filters`.

use serde_json::{Value, json};

use super::NOBODY;
use crate::support::{Client, TestApp};

fn ids(list: &Value) -> Vec<String> {
    let images = list["images"].as_array().unwrap().iter();
    images.map(|image| image["id"].as_str().unwrap().to_owned()).collect()
}

fn names(list: &Value) -> Vec<String> {
    let images = list["images"].as_array().unwrap().iter();
    images.map(|image| image["name"].as_str().unwrap_or("-").to_owned()).collect()
}

async fn list(client: &Client, query: &str) -> Value {
    client.get(&format!("/v2/images{query}")).await.expect(200).json()
}

/// Images with names from `a`, each created a second after the one before.
async fn some_images(app: &TestApp, count: u8) -> Vec<String> {
    let member = app.member().await;
    let mut made = Vec::new();
    for n in 0..count {
        let image =
            member.create(json!({"name": char::from(b'a' + n).to_string(), "tags": ["x", "y"]})).await;
        let id = image["id"].as_str().unwrap().to_owned();
        let at = i64::from(n) * 1_000_000;
        app.sql(&format!("UPDATE images SET created_at = {at} WHERE id = '{id}'")).await;
        made.push(id);
    }
    made
}

#[tokio::test]
async fn an_empty_list_has_its_links() {
    let app = TestApp::new().await;
    let answer = list(&app.member().await, "").await;
    assert_eq!(answer, json!({"images": [], "first": "/v2/images", "schema": "/v2/schemas/images"}));
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let app = TestApp::new().await;
    let mut expected = some_images(&app, 7).await;
    expected.reverse();
    let member = app.member().await;
    let (mut seen, mut path) = (Vec::new(), "/v2/images?limit=3".to_owned());
    loop {
        let page = member.get(&path).await.expect(200).json();
        assert_eq!(page["first"], "/v2/images?limit=3");
        seen.extend(ids(&page));
        match page["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_full_last_page_leads_to_an_empty_one() {
    let app = TestApp::new().await;
    let made = some_images(&app, 2).await;
    let member = app.member().await;
    let page = list(&member, "?limit=2").await;
    assert_eq!(page["next"], format!("/v2/images?limit=2&marker={}", made[0]));
    let last = member.get(page["next"].as_str().unwrap()).await.expect(200).json();
    assert_eq!((&last["images"], last.get("next")), (&json!([]), None));
}

#[tokio::test]
async fn links_keep_every_parameter_but_the_marker() {
    let app = TestApp::new().await;
    let made = some_images(&app, 2).await;
    let page = list(&app.member().await, &format!("?tag=x&tag=y&limit=1&marker={}&name=eq:a", made[1])).await;
    let first = "/v2/images?tag=x&tag=y&limit=1&name=eq%3Aa";
    assert_eq!(page["first"], first);
    assert_eq!(page["next"], format!("{first}&marker={}", made[0]));
    assert_eq!(ids(&page), [made[0].as_str()]);
}

#[tokio::test]
async fn the_limit_is_read_capped_and_checked() {
    let app = TestApp::with(|settings| {
        settings.images.limit_param_default = 2;
        settings.images.api_limit_max = 3;
    })
    .await;
    some_images(&app, 5).await;
    let member = app.member().await;
    for (query, rows) in [
        ("", 2),
        ("?limit=0", 0),
        ("?limit=1", 1),
        ("?limit=4", 3),
        ("?limit=4294967295", 3),
        ("?limit=99999999999999999999", 3),
    ] {
        assert_eq!(ids(&list(&member, query).await).len(), rows, "{query}");
    }
    for (query, fragment) in [
        ("limit=x", "limit param must be an integer"),
        ("limit=1.5", "limit param must be an integer"),
        ("limit=", "limit param must be an integer"),
        ("limit=-1", "limit param must be positive"),
    ] {
        member.get(&format!("/v2/images?{query}")).await.refused(400, fragment, query);
    }
}

#[tokio::test]
async fn a_marker_must_be_an_image_that_the_caller_sees() {
    let app = TestApp::new().await;
    let (member, other) = (app.member().await, app.other_project().await);
    let id = member.ready_image().await;
    for (client, marker) in
        [(&member, NOBODY), (&member, "aaa"), (&member, ""), (&other, id.as_str()), (&member, "';--")]
    {
        let answer = client.get(&format!("/v2/images?marker={marker}")).await;
        answer.refused(400, &format!("No image found with ID {marker}"), marker);
    }
    assert_eq!(list(&member, &format!("?marker={id}")).await["images"], json!([]));
    member.delete(&format!("/v2/images/{id}")).await.expect(204);
    member.get(&format!("/v2/images?marker={id}")).await.refused(400, "No image found with ID", "deleted");
}

#[tokio::test]
async fn a_list_is_ordered_as_asked() {
    let app = TestApp::new().await;
    let made = some_images(&app, 4).await;
    for (id, disk, size) in [(0, 1, 30), (1, 1, 10), (2, 2, 20), (3, 2, 20)] {
        let format = if disk == 1 { "raw" } else { "iso" };
        let set =
            format!("UPDATE images SET size = {size}, disk_format = '{format}' WHERE id = '{}'", made[id]);
        app.sql(&set).await;
    }
    let member = app.member().await;
    for (query, expected) in [
        ("", "dcba"),
        ("?sort_dir=asc", "abcd"),
        ("?sort_key=name", "dcba"),
        ("?sort_key=name&sort_dir=asc", "abcd"),
        ("?sort_key=size&sort_dir=asc", "bcda"),
        ("?sort_key=size", "adcb"),
        ("?sort_key=disk_format&sort_key=name&sort_dir=asc", "cdab"),
        ("?sort_key=disk_format&sort_key=name&sort_dir=asc&sort_dir=desc", "dcba"),
        ("?sort=disk_format:asc,size:desc", "dcab"),
        ("?sort=name:asc", "abcd"),
        ("?sort=name", "dcba"),
        ("?sort=status,name:asc", "abcd"),
        ("?sort=created_at:asc", "abcd"),
    ] {
        assert_eq!(names(&list(&member, query).await).concat(), expected, "{query}");
    }
    for key in ["name", "status", "container_format", "disk_format", "size", "id", "created_at", "updated_at"]
    {
        let all = names(&list(&member, &format!("?sort_key={key}&sort_dir=asc")).await);
        let mut paged = Vec::new();
        let mut path = format!("?sort_key={key}&sort_dir=asc&limit=1");
        for _ in 0..4 {
            let page = list(&member, &path).await;
            paged.extend(names(&page));
            path = page["next"].as_str().unwrap().trim_start_matches("/v2/images").to_owned();
        }
        assert_eq!(paged, all, "one at a time by {key}");
    }
}

#[tokio::test]
async fn an_order_that_makes_no_sense_is_refused() {
    let app = TestApp::new().await;
    let member = app.member().await;
    for (query, fragment) in [
        ("sort_key=password", "Invalid sort key"),
        ("sort_key=owner", "Invalid sort key"),
        ("sort_key=", "Invalid sort key"),
        ("sort=bogus:asc", "Invalid sort key"),
        ("sort=name:sideways", "Invalid sort direction"),
        ("sort_dir=up", "Invalid sort direction"),
        ("sort=name&sort_key=name", "cannot be combined"),
        ("sort=name&sort_dir=asc", "cannot be combined"),
        ("sort_key=name&sort_key=size&sort_key=id&sort_dir=asc&sort_dir=asc", "Number of sort dirs"),
        ("sort_key=name&sort_dir=asc&sort_dir=asc", "Number of sort dirs"),
        ("sort_key=name;--", "Invalid sort key"),
    ] {
        member.get(&format!("/v2/images?{query}")).await.refused(400, fragment, query);
    }
}

#[tokio::test]
async fn a_reader_lists_and_who_has_no_project_does_not() {
    let app = TestApp::new().await;
    some_images(&app, 1).await;
    assert_eq!(names(&list(&app.reader().await, "").await), ["a"]);
    let login = json!({"auth": {
        "identity": {"methods": ["token"], "token": {"id": app.member().await.token()}}, "scope": "unscoped",
    }});
    let unscoped = app.anonymous().post("/identity/v3/auth/tokens").json(&login).await.expect(201);
    let unscoped = app.anonymous().with_token(unscoped.header("x-subject-token"));
    unscoped.get("/v2/images").await.refused(403, "get_images", "unscoped");
    unscoped.post("/v2/images").json(&json!({})).await.refused(403, "add_image", "unscoped");
    app.person("sam", "garden", "service").await.get("/v2/images").await.refused(
        403,
        "get_images",
        "service",
    );
}
