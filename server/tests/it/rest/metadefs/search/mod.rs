//! Searching the catalog.

mod questions;

use serde_json::{Value, json};
use vitrine::config::Settings;

use super::NAMESPACES;
use crate::support::{Answer, Call, Client, TestApp};

const SEARCH: &str = "/vitrine/v1/metadefs/search";

fn pinning() -> Value {
    json!({
        "namespace": "OS::Test::Pinning",
        "display_name": "CPU placement",
        "description": "How guests get their processors",
        "visibility": "public",
        "resource_type_associations": [
            {"name": "OS::Nova::Flavor", "prefix": "hw:"},
            {"name": "OS::Glance::Image", "prefix": "hw_"},
        ],
        "properties": {
            "cpu_policy": {"type": "string", "title": "CPU pinning policy", "enum": ["shared", "dedicated"],
                "description": "Whether processors of the guest are bound to those of the host"},
            "cpuThreads": {"type": "integer", "title": "Threads", "description": "A pinning detail"},
        },
        "objects": [{"name": "Sockets", "description": "Where processors sit", "properties": {
            "count": {"type": "integer", "title": "Number of sockets"},
        }}],
        "tags": [{"name": "pinned"}],
        "translations": {"zh-CN": {
            "display_name": "处理器放置",
            "properties": {"cpu_policy": {"title": "CPU 绑定策略"}},
            "objects": {"Sockets": {"description": "插槽", "properties": {"count": {"title": "插槽数量"}}}},
        }},
    })
}

fn put(client: &Client, document: &Value) -> Call {
    let name = document["namespace"].as_str().unwrap();
    let path = format!("/vitrine/v1/metadefs/namespaces/{name}/document");
    client.put(&path).header("if-none-match", "*").json(document)
}

async fn catalog() -> (TestApp, Client) {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    put(&admin, &pinning()).await.expect(201);
    (app, admin)
}

async fn search(client: &Client, query: &[(&str, &str)]) -> Answer {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    client.get(&format!("{SEARCH}?{query}")).await
}

/// What was found: kind, object and name of each hit.
async fn found(client: &Client, query: &[(&str, &str)]) -> Vec<String> {
    let answer = search(client, query).await.expect(200).json();
    let hit = |hit: &Value| {
        let object = hit["object"].as_str().map(|object| format!("{object}/")).unwrap_or_default();
        format!("{} {object}{}", hit["kind"].as_str().unwrap(), hit["name"].as_str().unwrap())
    };
    let hits: Vec<String> = answer["hits"].as_array().unwrap().iter().map(hit).collect();
    assert_eq!(answer["total"], hits.len(), "{query:?}");
    hits
}

#[tokio::test]
async fn words_find_names_titles_values_descriptions_and_translations() {
    let (_app, admin) = catalog().await;
    let (policy, threads, count) = ("property cpu_policy", "property cpuThreads", "property Sockets/count");
    let namespace = "namespace OS::Test::Pinning";
    for (q, expected) in [
        ("pin policy", vec![policy]),
        ("dedicated", vec![policy]),
        ("DEDIC", vec![policy]),
        ("绑定", vec![policy]),
        ("cpu绑定策略", vec![policy]),
        ("定绑", vec![]),
        ("hw:cpu_policy", vec![policy]),
        ("hw_cpu_policy", vec![policy]),
        ("threads", vec![threads]),
        ("cpuThreads", vec![threads]),
        ("插槽", vec!["object Sockets", count]),
        ("插槽数", vec![count]),
        ("处理器", vec![namespace]),
        ("placement", vec![namespace]),
        ("pinned", vec!["tag pinned"]),
        ("inning", vec![]),
        ("dedicated nothing", vec![]),
    ] {
        let mut hits = found(&admin, &[("q", q)]).await;
        hits.sort_unstable();
        assert_eq!(hits, expected, "{q}");
    }
}

#[tokio::test]
async fn the_starter_catalog_can_be_searched() {
    let app = TestApp::new().await;
    app.app().ensure_starter_catalog(&Settings::default()).await.unwrap();
    let reader = app.reader().await;
    for q in ["pin", "pinning", "dedicated", "绑定", "hw:cpu_policy"] {
        let query = [("q", q), ("limit", "100"), ("resource_type", "OS::Nova::Flavor")];
        let answer = search(&reader, &query).await.expect(200).json();
        let is_key = |it: &Value| it["key"] == "hw:cpu_policy";
        let is_wanted = |hit: &Value| hit["resource_types"].as_array().unwrap().iter().any(is_key);
        assert!(answer["hits"].as_array().unwrap().iter().any(is_wanted), "{q}: {answer}");
    }
    let answer = search(&reader, &[("q", "hw:cpu_policy")]).await.json();
    assert_eq!(answer["hits"][0]["name"], "cpu_policy", "what is named so comes first");
}

#[tokio::test]
async fn names_come_before_titles_and_these_before_values_and_descriptions() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let body = json!({"namespace": "n", "visibility": "public", "properties": {
        "a": {"type": "string", "title": "t", "description": "zebra zebra zebra zebra"},
        "b": {"type": "string", "title": "t", "enum": ["zebra", "other", "more"]},
        "c": {"type": "string", "title": "a zebra with many more words behind it than the rest has"},
        "d_zebra_long_name": {"type": "string", "title": "t", "description": "of many words, and more words"},
        "zebra": {"type": "string", "title": "t", "description": "of even more words than that one has, of course"},
        "zebras": {"type": "string", "title": "t"},
        "z": {"type": "string", "title": "unrelated"},
    }});
    admin.post(NAMESPACES).json(&body).await.expect(201);
    let hits = found(&admin, &[("q", "zebra")]).await;
    assert_eq!(hits[0], "property zebra", "{hits:?}");
    let mut names = hits[1..3].to_vec();
    names.sort_unstable();
    assert_eq!(names, ["property d_zebra_long_name", "property zebras"], "{hits:?}");
    assert_eq!(hits[3..], ["property c", "property b", "property a"], "{hits:?}");
    let first = search(&admin, &[("q", "zebra"), ("limit", "2")]).await.expect(200).json();
    assert_eq!((first["hits"].as_array().unwrap().len(), &first["total"]), (2, &json!(6)));
}

#[tokio::test]
async fn hits_tell_what_they_are_and_where_words_are() {
    let (_app, admin) = catalog().await;
    let answer = search(&admin, &[("q", "pin 绑定 hw dedicated")]).await.expect(200).json();
    assert_eq!(
        answer["hits"],
        json!([{
            "kind": "property",
            "namespace": "OS::Test::Pinning",
            "name": "cpu_policy",
            "title": "CPU pinning policy",
            "description": "Whether processors of the guest are bound to those of the host",
            "type": "string",
            "resource_types": [
                {"name": "OS::Nova::Flavor", "key": "hw:cpu_policy"},
                {"name": "OS::Glance::Image", "key": "hw_cpu_policy"},
            ],
            "matches": [
                {"field": "key", "text": "hw:cpu_policy", "ranges": [[0, 2]]},
                {"field": "key", "text": "hw_cpu_policy", "ranges": [[0, 2]]},
                {"field": "title", "text": "CPU pinning policy", "ranges": [[4, 7]]},
                {"field": "title", "language": "zh-CN", "text": "CPU 绑定策略", "ranges": [[4, 6]]},
                {"field": "value", "text": "dedicated", "ranges": [[0, 9]]},
            ],
            "self": "/v2/metadefs/namespaces/OS::Test::Pinning/properties/cpu_policy",
        }])
    );
}

#[tokio::test]
async fn filters_choose() {
    let (_app, admin) = catalog().await;
    let other = json!({"namespace": "other", "visibility": "public", "tags": [{"name": "pin"}],
        "resource_type_associations": [{"name": "OS::Cinder::Volume"}],
        "properties": {"pin": {"type": "boolean", "title": "Pin"}}});
    admin.post(NAMESPACES).json(&other).await.expect(201);
    for (filters, expected) in [
        (vec![("kind", "tag")], vec!["tag pin", "tag pinned"]),
        (vec![("kind", "object")], vec![]),
        (vec![("type", "boolean")], vec!["property pin"]),
        (vec![("type", "integer")], vec!["property cpuThreads"]),
        (vec![("type", "integer"), ("kind", "tag")], vec![]),
        (vec![("resource_type", "OS::Cinder::Volume")], vec!["property pin", "tag pin"]),
        (vec![("resource_type", "OS::Cinder::Volume"), ("kind", "property")], vec!["property pin"]),
        (vec![("resource_type", "OS::Nova::Flavor"), ("kind", "tag")], vec!["tag pinned"]),
        (vec![("resource_type", "nothing")], vec![]),
        (vec![("resource_type", "' OR 1=1 --")], vec![]),
    ] {
        let query: Vec<_> = [("q", "pin")].into_iter().chain(filters).collect();
        let mut hits = found(&admin, &query).await;
        hits.sort_unstable();
        assert_eq!(hits, expected, "{query:?}");
    }
}

#[tokio::test]
async fn everybody_finds_what_is_public_and_their_own() {
    let (app, admin) = catalog().await;
    let (reader, other) = (app.reader().await, app.other_project().await);
    for (name, owner) in [("d", &reader.project), ("e", &other.project)] {
        let body = json!({"namespace": name, "visibility": "private", "owner": owner,
            "properties": {format!("secret_{name}"): {"type": "string", "title": "t"}}});
        admin.post(NAMESPACES).json(&body).await.expect(201);
    }
    let both = ["property secret_d", "property secret_e"];
    for (client, expected) in [(&admin, &both[..]), (&reader, &both[..1]), (&other, &both[1..])] {
        assert_eq!(found(client, &[("q", "secret")]).await, expected);
        assert_eq!(found(client, &[("q", "dedicated")]).await, ["property cpu_policy"]);
    }
    assert_eq!(found(&reader, &[("q", "secret_e")]).await.len(), 0);
    // Once shown to all, once handed over.
    admin.put(&format!("{NAMESPACES}/e")).json(&json!({"namespace": "e", "visibility": "public"})).await;
    assert_eq!(found(&reader, &[("q", "secret_e")]).await, ["property secret_e"]);
    app.anonymous().get(&format!("{SEARCH}?q=secret")).await.expect(401);
}

#[tokio::test]
async fn rules_hide_kinds_and_namespaces_from_hits_and_totals() {
    let rules = "get_metadef_tags: \"role:admin\"\n\
        get_metadef_objects: \"role:admin\"\n\
        get_metadef_namespace: \"role:admin or project_id:%(project_id)s\"\n";
    let app = TestApp::with(|settings| {
        let path = settings.data_dir.join("policy.yaml");
        std::fs::write(&path, rules).unwrap();
        settings.policy.file = Some(path);
    })
    .await;
    let (admin, reader) = (app.admin().await, app.reader().await);
    put(&admin, &pinning()).await.expect(201);
    assert_eq!(found(&admin, &[("q", "socket")]).await.len(), 2);
    assert_eq!(found(&admin, &[("q", "pin"), ("kind", "tag")]).await, ["tag pinned"]);
    let mut own = pinning();
    own["namespace"] = json!("own");
    own["owner"] = json!(reader.project);
    put(&admin, &own).await.expect(201);
    for (q, expected) in [("socket", vec![]), ("pinned", vec![]), ("dedicated", vec!["property cpu_policy"])]
    {
        assert_eq!(
            found(&reader, &[("q", q)]).await,
            expected,
            "{q}: another's namespace is hidden by a rule"
        );
    }
}

#[tokio::test]
async fn changes_show_at_once() {
    let (app, admin) = catalog().await;
    let at = |rest: &str| format!("{NAMESPACES}/OS::Test::Pinning{rest}");
    assert_eq!(found(&admin, &[("q", "dedicated")]).await.len(), 1);
    let renamed = json!({"name": "cpu_binding", "type": "string", "title": "Binding"});
    admin.put(&at("/properties/cpu_policy")).json(&renamed).await.expect(200);
    assert_eq!(found(&admin, &[("q", "dedicated")]).await.len(), 0);
    assert_eq!(found(&admin, &[("q", "hw:cpu_binding")]).await, ["property cpu_binding"]);
    admin.delete(&at("/tags/pinned")).await.expect(204);
    assert_eq!(found(&admin, &[("q", "pinned")]).await.len(), 0);
    let body = json!({"namespace": "Renamed", "visibility": "public", "owner": admin.project});
    admin.put(&at("")).json(&body).await.expect(200);
    assert_eq!(found(&admin, &[("q", "OS::Test::Pinning")]).await.len(), 0);
    let hit = search(&admin, &[("q", "cpu_binding")]).await.json();
    assert_eq!(hit["hits"][0]["namespace"], "Renamed");
    admin.delete(&format!("{NAMESPACES}/Renamed")).await.expect(204);
    for q in ["cpu_binding", "renamed", "sockets"] {
        assert_eq!(found(&admin, &[("q", q)]).await.len(), 0, "{q}");
    }
    assert_eq!(app.rows("metadef_search").await, 0);
}
