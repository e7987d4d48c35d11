//! The listener on real sockets: its patience, its limits, and TLS.

mod limits;
mod tls;

use std::net::SocketAddr;

use axum::Router;
use axum::routing::get;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use vitrine::config::Http;
use vitrine::listener::{self, Tls};

const REQUEST: &[u8] = b"GET /hello HTTP/1.1\r\nHost: images.test\r\n\r\n";

/// A listener that ends with the test.
struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
}

impl Running {
    async fn start(router: Router, change: impl FnOnce(&mut Http), tls: Option<Tls>) -> Self {
        let mut http = Http { shutdown_grace_seconds: 5, ..Http::default() };
        change(&mut http);
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            listener::serve(socket, router, &http, tls, stopped).await;
        });
        Self { address, stop: Some(stop) }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    fn stop(&mut self) {
        self.stop.take();
    }
}

fn hello() -> Router {
    Router::new().route("/hello", get(|| async { "hello" }))
}

/// Sends a request and reads its answer, which ends with `hello`.
async fn greet(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> String {
    stream.write_all(REQUEST).await.unwrap();
    let mut text = String::new();
    while !text.ends_with("hello") {
        let mut buffer = [0; 1024];
        let length = stream.read(&mut buffer).await.unwrap();
        assert_ne!(length, 0, "closed after {text:?}");
        text += std::str::from_utf8(&buffer[..length]).unwrap();
    }
    text
}

/// Waits until the other side ends the connection; what it sent before.
async fn ended(stream: &mut (impl AsyncRead + Unpin)) -> Vec<u8> {
    let mut rest = Vec::new();
    // A reset is an end, too.
    let _ = stream.read_to_end(&mut rest).await;
    rest
}
