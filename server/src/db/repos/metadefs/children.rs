//! What all that a namespace holds has in common: it is counted, removed, and its changes count in the
//! namespace's version.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};
use vitrine_domain::Error;
use vitrine_domain::error::{Limit, MetadefKind};
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::ports::{By, Child, Removal};

use super::work::Work;
use super::{Failure, objects};
use crate::db::Database;
use crate::db::entities::{
    metadef_association as association, metadef_namespace as namespace, metadef_object as object,
    metadef_property as property, metadef_resource_type as resource_type, metadef_tag as tag,
};

/// Counts a change of what the namespace holds; false when the namespace is gone. On PostgreSQL the row
/// stays locked until the transaction ends, so that changes of one namespace take turns.
pub(super) async fn touch(db: &impl ConnectionTrait, id: NamespaceId) -> Result<bool, DbErr> {
    let touched = namespace::Entity::update_many()
        .col_expr(namespace::Column::Version, Expr::col(namespace::Column::Version).add(1))
        .filter(namespace::Column::Id.eq(id.0))
        .exec(db)
        .await?;
    Ok(touched.rows_affected > 0)
}

/// Removes the child of that name, or all of the kind, from a namespace that is not protected.
pub(super) async fn remove(
    db: &Database,
    id: NamespaceId,
    child: Child,
    name: Option<&str>,
    by: &By,
) -> Result<Removal, DbErr> {
    let Some(work) = Work::begin(db, id, by).await? else {
        return Ok(Removal::Refused);
    };
    let removed = delete(work.tx(), id, child, name).await?;
    let refusal = match (removed, name) {
        (0, Some(_)) => Some(Removal::Missing),
        _ if work.namespace.is_protected => Some(Removal::Refused),
        _ => None,
    };
    if let Some(refusal) = refusal {
        work.rollback().await?;
        return Ok(refusal);
    }
    work.commit().await?;
    Ok(Removal::Done)
}

/// Deletes rows; how many there were.
pub(super) async fn delete(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    child: Child,
    name: Option<&str>,
) -> Result<u64, DbErr> {
    let all = Condition::all();
    let deleted = match child {
        Child::Object => {
            let these = all
                .add(object::Column::NamespaceId.eq(id.0))
                .add_option(name.map(|name| object::Column::Name.eq(name)));
            object::Entity::delete_many().filter(these).exec(db).await?
        }
        Child::Property => {
            let these = all
                .add(property::Column::NamespaceId.eq(id.0))
                .add_option(name.map(|name| property::Column::Name.eq(name)));
            property::Entity::delete_many().filter(these).exec(db).await?
        }
        Child::Tag => {
            let these = all
                .add(tag::Column::NamespaceId.eq(id.0))
                .add_option(name.map(|name| tag::Column::Name.eq(name)));
            tag::Entity::delete_many().filter(these).exec(db).await?
        }
        Child::Association => {
            let these = all.add(association::Column::NamespaceId.eq(id.0)).add_option(name.map(of_type));
            association::Entity::delete_many().filter(these).exec(db).await?
        }
    };
    Ok(deleted.rows_affected)
}

pub(super) fn of_type(name: &str) -> Expr {
    let types = Query::select()
        .column(resource_type::Column::Id)
        .from(resource_type::Entity)
        .and_where(resource_type::Column::Name.eq(name))
        .take();
    association::Column::ResourceTypeId.in_subquery(types)
}

/// Refuses what was just added when there is more than `cap` now. Properties in objects count as such.
pub(super) async fn within(
    db: &impl ConnectionTrait,
    id: NamespaceId,
    kind: MetadefKind,
    cap: usize,
) -> Result<(), Failure> {
    let count = match kind {
        MetadefKind::Object => {
            object::Entity::find().filter(object::Column::NamespaceId.eq(id.0)).count(db).await?
        }
        MetadefKind::Property => {
            let of_namespace = property::Column::NamespaceId.eq(id.0);
            let own = property::Entity::find().filter(of_namespace).count(db).await?;
            let objects = objects::all(db, id).await?;
            own + objects.iter().map(|object| object.properties.len() as u64).sum::<u64>()
        }
        MetadefKind::Association => {
            association::Entity::find().filter(association::Column::NamespaceId.eq(id.0)).count(db).await?
        }
        _ => tag::Entity::find().filter(tag::Column::NamespaceId.eq(id.0)).count(db).await?,
    };
    if usize::try_from(count).is_ok_and(|count| count <= cap) {
        return Ok(());
    }
    Err(Error::TooLarge(Limit::Metadef { kind, limit: cap }).into())
}
