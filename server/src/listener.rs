//! Accepts connections, bounded in number and patience, and ends them gracefully.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use crate::config::Http;
use crate::rest::normalize_path;

/// Bytes of a request's headers, all together.
const MAX_HEADERS: usize = 32 << 10;
/// Bytes read from a connection at a time. The limit on headers is the middleware's.
const READ_BUFFER: usize = 512 << 10;
/// Header lines of a request.
const MAX_HEADER_COUNT: usize = 100;

/// Serves until `stop`, then lets what is in flight finish within the configured time.
pub async fn serve(listener: TcpListener, router: Router, http: &Http, stop: impl Future<Output = ()>) {
    let connections = Arc::new(Semaphore::new(http.max_connections));
    let graceful = GracefulShutdown::new();
    let server = builder(Duration::from_secs(http.header_timeout_seconds));
    tokio::pin!(stop);
    loop {
        let accepting = async {
            let permit = Arc::clone(&connections).acquire_owned().await.map_err(std::io::Error::other)?;
            listener.accept().await.map(|(stream, peer)| (stream, peer, permit))
        };
        let (stream, peer, permit) = tokio::select! {
            accepted = accepting => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let connection = graceful.watch(connection(&server, stream, peer, router.clone()).into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(http.shutdown_grace(), graceful.shutdown()).await.is_err() {
        tracing::warn!("transfers were cut off at the end of the grace time");
    }
}

fn builder(header_timeout: Duration) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(header_timeout)
        .max_headers(MAX_HEADER_COUNT)
        .max_buf_size(READ_BUFFER);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(128)
        .max_header_list_size(u32::try_from(MAX_HEADERS).unwrap_or(u32::MAX));
    builder
}

fn connection(
    server: &Builder<TokioExecutor>,
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> hyper_util::server::conn::auto::Connection<
    '_,
    TokioIo<TcpStream>,
    impl hyper::service::Service<
        Request<Incoming>,
        Response = axum::response::Response,
        Error = Infallible,
        Future: Send,
    > + use<>,
    TokioExecutor,
> {
    // Small answers must not wait for the acknowledgement of the one before.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = normalize_path(request.map(Body::new));
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    server.serve_connection(TokioIo::new(stream), service)
}
