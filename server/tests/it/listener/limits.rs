//! How long a connection may be silent, and how many an address may have. Limits are small here, and
//! the tests wait for the end: a connection that is never ended hangs its test.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use futures::StreamExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::oneshot;

use super::{REQUEST, Running, ended, greet, hello};

#[tokio::test]
async fn who_says_nothing_or_half_of_it_is_ended() {
    let running = Running::start(hello(), |http| http.header_timeout_seconds = 1, None).await;
    for beginning in [
        &b""[..],
        b"G",
        b"GET /hello HT",
        b"GET /hello HTTP/1.1\r\nHost: a\r\n",
        b"PRI",
        b"PRI * HTTP/2.0\r\n\r\nSM",
    ] {
        let mut stream = running.connect().await;
        stream.write_all(beginning).await.unwrap();
        ended(&mut stream).await;
    }
}

#[tokio::test]
async fn a_header_that_comes_byte_by_byte_is_given_up() {
    let running = Running::start(hello(), |http| http.header_timeout_seconds = 1, None).await;
    let (mut reader, mut writer) = running.connect().await.into_split();
    writer.write_all(b"GET /hello HTTP/1.1\r\nX-Slow: ").await.unwrap();
    let mut ticks = tokio::time::interval(Duration::from_millis(100));
    let mut byte = [0; 1];
    loop {
        tokio::select! {
            _ = ticks.tick() => if writer.write_all(b"x").await.is_err() { break },
            read = reader.read(&mut byte) => if matches!(read, Ok(0) | Err(_)) { break },
        }
    }
}

#[tokio::test]
async fn between_requests_there_is_more_time_but_not_for_ever() {
    let patience = |http: &mut vitrine::config::Http| {
        http.header_timeout_seconds = 600;
        http.keep_alive_seconds = 1;
    };
    let running = Running::start(hello(), patience, None).await;
    let mut stream = running.connect().await;
    greet(&mut stream).await;
    greet(&mut stream).await;
    assert!(ended(&mut stream).await.is_empty());
}

#[tokio::test]
async fn who_begins_the_next_request_has_to_go_on() {
    let patience = |http: &mut vitrine::config::Http| {
        http.header_timeout_seconds = 1;
        http.keep_alive_seconds = 600;
    };
    let running = Running::start(hello(), patience, None).await;
    let mut stream = running.connect().await;
    greet(&mut stream).await;
    stream.write_all(b"GET /hel").await.unwrap();
    ended(&mut stream).await;
}

#[tokio::test]
async fn a_slow_answer_is_not_the_clients_silence() {
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(2_500)).await;
        "hello"
    };
    let patience = |http: &mut vitrine::config::Http| {
        http.header_timeout_seconds = 1;
        http.keep_alive_seconds = 1;
    };
    let running = Running::start(Router::new().route("/hello", get(slow)), patience, None).await;
    greet(&mut running.connect().await).await;
}

/// Says when it is dropped.
struct Told(Option<oneshot::Sender<()>>);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.take();
    }
}

#[tokio::test]
async fn who_takes_nothing_is_given_nothing() {
    let (told, dropped) = oneshot::channel();
    let told = Arc::new(Mutex::new(Some(Told(Some(told)))));
    let endless = move || {
        let told = told.lock().unwrap().take();
        let chunk = Bytes::from(vec![0; 1 << 20]);
        let bytes = futures::stream::repeat_with(move || {
            let _kept = &told;
            Ok::<_, std::io::Error>(chunk.clone())
        });
        async { Body::from_stream(bytes.boxed()) }
    };
    let router = Router::new().route("/hello", get(endless));
    let running = Running::start(router, |http| http.write_idle_seconds = 1, None).await;
    let mut stream = running.connect().await;
    stream.write_all(REQUEST).await.unwrap();
    // Nothing is read: the answer is dropped with the connection.
    assert!(dropped.await.is_err());
    drop(stream);
}

#[tokio::test]
async fn an_address_has_so_many_connections() {
    let running = Running::start(hello(), |http| http.max_connections_per_address = 2, None).await;
    let (mut first, mut second) = (running.connect().await, running.connect().await);
    greet(&mut first).await;
    greet(&mut second).await;
    assert!(ended(&mut running.connect().await).await.is_empty());
    greet(&mut first).await;
    drop(second);
    // The place is given back when the server has seen the end.
    loop {
        let mut third = running.connect().await;
        third.write_all(REQUEST).await.unwrap();
        let mut byte = [0; 1];
        if matches!(third.read(&mut byte).await, Ok(1)) {
            break;
        }
    }
}

#[tokio::test]
async fn proxies_have_as_many_as_they_need() {
    let limits = |http: &mut vitrine::config::Http| {
        http.max_connections_per_address = 1;
        http.trusted_proxies = vec!["127.0.0.0/8".to_owned()];
    };
    let running = Running::start(hello(), limits, None).await;
    let mut streams = [running.connect().await, running.connect().await, running.connect().await];
    for stream in &mut streams {
        greet(stream).await;
    }
}

#[tokio::test]
async fn stopping_ends_connections_that_wait() {
    let mut running = Running::start(hello(), |_| {}, None).await;
    let mut stream = running.connect().await;
    greet(&mut stream).await;
    running.stop();
    assert!(ended(&mut stream).await.is_empty());
}
