//! Orders, and the conditions that begin a page behind a row. Every order ends with the id, so that it is
//! total; all keys run one way, so that one comparison of whole rows does it.

use sea_orm::Order;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, Value};
use vitrine_domain::metadef::NamespaceId;
use vitrine_domain::metadef::model::Namespace;
use vitrine_domain::metadef::query::{NamespacePage, TagPage};
use vitrine_wire::SortDirection;
use vitrine_wire::metadef::{NamespaceSortKey, TagSortKey};

use crate::db::entities::{metadef_namespace as namespace, metadef_tag as tag};

pub(super) fn namespaces(select: &mut SelectStatement, page: &NamespacePage) {
    let mut keys = vec![page.sort];
    for key in [NamespaceSortKey::CreatedAt, NamespaceSortKey::Id] {
        if !keys.contains(&NamespaceSortKey::Id) && !keys.contains(&key) {
            keys.push(key);
        }
    }
    let columns: Vec<Expr> = keys.iter().map(|key| column(*key)).collect();
    if let Some(after) = &page.after {
        let values = keys.iter().map(|key| Expr::val(value(*key, after))).collect();
        beyond(select, &columns, values, page.direction);
    }
    order(select, columns, page.direction);
    select.limit(bound(page.limit));
}

fn column(key: NamespaceSortKey) -> Expr {
    let named = |name: &'static str| Expr::col((namespace::Entity, name));
    match key {
        NamespaceSortKey::Namespace => named("name"),
        NamespaceSortKey::CreatedAt => named("created_at"),
        NamespaceSortKey::UpdatedAt => named("updated_at"),
        NamespaceSortKey::Id => named("id"),
        NamespaceSortKey::Owner => named("owner"),
        NamespaceSortKey::Visibility => named("visibility"),
        NamespaceSortKey::DisplayName => named("display_name_key"),
        NamespaceSortKey::Description => named("description_key"),
        NamespaceSortKey::Protected => named("protected"),
    }
}

fn value(key: NamespaceSortKey, row: &Namespace) -> Value {
    let text = |text: &Option<String>| Value::from(text.clone().unwrap_or_default());
    match key {
        NamespaceSortKey::Namespace => row.name.clone().into(),
        NamespaceSortKey::CreatedAt => row.created_at.unix_micros().into(),
        NamespaceSortKey::UpdatedAt => row.updated_at.unix_micros().into(),
        NamespaceSortKey::Id => row.id.0.into(),
        NamespaceSortKey::Owner => row.owner.0.clone().into(),
        NamespaceSortKey::Visibility => row.visibility.as_str().into(),
        NamespaceSortKey::DisplayName => text(&row.display_name),
        NamespaceSortKey::Description => text(&row.description),
        NamespaceSortKey::Protected => row.is_protected.into(),
    }
}

pub(super) fn tags(select: &mut SelectStatement, id: NamespaceId, page: &TagPage) {
    let named = |name: &'static str| Expr::col((tag::Entity, name));
    let key = match page.sort {
        TagSortKey::Name => Some(named("name")),
        TagSortKey::CreatedAt => Some(named("created_at")),
        TagSortKey::UpdatedAt => Some(named("updated_at")),
        TagSortKey::Id => None,
    };
    let columns: Vec<Expr> = key.into_iter().chain([named("id")]).collect();
    if let Some(after) = &page.after {
        let value = match page.sort {
            TagSortKey::Name => Some(Expr::val(after.name.as_str())),
            TagSortKey::CreatedAt => Some(Expr::val(after.created_at.unix_micros())),
            TagSortKey::UpdatedAt => Some(Expr::val(after.updated_at.unix_micros())),
            TagSortKey::Id => None,
        };
        let values = value.into_iter().chain([id_of_tag(id, &after.name)]).collect();
        beyond(select, &columns, values, page.direction);
    }
    order(select, columns, page.direction);
    if let Some(limit) = page.limit {
        select.limit(bound(limit));
    }
}

/// The id of a tag, which the domain does not know.
fn id_of_tag(id: NamespaceId, name: &str) -> Expr {
    let select = Query::select()
        .expr(Expr::col("id"))
        .from(tag::Entity)
        .and_where(Expr::col("namespace_id").eq(id.0))
        .and_where(Expr::col("name").eq(name))
        .take();
    Expr::SubQuery(None, Box::new(select.into()))
}

fn beyond(select: &mut SelectStatement, columns: &[Expr], values: Vec<Expr>, direction: SortDirection) {
    let (columns, values) = (Expr::tuple(columns.to_vec()), Expr::tuple(values));
    select.and_where(match direction {
        SortDirection::Ascending => columns.gt(values),
        SortDirection::Descending => columns.lt(values),
    });
}

fn order(select: &mut SelectStatement, columns: Vec<Expr>, direction: SortDirection) {
    for column in columns {
        let order = match direction {
            SortDirection::Ascending => Order::Asc,
            SortDirection::Descending => Order::Desc,
        };
        select.order_by_expr(column, order);
    }
}

fn bound(limit: usize) -> u64 {
    i64::try_from(limit).unwrap_or(i64::MAX).unsigned_abs()
}
