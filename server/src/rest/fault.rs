//! The layer that writes the bodies of error answers, byte for byte as clients know them.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vitrine_app::preferences::{Lang, accepted};
use vitrine_domain::metadef::Languages;

use super::accept::{Representation, representation};
use super::error::{ApiError, Fault};
use crate::i18n;

/// Writes the body of an answer that carries a [`Fault`], in the form and language asked for.
pub async fn render(request: Request, next: Next) -> Response {
    let form = representation(request.headers());
    let lang = language(request.headers());
    finished(next.run(request).await, form, lang)
}

/// An error's whole answer, for layers that lie outside of [`render`].
pub fn refusal(headers: &HeaderMap, error: ApiError) -> Response {
    finished(error.into_response(), representation(headers), language(headers))
}

fn finished(mut response: Response, form: Representation, lang: Lang) -> Response {
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        let (kind, body) = write(form, response.status(), &fault, lang);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = Body::from(body);
    }
    response
}

/// The language of texts: what the client accepts of what there is.
pub fn language(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Lang::negotiate(accepted)
}

/// The languages that the client accepts, the most wanted first.
pub fn languages(headers: &HeaderMap) -> Languages {
    let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Languages(accepted(header).map(str::to_owned).collect())
}

fn write(form: Representation, status: StatusCode, fault: &Fault, lang: Lang) -> (&'static str, String) {
    let text = |message: &super::error::Message| i18n::message(lang, message.id, &message.args);
    let explanation = text(&fault.explanation);
    let detail = fault.detail.as_ref().map(text).unwrap_or_default();
    let title = status.canonical_reason().unwrap_or_default();
    let line = format!("{} {title}", status.as_u16());
    match form {
        Representation::Text => {
            ("text/plain; charset=UTF-8", format!("{line}\n\n{explanation}\n\n {detail}  "))
        }
        Representation::Html => {
            let (explanation, detail) = (escape_html(&explanation), escape_html(&detail));
            let body = format!(
                "<html>\n <head>\n  <title>{line}</title>\n </head>\n <body>\n  <h1>{line}</h1>\n  \
                 {explanation}<br /><br />\n{detail}\n\n\n </body>\n</html>"
            );
            ("text/html; charset=UTF-8", body)
        }
        Representation::Json => {
            let message = escape_json(&format!("{explanation}<br /><br />\n{detail}\n\n"));
            let body = format!(r#"{{"message": "{message}", "code": "{line}", "title": "{title}"}}"#);
            ("application/json", body)
        }
    }
}

/// Glance compat: everything outside ASCII becomes a decimal character reference.
fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#x27;"),
            c if c.is_ascii() => escaped.push(c),
            c => escaped.push_str(&format!("&#{};", u32::from(c))),
        }
    }
    escaped
}

/// The inside of a JSON string in ASCII.
fn escape_json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            ' '..='~' => escaped.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    escaped.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rest::error::Message;

    fn not_found() -> Fault {
        let args = vec![("id", "<aaa>".to_owned())];
        Fault { explanation: Message { id: "error-image-not-found", args }, detail: None }
    }

    fn body(form: Representation, lang: Lang) -> String {
        write(form, StatusCode::NOT_FOUND, &not_found(), lang).1
    }

    #[test]
    fn each_form_has_its_layout() {
        assert_eq!(
            body(Representation::Text, Lang::En),
            "404 Not Found\n\nNo image found with ID <aaa>\n\n   "
        );
        assert_eq!(
            body(Representation::Html, Lang::En),
            "<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n <body>\n  <h1>404 Not Found</h1>\n  No image found with ID &lt;aaa&gt;<br /><br />\n\n\n\n </body>\n</html>"
        );
        assert_eq!(
            body(Representation::Json, Lang::En),
            r#"{"message": "No image found with ID <aaa><br /><br />\n\n\n", "code": "404 Not Found", "title": "Not Found"}"#
        );
    }

    #[test]
    fn chinese_is_escaped_where_clients_expect_it() {
        assert!(body(Representation::Html, Lang::ZhCn).contains("&#25214;&#19981;&#21040;"));
        assert!(body(Representation::Json, Lang::ZhCn).contains(r"\u627e\u4e0d\u5230"));
        assert!(body(Representation::Text, Lang::ZhCn).contains("找不到"));
    }
}
