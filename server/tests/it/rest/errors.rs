//! The bodies of errors, byte for byte, and which of the three a client gets.

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
