//! From settings to a running program. Tests build the same [`App`] and call its router directly.

mod catalog;
mod clouds;
mod data_dir;
pub mod policy;

use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use vitrine_domain::audit::{Audit, Keeper};
use vitrine_domain::catalog::Catalog;
use vitrine_domain::clock::{Clock, Ids};
use vitrine_domain::identity::{Identity, PasswordHasher, Secret, TokenMint};
use vitrine_domain::image::{BlobStore, Images};
use vitrine_domain::metadef::usage::{EnforcedDefinitions, UsageRepo};
use vitrine_domain::metadef::{MetadefUsage, Metadefs};
use vitrine_domain::policy::Policy;
use vitrine_domain::quota::{Limits, Quota};
use vitrine_domain::{Ctx, Services};

pub use clouds::{CLOUDS_FILE, write_clouds};
pub use data_dir::{DataDir, prepare};

use crate::clock::{RandomIds, SystemClock};
use crate::config::{Mode, Settings};
use crate::db::{Database, DatabaseSettings};
use crate::fetch::Fetcher;
use crate::identity::authority::Front;
use crate::identity::keystone::Keystone;
use crate::identity::{Argon2Passwords, Authority, Mint, Sealer};
use crate::reload::Reloads;
use crate::state::{AppState, PublicEndpoint};
use crate::storage::FsStore;
use crate::{middleware, rest, starter_catalog, ui};

/// Where the first administrator's password comes from, when it is not generated.
pub const ADMIN_PASSWORD: &str = "VITRINE_ADMIN_PASSWORD";

/// A program that is ready to serve.
pub struct App {
    pub state: AppState,
    pub router: Router,
    /// Held while the program runs: one process per data directory.
    pub data_dir: DataDir,
    /// What can be read again while it runs.
    pub reloads: Reloads,
}

impl App {
    /// Opens everything, migrates the database and repairs what a crash left behind.
    pub async fn build(settings: &Settings) -> anyhow::Result<Self> {
        Self::build_at(settings, Arc::new(SystemClock)).await
    }

    /// The same, by another clock.
    pub async fn build_at(settings: &Settings, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let data_dir = DataDir::open(&settings.data_dir)?;
        let database = connect(settings).await?;
        database.migrate().await.context("the database cannot be migrated")?;
        let policy = Arc::new(Policy::new(policy::load(settings)?));
        let (audit, keeper) = audit(settings, &database, &policy, &clock);
        let mut reloads = Reloads::default();
        reloads.add("the policy", policy::reload(settings, &policy, &audit));
        // Ends when the last service is gone.
        tokio::spawn(keeper.run());
        let services = Arc::new(services(settings, &data_dir, &database, &policy, audit, &clock)?);
        recover(&services, &data_dir).await?;
        let sessions = database.sessions().with(settings.dashboard.sessions(), Arc::clone(&clock));
        catalog::ensure(&services.catalog, &settings.identity.region).await?;
        let state = AppState {
            services,
            policy,
            authority: Arc::new(authority(settings, &data_dir)?),
            database,
            public_endpoint: PublicEndpoint(settings.http.public_endpoint.as_deref().map(Arc::from)),
            region: settings.identity.region.as_str().into(),
            written: Default::default(),
            upload_idle: std::time::Duration::from_secs(settings.http.upload_idle_seconds),
            sessions,
            clock,
        };
        let ui = ui::router(&state);
        let routes = middleware::guard(rest::router(&state).merge(ui), &state.authority);
        let router = middleware::wrap(routes, &settings.http, &state.services.audit)?;
        Ok(Self { state, router, data_dir, reloads })
    }

    /// Brings in the definitions that come with Vitrine, once, unless it is not wanted.
    pub async fn ensure_starter_catalog(&self, settings: &Settings) -> anyhow::Result<()> {
        if !settings.metadefs.starter_catalog {
            return Ok(());
        }
        let documents = starter_catalog::documents().context("the starter catalog is broken")?;
        let metadefs = &self.state.services.metadefs;
        let count = metadefs.ensure_starter_catalog(&Ctx::internal("starter-catalog"), &documents).await;
        if count.context("the starter catalog cannot be brought in")? > 0 {
            tracing::info!("brought in the starter catalog");
        }
        Ok(())
    }

    /// Makes the first administrator if there is none; the password if one was made.
    pub async fn ensure_admin(&self, given: Option<Secret>) -> anyhow::Result<Option<Secret>> {
        let password = given.unwrap_or_else(generated_password);
        let ctx = Ctx::internal("bootstrap");
        let offered = password.clone();
        let was_made = self.state.services.identity.ensure_admin(&ctx, move || offered).await;
        let was_made = was_made.context("the first administrator cannot be made")?;
        Ok(was_made.then_some(password))
    }
}

/// Who vouches for callers, as configured.
fn authority(settings: &Settings, data_dir: &DataDir) -> anyhow::Result<Authority> {
    Ok(match settings.identity.mode {
        Mode::Embedded => Authority::embedded(&settings.identity.service_token_roles),
        Mode::Keystone => {
            let sealer = Sealer::open(&data_dir.path("session.key"));
            let sealer = sealer.context("the session key cannot be opened")?;
            Authority::Keystone(Box::new(Keystone::new(&settings.keystone, sealer)?))
        }
        Mode::Proxy => Authority::Proxy(Front::new(
            settings.proxy.networks()?,
            &settings.keystone.service_token_roles,
            settings.keystone.public_address().ok(),
        )),
        Mode::None => {
            tracing::warn!("identity.mode is none: EVERYBODY who reaches this server may do EVERYTHING");
            Authority::open(&settings.lab)
        }
    })
}

/// Connects to the configured database.
pub async fn connect(settings: &Settings) -> anyhow::Result<Database> {
    connect_to(settings, settings.database.url(&settings.data_dir)).await
}

/// The database, which must be there already.
pub async fn connect_existing(settings: &Settings) -> anyhow::Result<Database> {
    let url = settings.database.url(&settings.data_dir).replace("mode=rwc", "mode=rw");
    connect_to(settings, url).await
}

async fn connect_to(settings: &Settings, url: String) -> anyhow::Result<Database> {
    let wanted =
        DatabaseSettings { max_connections: settings.database.max_connections, ..DatabaseSettings::new(url) };
    Database::connect(&wanted).await.context("the database cannot be opened (database.url)")
}

/// The audit over its table, and the task that writes refusals.
pub fn audit(
    settings: &Settings,
    database: &Database,
    policy: &Arc<Policy>,
    clock: &Arc<dyn Clock>,
) -> (Audit, Keeper) {
    let retention = settings.audit.retention();
    Audit::new(Arc::new(database.audit()), Arc::clone(policy), Arc::clone(clock), retention)
}

/// The services over their real ports.
pub fn services(
    settings: &Settings,
    data_dir: &DataDir,
    database: &Database,
    policy: &Arc<Policy>,
    audit: Audit,
    clock: &Arc<dyn Clock>,
) -> anyhow::Result<Services> {
    let ids: Arc<dyn Ids> = Arc::new(RandomIds);
    let store: Arc<dyn BlobStore> =
        Arc::new(FsStore::open(&settings.storage.id, &settings.storage.path(&settings.data_dir))?);
    let mint: Arc<dyn TokenMint> =
        Arc::new(Mint::open(&data_dir.path("token.key")).context("the token key cannot be opened")?);
    let passwords: Arc<dyn PasswordHasher> = Arc::new(Argon2Passwords::with_queue(
        settings.identity.password_workers,
        settings.identity.password_queue,
    )?);
    let rows = Arc::new(database.quota());
    let quota = Quota::new(rows.clone(), rows.clone(), settings.quota.settings());
    let catalog =
        Catalog::new(Arc::new(database.catalog()), Arc::clone(policy), Arc::clone(&ids), audit.clone());
    let rules: Arc<dyn UsageRepo> = Arc::new(database.metadefs());
    let images = Images::new(
        Arc::new(database.images()),
        store,
        Arc::clone(policy),
        Arc::clone(clock),
        Arc::clone(&ids),
        settings.images.formats(),
        settings.images.limits(),
        data_dir.node().to_owned(),
        audit.clone(),
        quota.clone(),
    );
    let images = images.with_value_rules(Arc::new(EnforcedDefinitions::new(Arc::clone(&rules))));
    let images = Arc::new(images);
    let metadefs = Metadefs::new(
        Arc::new(database.metadefs()),
        Arc::new(database.metadefs()),
        Arc::clone(policy),
        Arc::clone(clock),
        settings.metadefs.limits(settings.images.limits().page),
        audit.clone(),
    );
    let web = Fetcher::new(settings.fetch.rules()?, settings.fetch.patience());
    let metadefs = Arc::new(metadefs.with_web(Arc::new(web)));
    let metadef_usage = MetadefUsage::new(
        rules,
        Arc::clone(&metadefs),
        Arc::clone(&images),
        Arc::clone(clock),
        audit.clone(),
    );
    Ok(Services {
        catalog,
        limits: Limits::new(
            rows,
            Arc::new(database.catalog()),
            Arc::clone(policy),
            Arc::clone(&ids),
            audit.clone(),
        ),
        images,
        metadefs,
        metadef_usage,
        identity: Identity::new(
            Arc::new(database.identity()),
            passwords,
            mint,
            Arc::clone(policy),
            Arc::clone(clock),
            ids,
            settings.identity.token_life(),
        )
        .with_paces(settings.identity.paces())
        .with_audit(audit.clone()),
        audit,
        quota,
    })
}

/// Takes over from the process that had this data directory before: its uploads are dead.
async fn recover(services: &Services, data_dir: &DataDir) -> anyhow::Result<()> {
    services.images.heartbeat().await.context("the database cannot be written")?;
    if let Some(previous) = data_dir.previous_node() {
        services.images.retire(previous).await?;
    }
    let swept = services.images.sweep().await.context("the store cannot be tidied up")?;
    if swept.images + swept.objects > 0 {
        tracing::info!(
            images = swept.images,
            objects = swept.objects,
            "tidied up after uploads that were cut off"
        );
    }
    Ok(())
}

/// 144 random bits that are easy to select with a double click.
fn generated_password() -> Secret {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let symbol = |byte: u8| char::from(ALPHABET[usize::from(byte % 32)]);
    Secret::new(rand::random::<[u8; 29]>().map(symbol).iter().collect::<String>())
}
