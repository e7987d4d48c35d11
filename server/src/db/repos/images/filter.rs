//! The `WHERE` of a list: pure functions from a filter to a condition.

use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};
use time::OffsetDateTime;
use vitrine_domain::ProjectId;
use vitrine_domain::image::Carries;
use vitrine_domain::image::ports::Viewer;
use vitrine_domain::image::query::{
    Comparison, ImageFilter, NumberColumn, OwnerFilter, TextColumn, TimeColumn,
};
use vitrine_wire::ImageStatus;

use super::visibility;
use crate::db::entities::{image, image_property, image_tag};
use crate::db::text::{containing, folded, is_storable};

/// Characters of a property's value that its index knows; as in the migration.
const INDEXED_PREFIX: usize = 64;
const SECOND: i64 = 1_000_000;

/// What `viewer` may see of what `filter` asks for.
pub(in crate::db::repos) fn condition(viewer: &Viewer, filter: &ImageFilter) -> Condition {
    Condition::all()
        .add(not_deleted())
        // Killed images can be shown by id, but are not listed.
        .add(image::Column::Status.ne(ImageStatus::Killed.as_str()))
        .add(visibility::condition(viewer, filter.visibility, filter.membership))
        .add_option(filter.hidden.map(|hidden| image::Column::Hidden.eq(hidden)))
        .add_option(filter.protected.map(|protected| image::Column::Protected.eq(protected)))
        .add_option(filter.owner.as_ref().map(owner))
        .add(every(filter.texts.iter().map(|(column, values)| one_of(*column, values))))
        .add(every(filter.numbers.iter().map(|(column, how, value)| number(*column, *how, *value))))
        .add(every(filter.times.iter().map(|(column, how, at)| time(*column, *how, *at))))
        .add(every(filter.tags.iter().map(|tag| has_tag(tag))))
        .add(every(filter.properties.iter().map(|(name, value)| has_property(name, value))))
        .add_option(filter.carries.as_ref().map(carries))
        .add_option(filter.text.as_deref().map(mentions))
}

/// A project's images of one status.
pub(super) fn owned_in_status(owner: &ProjectId, status: ImageStatus) -> Condition {
    Condition::all()
        .add(not_deleted())
        .add(image::Column::Owner.eq(owner.as_str()))
        .add(image::Column::Status.eq(status.as_str()))
}

/// All images of a project.
pub(super) fn owned(owner: &ProjectId) -> Condition {
    Condition::all().add(not_deleted()).add(image::Column::Owner.eq(owner.as_str()))
}

/// Spelled as the partial indexes spell it: with a parameter they would not be used.
pub(super) fn not_deleted() -> Expr {
    Expr::cust("NOT images.deleted")
}

/// Matches no row.
pub(super) fn nothing() -> Expr {
    Expr::cust("1 = 0")
}

fn every(conditions: impl Iterator<Item = Condition>) -> Condition {
    conditions.fold(Condition::all(), Condition::add)
}

fn owner(filter: &OwnerFilter) -> Condition {
    let column = image::Column::Owner;
    match filter {
        OwnerFilter::Is(owner) => equals(column, owner.as_str()),
        OwnerFilter::IsNot(owner) => {
            Condition::any().add(column.is_null()).add(equals(column, owner.as_str()).not())
        }
    }
}

fn equals(column: impl ColumnTrait, text: &str) -> Condition {
    Condition::all().add(if is_storable(text) { column.eq(text) } else { nothing() })
}

fn one_of(column: TextColumn, values: &[String]) -> Condition {
    let column = match column {
        TextColumn::Name => image::Column::Name,
        TextColumn::Id => image::Column::Id,
        TextColumn::Status => image::Column::Status,
        TextColumn::ContainerFormat => image::Column::ContainerFormat,
        TextColumn::DiskFormat => image::Column::DiskFormat,
        TextColumn::Checksum => image::Column::Checksum,
        TextColumn::HashValue => image::Column::HashValue,
    };
    let values: Vec<&str> = values.iter().map(String::as_str).filter(|value| is_storable(value)).collect();
    Condition::all().add(column.is_in(values))
}

fn number(column: NumberColumn, how: Comparison, value: i64) -> Condition {
    let column = match column {
        NumberColumn::Size => image::Column::Size,
        NumberColumn::VirtualSize => image::Column::VirtualSize,
        NumberColumn::MinDisk => image::Column::MinDisk,
        NumberColumn::MinRam => image::Column::MinRam,
    };
    // As an expression: the column's own operators would bind the value as the column's type.
    let column = Expr::col((image::Entity, column));
    Condition::all().add(match how {
        Comparison::Equal => column.eq(value),
        Comparison::NotEqual => column.ne(value),
        Comparison::Greater => column.gt(value),
        Comparison::GreaterOrEqual => column.gte(value),
        Comparison::Less => column.lt(value),
        Comparison::LessOrEqual => column.lte(value),
    })
}

/// Compares moments as the API shows them, in whole seconds: a client that asks with a time from a
/// response means the image that showed it.
fn time(column: TimeColumn, how: Comparison, at: OffsetDateTime) -> Condition {
    let column = match column {
        TimeColumn::CreatedAt => image::Column::CreatedAt,
        TimeColumn::UpdatedAt => image::Column::UpdatedAt,
    };
    let (shown, is_whole) = (at.unix_timestamp(), at.nanosecond() == 0);
    let (second, next) = (shown.saturating_mul(SECOND), shown.saturating_add(1).saturating_mul(SECOND));
    // The first second that is not before `at`.
    let reached = if is_whole { second } else { next };
    match how {
        Comparison::Equal if !is_whole => Condition::all().add(nothing()),
        Comparison::NotEqual if !is_whole => Condition::all(),
        Comparison::Equal => Condition::all().add(column.gte(second)).add(column.lt(next)),
        Comparison::NotEqual => Condition::any().add(column.lt(second)).add(column.gte(next)),
        Comparison::Greater => Condition::all().add(column.gte(next)),
        Comparison::GreaterOrEqual => Condition::all().add(column.gte(reached)),
        Comparison::Less => Condition::all().add(column.lt(reached)),
        Comparison::LessOrEqual => Condition::all().add(column.lt(next)),
    }
}

fn has_tag(tag: &str) -> Condition {
    let of_image = Expr::col((image_tag::Entity, image_tag::Column::ImageId));
    let rows = rows_of(image_tag::Entity, of_image).cond_where(equals(image_tag::Column::Tag, tag)).take();
    Condition::all().add(Expr::exists(rows))
}

fn has_property(name: &str, value: &str) -> Condition {
    let of_image = Expr::col((image_property::Entity, image_property::Column::ImageId));
    let mut rows = rows_of(image_property::Entity, of_image);
    rows.cond_where(equals(image_property::Column::Name, name));
    rows.cond_where(equals(image_property::Column::Value, value));
    if is_storable(value) {
        let prefix: String = value.chars().take(INDEXED_PREFIX).collect();
        rows.and_where(Expr::cust("substr(image_properties.value, 1, 64)").eq(prefix));
    }
    Condition::all().add(Expr::exists(rows))
}

fn carries(wanted: &Carries) -> Condition {
    let Carries { key, value } = wanted;
    if let Some(value) = value {
        return has_property(key, value);
    }
    let of_image = Expr::col((image_property::Entity, image_property::Column::ImageId));
    let mut rows = rows_of(image_property::Entity, of_image);
    rows.cond_where(equals(image_property::Column::Name, key));
    Condition::all().add(Expr::exists(rows))
}

fn rows_of(table: impl sea_orm::EntityName, image_id: Expr) -> SelectStatement {
    Query::select()
        .expr(Expr::cust("1"))
        .from(table.table_ref())
        .and_where(image_id.equals((image::Entity, image::Column::Id)))
        .take()
}

/// The search box: a part of the name, a whole id or a whole tag.
fn mentions(text: &str) -> Condition {
    if !is_storable(text) {
        return Condition::all().add(nothing());
    }
    let pattern = LikeExpr::new(containing(&folded(text))).escape('\\');
    Condition::any()
        .add(Expr::col((image::Entity, image::Column::NameFolded)).like(pattern))
        .add(image::Column::Id.eq(text))
        .add(has_tag(text))
}
