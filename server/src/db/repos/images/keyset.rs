//! The `ORDER BY` of a list and the condition that begins a page behind an image.
//!
//! Paging goes by the values of the sort keys, not by an offset: a page costs the same wherever it
//! lies, and rows that come or go elsewhere shift nothing.

use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement, Value};
use sea_orm::{DbErr, Order};
use vitrine_domain::image::Image;
use vitrine_domain::image::query::{Page, SortBy};
use vitrine_wire::SortDirection;
use vitrine_wire::vocab::ImageSortKey;

use crate::db::entities::image;
use crate::db::error::misfit;

/// Orders the rows for a page: the other way round when it ends before its image, so that the nearest
/// come first.
pub(super) fn order(select: &mut SelectStatement, page: &Page) {
    for by in &page.sort {
        let order = match direction(page, by) {
            SortDirection::Ascending => Order::Asc,
            SortDirection::Descending => Order::Desc,
        };
        select.order_by_expr(key(by.key), order);
    }
}

/// The rows that come behind `page.after` in the order of [`order`].
pub(super) fn beyond(page: &Page) -> Result<Option<Expr>, DbErr> {
    let Some(image) = &page.after else {
        return Ok(None);
    };
    let values = page.sort.iter().map(|by| value(by.key, image)).collect::<Result<Vec<_>, _>>()?;
    let mut directions = page.sort.iter().map(|by| direction(page, by));
    let Some(first) = directions.next() else {
        return Ok(None);
    };
    let is_uniform = directions.all(|direction| direction == first);
    Ok(if is_uniform { Some(beyond_row(page, values, first)) } else { beyond_each(page, values) })
}

/// One comparison of whole rows: the database finds its place in the index.
fn beyond_row(page: &Page, values: Vec<Value>, direction: SortDirection) -> Expr {
    let keys = Expr::tuple(page.sort.iter().map(|by| key(by.key)));
    let values = Expr::tuple(values.into_iter().map(Expr::val));
    match direction {
        SortDirection::Ascending => keys.gt(values),
        SortDirection::Descending => keys.lt(values),
    }
}

/// `a > x OR (a = x AND (b < y OR (b = y AND …)))`, for keys that run different ways.
fn beyond_each(page: &Page, values: Vec<Value>) -> Option<Expr> {
    let keys = page.sort.iter().zip(values).rev();
    keys.fold(None, |rest, (by, value)| {
        let past = match direction(page, by) {
            SortDirection::Ascending => key(by.key).gt(value.clone()),
            SortDirection::Descending => key(by.key).lt(value.clone()),
        };
        Some(match rest {
            Some(rest) => past.or(key(by.key).eq(value).and(rest)),
            None => past,
        })
    })
}

fn direction(page: &Page, by: &SortBy) -> SortDirection {
    if page.backwards { by.direction.reversed() } else { by.direction }
}

/// What a key sorts by: nothing counts as '' or 0, in columns that the database derives.
fn key(key: ImageSortKey) -> Expr {
    let derived = |column: &'static str| Expr::col((image::Entity, column));
    let column = match key {
        ImageSortKey::Name => return derived("name_key"),
        ImageSortKey::ContainerFormat => return derived("container_format_key"),
        ImageSortKey::DiskFormat => return derived("disk_format_key"),
        ImageSortKey::Size => return derived("size_key"),
        ImageSortKey::Status => image::Column::Status,
        ImageSortKey::Id => image::Column::Id,
        ImageSortKey::CreatedAt => image::Column::CreatedAt,
        ImageSortKey::UpdatedAt => image::Column::UpdatedAt,
    };
    Expr::col((image::Entity, column))
}

/// The value of a key for one image.
fn value(key: ImageSortKey, image: &Image) -> Result<Value, DbErr> {
    let text = |text: &Option<String>| Value::from(text.clone().unwrap_or_default());
    Ok(match key {
        ImageSortKey::Name => text(&image.name),
        ImageSortKey::ContainerFormat => text(&image.container_format),
        ImageSortKey::DiskFormat => text(&image.disk_format),
        ImageSortKey::Size => {
            i64::try_from(image.size.unwrap_or_default()).map_err(|_| misfit("size"))?.into()
        }
        ImageSortKey::Status => image.status.as_str().into(),
        ImageSortKey::Id => image.id.as_str().into(),
        ImageSortKey::CreatedAt => image.created_at.unix_micros().into(),
        ImageSortKey::UpdatedAt => image.updated_at.unix_micros().into(),
    })
}
