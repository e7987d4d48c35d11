//! Write transactions: every change to the database goes through one.

use std::ops::Deref;

use sea_orm::sqlx::Error as SqlxError;
use sea_orm::{
    DatabaseTransaction, DbErr, RuntimeErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::OwnedSemaphorePermit;

use super::Database;

/// A transaction that may write. Rolls back when it is dropped without [`Transaction::commit`].
pub(super) struct Transaction {
    // Dropped before the turn is passed on.
    inner: DatabaseTransaction,
    turn: Option<OwnedSemaphorePermit>,
}

impl Database {
    /// Begins a transaction that may write. On SQLite it takes the write lock at once: one that reads
    /// first and writes later could find that another wrote in between, which no waiting mends.
    pub(super) async fn begin(&self) -> Result<Transaction, DbErr> {
        let turn = match &self.turn {
            Some(queue) => Some(queue.clone().acquire_owned().await.map_err(|_| closed())?),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = self.connection.begin_with_options(options).await?;
        Ok(Transaction { inner, turn })
    }
}

impl Transaction {
    pub(super) async fn commit(self) -> Result<(), DbErr> {
        self.inner.commit().await?;
        drop(self.turn);
        Ok(())
    }

    /// Ends without a trace. Dropping does the same, but later.
    pub(super) async fn rollback(self) -> Result<(), DbErr> {
        self.inner.rollback().await
    }
}

impl Deref for Transaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}

/// The queue of writers is never closed; its type does not know.
fn closed() -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(std::sync::Arc::new(SqlxError::PoolClosed)))
}
