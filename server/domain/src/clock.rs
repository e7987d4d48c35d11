//! Time and fresh ids, as ports: tests hand in their own.

use vitrine_wire::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// Makes ids that were never used before.
pub trait Ids: Send + Sync {
    /// A random UUID with dashes, as images have.
    fn uuid(&self) -> String;

    /// 32 hexadecimal digits, as users and projects have.
    fn hex(&self) -> String {
        self.uuid().replace('-', "")
    }
}
