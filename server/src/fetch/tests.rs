//! Against servers of the test's own, on loopback addresses that a name leads to.

use std::sync::Mutex;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

const NAME: &str = "files.test";

/// Answers each connection with the next text, and then with the last one again; what it was asked.
struct Peer {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    async fn new(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            let mut left = answers.into_iter().peekable();
            let mut current = String::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                if let Some(next) = left.next() {
                    current = next;
                }
                let mut head = vec![0; 4096];
                let read = stream.read(&mut head).await.unwrap_or_default();
                heard.lock().unwrap().push(String::from_utf8_lossy(&head[..read]).into_owned());
                let answer = current.replace("PORT", &port.to_string());
                let hangs = answer.ends_with('~');
                let _ = stream.write_all(answer.trim_end_matches('~').as_bytes()).await;
                if hangs {
                    // Kept open until the other side goes.
                    tokio::spawn(
                        async move { while stream.read(&mut [0; 64]).await.is_ok_and(|n| n > 0) {} },
                    );
                }
            }
        });
        Self { port, asked }
    }

    async fn once(answer: &str) -> Self {
        Self::new(vec![answer.to_owned()]).await
    }

    fn url(&self) -> String {
        format!("http://{NAME}:{}/file.json?token=x", self.port)
    }

    fn calls(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

fn patience() -> Patience {
    let long = Duration::from_secs(20);
    Patience { redirects: 5, connect: long, answer: long, idle: long, total: long }
}

/// Finds what it was given, in turn, and then nothing.
struct Given(Mutex<Vec<Vec<&'static str>>>);

impl Lookup for Given {
    fn lookup(&self, _: String, port: u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
        let mut left = self.0.lock().unwrap();
        let next = if left.is_empty() { Vec::new() } else { left.remove(0) };
        let found = next.into_iter().map(|it| SocketAddr::new(it.parse().unwrap(), port)).collect();
        Box::pin(std::future::ready(Ok(found)))
    }
}

fn found(answers: &[&[&'static str]]) -> Arc<dyn Lookup> {
    Arc::new(Given(Mutex::new(answers.iter().map(|it| it.to_vec()).collect())))
}

/// One who may ask the peer by its name, and nobody else.
fn fetcher(peer: &Peer, patience: Patience) -> Fetcher {
    let rules = Rules { ports: vec![peer.port], hosts: vec![NAME.to_owned()], networks: Vec::new() };
    let always = vec![vec!["127.0.0.1"]; 20];
    Fetcher::with_lookup(rules, patience, Arc::new(Given(Mutex::new(always))))
}

#[tokio::test]
async fn what_an_allowed_host_says_is_read_and_nothing_of_ours_is_sent() {
    let peer = Peer::once(&ok("{\"a\": 1}")).await;
    let body = fetcher(&peer, patience()).fetch(&peer.url(), 100).await.unwrap();
    assert_eq!(&body[..], b"{\"a\": 1}");
    let asked = peer.asked.lock().unwrap()[0].to_ascii_lowercase();
    assert!(asked.starts_with("get /file.json?token=x "), "{asked}");
    for header in ["cookie", "authorization", "x-auth-token", "referer"] {
        assert!(!asked.contains(&format!("\r\n{header}:")), "{asked}");
    }
    assert!(asked.contains("accept-encoding: identity"), "{asked}");
}

#[tokio::test]
async fn a_name_that_leads_to_loopback_is_never_asked() {
    let peer = Peer::once(&ok("secret")).await;
    let rules = Rules { ports: vec![peer.port], ..Rules::default() };
    for addresses in [&["127.0.0.1"][..], &["8.8.8.8", "127.0.0.1"], &["::1"], &["::ffff:127.0.0.1"]] {
        let fetcher = Fetcher::with_lookup(rules.clone(), patience(), found(&[addresses]));
        let failure = fetcher.fetch(&peer.url(), 100).await.unwrap_err();
        assert!(matches!(failure, Failure::Resolved(Refusal::Network)), "{failure:?}");
        assert_eq!(told(&failure), FetchFault::Failed);
    }
    // The machine's own lookup is judged in the same way.
    let url = format!("http://localhost:{}/", peer.port);
    let failure = Fetcher::new(rules, patience()).fetch(&url, 100).await.unwrap_err();
    assert!(matches!(failure, Failure::Resolved(_) | Failure::Unknown(_)), "{failure:?}");
    assert_eq!(peer.calls(), 0);
}

#[tokio::test]
async fn a_name_is_looked_up_once_for_each_request() {
    let peer = Peer::once(&ok("x")).await;
    let rules = Rules { ports: vec![peer.port], hosts: vec![NAME.to_owned()], networks: Vec::new() };
    // A second look would find nothing.
    let fetcher = Fetcher::with_lookup(rules, patience(), found(&[&["127.0.0.1"]]));
    assert!(fetcher.fetch(&peer.url(), 10).await.is_ok());
}

#[tokio::test]
async fn a_network_may_be_allowed() {
    let peer = Peer::once(&ok("x")).await;
    let url = format!("http://127.0.0.1:{}/", peer.port);
    let rules = Rules { ports: vec![peer.port], ..Rules::default() };
    let failure = Fetcher::new(rules.clone(), patience()).fetch(&url, 10).await.unwrap_err();
    assert_eq!(told(&failure), FetchFault::Barred);
    let rules = Rules { networks: vec!["127.0.0.0/8".parse().unwrap()], ..rules };
    assert!(Fetcher::new(rules, patience()).fetch(&url, 10).await.is_ok());
}

#[tokio::test]
async fn redirects_are_judged_like_addresses() {
    for to in [
        "http://127.0.0.1:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/hostname",
        "http://files.test:1/",
        "http://user@files.test:PORT/",
    ] {
        let peer = Peer::new(vec![redirect(to), ok("secret")]).await;
        let failure = fetcher(&peer, patience()).fetch(&peer.url(), 100).await.unwrap_err();
        assert!(matches!(failure, Failure::Redirect(_)), "{to}: {failure:?}");
        assert_eq!((told(&failure), peer.calls()), (FetchFault::Failed, 1), "{to}");
    }
    // To a name that leads to loopback, and is not allowed.
    let peer = Peer::new(vec![redirect("http://other.test:PORT/"), ok("secret")]).await;
    let failure = fetcher(&peer, patience()).fetch(&peer.url(), 100).await.unwrap_err();
    assert!(matches!(failure, Failure::Resolved(_)), "{failure:?}");
    assert_eq!(peer.calls(), 1);
}

#[tokio::test]
async fn redirects_are_followed_so_far_and_no_further() {
    let peer =
        Peer::new(vec![redirect("/next"), redirect("http://files.test:PORT/again"), ok("there")]).await;
    let body = fetcher(&peer, patience()).fetch(&peer.url(), 100).await.unwrap();
    assert_eq!((&body[..], peer.calls()), (&b"there"[..], 3));
    let peer = Peer::once(&redirect("/round")).await;
    let failure = fetcher(&peer, patience()).fetch(&peer.url(), 100).await.unwrap_err();
    assert!(matches!(failure, Failure::Redirects), "{failure:?}");
    assert_eq!(peer.calls(), 6);
}

#[tokio::test]
async fn no_more_than_the_limit_is_read() {
    let chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\nghijkl\r\n0\r\n\r\n";
    for answer in [ok("abcdefghijkl"), chunked.to_owned(), "HTTP/1.1 200 OK\r\n\r\nabcdefghijkl".to_owned()] {
        let peer = Peer::once(&answer).await;
        let failure = fetcher(&peer, patience()).fetch(&peer.url(), 11).await.unwrap_err();
        assert_eq!(told(&failure), FetchFault::TooLarge { limit: 11 }, "{answer}");
    }
    let peer = Peer::once(&ok("abcdefghijkl")).await;
    assert_eq!(fetcher(&peer, patience()).fetch(&peer.url(), 12).await.unwrap().len(), 12);
}

#[tokio::test]
async fn what_breaks_off_or_is_packed_is_not_taken_for_the_whole() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        "SSH-2.0-OpenSSH\r\n",
    ] {
        let peer = Peer::once(answer).await;
        let failure = fetcher(&peer, patience()).fetch(&peer.url(), 1000).await.unwrap_err();
        assert_eq!(told(&failure), FetchFault::Failed, "{answer}");
    }
    let peer = Peer::once("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").await;
    let failure = fetcher(&peer, patience()).fetch(&peer.url(), 1000).await.unwrap_err();
    assert_eq!(told(&failure), FetchFault::Status { status: 404 });
}

#[tokio::test]
async fn who_falls_silent_is_given_up() {
    let short = Duration::from_millis(50);
    let silent = "~";
    let stalling = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc~";
    for (answer, patience) in [
        (silent, Patience { answer: short, ..patience() }),
        (stalling, Patience { idle: short, ..patience() }),
        (stalling, Patience { total: short, ..patience() }),
    ] {
        let peer = Peer::once(answer).await;
        let failure = fetcher(&peer, patience).fetch(&peer.url(), 1000).await.unwrap_err();
        assert!(matches!(failure, Failure::Slow), "{failure:?}");
    }
}
