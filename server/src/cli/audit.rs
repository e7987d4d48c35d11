//! `vitrine audit`: the audit from the server's own machine.

use std::sync::Arc;

use clap::{Args, Subcommand};
use vitrine_domain::Ctx;
use vitrine_domain::audit::{Audit, AuditQuery};
use vitrine_domain::clock::Clock;
use vitrine_domain::policy::Policy;

use super::print;
use crate::boot;
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::rest::audit::publish;

#[derive(Subcommand)]
pub enum AuditCommand {
    /// Print events, newest first, one JSON object a line
    List(List),
}

#[derive(Args)]
pub struct List {
    /// As image.delete
    #[arg(long)]
    action: Option<String>,
    /// success, denied or failed
    #[arg(long)]
    outcome: Option<String>,
    /// Id of the user who did it
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
    /// Id of the project that it was done from
    #[arg(long, value_name = "ID")]
    project_id: Option<String>,
    /// Id of the object that it was done to
    #[arg(long, value_name = "ID")]
    target: Option<String>,
    /// From this moment on, as 2026-11-22T10:00:00Z
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Before this moment
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Events at the most; 0 prints all
    #[arg(long, default_value_t = 100)]
    limit: usize,
}

/// Events asked for at a time.
const PAGE: usize = 1_000;

impl AuditCommand {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let Self::List(list) = self;
        let mut query = list.query()?;
        boot::prepare(&settings.data_dir)?;
        let database = boot::connect(settings).await?;
        database.migrate().await?;
        let policy = Arc::new(Policy::defaults()?);
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let (audit, _) = boot::audit(settings, &database, &policy, &clock);
        let mut left = if list.limit == 0 { usize::MAX } else { list.limit };
        while left > 0 {
            query.limit = left.min(PAGE);
            left -= query.limit;
            match page(&audit, &query).await? {
                Some(next) => query.marker = Some(next),
                None => break,
            }
        }
        Ok(())
    }
}

/// Prints a page; tells where the next one begins.
async fn page(audit: &Audit, query: &AuditQuery) -> anyhow::Result<Option<i64>> {
    let page = audit.list(&Ctx::internal("cli"), query).await?;
    for event in page.events {
        print(&format!("{}\n", serde_json::to_string(&publish(event))?));
    }
    Ok(page.next)
}

impl List {
    fn query(&self) -> anyhow::Result<AuditQuery> {
        let named = [
            ("action", &self.action),
            ("outcome", &self.outcome),
            ("user_id", &self.user_id),
            ("project_id", &self.project_id),
            ("target", &self.target),
            ("since", &self.since),
            ("until", &self.until),
        ];
        let given = named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
        Ok(AuditQuery::parse(&given.collect::<Vec<_>>())?)
    }
}
