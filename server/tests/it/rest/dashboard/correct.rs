//! What images carry against the catalog, and setting it right on them.

use serde_json::{Value, json};

use super::visitor::Visitor;
use crate::support::{Client, TestApp};

async fn image(client: &Client, name: &str, properties: &[(&str, &str)]) -> String {
    let mut body = json!({"name": name, "visibility": "private"});
    for (key, value) in properties {
        body[key] = json!(value);
    }
    client.create(body).await["id"].as_str().unwrap_or_default().to_owned()
}

async fn catalog(admin: &Client) {
    let body = json!({
        "namespace": "Disks", "visibility": "public", "protected": false,
        "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "hw_"}],
        "properties": {
            "bus": {"type": "string", "title": "Bus", "enum": ["virtio", "scsi"]},
            "size": {"type": "integer", "title": "Size", "minimum": 1},
        },
    });
    admin.post("/v2/metadefs/namespaces").json(&body).await.expect(201);
}

async fn carried(client: &Client, id: &str, key: &str) -> Value {
    client.show(id).await[key].clone()
}

fn ask(key: &str, value: Option<&str>, kind: &str, to: &str) -> Value {
    json!({"correction": {"key": key, "value": value, "kind": kind, "to": to}, "marker": null})
}

#[tokio::test]
async fn a_report_names_each_wrong_value_once() {
    let app = TestApp::new().await;
    let client = app.admin().await;
    catalog(&client).await;
    for name in ["one", "two"] {
        image(&client, name, &[("hw_bus", "sata"), ("hw_size", "3"), ("os_old", "x")]).await;
    }
    image(&client, "three", &[("hw_bus", "virtio"), ("hw_size", "0")]).await;
    let admin = Visitor::admin(&app).await;
    let all = json!({"query": {"severity": null, "namespace": null, "marker": null}});
    let page = admin.ask("metadefs/wrong", &all).await.expect(200).json();
    let told = page["values"].as_array().unwrap().iter().map(|it| {
        let images = it["images"].as_array().unwrap().len();
        format!("{}={} {} {images}", it["key"], it["value"], it["severity"]).replace('"', "")
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["hw_bus=sata invalid 2", "hw_size=0 invalid 1", "os_old=x unknown 2"]
    );
    assert_eq!((page["examined"].clone(), page["next"].clone()), (json!(3), Value::Null));
    let shown = admin
        .reads(
            "/dashboard/metadefs/report",
            &["Allowed are: virtio, scsi.", "correct?key=hw_bus&amp;value=sata", "No definition"],
        )
        .await;
    assert!(shown.contains("one") && shown.contains("Disks"));
    let only = admin.page("/dashboard/metadefs/report?severity=unknown").await;
    assert!(only.contains("os_old") && !only.contains("hw_bus"));
    let own = admin.page("/dashboard/metadefs/report?namespace=Disks").await;
    assert!(own.contains("hw_bus") && !own.contains("os_old"));
    admin.get("/dashboard/metadefs/report?namespace=Nothing").await.expect(404);
}

#[tokio::test]
async fn a_value_is_set_right_on_every_image_that_carries_it() {
    let app = TestApp::new().await;
    let client = app.admin().await;
    catalog(&client).await;
    let wrong = image(&client, "wrong", &[("hw_bus", "sata"), ("note", "kept")]).await;
    let right = image(&client, "right", &[("hw_bus", "scsi")]).await;
    let admin = Visitor::admin(&app).await;
    let page = "/dashboard/metadefs/correct?key=hw_bus&value=sata";
    admin.reads(page, &["Allowed are: virtio, scsi.", "value=\"virtio\"", "1 image carries it."]).await;
    let plan = format!("{page}&do=value&to_value=ide&to_key=");
    admin.reads(&plan, &["hw_bus = sata", "hw_bus = ide", "The catalog would have this against it"]).await;
    for (wish, said) in
        [("do=value&to=sata", "is what it is already."), ("do=rename&to=", "The new name or value")]
    {
        let refused = admin.get(&format!("{page}&{wish}")).await.expect(400).page();
        assert!(refused.contains(said), "{wish}: {refused}");
    }

    let fields = [("key", "hw_bus"), ("value", "sata"), ("do", "value"), ("to", "virtio")];
    let answer = admin.post("/dashboard/metadefs/correct", &fields).await.expect(303);
    let place = answer.header("location").to_owned();
    assert!(place.ends_with("&done=1&left=0"), "{place}");
    admin.reads(&place, &["1 image changed.", "No image is concerned"]).await;
    assert_eq!(carried(&client, &wrong, "hw_bus").await, "virtio");
    assert_eq!(carried(&client, &wrong, "note").await, "kept");
    assert_eq!(carried(&client, &right, "hw_bus").await, "scsi");
}

#[tokio::test]
async fn a_name_is_changed_where_that_loses_nothing() {
    let app = TestApp::new().await;
    let client = app.admin().await;
    let plain = image(&client, "plain", &[("old", "a")]).await;
    let same = image(&client, "same", &[("old", "a"), ("new", "a")]).await;
    let clash = image(&client, "clash", &[("old", "a"), ("new", "b")]).await;
    let admin = Visitor::admin(&app).await;
    let wanted = ask("old", None, "rename", "new");
    let plan = admin.ask("metadefs/correct/plan", &wanted).await.expect(200).json();
    let fates = |step: &Value| {
        let rows = step["rows"].as_array().unwrap().iter();
        let mut told: Vec<_> = rows.map(|row| format!("{} {}", row["name"], row["fate"])).collect();
        told.sort();
        told.join(", ").replace('"', "")
    };
    assert_eq!(fates(&plan["step"]), "clash clash, plain ready, same ready");
    let done = admin.ask("metadefs/correct/run", &wanted).await.expect(200).json();
    assert_eq!(fates(&done), "clash clash, plain done, same done");
    for (id, old, new) in [
        (&plain, Value::Null, json!("a")),
        (&same, Value::Null, json!("a")),
        (&clash, json!("a"), json!("b")),
    ] {
        assert_eq!((carried(&client, id, "old").await, carried(&client, id, "new").await), (old, new));
    }
    let refused = admin.ask("metadefs/correct/plan", &ask("old", None, "rename", "status")).await.expect(403);
    assert!(refused.text().contains("error-reserved"));
    let gone =
        admin.ask("metadefs/correct/run", &ask("new", Some("a"), "remove", "")).await.expect(200).json();
    assert_eq!(fates(&gone), "plain done, same done");
    assert_eq!(carried(&client, &plain, "new").await, Value::Null);
}

#[tokio::test]
async fn images_of_others_stay_as_they_are() {
    let app = TestApp::new().await;
    let client = app.admin().await;
    let theirs = image(&client, "theirs", &[("old", "a")]).await;
    let public = json!([{"op": "replace", "path": "/visibility", "value": "public"}]);
    client.patch(&theirs, public).await.expect(200);
    let hidden = image(&client, "hidden", &[("old", "a")]).await;
    let mia = Visitor::member(&app).await;
    let member = app.person("mia", "garden", "member").await;
    let own = image(&member, "own", &[("old", "a")]).await;
    let wanted = ask("old", None, "remove", "");
    let plan = mia.ask("metadefs/correct/plan", &wanted).await.expect(200).json();
    let done = mia.ask("metadefs/correct/run", &wanted).await.expect(200).json();
    for (step, own_fate) in [(&plan["step"], "ready"), (&done, "done")] {
        let rows = step["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 2, "{step}");
        let fate = |name| rows.iter().find(|row| row["name"] == name).unwrap()["fate"].clone();
        assert_eq!((fate("theirs"), fate("own")), (json!("refused"), json!(own_fate)));
    }
    assert_eq!(carried(&client, &theirs, "old").await, "a");
    assert_eq!(carried(&client, &hidden, "old").await, "a");
    assert_eq!(carried(&client, &own, "old").await, Value::Null);
    app.ensure_user("rita", "garden", "reader").await;
    let reader = Visitor::sign_in(&app, "rita").await;
    image(&member, "again", &[("old", "a")]).await;
    let done = reader.ask("metadefs/correct/run", &wanted).await.expect(200).json();
    assert!(done["rows"].as_array().unwrap().iter().all(|row| row["fate"] == "refused"), "{done}");
}
