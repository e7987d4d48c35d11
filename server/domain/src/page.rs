//! Parts of lists that are ordered by id.

/// Rows in a part at most.
pub const MAX_PAGE: usize = 1_000;

/// Which part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub limit: usize,
    /// The id of the row that the part begins behind.
    pub after: Option<String>,
}

impl Page {
    /// The first rows, as many as there may be.
    #[must_use]
    pub fn first() -> Self {
        Self { limit: MAX_PAGE, after: None }
    }
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    pub rows: Vec<T>,
    /// Are there rows behind the last of these?
    pub has_more: bool,
}

impl<T> Listed<T> {
    /// From rows that were asked for with one more than the page's limit.
    #[must_use]
    pub fn new(mut rows: Vec<T>, page: &Page) -> Self {
        let has_more = rows.len() > page.limit;
        rows.truncate(page.limit);
        Self { rows, has_more }
    }

    /// The same part with other rows.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Listed<U> {
        Listed { rows: self.rows.into_iter().map(change).collect(), has_more: self.has_more }
    }
}
