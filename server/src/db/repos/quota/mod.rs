//! Limits of projects and what projects use: [`LimitRepo`], [`LimitSource`] and [`UsageRepo`] over SQL.

mod limits;
mod registered;
pub(super) mod usage;

use async_trait::async_trait;
use vitrine_domain::error::{Clash, Denial, Fault};
use vitrine_domain::identity::Edit;
use vitrine_domain::quota::{
    Caps, LimitFilter, LimitRepo, LimitSource, Over, ProjectLimit, ProjectLimits, RegisteredLimit,
    Reservation, Usage, UsageRepo,
};
use vitrine_domain::{Error, ProjectId, Result};

use crate::db::Database;
use crate::db::error::{duplicate, fault};

/// See the module.
#[derive(Clone, Debug)]
pub struct QuotaRows {
    db: Database,
}

impl QuotaRows {
    pub(in crate::db) fn new(db: Database) -> Self {
        Self { db }
    }
}

/// How a change to a registered limit ends.
enum Registered {
    Changed,
    Gone,
    InUse,
}

impl Registered {
    fn told(self, id: &str) -> Result<bool> {
        match self {
            Self::Changed => Ok(true),
            Self::Gone => Ok(false),
            Self::InUse => Err(Error::Forbidden(Denial::RegisteredLimitInUse { id: id.to_owned() })),
        }
    }
}

/// Why limits of projects were not added.
enum Unfit {
    NoRegistered,
    NoProject(String),
}

#[async_trait]
impl LimitRepo for QuotaRows {
    async fn list_registered(&self, filter: &LimitFilter) -> Result<Vec<RegisteredLimit>> {
        registered::list(&self.db, filter).await.map_err(fault)
    }

    async fn find_registered(&self, id: &str) -> Result<Option<RegisteredLimit>> {
        registered::find(&self.db, id).await.map_err(fault)
    }

    async fn insert_registered(&self, limits: &[RegisteredLimit]) -> Result<()> {
        let inserted = registered::insert(&self.db, limits).await;
        inserted.map_err(|error| duplicate(error, Clash::RegisteredLimit))
    }

    async fn update_registered(
        &self,
        id: &str,
        edit: Edit<'_, RegisteredLimit>,
    ) -> Result<Option<RegisteredLimit>> {
        registered::update(&self.db, id, edit).await
    }

    async fn delete_registered(&self, id: &str) -> Result<bool> {
        registered::delete(&self.db, id).await.map_err(fault)?.told(id)
    }

    async fn list(&self, filter: &LimitFilter) -> Result<Vec<ProjectLimit>> {
        limits::list(&self.db, filter).await.map_err(fault)
    }

    async fn find(&self, id: &str) -> Result<Option<ProjectLimit>> {
        limits::find(&self.db, id).await.map_err(fault)
    }

    async fn insert(&self, rows: &[ProjectLimit]) -> Result<()> {
        let inserted = limits::insert(&self.db, rows).await;
        match inserted.map_err(|error| duplicate(error, Clash::Limit))? {
            Ok(()) => Ok(()),
            Err(Unfit::NoRegistered) => Err(Error::Forbidden(Denial::NoRegisteredLimit)),
            Err(Unfit::NoProject(value)) => Err(Error::invalid("project_id", Fault::UnknownValue { value })),
        }
    }

    async fn update(&self, id: &str, edit: Edit<'_, ProjectLimit>) -> Result<Option<ProjectLimit>> {
        limits::update(&self.db, id, edit).await
    }

    async fn delete(&self, id: &str) -> Result<bool> {
        limits::delete(&self.db, id).await.map_err(fault)
    }
}

#[async_trait]
impl LimitSource for QuotaRows {
    async fn limits(&self, project: &ProjectId) -> Result<ProjectLimits> {
        limits::of_project(&self.db, project).await.map_err(fault)
    }
}

#[async_trait]
impl UsageRepo for QuotaRows {
    async fn usage(&self, project: &ProjectId) -> Result<Usage> {
        usage::usage(&self.db.connection, project).await.map_err(fault)
    }

    async fn reserve(&self, reservation: &Reservation, caps: &Caps) -> Result<Result<(), Over>> {
        usage::reserve(&self.db, reservation, caps).await.map_err(fault)
    }

    async fn extend(
        &self,
        reservation: &Reservation,
        need: u64,
        want: u64,
        caps: &Caps,
    ) -> Result<Result<u64, Over>> {
        usage::extend(&self.db, reservation, need, want, caps).await.map_err(fault)
    }

    async fn release(&self, generation: &str) -> Result<()> {
        usage::release(&self.db, generation).await.map_err(fault)
    }
}
