//! Is there room? Asked by the images service, and by who wants to know how much is left.

use std::sync::Arc;

use super::meter::Meter;
use super::model::{Caps, ProjectLimits, Reservation, Resource, UNLIMITED, Usage};
use super::ports::{LimitSource, Over, UsageRepo};
use crate::ctx::{Ctx, ProjectId};
use crate::error::{Denial, Error, Limit, Result};

const MIB: u64 = 1 << 20;

/// What an operator says about quotas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotaSettings {
    /// Do projects have limits at all?
    pub use_limits: bool,
    /// For projects about which nobody said anything.
    pub defaults: ProjectLimits,
    /// Bytes of a project where there are no limits.
    pub storage: Option<u64>,
}

/// One line of the answer to "how much is left?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceUsage {
    pub resource: Resource,
    pub usage: u64,
    /// [`UNLIMITED`] or a number.
    pub limit: i64,
}

/// See the module.
#[derive(Clone)]
pub struct Quota {
    source: Arc<dyn LimitSource>,
    repo: Arc<dyn UsageRepo>,
    settings: Arc<QuotaSettings>,
}

impl Quota {
    #[must_use]
    pub fn new(source: Arc<dyn LimitSource>, repo: Arc<dyn UsageRepo>, settings: QuotaSettings) -> Self {
        Self { source, repo, settings: Arc::new(settings) }
    }

    /// What the caller's project has and may have; nothing where projects have no limits. Whoever works
    /// in a project may know.
    pub async fn usage(&self, ctx: &Ctx) -> Result<Vec<ResourceUsage>> {
        if !self.settings.use_limits {
            return Ok(Vec::new());
        }
        let project = ctx.caller.project().ok_or(Error::Forbidden(Denial::NoProject))?;
        let limits = self.limits(project).await?;
        let usage = self.repo.usage(project).await?;
        let line = |resource| ResourceUsage {
            resource,
            usage: amount(&usage, resource),
            limit: limits.get(resource).unwrap_or(UNLIMITED),
        };
        Ok(Resource::ALL.map(line).to_vec())
    }

    async fn limits(&self, project: &ProjectId) -> Result<ProjectLimits> {
        Ok(self.source.limits(project).await?.or(&self.settings.defaults))
    }

    /// The bounds for what belongs to `owner`; what belongs to nobody has none.
    pub(crate) async fn caps(&self, owner: Option<&ProjectId>) -> Result<Caps> {
        let Some(owner) = owner else {
            return Ok(Caps::default());
        };
        if !self.settings.use_limits {
            return Ok(Caps { bytes: self.settings.storage, ..Caps::default() });
        }
        let limits = self.limits(owner).await?;
        let number = |resource| limits.get(resource).and_then(|limit| u64::try_from(limit).ok());
        Ok(Caps {
            bytes: number(Resource::SizeTotal).map(|limit| limit.saturating_mul(MIB)),
            images: number(Resource::CountTotal),
            uploads: number(Resource::CountUploading),
            queued: None,
        })
    }

    /// Holds room for an upload. Nothing to measure where nothing is limited.
    pub(crate) async fn begin(&self, reservation: Reservation) -> Result<Option<Meter>> {
        if !self.settings.use_limits && self.settings.storage.is_none() {
            return Ok(None);
        }
        let caps = self.caps(Some(&reservation.project)).await?;
        match self.repo.reserve(&reservation, &caps).await? {
            Ok(()) => Ok(Some(Meter::new(self.clone(), reservation, caps))),
            Err(over) => Err(self.refusal(over, &caps)),
        }
    }

    pub(super) fn repo(&self) -> &dyn UsageRepo {
        &*self.repo
    }

    /// The error that tells which bound was reached.
    pub(crate) fn refusal(&self, over: Over, caps: &Caps) -> Error {
        let limit = match over {
            Resource::SizeTotal if !self.settings.use_limits => {
                return Error::TooLarge(Limit::Storage { bytes: caps.bytes.unwrap_or_default() });
            }
            Resource::SizeTotal => caps.bytes.map(|bytes| bytes / MIB),
            Resource::CountTotal => caps.images,
            Resource::CountUploading => caps.uploads,
            Resource::StageTotal => None,
        };
        Error::TooLarge(Limit::Quota { resource: over, limit: limit.unwrap_or_default() })
    }
}

/// How much of a resource is in use. Glance compat: whole MiB, the rest is cut.
fn amount(usage: &Usage, resource: Resource) -> u64 {
    match resource {
        Resource::SizeTotal => (usage.stored + usage.reserved) / MIB,
        Resource::StageTotal => usage.staged / MIB,
        Resource::CountTotal => usage.images,
        Resource::CountUploading => usage.uploads,
    }
}
