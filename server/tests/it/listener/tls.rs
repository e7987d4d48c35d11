//! TLS of our own: the handshake, and a certificate that is replaced while connections go on.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::TLS12;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use vitrine::config::Tls as Settings;
use vitrine::listener::Tls;

use super::{Running, ended, greet, hello};
use crate::support::TestApp;

/// Certificate and key of `images.test`, as files.
struct Files {
    dir: TempDir,
}

impl Files {
    fn new() -> (Self, CertificateDer<'static>) {
        let files = Self { dir: tempfile::tempdir().unwrap() };
        let certificate = files.replace();
        (files, certificate)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A new pair in the place of the old one.
    fn replace(&self) -> CertificateDer<'static> {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["images.test".to_owned()]).unwrap();
        let certificate = params.self_signed(&key).unwrap();
        std::fs::write(self.path("tls.pem"), certificate.pem()).unwrap();
        write_private(&self.path("tls.key"), &key.serialize_pem());
        certificate.der().clone()
    }

    fn settings(&self) -> Settings {
        Settings { certificate: Some(self.path("tls.pem")), key: Some(self.path("tls.key")) }
    }

    fn open(&self) -> anyhow::Result<Tls> {
        Ok(Tls::open(&self.settings())?.unwrap())
    }
}

fn write_private(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

async fn connect(
    running: &Running,
    trusted: &CertificateDer<'static>,
    protocols: &[&[u8]],
    versions: &[&'static SupportedProtocolVersion],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let name = ServerName::try_from("images.test").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, running.connect().await).await
}

const ALL: &[&SupportedProtocolVersion] = tokio_rustls::rustls::ALL_VERSIONS;

#[tokio::test]
async fn a_new_certificate_is_for_new_connections() {
    let (files, first) = Files::new();
    let tls = files.open().unwrap();
    let running = Running::start(hello(), |_| {}, Some(tls.clone())).await;
    let mut old = connect(&running, &first, &[], ALL).await.unwrap();
    greet(&mut old).await;

    let second = files.replace();
    connect(&running, &first, &[], ALL).await.unwrap();
    tls.reload().unwrap();
    let mut new = connect(&running, &second, &[], ALL).await.unwrap();
    assert_eq!(new.get_ref().1.peer_certificates().unwrap(), std::slice::from_ref(&second));
    greet(&mut new).await;
    assert!(connect(&running, &first, &[], ALL).await.is_err());
    greet(&mut old).await;

    // What cannot be used changes nothing.
    std::fs::write(files.path("tls.pem"), "nonsense").unwrap();
    assert!(tls.reload().unwrap_err().to_string().contains("tls.certificate"));
    greet(&mut connect(&running, &second, &[], ALL).await.unwrap()).await;
}

#[tokio::test]
async fn both_protocols_and_both_versions_are_spoken() {
    let (files, certificate) = Files::new();
    let running = Running::start(hello(), |_| {}, Some(files.open().unwrap())).await;
    for (offered, expected) in
        [(&[&b"h2"[..], b"http/1.1"][..], Some(&b"h2"[..])), (&[b"http/1.1"], Some(b"http/1.1")), (&[], None)]
    {
        let stream = connect(&running, &certificate, offered, ALL).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), expected);
    }
    greet(&mut connect(&running, &certificate, &[], &[&TLS12]).await.unwrap()).await;
}

#[tokio::test]
async fn who_does_not_shake_hands_is_ended() {
    let (files, _) = Files::new();
    let tls = Some(files.open().unwrap());
    let running = Running::start(hello(), |http| http.header_timeout_seconds = 1, tls).await;
    ended(&mut running.connect().await).await;
}

#[tokio::test]
async fn the_program_knows_that_it_is_reached_over_tls() {
    let (files, certificate) = Files::new();
    let app = TestApp::new().await;
    let running = Running::start(app.app().router.clone(), |_| {}, Some(files.open().unwrap())).await;
    let mut stream = connect(&running, &certificate, &[], ALL).await.unwrap();
    let request = b"GET /versions HTTP/1.1\r\nHost: images.test\r\nConnection: close\r\n\r\n";
    tokio::io::AsyncWriteExt::write_all(&mut stream, request).await.unwrap();
    let text = String::from_utf8(ended(&mut stream).await).unwrap();
    assert!(text.contains("strict-transport-security: max-age=31536000"), "{text}");
    assert!(text.contains("https://images.test/v2/"), "{text}");
}

#[test]
fn a_key_that_others_can_read_is_refused() {
    let (files, _) = Files::new();
    for mode in [0o644, 0o640, 0o604] {
        std::fs::set_permissions(files.path("tls.key"), std::fs::Permissions::from_mode(mode)).unwrap();
        let refused = files.open().err().unwrap().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }
    std::fs::set_permissions(files.path("tls.key"), std::fs::Permissions::from_mode(0o400)).unwrap();
    files.open().unwrap();
}

#[test]
fn files_that_do_not_belong_together_are_refused() {
    let (files, _) = Files::new();
    let other = KeyPair::generate().unwrap();
    write_private(&files.path("tls.key"), &other.serialize_pem());
    assert!(files.open().err().unwrap().to_string().contains("tls.key"));
    std::fs::remove_file(files.path("tls.key")).unwrap();
    assert!(files.open().err().unwrap().to_string().contains("tls.key"));
}
