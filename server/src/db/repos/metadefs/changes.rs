//! Writing namespaces: adding with all that they hold, replacing, removing.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use vitrine_domain::metadef::model::{Namespace, NamespaceDraft};
use vitrine_domain::metadef::ports::Removal;
use vitrine_domain::metadef::{NamespaceDocument, NamespaceId};
use vitrine_wire::Timestamp;

use super::{associations, objects, properties, rows, tags};
use crate::db::Database;
use crate::db::entities::metadef_namespace as namespace;

pub(super) async fn insert(
    db: &Database,
    document: &NamespaceDocument,
    at: Timestamp,
) -> Result<Namespace, DbErr> {
    let tx = db.begin().await?;
    let row = namespace::ActiveModel {
        created_at: Set(at.unix_micros()),
        version: Set(1),
        ..attributes(&document.base, at)
    };
    let id = NamespaceId(namespace::Entity::insert(row).exec(&*tx).await?.last_insert_id);
    associations::insert(&*tx, id, &document.associations, at).await?;
    objects::insert(&*tx, id, &document.objects, at).await?;
    tags::insert(&*tx, id, &document.tags, at).await?;
    properties::insert(&*tx, id, &document.properties).await?;
    tx.commit().await?;
    let draft = document.base.clone();
    Ok(Namespace {
        id,
        name: draft.name,
        display_name: draft.display_name,
        description: draft.description,
        visibility: draft.visibility,
        is_protected: draft.is_protected,
        owner: draft.owner,
        created_at: at,
        updated_at: at,
        version: 1,
    })
}

pub(super) async fn save(
    db: &Database,
    id: NamespaceId,
    draft: &NamespaceDraft,
    at: Timestamp,
) -> Result<Option<Namespace>, DbErr> {
    let tx = db.begin().await?;
    namespace::Entity::update_many()
        .set(attributes(draft, at))
        .col_expr(namespace::Column::Version, Expr::col(namespace::Column::Version).add(1))
        .filter(namespace::Column::Id.eq(id.0))
        .exec(&*tx)
        .await?;
    let saved = by_id(&*tx, id).await?;
    tx.commit().await?;
    Ok(saved)
}

async fn by_id(db: &impl ConnectionTrait, id: NamespaceId) -> Result<Option<Namespace>, DbErr> {
    let row = namespace::Entity::find_by_id(id.0).one(db).await?;
    row.map(rows::namespace_of).transpose()
}

pub(super) async fn delete(db: &Database, id: NamespaceId) -> Result<Removal, DbErr> {
    let tx = db.begin().await?;
    let deleted = namespace::Entity::delete_many()
        .filter(namespace::Column::Id.eq(id.0))
        .filter(namespace::Column::Protected.eq(false))
        .exec(&*tx)
        .await?;
    let removal = match (deleted.rows_affected, by_id(&*tx, id).await?) {
        (0, Some(_)) => Removal::Refused,
        (0, None) => Removal::Missing,
        _ => Removal::Done,
    };
    tx.commit().await?;
    Ok(removal)
}

fn attributes(draft: &NamespaceDraft, at: Timestamp) -> namespace::ActiveModel {
    namespace::ActiveModel {
        id: NotSet,
        name: Set(draft.name.clone()),
        display_name: Set(draft.display_name.clone()),
        description: Set(draft.description.clone()),
        visibility: Set(draft.visibility.as_str().to_owned()),
        protected: Set(draft.is_protected),
        owner: Set(draft.owner.0.clone()),
        created_at: NotSet,
        updated_at: Set(at.unix_micros()),
        version: NotSet,
    }
}
