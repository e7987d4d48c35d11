//! Keeping the index: each namespace in one transaction, from what it is at that moment.

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, TransactionTrait as _, Value};
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::search::{Entry, Translation, entries, prepared};

use super::syntax;
use crate::db::repos::metadefs::rows::{self, json_of};
use crate::db::transaction::Transaction;
use crate::db::{Backend, Database};

/// Rows in one INSERT: twelve columns each stay below either database's limit on parameters.
const ROWS_AT_ONCE: usize = 500;
