//! Work that goes on in the background. Every job is idempotent: missed or doubled runs do no harm.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tower_sessions::session_store::ExpiredDeletion as _;
use vitrine_domain::{Error, Services};

use crate::db::SessionRows;

/// How often this process says that it lives; others hold it for dead after a minute.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// How often traces of dead uploads are looked for.
const SWEEP: Duration = Duration::from_secs(300);
/// How often expired tokens and sessions are forgotten.
const PRUNE: Duration = Duration::from_secs(600);

/// How often refusals that were only counted are told.
const COUNT: Duration = Duration::from_secs(60);

/// Background tasks; they end when this is dropped.
pub struct Jobs(Vec<JoinHandle<()>>);

impl Drop for Jobs {
    fn drop(&mut self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

pub fn start(services: &Arc<Services>, sessions: &SessionRows) -> Jobs {
    let of = |services: &Arc<Services>| Arc::clone(services);
    let (beating, sweeping, pruning, counting) = (of(services), of(services), of(services), of(services));
    let sessions = sessions.clone();
    Jobs(vec![
        every(HEARTBEAT, "heartbeat", move || {
            let services = Arc::clone(&beating);
            async move { services.images.heartbeat().await }
        }),
        every(SWEEP, "sweep", move || {
            let services = Arc::clone(&sweeping);
            async move { services.images.sweep().await.map(drop) }
        }),
        every(COUNT, "audit", move || {
            let services = Arc::clone(&counting);
            async move {
                services.audit.settle().await;
                Ok(())
            }
        }),
        every(PRUNE, "prune", move || {
            let (services, sessions) = (Arc::clone(&pruning), sessions.clone());
            async move {
                services.identity.prune().await?;
                services.audit.prune().await?;
                sessions.delete_expired().await.map_err(Error::internal)
            }
        }),
    ])
}

fn every<F>(period: Duration, name: &'static str, job: impl Fn() -> F + Send + 'static) -> JoinHandle<()>
where
    F: Future<Output = vitrine_domain::Result<()>> + Send,
{
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(period);
        loop {
            ticks.tick().await;
            if let Err(error) = job().await {
                tracing::warn!(%error, "the {name} failed and is tried again later");
            }
        }
    })
}
