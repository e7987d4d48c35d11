//! Why an address could not be read from. What is told beyond [`FetchFault::Failed`] is what the caller
//! could have said before anything was asked, or what a server that may be reached has answered.

use super::message::Args;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchFault {
    /// Not `http` or `https`, with a user name or password, or oddly written.
    Address,
    /// The address that it spells out, or its port, is not allowed.
    Barred,
    /// It does not answer, or must not be asked; why is for the log.
    Failed,
    /// It answered with another status than success.
    Status {
        status: u16,
    },
    TooLarge {
        limit: u64,
    },
}

impl FetchFault {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Address => "error-fetch-address",
            Self::Barred => "error-fetch-barred",
            Self::Failed => "error-fetch-failed",
            Self::Status { .. } => "error-fetch-status",
            Self::TooLarge { .. } => "error-fetch-too-large",
        }
    }

    pub(super) fn args(self) -> Args {
        match self {
            Self::Address | Self::Barred | Self::Failed => vec![],
            Self::Status { status } => vec![("status", status.to_string())],
            Self::TooLarge { limit } => vec![("limit", limit.to_string())],
        }
    }
}
