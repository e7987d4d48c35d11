//! The bodies of errors, byte for byte, and which of the three a client gets.

use serde_json::json;

use crate::support::{Answer, TestApp};

const MISSING: &str = "/v2/images/aaa";

async fn missing(app: &TestApp, accept: Option<&str>) -> Answer {
    let call = app.member().await.get(MISSING);
    let call = match accept {
        Some(accept) => call.accept(accept),
        None => call,
    };
    call.await.expect(404)
}

#[tokio::test]
async fn each_representation_is_written_byte_for_byte() {
    let app = TestApp::new().await;
    let plain = "404 Not Found\n\nNo image found with ID aaa\n\n   ";
    let html = "<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n <body>\n  \
                <h1>404 Not Found</h1>\n  No image found with ID aaa<br /><br />\n\n\n\n </body>\n</html>";
    let json = r#"{"message": "No image found with ID aaa<br /><br />\n\n\n", "code": "404 Not Found", "title": "Not Found"}"#;
    for (accept, kind, body) in [
        (None, "text/plain; charset=UTF-8", plain),
        (Some("text/plain"), "text/plain; charset=UTF-8", plain),
        (Some("image/png"), "text/plain; charset=UTF-8", plain),
        (Some("*/*"), "text/html; charset=UTF-8", html),
        (Some("text/html"), "text/html; charset=UTF-8", html),
        (Some("application/json, text/html"), "text/html; charset=UTF-8", html),
        (Some("application/json"), "application/json", json),
        (Some("text/html;q=0.2, application/json"), "application/json", json),
    ] {
        let answer = missing(&app, accept).await;
        assert_eq!(answer.header("content-type"), kind, "{accept:?}");
        assert_eq!(answer.text(), body, "{accept:?}");
    }
}

#[tokio::test]
async fn some_causes_stand_in_the_detail_under_a_generic_sentence() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let remove = |name: &str| json!([{"op": "remove", "path": format!("/{name}")}]);
    let answer = member.patch(&id, remove("absent")).await.expect(409);
    let expected = "409 Conflict\n\nThere was a conflict when trying to complete your request.\n\n \
                    Property absent does not exist.  ";
    assert_eq!(answer.text(), expected);
    let answer = member.patch(&id, remove("name")).accept("application/json").await.expect(403);
    let expected = r#"{"message": "Access was denied to this resource.<br /><br />\nProperty name may not be removed.\n\n", "code": "403 Forbidden", "title": "Forbidden"}"#;
    assert_eq!(answer.text(), expected);
}

#[tokio::test]
async fn what_the_client_sent_is_escaped_in_html_and_only_there() {
    let member = TestApp::new().await;
    let member = member.member().await;
    let path = "/v2/images/%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    let html = member.get(path).accept("text/html").await.expect(404);
    assert!(html.text().contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{}", html.text());
    assert!(!html.text().contains("<script>"));
    assert_eq!(html.header("x-content-type-options"), "nosniff");
    let json = member.get(path).accept("application/json").await.expect(404);
    assert!(json.json()["message"].as_str().unwrap().contains("<script>alert(1)</script>"));
    for query in ["marker=%3Cb%3E", "sort_key=%3Cb%3E", "limit=%3Cb%3E", "visibility=%3Cb%3E"] {
        let answer = member.get(&format!("/v2/images?{query}")).accept("text/html").await.expect(400);
        assert!(!answer.text().contains("<b>"), "{query}: {}", answer.text());
    }
}

#[tokio::test]
async fn who_is_not_known_is_told_where_tokens_come_from() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    let forged = ["", "gAAAAAnonsense", "../../etc/passwd"];
    for path in
        ["/v2/images", MISSING, "/v2/images/aaa/file", "/v2/", "/v2/unknown", "/vitrine/v1/create-options"]
    {
        let answer = stranger.get(path).await;
        answer.refused(401, "This server could not verify that you are authorized", path);
        let challenge = r#"Keystone uri="http://images.test:9292/identity""#;
        assert_eq!(answer.header("www-authenticate"), challenge, "{path}");
        for token in forged {
            stranger.get(path).header("x-auth-token", token).await.expect(401);
        }
    }
}

#[tokio::test]
async fn every_spelling_of_a_protected_path_needs_a_token() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    for path in [
        "/v2.0/images",
        "/v2.17/images",
        "/v2/images/",
        "//v2/images",
        "/v2//images",
        "/%76%32/images",
        "/V2/images",
        "/./v2/images",
        "/v2/./images",
        "/dashboard/../v2/images",
        "/dashboard/%2e%2e/v2/images",
        "/v2/images%00",
        "/v2/images;x=y",
    ] {
        let answer = stranger.get(path).await;
        let status = answer.status.as_u16();
        assert!(matches!(status, 300 | 303 | 401 | 404), "{path}: {status}");
        assert!(answer.header("content-type") != "application/json" || status == 300, "{path}");
    }
    let negotiated = stranger.get("/images").accept("application/vnd.openstack.images-v2.3").await;
    assert_eq!(negotiated.status, 401);
}

#[tokio::test]
async fn the_older_token_header_counts_only_without_the_newer_one() {
    let app = TestApp::new().await;
    let (stranger, member) = (app.anonymous(), app.member().await);
    stranger.get("/v2/images").header("x-storage-token", member.token()).await.expect(200);
    let both = stranger.get("/v2/images").header("x-storage-token", member.token());
    both.header("x-auth-token", "nonsense").await.expect(401);
}

#[tokio::test]
async fn forged_identity_headers_do_nothing() {
    const FORGED: &[(&str, &str)] = &[
        ("x-identity-status", "Confirmed"),
        ("x-roles", "admin"),
        ("x-role", "admin"),
        ("x_roles", "admin"),
        ("x-user-id", "admin"),
        ("x-user-name", "admin"),
        ("x-project-id", "admin"),
        ("x-tenant-id", "admin"),
        ("x-tenant", "admin"),
        ("x-is-admin-project", "True"),
        ("openstack-system-scope", "all"),
        ("x-service-identity-status", "Confirmed"),
        ("x-service-roles", "service"),
    ];
    let app = TestApp::new().await;
    let (stranger, member) = (app.anonymous(), app.member().await);
    let disguised = |mut call: crate::support::Call| {
        for (name, value) in FORGED {
            call = call.also(name, value);
        }
        call
    };
    disguised(stranger.get("/v2/images")).await.expect(401);
    let create = member.post("/v2/images").json(&json!({"visibility": "public"}));
    disguised(create).await.refused(403, "publicize_image", "member with forged headers");
    let made = disguised(member.post("/v2/images").json(&json!({}))).await.expect(201).json();
    assert_eq!(made["owner"], json!(member.project));
}

#[tokio::test]
async fn a_request_id_is_echoed_made_or_replaced() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let with = |id: String| member.get("/v2/images").header("x-openstack-request-id", &id);
    for (given, expected) in [("req-abc.1_2", "req-abc.1_2"), ("abc", "req-abc")] {
        assert_eq!(with(given.to_owned()).await.header("x-openstack-request-id"), expected);
    }
    let longest = "x".repeat(64);
    let echoed = with(longest.clone()).await.expect(200);
    assert_eq!(echoed.header("x-openstack-request-id"), format!("req-{longest}"));
    for strange in ["<script>", "a b", "", "a/b"] {
        let answer = with(strange.to_owned()).await.expect(200);
        let id = answer.header("x-openstack-request-id");
        assert!(uuid::Uuid::parse_str(id.strip_prefix("req-").unwrap()).is_ok(), "{strange:?}: {id}");
    }
    let fresh = member.get("/v2/images").await;
    assert_ne!(
        fresh.header("x-openstack-request-id"),
        member.get("/v2/images").await.header("x-openstack-request-id")
    );
    assert!(member.get(MISSING).await.header("x-openstack-request-id").starts_with("req-"));
    with("x".repeat(65)).await.refused(431, "request id", "65 characters");
    for path in ["/", "/versions", "/healthcheck"] {
        assert_eq!(member.get(path).await.header("x-openstack-request-id"), "", "{path}");
    }
}

#[tokio::test]
async fn other_verbs_are_refused_with_the_exact_list_of_those_allowed() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let verbs = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    for (path, allow) in [
        ("/v2/images", "GET, POST"),
        ("/v2/images/aaa", "GET, PATCH, DELETE"),
        ("/v2/images/aaa/file", "GET, PUT"),
        ("/v2/images/aaa/tags/x", "PUT, DELETE"),
    ] {
        for verb in verbs.iter().filter(|verb| !allow.split(", ").any(|known| known == **verb)) {
            let answer = member.call(verb, path).await.expect(405);
            assert_eq!(answer.header("allow"), allow, "{verb} {path}");
            let sentence = format!("The method {verb} is not allowed for this resource.");
            assert!(*verb == "HEAD" || answer.text().contains(&sentence), "{}", answer.text());
        }
    }
}

#[tokio::test]
async fn answers_carry_json_without_a_charset_and_headers_that_disarm_browsers() {
    let app = TestApp::new().await;
    let answer = app.member().await.get("/v2/images").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("x-frame-options"), "DENY");
    let named = app.member().await.post("/v2/images").json(&json!({"name": "花园"})).await.expect(201);
    assert!(named.text().contains("花园"), "not escaped in success bodies");
}
