//! How much each namespace holds: one statement for each kind of thing.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QuerySelect};
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::ports::Sizes;

use crate::db::entities::{metadef_object as object, metadef_property as property, metadef_tag as tag};

pub(super) async fn of_all(db: &impl ConnectionTrait) -> Result<BTreeMap<NamespaceId, Sizes>, DbErr> {
    let mut all: BTreeMap<NamespaceId, Sizes> = BTreeMap::new();
    let properties = counted::<property::Entity>(db, property::Column::NamespaceId, property::Column::Id);
    for (id, count) in properties.await? {
        all.entry(id).or_default().properties = count;
    }
    let objects = counted::<object::Entity>(db, object::Column::NamespaceId, object::Column::Id);
    for (id, count) in objects.await? {
        all.entry(id).or_default().objects = count;
    }
    for (id, count) in counted::<tag::Entity>(db, tag::Column::NamespaceId, tag::Column::Id).await? {
        all.entry(id).or_default().tags = count;
    }
    Ok(all)
}

async fn counted<E: EntityTrait>(
    db: &impl ConnectionTrait,
    namespace: E::Column,
    id: E::Column,
) -> Result<Vec<(NamespaceId, u64)>, DbErr> {
    let query = E::find().select_only().column_as(namespace, "namespace").column_as(id.count(), "things");
    let rows: Vec<(i64, i64)> = query.group_by(namespace).into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(id, count)| (NamespaceId(id), u64::try_from(count).unwrap_or(0))).collect())
}
