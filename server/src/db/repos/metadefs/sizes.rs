//! How much each namespace holds, its titles, and when it last changed: one statement for each.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QuerySelect};
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::ports::Sizes;
use vitrine_wire::Timestamp;

use crate::db::entities::{
    metadef_object as object, metadef_property as property, metadef_tag as tag,
    metadef_translation as translation, metadef_version as version,
};
use crate::db::{Backend, Database};

pub(super) async fn of_all(database: &Database) -> Result<BTreeMap<NamespaceId, Sizes>, DbErr> {
    let db = &database.connection;
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
    for (id, language, title) in titles(db, database.backend()).await? {
        if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
            all.entry(id).or_default().titles.insert(language, title);
        }
    }
    for (id, at) in changes(db).await? {
        all.entry(id).or_default().changed_at = Some(at);
    }
    Ok(all)
}

/// Of whole translations, only the titles leave the database.
async fn titles(
    db: &impl ConnectionTrait,
    backend: Backend,
) -> Result<Vec<(NamespaceId, String, Option<String>)>, DbErr> {
    let title = Expr::cust(match backend {
        Backend::Sqlite => "json_extract(document, '$.display_name')",
        Backend::Postgres => "document::json ->> 'display_name'",
    });
    let query = translation::Entity::find()
        .select_only()
        .column(translation::Column::NamespaceId)
        .column(translation::Column::Language)
        .column_as(title, "title");
    let rows: Vec<(i64, String, Option<String>)> = query.into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(id, language, title)| (NamespaceId(id), language, title)).collect())
}

async fn changes(db: &impl ConnectionTrait) -> Result<Vec<(NamespaceId, Timestamp)>, DbErr> {
    let query = version::Entity::find()
        .select_only()
        .column(version::Column::NamespaceId)
        .column_as(version::Column::At.max(), "changed_at");
    let rows: Vec<(i64, i64)> = query.group_by(version::Column::NamespaceId).into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(id, at)| (NamespaceId(id), Timestamp::from_unix_micros(at))).collect())
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
