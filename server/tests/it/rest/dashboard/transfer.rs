//! Import forms and export files of metadata definitions.

use std::io::{Cursor, Read as _, Write as _};

use axum::body::Bytes;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{cookie, form};
use crate::support::app::PASSWORD;
use crate::support::client::BASE;
use crate::support::{Answer, Call, TestApp};

const IMPORT: &str = "/dashboard/metadefs/import";
const FILE: &str = "/dashboard/metadefs/export/file";
const BOUNDARY: &str = "frontier";

/// Somebody who is signed in to the dashboard.
async fn session(app: &TestApp, user: &str) -> String {
    let call = form(&app.anonymous(), "/dashboard/login", &[("user", user), ("password", PASSWORD)]);
    cookie(&call.await.expect(303))
}

/// The administrator's session, and somebody's who only reads.
async fn sessions(app: &TestApp) -> (String, String) {
    let _ = (app.admin().await, app.reader().await);
    (session(app, "admin").await, session(app, "rob").await)
}

/// A part of a form: its name, and a file's name where it is one.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        write!(body, "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
            .unwrap();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    write!(body, "--{BOUNDARY}--\r\n").unwrap();
    body
}

fn send(app: &TestApp, session: &str, path: &str, parts: &[Part<'_>]) -> Call {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let call = app.anonymous().post(path).body(Bytes::from(multipart(parts)));
    call.header("content-type", &kind).header("cookie", session).header("origin", BASE)
}

async fn read(app: &TestApp, session: &str, parts: &[Part<'_>]) -> Value {
    send(app, session, "/dashboard/metadefs/import/read", parts).await.expect(200).json()
}

async fn run(app: &TestApp, session: &str, request: &Value) -> Answer {
    let call = app.anonymous().post("/dashboard/rpc/metadefs/import/run").json(&json!({"request": request}));
    call.header("cookie", session).header("origin", BASE).await
}

fn get(app: &TestApp, session: &str, path: &str) -> Call {
    app.anonymous().get(path).header("cookie", session)
}

fn namespace(name: &str) -> Value {
    json!({
        "namespace": name, "display_name": format!("The {name}"), "visibility": "public", "protected": false,
        "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "hw_"}],
        "properties": {"bus": {"type": "string", "title": "=1+1", "description": "<b>", "default": "a"}},
        "objects": [{"name": "O", "properties": {"n": {"type": "integer", "title": "N", "minimum": -5}}}],
        "tags": [{"name": "b"}, {"name": "a"}],
        "translations": {"zh-CN": {"display_name": "名"}},
    })
}

fn zipped(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn request(gathered: &Value, mode: &str, dry_run: bool) -> Value {
    json!({"documents": gathered["documents"], "mode": mode, "otherwise": {}, "dry_run": dry_run})
}

fn verdicts(report: &Value) -> Vec<&str> {
    report["rows"].as_array().unwrap().iter().map(|row| row["verdict"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn admin_brings_in_what_was_read_and_then_it_is_the_same() {
    let app = TestApp::new().await;
    let (admin, _) = sessions(&app).await;
    let one = namespace("One").to_string();
    let two = json!([namespace("Two"), namespace("Three")]).to_string();
    let archive = zipped(&[("a/four.json", namespace("Four").to_string().into_bytes())]);
    let parts: Vec<Part<'_>> = vec![
        ("files", Some("one.json"), one.as_bytes()),
        ("files", Some("two.json"), two.as_bytes()),
        ("files", Some("four.zip"), &archive),
        ("folder", Some("dir/readme.md"), b"# no"),
        ("text", None, b" "),
        ("url", None, b""),
    ];
    let gathered = read(&app, &admin, &parts).await;
    assert_eq!(gathered["unreadable"], json!([]));
    let sources: Vec<_> =
        gathered["documents"].as_array().unwrap().iter().map(|it| it["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["one.json", "two.json", "two.json", "four.zip: a/four.json"]);

    let plan = run(&app, &admin, &request(&gathered, "prefer-new", true)).await.expect(200).json();
    assert_eq!(verdicts(&plan), ["new"; 4]);
    assert_eq!(app.rows("metadef_namespaces").await, 0);
    let report = run(&app, &admin, &request(&gathered, "prefer-new", false)).await.expect(200).json();
    assert!(report["rows"].as_array().unwrap().iter().all(|row| row["applied"] == true), "{report}");
    assert_eq!(app.rows("metadef_namespaces").await, 4);
    let again = run(&app, &admin, &request(&gathered, "prefer-new", true)).await.expect(200).json();
    assert_eq!(verdicts(&again), ["same"; 4]);
}

#[tokio::test]
async fn each_namespace_may_have_a_mode_of_its_own() {
    let app = TestApp::new().await;
    let (admin, _) = sessions(&app).await;
    for name in ["A", "B"] {
        let text = namespace(name).to_string();
        send(&app, &admin, IMPORT, &[("text", None, text.as_bytes())]).await.expect(200);
    }
    let mut changed = json!([namespace("A"), namespace("B"), namespace("A")]);
    for position in 0..2 {
        changed[position]["properties"]["bus"]["title"] = json!("Bus");
    }
    let gathered = read(&app, &admin, &[("text", None, changed.to_string().as_bytes())]).await;
    let mut wanted = request(&gathered, "overwrite", false);
    wanted["otherwise"] = json!({"B": "skip"});
    let report = run(&app, &admin, &wanted).await.expect(200).json();
    assert_eq!(verdicts(&report), ["differs", "skipped", "invalid"]);
    assert_eq!(report["rows"][0]["changes"][0]["name"], "bus");
    assert_eq!(report["rows"][2]["problem"]["code"], "error-metadef-repeated");
    let titles = app.admin().await;
    for (name, title) in [("A", "Bus"), ("B", "=1+1")] {
        let path = format!("/v2/metadefs/namespaces/{name}/properties/bus");
        assert_eq!(titles.get(&path).await.expect(200).json()["title"], title);
    }
}

#[tokio::test]
async fn the_form_alone_plans_or_writes_and_shows_the_report() {
    let app = TestApp::new().await;
    let (admin, _) = sessions(&app).await;
    let text = namespace("Plain").to_string();
    let dry = [("text", None, text.as_bytes()), ("dry_run", None, &b"true"[..])];
    let page = send(&app, &admin, IMPORT, &dry).await.expect(200);
    assert!(page.text().contains("The Plain"), "{}", page.text());
    assert_eq!(app.rows("metadef_namespaces").await, 0);
    let page = send(&app, &admin, IMPORT, &dry[..1]).await.expect(200);
    assert!(page.text().contains("1 written, 0 refused, in "), "{}", page.text());
    assert_eq!(app.rows("metadef_namespaces").await, 1);
    send(&app, &admin, IMPORT, &[("text", None, b"")]).await.refused(400, "Choose files", "nothing");
}

#[tokio::test]
async fn what_cannot_be_read_is_named_with_its_line_and_the_rest_goes_on() {
    let app = TestApp::new().await;
    let (admin, _) = sessions(&app).await;
    let good = namespace("Good").to_string();
    let inner = zipped(&[("a.json", b"{}".to_vec())]);
    let nested = zipped(&[("inner.zip", inner)]);
    let bomb = zipped(&[("big.json", vec![b' '; 8 << 20])]);
    let parts: Vec<Part<'_>> = vec![
        ("files", Some("bad.json"), b"{\n\"namespace\": \"x\",\n]"),
        ("files", Some("nested.zip"), &nested),
        ("files", Some("bomb.zip"), &bomb),
        ("files", Some("good.json"), good.as_bytes()),
    ];
    let gathered = read(&app, &admin, &parts).await;
    let faults: Vec<_> = gathered["unreadable"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (it["source"].as_str().unwrap(), it["problem"]["code"].as_str().unwrap(), it["line"].as_u64())
        })
        .collect();
    let expected = [
        ("bad.json", "transfer-problem-json", Some(3)),
        ("nested.zip: inner.zip", "transfer-problem-zip-nested", None),
        ("bomb.zip: big.json", "transfer-problem-zip-size", None),
    ];
    assert_eq!(faults, expected);
    assert_eq!(gathered["documents"].as_array().unwrap().len(), 1);
    let page = send(&app, &admin, IMPORT, &parts).await.expect(200);
    assert!(page.text().contains("1 written, 3 refused"), "{}", page.text());
    // A document that is no namespace names its field.
    let bad = json!({"namespace": "N", "properties": {"p": {"type": "text"}}}).to_string();
    let gathered = read(&app, &admin, &[("text", None, bad.as_bytes())]).await;
    let report = run(&app, &admin, &request(&gathered, "skip", false)).await.expect(200).json();
    assert_eq!(verdicts(&report), ["invalid"]);
    assert_eq!(report["rows"][0]["problem"]["field"], "properties.p.type");
}

#[tokio::test]
async fn addresses_of_our_own_are_not_read() {
    let app = TestApp::new().await;
    let (admin, reader) = sessions(&app).await;
    for (url, code) in [
        ("http://127.0.0.1/x.json", "error-fetch-barred"),
        ("http://[::1]/x.json", "error-fetch-barred"),
        ("http://169.254.169.254/latest/meta-data/", "error-fetch-barred"),
        ("http://192.168.0.1:8080/", "error-fetch-barred"),
        ("http://2130706433/", "error-fetch-address"),
        ("http://u:p@example.org/", "error-fetch-address"),
        ("file:///etc/passwd", "error-fetch-address"),
        ("http://localhost/x.json", "error-fetch-failed"),
    ] {
        let gathered = read(&app, &admin, &[("url", None, url.as_bytes())]).await;
        assert_eq!(gathered["unreadable"][0]["problem"]["code"], code, "{url}");
        assert_eq!(gathered["documents"], json!([]), "{url}");
    }
    send(&app, &reader, "/dashboard/metadefs/import/read", &[("url", None, b"http://127.0.0.1/")])
        .await
        .expect(403);
}

#[tokio::test]
async fn who_may_not_add_namespaces_brings_nothing_in() {
    let app = TestApp::new().await;
    let (_, reader) = sessions(&app).await;
    let text = namespace("N").to_string();
    get(&app, &reader, IMPORT).await.expect(403);
    send(&app, &reader, IMPORT, &[("text", None, text.as_bytes())]).await.expect(403);
    send(&app, &reader, "/dashboard/metadefs/import/read", &[("text", None, text.as_bytes())])
        .await
        .expect(403);
    let documents = json!({"documents": [{"source": "", "document": namespace("N")}]});
    for dry_run in [true, false] {
        run(&app, &reader, &request(&documents, "skip", dry_run)).await.expect(403);
    }
    run(&app, "", &request(&documents, "skip", false)).await.expect(401);
    assert_eq!(app.rows("metadef_namespaces").await, 0);
}

#[tokio::test]
async fn what_is_too_much_is_refused() {
    let app = TestApp::new().await;
    let (admin, _) = sessions(&app).await;
    let large = vec![b' '; (16 << 20) + 1];
    send(&app, &admin, "/dashboard/metadefs/import/read", &[("text", None, &large)]).await.expect(413);
    // More than other server functions take.
    let mut one = namespace("Large");
    one["description"] = json!("x".repeat(300));
    let documents: Vec<Value> = (0..400)
        .map(|at| {
            let mut one = one.clone();
            one["namespace"] = json!(format!("L{at}"));
            json!({"source": "", "document": one})
        })
        .collect();
    let wanted = request(&json!({"documents": documents}), "skip", true);
    assert!(wanted.to_string().len() > 64 << 10);
    run(&app, &admin, &wanted).await.expect(200);
    let many: Vec<Value> = (0..501).map(|_| json!({"source": "", "document": {}})).collect();
    let answer = run(&app, &admin, &request(&json!({"documents": many}), "skip", true)).await;
    assert_eq!(answer.status, 400, "{}", answer.text());
}

#[tokio::test]
async fn readers_take_along_what_they_see_in_every_form() {
    let app = TestApp::new().await;
    let (admin, reader) = sessions(&app).await;
    let mut hidden = namespace("Hidden");
    hidden["visibility"] = json!("private");
    let all = json!([namespace("A::One"), namespace("B"), hidden]).to_string();
    send(&app, &admin, IMPORT, &[("text", None, all.as_bytes())]).await.expect(200);

    let json_file = get(&app, &reader, &format!("{FILE}?format=json&ns=A::One")).await.expect(200);
    assert_eq!(json_file.header("content-disposition"), "attachment; filename*=UTF-8''TheAOne%2Ejson");
    let mut expected = namespace("A::One");
    let owner = app.admin().await.project;
    expected["owner"] = json!(owner);
    assert_eq!(json_file.json(), expected);
    // Who owns it has no need to say so.
    let own = get(&app, &admin, &format!("{FILE}?ns=A::One")).await.expect(200);
    assert_eq!(own.json(), namespace("A::One"));

    let archive = get(&app, &reader, &format!("{FILE}?format=json&all=true")).await.expect(200);
    assert_eq!(archive.header("content-type"), "application/zip");
    let mut archive = ZipArchive::new(Cursor::new(archive.body.to_vec())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let mut text = String::new();
    archive.by_index(0).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["namespace"], "A::One");

    let csv = get(&app, &reader, &format!("{FILE}?format=csv&ns=B")).await.expect(200).text();
    assert!(csv.contains("\"'=1+1\"") && csv.contains(",-5,"), "{csv}");
    let markdown = get(&app, &reader, &format!("{FILE}?format=markdown&ns=B")).await.expect(200).text();
    assert!(markdown.contains("# The B") && markdown.contains("&lt;b\\>"), "{markdown}");
    let path = format!("{FILE}?format=schema&type=OS::Glance::Image&ns=B");
    let schema = get(&app, &reader, &path).await.expect(200).json();
    assert_eq!(schema["properties"]["hw_bus"]["x-vitrine-namespace"], "B");

    get(&app, &reader, &format!("{FILE}?ns=Hidden")).await.expect(404);
    get(&app, &reader, &format!("{FILE}?ns=Nothing")).await.expect(404);
    get(&app, &reader, FILE).await.expect(400);
    get(&app, &reader, &format!("{FILE}?format=exe&ns=B")).await.expect(400);
    let page = get(&app, &reader, "/dashboard/metadefs/export").await.expect(200).text();
    assert!(page.contains("A::One") && !page.contains("Hidden"));
}

#[tokio::test]
async fn what_was_taken_along_comes_back_as_it_was() {
    let app = TestApp::new().await;
    let (admin, _) = sessions(&app).await;
    let all = json!([namespace("One"), namespace("Two")]).to_string();
    send(&app, &admin, IMPORT, &[("text", None, all.as_bytes())]).await.expect(200);
    let archive = get(&app, &admin, &format!("{FILE}?all=true")).await.expect(200).body;
    for name in ["One", "Two"] {
        app.admin().await.delete(&format!("/v2/metadefs/namespaces/{name}")).await.expect(204);
    }
    let page = send(&app, &admin, IMPORT, &[("files", Some("all.zip"), &archive)]).await.expect(200);
    assert!(page.text().contains("2 written, 0 refused"), "{}", page.text());
    assert_eq!(get(&app, &admin, &format!("{FILE}?all=true")).await.expect(200).body, archive);
}
