//! Accepts connections, bounded in number and patience, and ends them gracefully.

mod addresses;
mod paced;
mod tls;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt as _;

use crate::config::Http;
pub use crate::middleware::client::Connection;
use crate::middleware::client::Trust;
use crate::rest::normalize_path;
use addresses::{Addresses, Place};
use paced::{Answering, Paced, Patience};
pub use tls::Tls;

/// Bytes of a request's headers, all together.
const MAX_HEADERS: usize = 32 << 10;
/// Bytes read from a connection at a time. The limit on headers is the middleware's.
const READ_BUFFER: usize = 512 << 10;
/// Header lines of a request.
const MAX_HEADER_COUNT: usize = 100;
/// Streams of an HTTP/2 connection that the peer reset before they were taken up, and that we reset
/// because of the peer's mistakes: past these the connection is ended.
const MAX_RESETS: usize = 20;
const MAX_MISTAKES: usize = 128;
/// How often a silent HTTP/2 connection is asked whether it is there, and how long it may take to say so.
const PING: Duration = Duration::from_secs(30);
const PONG: Duration = Duration::from_secs(20);

/// What every connection needs.
#[derive(Clone)]
struct Server {
    builder: Arc<Builder<TokioExecutor>>,
    router: Router,
    tls: Option<Tls>,
    patience: Patience,
}

/// Serves until `stop`, then lets what is in flight finish within the configured time.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    http: &Http,
    tls: Option<Tls>,
    stop: impl Future<Output = ()>,
) {
    let connections = Arc::new(Semaphore::new(http.max_connections));
    let addresses = Addresses::new(http.max_connections_per_address);
    // Checked when the settings were loaded.
    let trust = Trust::new(http).ok();
    let graceful = GracefulShutdown::new();
    let server = Server { builder: Arc::new(builder()), router, tls, patience: Patience::new(http) };
    tokio::pin!(stop);
    loop {
        let (stream, peer, permit) = tokio::select! {
            accepted = accept(&listener, &connections) => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let is_proxy = trust.as_ref().is_some_and(|trust| trust.includes(peer.ip()));
        let place = addresses.enter(peer.ip());
        if place.is_none() && !is_proxy {
            tracing::debug!(client.address = %peer.ip(), "an address has too many connections");
            continue;
        }
        tokio::spawn(converse(server.clone(), stream, peer, graceful.watcher(), (permit, place)));
    }
    drop(listener);
    if tokio::time::timeout(http.shutdown_grace(), graceful.shutdown()).await.is_err() {
        tracing::warn!("transfers were cut off at the end of the grace time");
    }
}

async fn accept(
    listener: &TcpListener,
    connections: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let permit = Arc::clone(connections).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, permit))
}

/// One connection, from its handshake to its end.
async fn converse(
    server: Server,
    stream: TcpStream,
    peer: SocketAddr,
    watcher: Watcher,
    _counted: (OwnedSemaphorePermit, Option<Place>),
) {
    // Small answers must not wait for the acknowledgement of the one before.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let ended = match &server.tls {
        None => exchange(&server, stream, Connection { peer, is_tls: false }, watcher).await,
        Some(tls) => match tokio::time::timeout(server.patience.headers, tls.accept(stream)).await {
            Ok(Ok(stream)) => exchange(&server, stream, Connection { peer, is_tls: true }, watcher).await,
            Ok(Err(error)) => Err(error.into()),
            Err(late) => Err(late.into()),
        },
    };
    if let Err(error) = ended {
        tracing::debug!(error, "a connection ended early");
    }
}

/// Requests and answers.
async fn exchange(
    server: &Server,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    connection: Connection,
    watcher: Watcher,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let (stream, turn) = Paced::new(stream, server.patience);
    let router = server.router.clone();
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        answer(router.clone(), request, connection, turn.begin())
    });
    let serving = server.builder.serve_connection(TokioIo::new(stream), service);
    watcher.watch(serving).await
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    connection: Connection,
    answering: Answering,
) -> Result<Response, Infallible> {
    let mut request = normalize_path(request.map(Body::new));
    request.extensions_mut().insert(connection);
    Ok(paced::held(router.oneshot(request).await?, answering))
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        // The stream itself knows how long to wait, and tells headers from the time between requests.
        .header_read_timeout(None)
        .max_headers(MAX_HEADER_COUNT)
        .max_buf_size(READ_BUFFER);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PONG)
        .max_concurrent_streams(128)
        .max_pending_accept_reset_streams(MAX_RESETS)
        .max_local_error_reset_streams(MAX_MISTAKES)
        .max_header_list_size(u32::try_from(MAX_HEADERS).unwrap_or(u32::MAX));
    builder
}
