//! A change of one namespace: begun with its lock, ended with a version in its history.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use vitrine_domain::UserId;
use vitrine_domain::metadef::model::Namespace;
use vitrine_domain::metadef::ports::{By, Version, VersionPage};
use vitrine_domain::metadef::{NamespaceId, document};
use vitrine_wire::Timestamp;
use vitrine_wire::metadef::{Change, Document, changes};

use super::children;
use super::rows::{self, json_of, parsed};
use crate::db::entities::metadef_version as version;
use crate::db::transaction::Transaction;
use crate::db::{Backend, Database};

/// Characters of changes on a page of history.
const PAGE_SIZE: i64 = 1 << 20;

/// A transaction that has the namespace to itself.
pub(super) struct Work<'a> {
    tx: Transaction,
    backend: Backend,
    by: &'a By,
    /// What the namespace was before.
    pub(super) before: Document,
    pub(super) namespace: Namespace,
}

impl<'a> Work<'a> {
    /// Locks the namespace; `None` when it is gone.
    pub(super) async fn begin(db: &Database, id: NamespaceId, by: &'a By) -> Result<Option<Self>, DbErr> {
        let tx = db.begin().await?;
        let backend = db.backend();
        if !children::touch(&*tx, id).await? {
            return Ok(None);
        }
        let Some((mut namespace, contents)) = rows::detail(&*tx, backend, id).await? else {
            return Ok(None);
        };
        let before = document::document(&namespace, &contents);
        // The lock counted already.
        namespace.version -= 1;
        Ok(Some(Self { tx, backend, by, before, namespace }))
    }

    pub(super) fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Ends without a trace.
    pub(super) async fn rollback(self) -> Result<(), DbErr> {
        self.tx.rollback().await
    }

    /// Notes what became different, and makes it last. The namespace as it is now, unless it is gone.
    pub(super) async fn commit(self) -> Result<(Option<Namespace>, Vec<Change>), DbErr> {
        let id = self.namespace.id;
        let after = rows::detail(self.tx(), self.backend, id).await?;
        let document = after.as_ref().map(|(namespace, contents)| document::document(namespace, contents));
        let found = changes(Some(&self.before), document.as_ref());
        let (name, number) = match &after {
            Some((namespace, _)) => (namespace.name.clone(), namespace.version),
            None => (self.namespace.name.clone(), self.namespace.version + 1),
        };
        if !found.is_empty() {
            record(self.tx(), id, &name, number, &found, self.by).await?;
        }
        self.tx.commit().await?;
        Ok((after.map(|(namespace, _)| namespace), found))
    }
}

/// Writes a version down.
pub(super) async fn record(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    name: &str,
    number: i64,
    changes: &[Change],
    by: &By,
) -> Result<(), DbErr> {
    let (user_id, user_name) = by.user.clone().unzip();
    let row = version::ActiveModel {
        namespace_id: Set(id.0),
        version: Set(number),
        namespace: Set(name.to_owned()),
        at: Set(by.at.unix_micros()),
        user_id: Set(user_id.map(|id| id.0)),
        user_name: Set(user_name),
        request_id: Set(by.request_id.clone()),
        changes: Set(json_of(changes)?),
    };
    version::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

pub(super) async fn history(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    before: Option<i64>,
    limit: usize,
) -> Result<VersionPage, DbErr> {
    let of_namespace = || version::Entity::find().filter(version::Column::NamespaceId.eq(id.0));
    let mut sizes = of_namespace()
        .select_only()
        .column(version::Column::Version)
        .column_as(
            Expr::from(Func::char_length(Expr::col(version::Column::Changes))).cast_as("bigint"),
            "size",
        )
        .order_by_desc(version::Column::Version)
        .limit(limit as u64 + 1);
    if let Some(before) = before {
        sizes = sizes.filter(version::Column::Version.lt(before));
    }
    let sizes: Vec<(i64, i64)> = sizes.into_tuple().all(db).await?;
    let fits = fitting(&sizes).min(limit);
    let Some(&(oldest, _)) = sizes[..fits].last() else {
        return Ok(VersionPage { versions: Vec::new(), has_more: false });
    };
    let these = of_namespace()
        .filter(version::Column::Version.between(oldest, sizes[0].0))
        .order_by_desc(version::Column::Version);
    let versions = these.all(db).await?.into_iter().map(version_of).collect::<Result<_, DbErr>>()?;
    Ok(VersionPage { versions, has_more: sizes.len() > fits })
}

/// How many of these go on a page by their size; one always does.
fn fitting(sizes: &[(i64, i64)]) -> usize {
    let mut room = PAGE_SIZE;
    let has_room = |(_, size): &&(i64, i64)| {
        room -= size;
        room >= 0
    };
    sizes.iter().take_while(has_room).count().max(1).min(sizes.len())
}

fn version_of(row: version::Model) -> Result<Version, DbErr> {
    Ok(Version {
        version: row.version,
        at: Timestamp::from_unix_micros(row.at),
        user: row.user_id.map(UserId).zip(row.user_name),
        request_id: row.request_id,
        changes: parsed(&row.changes)?,
    })
}
