//! `vitrine serve`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use vitrine_domain::identity::Secret;

use super::print;
use crate::boot::{ADMIN_PASSWORD, App, CLOUDS_FILE, write_clouds};
use crate::config::{Mode, Settings};
use crate::{jobs, listener, private_file, reload};

#[derive(Args)]
pub struct Serve {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// Say again that mode `none` may be served where others reach it (see identity.none_anywhere)
    #[arg(long, env = "VITRINE_NONE_ANYWHERE")]
    none_anywhere: bool,
    /// Write {"url": …} here once requests are answered
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
}

impl Serve {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        settings.check_exposure(self.none_anywhere)?;
        // Bound first: an administrator whose password nobody saw would be of no use.
        let socket = TcpListener::bind(settings.http.address()?)
            .await
            .with_context(|| format!("http.listen: {} cannot be listened on", settings.http.listen))?;
        let tls = listener::Tls::open(&settings.tls)?;
        let mut app = Box::pin(App::build(settings)).await?;
        app.ensure_starter_catalog(settings).await?;
        let given = std::env::var(ADMIN_PASSWORD).ok().filter(|text| !text.is_empty()).map(Secret::new);
        let was_given = given.is_some();
        // Elsewhere it is not ours to make users, and our tokens would open nothing.
        let is_ours = settings.identity.mode == Mode::Embedded;
        let made = if is_ours { app.ensure_admin(given).await? } else { None };
        let url =
            settings.http.public_endpoint.clone().unwrap_or(reachable(socket.local_addr()?, tls.is_some()));
        let url = url.trim_end_matches('/').to_owned();
        let clouds = if is_ours { clouds(&app, &url, settings, made.as_ref()) } else { None };
        let _hangup = reload::on_hangup(std::mem::take(&mut app.reloads))?;
        let _jobs = jobs::start(&app.state.services, &app.state.sessions);
        greet(&url, made.filter(|_| !was_given).as_ref(), clouds.as_ref());
        if let Some(path) = &self.ready_file {
            private_file::write(path, serde_json::json!({"url": url}).to_string().as_bytes())?;
        }
        let watching = tls.as_ref().map(listener::Tls::watch).transpose()?;
        listener::serve(socket, app.router.clone(), &settings.http, tls, stop_signal()?).await;
        if let Some(watching) = watching {
            watching.abort();
        }
        app.state.services.audit.settle().await;
        tracing::info!("stopped");
        Ok(())
    }
}

/// Writes `clouds.yaml`, where there is something to say.
fn clouds(app: &App, url: &str, settings: &Settings, password: Option<&Secret>) -> Option<PathBuf> {
    let path = app.data_dir.path(CLOUDS_FILE);
    write_clouds(&path, url, &settings.identity.region, password).unwrap_or_else(|error| {
        // The password is told all the same.
        tracing::warn!(%error, "{} is left as it is", path.display());
        None
    })
}

/// The listener's address as a client on this machine can use it.
fn reachable(address: SocketAddr, is_tls: bool) -> String {
    let scheme = if is_tls { "https" } else { "http" };
    let host = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
    };
    format!("{scheme}://{}", SocketAddr::new(host, address.port()))
}

/// What the person in front of the terminal needs next.
fn greet(url: &str, password: Option<&Secret>, clouds: Option<&PathBuf>) {
    let mut text =
        format!("\n  Vitrine is serving.\n\n  Dashboard   {url}/dashboard/\n  Image API   {url}/\n");
    if let Some(password) = password {
        text += &format!("  User        admin\n  Password    {}   (shown once)\n", password.reveal());
    }
    if let Some(path) = clouds {
        let path = path.canonicalize().unwrap_or_else(|_| path.clone());
        text += &format!(
            "  clouds.yaml {}\n\n  Try: OS_CLIENT_CONFIG_FILE={} openstack --os-cloud vitrine image list\n",
            path.display(),
            path.display()
        );
    }
    print(&format!("{text}\n"));
}

/// Resolves when the process is asked to stop.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping: transfers in flight may finish");
    })
}
