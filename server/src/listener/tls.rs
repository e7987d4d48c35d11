//! TLS of our own: the certificate, and its replacement while connections go on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use anyhow::Context as _;
use tokio::net::TcpStream;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ServerConfig, server};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::config::Tls as TlsSettings;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(60);

/// The certificate of the moment.
#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// TLS on the listener. Clones share the certificate.
#[derive(Clone)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    provider: Arc<CryptoProvider>,
    current: Arc<Current>,
    acceptor: TlsAcceptor,
}

impl Tls {
    /// Reads certificate and key; nothing where none are configured.
    pub fn open(settings: &TlsSettings) -> anyhow::Result<Option<Self>> {
        let Some((certificate, key)) = settings.files() else { return Ok(None) };
        let provider = Arc::new(ring::default_provider());
        let loaded = load(certificate, key, &provider)?;
        let current = Arc::new(Current(RwLock::new(Arc::new(loaded))));
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&current) as Arc<dyn server::ResolvesServerCert>);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let (certificate, key) = (certificate.to_owned(), key.to_owned());
        Ok(Some(Self { certificate, key, provider, current, acceptor }))
    }

    /// Reads the files again. New connections get what they hold now; on an error, what they held before.
    pub fn reload(&self) -> anyhow::Result<()> {
        let loaded = Arc::new(load(&self.certificate, &self.key, &self.provider)?);
        *self.current.0.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        Ok(())
    }

    /// Reloads on SIGHUP and when the files change, until the handle is aborted.
    pub fn watch(&self) -> io::Result<JoinHandle<()>> {
        let tls = self.clone();
        let mut hangups = signal(SignalKind::hangup())?;
        Ok(tokio::spawn(async move {
            let mut seen = tls.changed();
            loop {
                let is_asked = tokio::select! {
                    _ = hangups.recv() => true,
                    () = tokio::time::sleep(LOOK) => false,
                };
                let now = tls.changed();
                if !is_asked && now == seen {
                    continue;
                }
                seen = now;
                match tls.reload() {
                    Ok(()) => tracing::info!("the certificate was read again"),
                    Err(error) => {
                        tracing::error!(error = format!("{error:#}"), "the old certificate stays in use");
                    }
                }
            }
        }))
    }

    /// When the files were changed.
    fn changed(&self) -> [Option<SystemTime>; 2] {
        [&self.certificate, &self.key]
            .map(|path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok())
    }

    /// The handshake.
    pub async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.acceptor.accept(stream).await
    }
}

fn load(certificate: &Path, key: &Path, provider: &CryptoProvider) -> anyhow::Result<CertifiedKey> {
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("tls.certificate: {} cannot be read", certificate.display()))?;
    anyhow::ensure!(!chain.is_empty(), "tls.certificate: {} holds no certificate", certificate.display());
    check_mode(key)?;
    let private = PrivateKeyDer::from_pem_file(key)
        .with_context(|| format!("tls.key: {} cannot be read", key.display()))?;
    CertifiedKey::from_der(chain, private, provider)
        .with_context(|| format!("tls.key: {} does not fit the certificate", key.display()))
}

/// A key that others can read is no secret.
#[cfg(unix)]
fn check_mode(key: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = fs::metadata(key).with_context(|| format!("tls.key: {} cannot be read", key.display()))?;
    let mode = metadata.permissions().mode();
    anyhow::ensure!(
        mode & 0o077 == 0,
        "tls.key: {} can be read by others (mode {:o}); chmod 600 it",
        key.display(),
        mode & 0o777
    );
    Ok(())
}

#[cfg(not(unix))]
fn check_mode(_: &Path) -> anyhow::Result<()> {
    Ok(())
}
