//! What quotas need from the outside.

use async_trait::async_trait;

use super::model::{
    Caps, LimitFilter, ProjectLimit, ProjectLimits, RegisteredLimit, Reservation, Resource, Usage,
};
use crate::ctx::ProjectId;
use crate::error::Result;
use crate::identity::Edit;

/// Says what a project may have.
#[async_trait]
pub trait LimitSource: Send + Sync {
    async fn limits(&self, project: &ProjectId) -> Result<ProjectLimits>;
}

/// Which bound a step would pass.
pub type Over = Resource;

/// Counts what projects have, and holds room for uploads. Each method is one transaction, and no two
/// for the same project run at the same time.
#[async_trait]
pub trait UsageRepo: Send + Sync {
    async fn usage(&self, project: &ProjectId) -> Result<Usage>;

    /// Holds room for an upload, unless the project is at a bound already or would pass one.
    async fn reserve(&self, reservation: &Reservation, caps: &Caps) -> Result<Result<(), Over>>;

    /// Adds to a reservation: at least `need` bytes or nothing, at most `want`; how many it was.
    async fn extend(
        &self,
        reservation: &Reservation,
        need: u64,
        want: u64,
        caps: &Caps,
    ) -> Result<Result<u64, Over>>;

    /// Gives the room back.
    async fn release(&self, generation: &str) -> Result<()>;
}

/// Rows of limits. Each method is one transaction.
#[async_trait]
pub trait LimitRepo: Send + Sync {
    async fn list_registered(&self, filter: &LimitFilter) -> Result<Vec<RegisteredLimit>>;
    async fn find_registered(&self, id: &str) -> Result<Option<RegisteredLimit>>;
    /// All or nothing. [`crate::error::Clash::RegisteredLimit`] where there is one for the resource.
    async fn insert_registered(&self, limits: &[RegisteredLimit]) -> Result<()>;
    /// Edits the row as it is now, while nobody else can; nothing when it is gone. The edit's refusal
    /// leaves it as it was. [`crate::error::Denial::RegisteredLimitInUse`] when what it is for would
    /// change under limits of projects.
    async fn update_registered(
        &self,
        id: &str,
        edit: Edit<'_, RegisteredLimit>,
    ) -> Result<Option<RegisteredLimit>>;
    /// The same barrier stands before its end. False when it is gone.
    async fn delete_registered(&self, id: &str) -> Result<bool>;

    async fn list(&self, filter: &LimitFilter) -> Result<Vec<ProjectLimit>>;
    async fn find(&self, id: &str) -> Result<Option<ProjectLimit>>;
    /// All or nothing. [`crate::error::Denial::NoRegisteredLimit`] where there is none to take the place
    /// of, [`crate::error::Clash::Limit`] where the project has one.
    async fn insert(&self, limits: &[ProjectLimit]) -> Result<()>;
    /// Likewise; only number and description change.
    async fn update(&self, id: &str, edit: Edit<'_, ProjectLimit>) -> Result<Option<ProjectLimit>>;
    async fn delete(&self, id: &str) -> Result<bool>;
}
