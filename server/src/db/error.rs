//! What a database error means to the domain.
//!
//! Uniqueness is decided by the database, not by a look beforehand: callers name the conflict with
//! [`duplicate`]. Trouble that may pass (no connection, a restart, a lock) is `Unavailable`; all else
//! is a fault of ours.

use sea_orm::sqlx::Error as SqlxError;
use sea_orm::{DbErr, RuntimeErr, SqlErr};
use vitrine_domain::Error;
use vitrine_domain::error::{Clash, Dependency};

/// PostgreSQL's classes of passing trouble: connection, resources, operator intervention, system.
const PASSING_CLASSES: &[&str] = &["08", "53", "57", "58"];
/// Serialisation failure and deadlock: a retry may succeed.
const PASSING_STATES: &[&str] = &["40001", "40P01"];
/// SQLite's primary codes of passing trouble: busy, locked, I/O, full, cannot open.
const PASSING_CODES: &[u32] = &[5, 6, 10, 13, 14];

/// The domain's view of a failure.
pub(super) fn fault(error: DbErr) -> Error {
    if is_passing(&error) {
        Error::Unavailable { what: Dependency::Database, cause: error.into() }
    } else {
        Error::internal(error)
    }
}

/// The same, where a row that exists already is a conflict to tell the client about.
pub(super) fn duplicate(error: DbErr, clash: Clash) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::Conflict(clash),
        _ => fault(error),
    }
}

/// Did a row that something else refers to have to go, or one that it refers to fail to be there?
pub(super) fn is_referred_to(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_)))
}

/// A value that does not fit its column, or a row that does not fit the domain.
pub(super) fn misfit(column: &str) -> DbErr {
    DbErr::Type(format!("a value of {column} does not fit"))
}

fn is_passing(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            is_passing_cause(cause)
        }
        _ => false,
    }
}

fn is_passing_cause(cause: &SqlxError) -> bool {
    match cause {
        SqlxError::Io(_)
        | SqlxError::Tls(_)
        | SqlxError::Protocol(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed => true,
        SqlxError::Database(error) => error.code().is_some_and(|code| is_passing_code(&code)),
        _ => false,
    }
}

/// Five characters are a PostgreSQL state; SQLite's extended codes are numbers without padding, with
/// the primary code in the low byte.
fn is_passing_code(code: &str) -> bool {
    if code.len() == 5 {
        return PASSING_STATES.contains(&code) || PASSING_CLASSES.iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| PASSING_CODES.contains(&(code & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_that_passes_is_told_from_faults() {
        for code in ["08006", "53300", "57P01", "40001", "40P01", "5", "517", "6", "13"] {
            assert!(is_passing_code(code), "{code}");
        }
        for code in ["23505", "42601", "22021", "1", "19", "2067", "1555", ""] {
            assert!(!is_passing_code(code), "{code}");
        }
    }

    #[test]
    fn a_full_pool_is_unavailable() {
        let error = fault(DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout));
        assert!(matches!(error, Error::Unavailable { what: Dependency::Database, .. }));
    }
}
