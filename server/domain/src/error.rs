//! What can go wrong, as kinds.
//!
//! A kind says what happened and to what, never how it is told: the REST skin maps kinds to statuses,
//! both skins look [`Error::code`] up in `locales/` and fill in [`Error::args`]. Nothing here holds
//! text for people, except the source of [`Error::Internal`], which goes to the log only.

mod fetch;
mod identity;
mod message;
mod metadef;

use std::collections::BTreeMap;

use vitrine_wire::{ImageStatus, Problem};

pub use fetch::FetchFault;
pub use metadef::{MetadefClash, MetadefKind, MetadefMissing, MetadefSchema, Mismatch, SearchFault};

use crate::image::ImageId;
use crate::policy::Rule;
use crate::quota::Resource;

pub use identity::{Barrier, Misfit, NoSuch, Taken};

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No caller, or one that cannot be told apart from nobody.
    #[error("not authenticated")]
    Unauthenticated,
    #[error("not found: {0:?}")]
    NotFound(Missing),
    #[error("forbidden: {0:?}")]
    Forbidden(Denial),
    #[error("conflict: {0:?}")]
    Conflict(Clash),
    #[error("invalid {field}: {reason:?}")]
    Invalid { field: String, reason: Fault },
    /// The caller knows a state that is no more, or does not say what it knows.
    #[error("precondition: {0:?}")]
    Precondition(Precondition),
    #[error("too large: {0:?}")]
    TooLarge(Limit),
    #[error("range not satisfiable within {size} bytes")]
    RangeNotSatisfiable { size: u64 },
    #[error("gone: image {0} was deleted while its data arrived")]
    DeletedDuringUpload(ImageId),
    #[error("too many uploads at once")]
    TooManyUploads { limit: usize },
    /// Too often in too short a time; seconds until it may be tried again.
    #[error("too often: {what:?}")]
    TooFast { what: Pace, retry_after: u64 },
    #[error("the client stopped sending")]
    UploadInterrupted,
    #[error("unavailable: {what}")]
    Unavailable {
        what: Dependency,
        #[source]
        cause: Cause,
    },
    #[error("internal: {0}")]
    Internal(#[source] Cause),
}

/// What made an infrastructure failure; for the log only.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What a caller that changes something as a whole must say of the state it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// It is another now.
    Stale,
    /// Nothing was said.
    Required,
}

/// What was looked for and not found, or is none of the caller's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    Metadef(MetadefMissing),
    Image(ImageId),
    ImageToDelete(ImageId),
    /// The image is not shared with the project, as far as the caller may know.
    Member {
        image: ImageId,
        project: String,
    },
    Tag,
    Project(String),
    User(String),
    Domain(String),
    Token,
    RegisteredLimit(String),
    Limit(String),
    Service(String),
    Endpoint(String),
    Region(String),
    Identity(NoSuch),
}

/// Why something that the caller may see must not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denial {
    MetadefProtected {
        kind: MetadefKind,
        name: String,
    },
    Policy(Rule),
    Protected(ImageId),
    ReadOnly {
        attribute: String,
    },
    Reserved {
        attribute: String,
    },
    NotRemovable {
        attribute: String,
    },
    OtherOwner {
        owner: String,
    },
    OwnerChange,
    /// Legacy rules leave this to the owner.
    NotOwner,
    FormatLocked {
        attribute: String,
    },
    Deactivated(ImageId),
    /// Only what is shared has members.
    MembersOfShared,
    /// Only what is shared gets members.
    NoMembers(ImageId),
    /// Only active images are deactivated, and only deactivated ones reactivated.
    Activation {
        to: ImageStatus,
        status: ImageStatus,
    },
    /// `verb` is what was tried: add, replace or remove.
    LocationsHidden {
        verb: &'static str,
    },
    /// What was asked for belongs to projects, and the caller works in none.
    NoProject,
    /// A project's limit takes the place of a registered one, and there is none.
    NoRegisteredLimit,
    /// Limits of projects take the place of this one.
    RegisteredLimitInUse {
        id: String,
    },
    /// Endpoints are in the region, or in one below it.
    RegionInUse(String),
    Identity(Barrier),
}

/// What stood in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    Metadef(MetadefClash),
    ImageId(ImageId),
    /// The image is shared with the project already.
    Member {
        image: ImageId,
        project: String,
    },
    Transition {
        from: ImageStatus,
        to: ImageStatus,
    },
    PropertyExists {
        name: String,
    },
    PropertyMissing {
        name: String,
    },
    /// Somebody else changed the object first, again and again.
    Busy,
    RegisteredLimit,
    Limit,
    /// A region of this id is there.
    Region(String),
    Identity(Taken),
}

/// Why an input was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A new thing's name is not the one that the path has.
    NotThePath,
    /// Does not fit a schema of the metadata definitions.
    Metadef {
        schema: MetadefSchema,
        problem: Mismatch,
    },
    /// Nothing that can be read from.
    Fetch(FetchFault),
    /// Nothing that the catalog can be searched for.
    Search(SearchFault),
    /// A value of a property that a namespace forbids.
    Breach {
        value: String,
        namespace: String,
        rule: &'static str,
        /// What the rule asks for.
        params: BTreeMap<&'static str, String>,
    },
    UnknownVisibility {
        value: String,
    },
    /// Does not fit the image schema: what was expected there.
    Schema {
        expected: Expected,
        value: String,
    },
    TooLong {
        limit: usize,
    },
    OutOfRange {
        value: String,
    },
    Negative {
        value: String,
    },
    NotInteger,
    NotPositive,
    UnknownMarker {
        marker: String,
    },
    UnknownSortKey {
        key: String,
    },
    UnknownSortDirection {
        direction: String,
    },
    SortMixed,
    SortCount,
    UnknownValue {
        value: String,
    },
    UnknownOperator {
        operator: String,
    },
    Quotes {
        value: String,
    },
    NotTime {
        value: String,
    },
    NotSupported,
    /// What is asked for is what there is.
    Unchanged,
    TooMany {
        limit: usize,
    },
    ControlCharacter,
    BadJson,
    BadUtf8,
    BodyExpected,
    BodyNotExpected,
    NotObject,
    NotList,
    TooDeep {
        limit: usize,
    },
    FormatsUnset,
    Length {
        value: String,
    },
    Pointer {
        pointer: String,
    },
    Operation {
        detail: PatchFault,
    },
    MultipleRanges,
    /// It is not said with whom to share.
    NoMember,
    /// It is not said what to answer to what is shared.
    NoMemberStatus,
    UnknownMemberStatus {
        value: String,
    },
    Required,
    TooShort {
        limit: usize,
    },
    /// A key that the body must have.
    MissingProperty,
    /// It refers to something that is not there.
    NotIn {
        place: &'static str,
    },
    Identity(Misfit),
}

/// What is wrong with an element of a JSON patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatchFault {
    NotObject,
    UnknownVerb,
    MissingPath,
    MissingValue,
}

/// What a schema asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    String,
    StringOrNull,
    Boolean,
    Integer,
    Uuid,
    ListOfStrings,
    OneOfFormats,
    Visibility,
}

/// What was exceeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// How many there may be in one namespace.
    Metadef {
        kind: MetadefKind,
        limit: usize,
    },
    ImageSize {
        bytes: u64,
    },
    Properties {
        limit: usize,
    },
    Tags {
        limit: usize,
    },
    Members {
        limit: usize,
    },
    QueuedImages {
        limit: u64,
    },
    Operations {
        limit: usize,
    },
    Body {
        bytes: u64,
    },
    /// Application credentials of a user.
    Credentials {
        limit: usize,
    },
    StoreFull,
    /// A project's limit, in the resource's own unit.
    Quota {
        resource: Resource,
        limit: u64,
    },
    /// All bytes of a project.
    Storage {
        bytes: u64,
    },
}

/// What was done too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Logins that failed, by user or by address.
    Logins,
    /// Tokens issued to a user.
    Tokens,
}

/// Something outside the process that was needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependency {
    Database,
    Store,
    /// Too many password checks are waiting.
    Login,
    /// Whoever validates tokens for us.
    Keystone,
}

impl std::fmt::Display for Dependency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Database => "database",
            Self::Store => "store",
            Self::Login => "login",
            Self::Keystone => "Keystone service",
        })
    }
}

impl Error {
    /// An input error on `field`.
    pub fn invalid(field: impl Into<String>, reason: Fault) -> Self {
        Self::Invalid { field: field.into(), reason }
    }

    /// The image does not exist as far as this caller is concerned.
    #[must_use]
    pub fn no_image(id: &ImageId) -> Self {
        Self::NotFound(Missing::Image(id.clone()))
    }

    /// A fault of ours; `cause` is for the log.
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self::Internal(cause.into())
    }

    /// The input at fault, where the error names one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Invalid { field, .. } => Some(field),
            Self::Forbidden(
                Denial::ReadOnly { attribute }
                | Denial::Reserved { attribute }
                | Denial::NotRemovable { attribute }
                | Denial::FormatLocked { attribute },
            ) => Some(attribute),
            _ => None,
        }
    }

    /// The error as the dashboard's browser half receives it.
    #[must_use]
    pub fn to_problem(&self, status: u16, request_id: &str) -> Problem {
        let args = self.args().into_iter();
        Problem {
            status,
            code: self.code().to_owned(),
            args: args.map(|(name, value)| (name.to_owned(), value)).collect(),
            field: self.field().map(str::to_owned),
            request_id: Some(request_id.to_owned()),
        }
    }
}
