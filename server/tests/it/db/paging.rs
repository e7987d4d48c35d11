//! Walking a list page by page.

use std::cmp::Ordering;

use vitrine_domain::image::query::{ImageFilter, Page, SortBy, total_order};
use vitrine_domain::image::{Image, ImageId, ImageRepo};
use vitrine_wire::vocab::ImageSortKey;
use vitrine_wire::{ImageStatus, SortDirection};

use super::build::{admin, at, by_id, image, insert, sorted_by};
use crate::support::database::{TestDatabase, test_database};

/// Numbers without a pattern, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one_of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }
}

/// Rows with many equal values, with empty ones beside missing ones, and with letters that sort
/// differently by bytes and by language.
fn catalog(count: u32) -> Vec<Image> {
    let mut dice = Dice(7);
    let text = |word: Option<&str>| word.map(str::to_owned);
    let build = |number| Image {
        name: text(dice.one_of(&[None, Some(""), Some("a"), Some("B"), Some("b"), Some("é"), Some("~")])),
        status: dice.one_of(&[ImageStatus::Queued, ImageStatus::Active, ImageStatus::Deactivated]),
        container_format: text(dice.one_of(&[None, Some("bare"), Some("ova")])),
        disk_format: text(dice.one_of(&[None, Some("qcow2"), Some("raw")])),
        size: dice.one_of(&[None, Some(0), Some(5), Some(1 << 40)]),
        created_at: at(i64::try_from(dice.below(3)).unwrap()),
        updated_at: at(i64::try_from(dice.below(3)).unwrap()),
        ..image(number)
    };
    (1..=count).map(build).collect()
}

fn compare(sort: &[SortBy], one: &Image, two: &Image) -> Ordering {
    let by = |key| match key {
        ImageSortKey::Name => one.name.clone().unwrap_or_default().cmp(&two.name.clone().unwrap_or_default()),
        ImageSortKey::Status => one.status.as_str().cmp(two.status.as_str()),
        ImageSortKey::ContainerFormat => one
            .container_format
            .clone()
            .unwrap_or_default()
            .cmp(&two.container_format.clone().unwrap_or_default()),
        ImageSortKey::DiskFormat => {
            one.disk_format.clone().unwrap_or_default().cmp(&two.disk_format.clone().unwrap_or_default())
        }
        ImageSortKey::Size => one.size.unwrap_or(0).cmp(&two.size.unwrap_or(0)),
        ImageSortKey::Id => one.id.cmp(&two.id),
        ImageSortKey::CreatedAt => one.created_at.cmp(&two.created_at),
        ImageSortKey::UpdatedAt => one.updated_at.cmp(&two.updated_at),
    };
    let ordered = sort.iter().map(|sort| match sort.direction {
        SortDirection::Ascending => by(sort.key),
        SortDirection::Descending => by(sort.key).reverse(),
    });
    ordered.fold(Ordering::Equal, Ordering::then)
}

fn expected(catalog: &[Image], sort: &[SortBy]) -> Vec<ImageId> {
    let mut sorted = catalog.to_vec();
    sorted.sort_by(|one, two| compare(sort, one, two));
    ids(&sorted)
}

fn ids(images: &[Image]) -> Vec<ImageId> {
    images.iter().map(|image| image.id.clone()).collect()
}

/// Walks to the end and, if `backwards`, back from the last image to the first.
async fn walk(test: &TestDatabase, sort: &[SortBy], limit: usize, backwards: bool) -> Vec<ImageId> {
    let repo = test.db.images();
    let mut page = Page { sort: sort.to_vec(), after: None, backwards: false, limit };
    if backwards {
        let all = Page { limit: 1_000, ..page.clone() };
        let rows = repo.list(&admin(), &ImageFilter::default(), &all).await.unwrap();
        page = Page { after: rows.last().cloned(), backwards: true, ..page };
    }
    let mut pages = vec![page.after.iter().cloned().collect::<Vec<_>>()];
    loop {
        let rows = repo.list(&admin(), &ImageFilter::default(), &page).await.unwrap();
        assert!(rows.len() <= limit);
        assert!(pages.len() <= 100, "the walk has no end");
        page.after = if backwards { rows.first().cloned() } else { rows.last().cloned() };
        if rows.is_empty() {
            break;
        }
        pages.push(rows);
    }
    if backwards {
        pages.reverse();
    }
    ids(&pages.concat())
}

#[tokio::test]
async fn every_sort_key_walks_over_each_row_once_in_both_directions_and_back() {
    let test = test_database().await;
    let catalog = catalog(13);
    insert(&test, &catalog).await;
    for &key in ImageSortKey::ALL {
        for &direction in SortDirection::ALL {
            let sort = sorted_by(key, direction);
            let expected = expected(&catalog, &sort);
            assert_eq!(walk(&test, &sort, 2, false).await, expected, "{key} {direction}");
            assert_eq!(walk(&test, &sort, 2, true).await, expected, "{key} {direction} backwards");
        }
    }
}

#[tokio::test]
async fn mixed_directions_walk_over_each_row_once() {
    let test = test_database().await;
    let catalog = catalog(25);
    insert(&test, &catalog).await;
    let mut dice = Dice(42);
    for round in 0..30 {
        let sort = (0..=dice.below(4)).map(|_| SortBy {
            key: dice.one_of(ImageSortKey::ALL),
            direction: dice.one_of(SortDirection::ALL),
        });
        let sort = total_order(sort.collect());
        let limit = 1 + dice.below(7);
        let expected = expected(&catalog, &sort);
        let backwards = round % 2 == 0;
        assert_eq!(walk(&test, &sort, limit, backwards).await, expected, "{sort:?} by {limit}");
    }
}

#[tokio::test]
async fn a_walk_survives_changes_behind_and_ahead() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(10), image(20), image(30), image(40)]).await;
    let first = repo.list(&admin(), &ImageFilter::default(), &by_id(2)).await.unwrap();
    insert(&test, &[image(5), image(35)]).await;
    repo.delete(&image(20).id, &[ImageStatus::Queued], at(1)).await.unwrap().unwrap();
    let page = Page { after: first.last().cloned(), ..by_id(10) };
    let rest = repo.list(&admin(), &ImageFilter::default(), &page).await.unwrap();
    assert_eq!(ids(&rest), ids(&[image(30), image(35), image(40)]));
}

#[tokio::test]
async fn a_page_before_an_image_ends_right_before_it() {
    let test = test_database().await;
    insert(&test, &[image(1), image(2), image(3), image(4)]).await;
    let page = Page { after: Some(image(4)), backwards: true, ..by_id(2) };
    let rows = test.db.images().list(&admin(), &ImageFilter::default(), &page).await.unwrap();
    assert_eq!(ids(&rows), ids(&[image(2), image(3)]));
}
