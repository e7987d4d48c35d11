//! `GET /v2/images`: which rows.

use serde_json::json;

use crate::support::{Client, TestApp};

/// Names that the filter leaves, sorted.
async fn left(client: &Client, query: &str) -> Vec<String> {
    let answer = client.get(&format!("/v2/images?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    let answer = answer.json();
    let images = answer["images"].as_array().unwrap().iter();
    let mut names: Vec<String> =
        images.map(|image| image["name"].as_str().unwrap_or("-").to_owned()).collect();
    names.sort();
    names
}

/// `alpha` (active, raw, tags x and y), `be,ta` (queued, qcow2, tag x, protected) and `c_d` (queued).
async fn scene() -> (TestApp, Client, String) {
    let app = TestApp::new().await;
    let member = app.member().await;
    let alpha = member
        .create(json!({"name": "alpha", "disk_format": "raw", "container_format": "bare", "tags": ["x", "y"],
            "os_distro": "debian", "min_ram": 512, "min_disk": 3}))
        .await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    member.upload(&alpha, "0123456789").await.expect(204);
    member
        .create(json!({"name": "be,ta", "disk_format": "qcow2", "container_format": "ovf", "tags": ["x"],
            "protected": true, "os_distro": "debian", "os_version": "100%"}))
        .await;
    member.create(json!({"name": "c_d"})).await;
    (app, member, alpha)
}

#[tokio::test]
async fn filters_leave_the_rows_that_match() {
    let (_app, member, id) = scene().await;
    let (alpha, beta, both) = (vec!["alpha"], vec!["be,ta"], vec!["alpha", "be,ta"]);
    let (all, none) = (vec!["alpha", "be,ta", "c_d"], Vec::<&str>::new());
    let checksum = "781e5e245d69b566979b86e28d23f2c7";
    for (query, expected) in [
        ("name=alpha", &alpha),
        ("name=eq:alpha", &alpha),
        ("name=ALPHA", &none),
        ("name=in:alpha,c_d", &vec!["alpha", "c_d"]),
        ("name=in:%22be,ta%22,alpha", &both),
        ("name=in:nobody", &none),
        ("name=be,ta", &beta),
        (&format!("id={id}"), &alpha),
        (&format!("id=in:{id},zzz"), &alpha),
        ("status=active", &alpha),
        ("status=in:active,queued", &all),
        ("status=saving", &none),
        ("disk_format=qcow2", &beta),
        ("disk_format=in:raw,qcow2", &both),
        ("container_format=ovf", &beta),
        ("tag=x", &both),
        ("tag=x&tag=y", &alpha),
        ("tag=x&tag=z", &none),
        ("os_distro=debian", &both),
        ("os_distro=debian&os_version=100%25", &beta),
        ("os_distro=arch", &none),
        ("colour=red", &none),
        ("protected=true", &beta),
        ("protected=false", &vec!["alpha", "c_d"]),
        ("size_min=1", &alpha),
        ("size_min=10&size_max=10", &alpha),
        ("size_min=11", &none),
        ("size=10", &alpha),
        ("virtual_size=10", &alpha),
        ("min_ram=512", &alpha),
        ("min_ram_min=1", &alpha),
        ("min_disk=3", &alpha),
        ("min_disk_max=2", &vec!["be,ta", "c_d"]),
        (&format!("checksum={checksum}"), &alpha),
        ("checksum=zz", &none),
        (&format!("owner={}", member.project), &all),
        ("owner=nobody", &none),
        ("os_hidden=false", &all),
        ("os_hidden=FALSE", &all),
        ("os_hidden=true", &none),
        ("deleted=true", &all),
        ("deleted=x", &all),
        ("created_at=gt:2020-01-01T00:00:00Z", &all),
        ("created_at=lt:2020-01-01T00:00:00Z", &none),
        ("created_at=gte:2020-01-01", &all),
        ("updated_at=lte:2020-01-01T00:00:00", &none),
        ("updated_at=neq:2020-01-01T00:00:00Z", &all),
        ("created_at=2020-01-01T00:00:00Z", &none),
    ] {
        assert_eq!(&left(&member, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn filters_that_make_no_sense_are_refused() {
    let (_app, member, _) = scene().await;
    for (query, fragment) in [
        ("visibility=secret", "secret"),
        ("visibility=", "visibility"),
        ("member_status=maybe", "maybe"),
        ("os_hidden=yes", "os_hidden"),
        ("protected=True", "protected"),
        ("protected=1", "protected"),
        ("name=foo:bar", "Unable to filter by unknown operator"),
        ("status=neq:active", "Unable to filter by unknown operator"),
        ("name=in:%22a", "name"),
        ("name=in:%22a%22b", "name"),
        ("name=in:a%22b", "name"),
        ("created_at=after:2020-01-01", "unknown operator"),
        ("created_at=gt:yesterday", "Use ISO 8601"),
        ("updated_at=x", "Use ISO 8601"),
        ("size_min=x", ""),
        ("size_max=1e3", ""),
        ("min_ram_min=x", ""),
        ("bogus_min=1", ""),
        ("size=x", ""),
        ("changes-since=2020-01-01", ""),
        ("name=%FF", ""),
        ("name=%00", ""),
    ] {
        member.get(&format!("/v2/images?{query}")).await.refused(400, fragment, query);
    }
}

#[tokio::test]
async fn hidden_images_show_only_where_they_are_asked_for() {
    let app = TestApp::new().await;
    let member = app.member().await;
    member.create(json!({"name": "seen"})).await;
    member.create(json!({"name": "unseen", "os_hidden": true})).await;
    for (query, expected) in
        [("", "seen"), ("os_hidden=true", "unseen"), ("os_hidden=True&visibility=all", "unseen")]
    {
        assert_eq!(left(&member, query).await, [expected], "{query}");
    }
}

#[tokio::test]
async fn filters_treat_sql_as_text() {
    let (app, member, _) = scene().await;
    for text in ["'", "%25", "_____", "%5C", ";--", "' OR '1'='1", "alpha'--", "al%25", "c?d", "%F0%9F%98%80"]
    {
        let text = text.replace(' ', "%20");
        for key in ["name", "id", "status", "tag", "owner", "checksum", "os_distro", "x';--"] {
            let query = format!(
                "{}={}",
                key.replace('\'', "%27"),
                if key == "name" { format!("eq:{text}") } else { text.clone() }
            );
            assert_eq!(left(&member, &query).await, Vec::<String>::new(), "{query}");
        }
        member.get(&format!("/v2/images?sort_key={text}")).await.expect(400);
        member.get(&format!("/v2/images?marker={text}")).await.expect(400);
    }
    assert_eq!(left(&member, "name=c_d").await, ["c_d"]);
    assert_eq!(app.rows("images").await, 3);
}

#[tokio::test]
async fn columns_that_are_no_filter_reveal_nothing() {
    let (_app, member, _) = scene().await;
    for query in
        ["password_hash__contains=a", "upload_node=x", "name__startswith=a", "version=1", "deleted_at=0"]
    {
        assert_eq!(left(&member, query).await, Vec::<String>::new(), "{query}: a property that nobody has");
    }
}

#[tokio::test]
async fn the_number_of_filters_is_bounded() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let many = |count: usize, pair: fn(usize) -> String| (0..count).map(pair).collect::<Vec<_>>().join("&");
    let get = |query: String| member.get(&format!("/v2/images?{query}"));
    get(many(32, |n| format!("p{n}=v"))).await.expect(200);
    get(many(33, |n| format!("p{n}=v"))).await.expect(400);
    get(many(32, |n| format!("tag={n}"))).await.expect(200);
    get(many(33, |n| format!("tag={n}"))).await.expect(400);
    get(many(8, |_| "sort_key=name".to_owned())).await;
    get(many(9, |_| "sort_key=name".to_owned())).await.expect(400);
    let list = |count: usize| format!("name=in:{}", vec!["a"; count].join(","));
    get(list(256)).await.expect(200);
    get(list(257)).await.expect(400);
    get(many(97, |_| "deleted=x".to_owned())).await.expect(400);
    get(many(96, |_| "deleted=x".to_owned())).await.expect(200);
}
