//! Identity headers end here, before anything reads them. From a configured front proxy they go on as
//! [`FrontSays`]; in every other mode, and from everybody else, they are gone.
//!
//! Where nobody is asked who they are, pages of other sites are kept out: a browser on this machine
//! would carry their requests here.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use vitrine_domain::Error;

use crate::identity::Authority;
use crate::identity::authority::{FrontSays, is_identity_header};
use crate::middleware::client::Connection;
use crate::rest::error::ApiError;

/// Wraps the routes.
pub fn guard(router: Router, authority: &Arc<Authority>) -> Router {
    router.layer(from_fn_with_state(Arc::clone(authority), take))
}

async fn take(State(authority): State<Arc<Authority>>, mut request: Request, next: Next) -> Response {
    let taken = take_out(request.headers_mut());
    // Only this function puts one in.
    request.extensions_mut().remove::<FrontSays>();
    match &*authority {
        Authority::Proxy(front) => {
            let peer = request.extensions().get::<Connection>().map(|connection| connection.peer.ip());
            if peer.is_some_and(|peer| front.trusts(peer)) {
                request.extensions_mut().insert(FrontSays(taken));
            }
        }
        Authority::Open(_) if is_from_another_site(request.headers()) || is_rebound(&request) => {
            tracing::debug!("refused a request from a page of another site");
            return ApiError::from(Error::Unauthenticated).into_response();
        }
        Authority::Embedded(_) | Authority::Keystone(_) | Authority::Open(_) => {}
    }
    next.run(request).await
}

fn take_out(headers: &mut HeaderMap) -> HeaderMap {
    let mut taken = HeaderMap::new();
    let names: Vec<_> = headers.keys().filter(|name| is_identity_header(name)).cloned().collect();
    for name in names {
        for value in headers.get_all(&name) {
            taken.append(&name, value.clone());
        }
        headers.remove(&name);
    }
    taken
}

/// A browser on this machine that believes to talk to another host: a name of somebody else's was made to
/// point here. Whoever comes from this machine calls it by its address or as `localhost`.
fn is_rebound(request: &Request) -> bool {
    let connection = request.extensions().get::<Connection>();
    if !connection.is_some_and(|connection| connection.peer.ip().to_canonical().is_loopback()) {
        return false;
    }
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = named.or(request.uri().host()).unwrap_or_default();
    let Ok(url) = url::Url::parse(&format!("http://{host}/")) else { return true };
    match url.host() {
        Some(url::Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name != "localhost" && !name.ends_with(".localhost")
        }
        Some(url::Host::Ipv4(_) | url::Host::Ipv6(_)) => false,
        None => true,
    }
}

/// Browsers say where a request comes from; programs say nothing.
fn is_from_another_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return false };
    let host = text(header::HOST.as_str()).unwrap_or_default();
    origin.split_once("://").is_none_or(|(_, authority)| authority != host)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn every_spelling_is_taken_out_and_the_rest_stays() {
        let mut headers = HeaderMap::new();
        for name in ["x-roles", "x_roles", "x-project_id", "x-auth-token", "host"] {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static("a"));
            headers.append(HeaderName::from_static(name), HeaderValue::from_static("b"));
        }
        let taken = take_out(&mut headers);
        assert_eq!((taken.len(), headers.len()), (6, 4));
        assert!(headers.contains_key("x-auth-token") && headers.contains_key("host"));
    }

    #[test]
    fn a_name_that_was_made_to_point_here_is_not_ours() {
        let ask = |host: &str, peer: [u8; 4]| {
            let mut request = Request::new(axum::body::Body::empty());
            request.headers_mut().insert(header::HOST, HeaderValue::from_str(host).unwrap());
            let peer = std::net::SocketAddr::from((peer, 4711));
            request.extensions_mut().insert(Connection { peer, is_tls: false });
            is_rebound(&request)
        };
        for host in ["localhost:9292", "LOCALHOST", "lab.localhost", "127.0.0.1:9292", "[::1]:9292"] {
            assert!(!ask(host, [127, 0, 0, 1]), "{host}");
        }
        for host in ["evil.example:9292", "localhost.evil.example", "", "a b"] {
            assert!(ask(host, [127, 0, 0, 1]), "{host}");
        }
        assert!(!ask("images.lab:9292", [10, 0, 0, 9]));
    }
}
