//! A property edited by a plain form.

use serde_json::{Value, json};

use super::visitor::Visitor;
use crate::support::{Client, TestApp};

const NAMESPACE: &str = "/v2/metadefs/namespaces/N";
const FORM: &str = "/dashboard/metadefs/N/property";

async fn with_namespace() -> (TestApp, Client) {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    let body = json!({
        "namespace": "N", "visibility": "public", "protected": false,
        "properties": {"p": {"type": "string", "title": "P", "enum": ["a", "b"], "default": "a"}},
        "objects": [{"name": "o", "required": ["q"], "properties": {"q": {"type": "integer", "title": "Q"}}}],
    });
    admin.post("/v2/metadefs/namespaces").json(&body).await.expect(201);
    (app, admin)
}

/// What the fields of a page hold.
fn revision(page: &str) -> String {
    let rest = page.split("name=\"revision\" value=\"").nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_property_is_changed_renamed_added_and_removed() {
    let (app, client) = with_namespace().await;
    let admin = Visitor::admin(&app).await;
    let place = format!("{FORM}?prop=p");
    let page = admin.reads(&place, &["value=\"p\"", "Allowed values", "\na\nb</textarea>"]).await;
    assert!(!page.contains("name=\"minimum\""), "a text has no least number");
    let fields = [
        ("revision", revision(&page)),
        ("name", "size".into()),
        ("type", "integer".into()),
        ("title", "Größe".into()),
        ("description", "First line\r\nSecond".into()),
        ("default", "2".into()),
        ("enum", "1\r\n2\r\n3\r\n".into()),
        ("operators", "<in>".into()),
        ("readonly", "true".into()),
    ];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = admin.post(&place, &fields).await.expect(303);
    let there = answer.header("location").to_owned();
    assert!(there.contains("prop=size") && there.contains("notice=definition-saved"), "{there}");
    admin.reads(&there, &["Größe", "Property saved"]).await;
    let saved = client.get(&format!("{NAMESPACE}/properties/size")).await.expect(200).json();
    assert_eq!(
        (&saved["type"], &saved["enum"], &saved["default"], &saved["readonly"], &saved["operators"]),
        (&json!("integer"), &json!([1, 2, 3]), &json!(2), &json!(true), &json!(["<in>"]))
    );
    assert_eq!(saved["description"], "First line\nSecond");
    client.get(&format!("{NAMESPACE}/properties/p")).await.expect(404);

    let inner = format!("{FORM}?obj=o");
    let page = admin.reads(&inner, &["In the object o", "Required in its object"]).await;
    let known = revision(&page);
    let fields = [
        ("revision", known.as_str()),
        ("name", "r"),
        ("type", "boolean"),
        ("title", "R"),
        ("required", "true"),
    ];
    admin.post(&inner, &fields).await.expect(303);
    let object = client.get(&format!("{NAMESPACE}/objects/o")).await.expect(200).json();
    assert_eq!(
        (&object["required"], &object["properties"]["r"]["type"]),
        (&json!(["q", "r"]), &json!("boolean"))
    );

    let of_q = format!("{FORM}?obj=o&prop=q");
    let known = revision(&admin.page(&of_q).await);
    let answer = admin.post(&of_q, &[("revision", &known), ("remove", "true")]).await.expect(303);
    admin.reads(answer.header("location"), &["Property removed"]).await;
    let object = client.get(&format!("{NAMESPACE}/objects/o")).await.expect(200).json();
    assert_eq!((&object["required"], object["properties"].get("q")), (&json!(["r"]), None));
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_with_the_field_that_is_wrong() {
    let (app, client) = with_namespace().await;
    let admin = Visitor::admin(&app).await;
    let place = format!("{FORM}?prop=p");
    let known = revision(&admin.page(&place).await);
    let before = client.get(&format!("{NAMESPACE}/properties/p")).await.expect(200).text();
    for (changes, field, said) in [
        ([("type", "integer"), ("default", "much")].as_slice(), "default", "A whole number is needed"),
        (&[("type", "string"), ("name", " ")], "name", "A name is needed"),
        (&[("type", "string"), ("pattern", "(")], "pattern", "pattern"),
        (&[("type", "string"), ("maxLength", "-1")], "maxLength", "A whole number from 0 on is needed"),
    ] {
        let mut fields = vec![("revision", known.as_str()), ("name", "p"), ("title", "Kept <title>")];
        fields.retain(|(name, _)| !changes.iter().any(|(other, _)| other == name));
        fields.extend(changes);
        let answer = admin.post(&place, &fields).await;
        assert_eq!(answer.status, 400, "{field}");
        let page = answer.page();
        assert!(page.contains(&format!("id=\"{field}-error\"")), "{field}: {page}");
        assert!(page.contains(said), "{field}");
        assert!(page.contains("Kept &lt;title&gt;"), "{field}: what was typed is lost");
    }
    assert_eq!(client.get(&format!("{NAMESPACE}/properties/p")).await.expect(200).text(), before);
}

#[tokio::test]
async fn who_comes_second_sees_both() {
    let (app, client) = with_namespace().await;
    let admin = Visitor::admin(&app).await;
    let place = format!("{FORM}?prop=p");
    let known = revision(&admin.page(&place).await);
    let theirs = json!({"name": "p", "type": "string", "title": "Theirs"});
    client.put(&format!("{NAMESPACE}/properties/p")).json(&theirs).await.expect(200);
    let mine = [("revision", known.as_str()), ("name", "p"), ("type", "string"), ("title", "Mine")];
    let page = admin.post(&place, &mine).await.expect(409).page();
    for said in ["Somebody changed the namespace meanwhile", "value=\"Mine\"", "Saved now: Theirs"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(client.get(&format!("{NAMESPACE}/properties/p")).await.expect(200).json()["title"], "Theirs");
    let again = revision(&page);
    assert_ne!(again, known);
    let mine = [("revision", again.as_str()), ("name", "p"), ("type", "string"), ("title", "Mine")];
    admin.post(&place, &mine).await.expect(303);
    assert_eq!(client.get(&format!("{NAMESPACE}/properties/p")).await.expect(200).json()["title"], "Mine");
}

#[tokio::test]
async fn the_form_is_for_those_who_may_change_the_namespace() {
    let (app, client) = with_namespace().await;
    let mia = Visitor::member(&app).await;
    mia.get(&format!("{FORM}?prop=p")).await.expect(403);
    mia.post(&format!("{FORM}?prop=p"), &[("remove", "true")]).await.expect(403);
    let admin = Visitor::admin(&app).await;
    admin.get(&format!("{FORM}?prop=none")).await.expect(404);
    admin.get(&format!("{FORM}?obj=none")).await.expect(404);
    admin.get("/dashboard/metadefs/None/property").await.expect(404);
    let shown: Value = client.get(&format!("{NAMESPACE}/properties/p")).await.expect(200).json();
    assert_eq!(shown["title"], "P");
}
