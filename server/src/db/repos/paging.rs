//! Lists that are ordered by id, a part at a time.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use vitrine_domain::page::Page;

/// The rows of a page, and one more that tells whether there are any behind it.
pub(super) fn paged<E: EntityTrait>(select: Select<E>, id: E::Column, page: &Page) -> Select<E> {
    let select = match &page.after {
        Some(after) => select.filter(id.gt(after.as_str())),
        None => select,
    };
    select.order_by_asc(id).limit(page.limit as u64 + 1)
}
