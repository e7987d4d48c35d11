//! The life cycle of an image: one table of the moves that exist.

use ImageStatus as S;
use vitrine_wire::ImageStatus;

use crate::error::{Clash, Error, Result};

/// The statuses that may follow `from`.
#[must_use]
pub const fn successors(from: ImageStatus) -> &'static [ImageStatus] {
    match from {
        S::Queued => &[S::Saving, S::Uploading, S::Importing, S::Active, S::Deleted],
        S::Saving => &[S::Active, S::Killed, S::Deleted, S::Queued],
        S::Uploading => &[S::Importing, S::Queued, S::Deleted],
        S::Importing => &[S::Active, S::Deleted, S::Queued],
        S::Active => &[S::Deactivated, S::PendingDelete, S::Deleted],
        S::Deactivated => &[S::Active, S::Deleted],
        S::Killed => &[S::Deleted],
        S::PendingDelete => &[S::Deleted, S::Active],
        S::Deleted => &[],
    }
}

/// Refuses a move that the table lacks.
pub fn require(from: ImageStatus, to: ImageStatus) -> Result<()> {
    if successors(from).contains(&to) { Ok(()) } else { Err(Error::Conflict(Clash::Transition { from, to })) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_written_once() {
        for &from in ImageStatus::ALL {
            let may_receive_data = successors(from).contains(&S::Saving);
            assert_eq!(may_receive_data, from == S::Queued, "{from}");
        }
    }

    #[test]
    fn what_was_active_never_queues_again() {
        let mut reachable = vec![S::Active];
        let mut at = 0;
        while let Some(&status) = reachable.get(at) {
            for &next in successors(status) {
                if !reachable.contains(&next) {
                    reachable.push(next);
                }
            }
            at += 1;
        }
        assert!(!reachable.contains(&S::Queued), "{reachable:?}");
    }

    #[test]
    fn a_refusal_names_both_ends() {
        let error = require(S::Active, S::Saving).unwrap_err();
        assert!(matches!(error, Error::Conflict(Clash::Transition { from: S::Active, to: S::Saving })));
    }
}
