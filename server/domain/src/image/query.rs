//! The parameters of an image list: filters, sort keys, marker and limit.

mod values;

use time::OffsetDateTime;
use vitrine_wire::vocab::ImageSortKey;
use vitrine_wire::{MemberStatus, SortDirection, Visibility};

use super::model::{Image, ImageId};
use super::survey::Carries;
use crate::ctx::ProjectId;
use crate::error::{Error, Fault, Result};
use values::{boolean, bound, integer, one_of_list, time_bound};

/// Property filters in one list.
pub const MAX_PROPERTY_FILTERS: usize = 32;
/// Tags in one list.
pub const MAX_TAGS: usize = 32;
/// Sort keys in one list.
pub const MAX_SORT_KEYS: usize = 8;

/// Which images, before visibility.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImageFilter {
    pub visibility: VisibilityFilter,
    /// Standing of the viewer's project towards images shared with it; nothing means any.
    pub membership: Membership,
    pub owner: Option<OwnerFilter>,
    /// Nothing means both.
    pub hidden: Option<bool>,
    pub protected: Option<bool>,
    /// Each attribute is one of the listed values.
    pub texts: Vec<(TextColumn, Vec<String>)>,
    pub numbers: Vec<(NumberColumn, Comparison, i64)>,
    pub times: Vec<(TimeColumn, Comparison, OffsetDateTime)>,
    /// All of these.
    pub tags: Vec<String>,
    /// All of these.
    pub properties: Vec<(String, String)>,
    /// A property, whatever its value or with this one.
    pub carries: Option<Carries>,
    /// Part of the name, the whole id or a whole tag.
    pub text: Option<String>,
}

/// The `visibility` parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VisibilityFilter {
    /// Everything visible but other projects' community images.
    #[default]
    Unspecified,
    All,
    Only(Visibility),
}

/// The `member_status` parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    Any,
    Only(MemberStatus),
}

impl Default for Membership {
    fn default() -> Self {
        Self::Only(MemberStatus::Accepted)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnerFilter {
    Is(ProjectId),
    IsNot(ProjectId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextColumn {
    Name,
    Id,
    Status,
    ContainerFormat,
    DiskFormat,
    Checksum,
    HashValue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberColumn {
    Size,
    VirtualSize,
    MinDisk,
    MinRam,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeColumn {
    CreatedAt,
    UpdatedAt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// One key of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortBy {
    pub key: ImageSortKey,
    pub direction: SortDirection,
}

/// A list request as a client wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageQuery {
    pub filter: ImageFilter,
    pub sort: Vec<SortBy>,
    pub marker: Option<ImageId>,
    pub limit: usize,
}

/// Which rows of an order, once the marker was found.
#[derive(Clone, Debug)]
pub struct Page {
    /// Total: its last key is the id.
    pub sort: Vec<SortBy>,
    /// The page begins behind this image.
    pub after: Option<Image>,
    /// The page ends before `after` instead, still in the order of `sort`.
    pub backwards: bool,
    pub limit: usize,
}

/// How long pages are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLimits {
    pub default: usize,
    pub max: usize,
}

impl ImageQuery {
    /// Reads the pairs of a query string, in their order.
    pub fn parse(pairs: &[(String, String)], limits: PageLimits) -> Result<Self> {
        let mut query = Self {
            filter: ImageFilter { hidden: Some(false), ..ImageFilter::default() },
            sort: Vec::new(),
            marker: None,
            limit: limits.default.min(limits.max),
        };
        let mut sorting = Sorting::default();
        for (key, value) in pairs {
            match key.as_str() {
                "limit" => query.limit = limit(value)?.min(limits.max),
                "marker" => query.marker = Some(ImageId(value.clone())),
                "sort" => sorting.combined.push(value.clone()),
                "sort_key" => sorting.keys.push(value.clone()),
                "sort_dir" => sorting.directions.push(value.clone()),
                _ => query.filter.add(key, value)?,
            }
        }
        query.sort = sorting.resolve()?;
        Ok(query)
    }
}

fn limit(value: &str) -> Result<usize> {
    let number: i128 = value.trim().parse().map_err(|_| Error::invalid("limit", Fault::NotInteger))?;
    if number < 0 {
        return Err(Error::invalid("limit", Fault::NotPositive));
    }
    Ok(usize::try_from(number).unwrap_or(usize::MAX))
}

impl ImageFilter {
    fn add(&mut self, key: &str, value: &str) -> Result<()> {
        match key {
            "visibility" => self.visibility = visibility(value)?,
            "member_status" => self.membership = membership(value)?,
            "os_hidden" => self.hidden = Some(boolean(key, &value.to_ascii_lowercase())?),
            "protected" => self.protected = Some(boolean(key, value)?),
            "tag" => self.add_tag(value)?,
            "name" => self.texts.push((TextColumn::Name, one_of_list(key, value)?)),
            "id" => self.texts.push((TextColumn::Id, one_of_list(key, value)?)),
            "status" => self.texts.push((TextColumn::Status, one_of_list(key, value)?)),
            "container_format" => self.texts.push((TextColumn::ContainerFormat, one_of_list(key, value)?)),
            "disk_format" => self.texts.push((TextColumn::DiskFormat, one_of_list(key, value)?)),
            "checksum" => self.texts.push((TextColumn::Checksum, vec![value.to_owned()])),
            "os_hash_value" => self.texts.push((TextColumn::HashValue, vec![value.to_owned()])),
            "owner" => self.owner = Some(OwnerFilter::Is(ProjectId(value.to_owned()))),
            "created_at" => self.add_time(TimeColumn::CreatedAt, key, value)?,
            "updated_at" => self.add_time(TimeColumn::UpdatedAt, key, value)?,
            "size" | "virtual_size" | "min_ram" | "min_disk" => {
                let column = number_column(key).ok_or_else(|| unknown(key))?;
                self.numbers.push((column, Comparison::Equal, integer(key, value)?));
            }
            "changes-since" => return Err(Error::invalid(key, Fault::NotSupported)),
            // Deleted images are never listed, whatever is asked.
            "deleted" => {}
            _ if key.ends_with("_min") || key.ends_with("_max") => {
                let (name, comparison) = bound(key);
                let column = number_column(name).ok_or_else(|| unknown(key))?;
                self.numbers.push((column, comparison, integer(key, value)?));
            }
            _ => self.add_property(key, value)?,
        }
        Ok(())
    }

    fn add_tag(&mut self, tag: &str) -> Result<()> {
        if self.tags.len() == MAX_TAGS {
            return Err(Error::invalid("tag", Fault::TooMany { limit: MAX_TAGS }));
        }
        self.tags.push(tag.to_owned());
        Ok(())
    }

    fn add_time(&mut self, column: TimeColumn, key: &str, value: &str) -> Result<()> {
        let (comparison, at) = time_bound(key, value)?;
        self.times.push((column, comparison, at));
        Ok(())
    }

    fn add_property(&mut self, key: &str, value: &str) -> Result<()> {
        if self.properties.len() == MAX_PROPERTY_FILTERS {
            return Err(Error::invalid(key, Fault::TooMany { limit: MAX_PROPERTY_FILTERS }));
        }
        self.properties.push((key.to_owned(), value.to_owned()));
        Ok(())
    }
}

fn unknown(key: &str) -> Error {
    Error::invalid(key, Fault::NotSupported)
}

fn number_column(name: &str) -> Option<NumberColumn> {
    match name {
        "size" => Some(NumberColumn::Size),
        "virtual_size" => Some(NumberColumn::VirtualSize),
        "min_disk" => Some(NumberColumn::MinDisk),
        "min_ram" => Some(NumberColumn::MinRam),
        _ => None,
    }
}

fn visibility(value: &str) -> Result<VisibilityFilter> {
    match (value, Visibility::parse(value)) {
        ("all", _) => Ok(VisibilityFilter::All),
        (_, Some(visibility)) => Ok(VisibilityFilter::Only(visibility)),
        _ => Err(Error::invalid("visibility", Fault::UnknownValue { value: value.to_owned() })),
    }
}

fn membership(value: &str) -> Result<Membership> {
    match (value, MemberStatus::parse(value)) {
        ("all", _) => Ok(Membership::Any),
        (_, Some(status)) => Ok(Membership::Only(status)),
        _ => Err(Error::invalid("member_status", Fault::UnknownValue { value: value.to_owned() })),
    }
}

/// The three parameters that say how a list is ordered, before they are understood.
#[derive(Default)]
struct Sorting {
    combined: Vec<String>,
    keys: Vec<String>,
    directions: Vec<String>,
}

impl Sorting {
    fn resolve(self) -> Result<Vec<SortBy>> {
        let is_combined = !self.combined.is_empty();
        if is_combined && !(self.keys.is_empty() && self.directions.is_empty()) {
            return Err(Error::invalid("sort", Fault::SortMixed));
        }
        let sort =
            if is_combined { combined(&self.combined)? } else { separate(&self.keys, &self.directions)? };
        if sort.len() > MAX_SORT_KEYS {
            return Err(Error::invalid("sort", Fault::TooMany { limit: MAX_SORT_KEYS }));
        }
        Ok(sort)
    }
}

/// `sort=name:asc,size`: a key without a direction runs down.
fn combined(parameters: &[String]) -> Result<Vec<SortBy>> {
    let items = parameters.iter().flat_map(|parameter| parameter.split(','));
    items
        .map(|item| {
            let (key, word) = item.trim().split_once(':').unwrap_or((item.trim(), "desc"));
            Ok(SortBy { key: sort_key("sort", key)?, direction: direction("sort", word)? })
        })
        .collect()
}

/// `sort_key` and `sort_dir`: one direction for all keys, or one for each.
fn separate(keys: &[String], directions: &[String]) -> Result<Vec<SortBy>> {
    let keys: Vec<ImageSortKey> = match keys {
        [] => vec![ImageSortKey::CreatedAt],
        keys => keys.iter().map(|key| sort_key("sort_key", key)).collect::<Result<_>>()?,
    };
    let mut directions: Vec<SortDirection> =
        directions.iter().map(|word| direction("sort_dir", word)).collect::<Result<_>>()?;
    match directions.len() {
        0 => directions = vec![SortDirection::Descending; keys.len()],
        1 => directions = vec![directions[0]; keys.len()],
        count if count != keys.len() => return Err(Error::invalid("sort_dir", Fault::SortCount)),
        _ => {}
    }
    let pairs = keys.into_iter().zip(directions);
    Ok(pairs.map(|(key, direction)| SortBy { key, direction }).collect())
}

fn sort_key(field: &str, word: &str) -> Result<ImageSortKey> {
    ImageSortKey::parse(word)
        .ok_or_else(|| Error::invalid(field, Fault::UnknownSortKey { key: word.to_owned() }))
}

fn direction(field: &str, word: &str) -> Result<SortDirection> {
    SortDirection::parse(word)
        .ok_or_else(|| Error::invalid(field, Fault::UnknownSortDirection { direction: word.to_owned() }))
}

/// Makes an order total: `created_at`, then `id`, break ties in the direction of the keys, or down
/// where those differ.
#[must_use]
pub fn total_order(mut sort: Vec<SortBy>) -> Vec<SortBy> {
    let first = sort.first().map_or(SortDirection::Descending, |by| by.direction);
    let uniform = sort.iter().all(|by| by.direction == first);
    let direction = if uniform { first } else { SortDirection::Descending };
    for key in [ImageSortKey::CreatedAt, ImageSortKey::Id] {
        if !sort.iter().any(|by| by.key == key) {
            sort.push(SortBy { key, direction });
        }
    }
    // What follows the id cannot matter.
    if let Some(at) = sort.iter().position(|by| by.key == ImageSortKey::Id) {
        sort.truncate(at + 1);
    }
    sort
}

#[cfg(test)]
mod tests;
