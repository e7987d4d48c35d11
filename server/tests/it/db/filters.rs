//! What the filters of a list let through.

use time::Duration;
use vitrine_domain::ProjectId;
use vitrine_domain::image::Image;
use vitrine_domain::image::query::{
    Comparison, ImageFilter, NumberColumn, OwnerFilter, TextColumn, TimeColumn,
};
use vitrine_wire::{Timestamp, Visibility};

use super::build::{THEM, US, admin, at, id, image, insert, listed, named, owned};
use crate::support::database::{TestDatabase, test_database};

async fn assert_finds(test: &TestDatabase, filter: ImageFilter, expected: &[u32]) {
    assert_eq!(listed(test, &admin(), &filter).await, expected, "{filter:?}");
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn with_text(column: TextColumn, values: &[&str]) -> ImageFilter {
    ImageFilter { texts: vec![(column, words(values))], ..ImageFilter::default() }
}

fn searching(text: &str) -> ImageFilter {
    ImageFilter { text: Some(text.to_owned()), ..ImageFilter::default() }
}

#[tokio::test]
async fn texts_match_whole_and_by_case() {
    let test = test_database().await;
    insert(&test, &[named(1, "a"), named(2, "A"), named(3, "ab"), image(4)]).await;
    assert_finds(&test, with_text(TextColumn::Name, &["a"]), &[1]).await;
    assert_finds(&test, with_text(TextColumn::Name, &["a", "ab", "x"]), &[1, 3]).await;
    assert_finds(&test, with_text(TextColumn::Name, &[]), &[]).await;
    assert_finds(&test, with_text(TextColumn::Name, &["a\0"]), &[]).await;
    assert_finds(&test, with_text(TextColumn::Id, &[id(2).as_str()]), &[2]).await;
    assert_finds(&test, with_text(TextColumn::Status, &["queued"]), &[1, 2, 3, 4]).await;
    assert_finds(&test, with_text(TextColumn::Status, &["killed"]), &[]).await;
}

#[tokio::test]
async fn each_text_column_is_its_own() {
    let test = test_database().await;
    let described = Image {
        container_format: Some("bare".to_owned()),
        disk_format: Some("raw".to_owned()),
        checksum: Some("c".repeat(32)),
        hash_value: Some("h".repeat(128)),
        ..image(1)
    };
    insert(&test, &[described, image(2)]).await;
    for (column, value) in [
        (TextColumn::ContainerFormat, "bare".to_owned()),
        (TextColumn::DiskFormat, "raw".to_owned()),
        (TextColumn::Checksum, "c".repeat(32)),
        (TextColumn::HashValue, "h".repeat(128)),
    ] {
        assert_finds(&test, with_text(column, &[&value]), &[1]).await;
        assert_finds(&test, with_text(column, &["other"]), &[]).await;
    }
}

#[tokio::test]
async fn numbers_compare_and_nothing_is_no_number() {
    let test = test_database().await;
    let sized = |number, size| Image { size, min_ram: 512 * number, ..image(number) };
    insert(&test, &[sized(1, Some(10)), sized(2, Some(20)), sized(3, None)]).await;
    let cases: &[(NumberColumn, Comparison, i64, &[u32])] = &[
        (NumberColumn::Size, Comparison::Equal, 10, &[1]),
        (NumberColumn::Size, Comparison::NotEqual, 10, &[2]),
        (NumberColumn::Size, Comparison::Greater, 10, &[2]),
        (NumberColumn::Size, Comparison::GreaterOrEqual, 10, &[1, 2]),
        (NumberColumn::Size, Comparison::Less, 20, &[1]),
        (NumberColumn::Size, Comparison::LessOrEqual, 20, &[1, 2]),
        (NumberColumn::MinRam, Comparison::GreaterOrEqual, 1_024, &[2, 3]),
        (NumberColumn::MinDisk, Comparison::Equal, 0, &[1, 2, 3]),
        // Wider than the column.
        (NumberColumn::MinDisk, Comparison::Less, i64::MAX, &[1, 2, 3]),
        (NumberColumn::VirtualSize, Comparison::GreaterOrEqual, i64::MIN, &[]),
    ];
    for (column, how, value, expected) in cases {
        let filter = ImageFilter { numbers: vec![(*column, *how, *value)], ..ImageFilter::default() };
        assert_finds(&test, filter, expected).await;
    }
}

#[tokio::test]
async fn times_compare_as_the_api_shows_them() {
    let test = test_database().await;
    let born = |number, micros: i64| Image {
        created_at: Timestamp(at(10).0 + Duration::microseconds(micros)),
        ..image(number)
    };
    insert(&test, &[born(1, -1), born(2, 0), born(3, 999_999), born(4, 1_000_000)]).await;
    let cases: &[(Comparison, i64, &[u32])] = &[
        (Comparison::Equal, 0, &[2, 3]),
        (Comparison::NotEqual, 0, &[1, 4]),
        (Comparison::Greater, 0, &[4]),
        (Comparison::GreaterOrEqual, 0, &[2, 3, 4]),
        (Comparison::Less, 0, &[1]),
        (Comparison::LessOrEqual, 0, &[1, 2, 3]),
        (Comparison::Equal, 500_000, &[]),
        (Comparison::NotEqual, 500_000, &[1, 2, 3, 4]),
        (Comparison::Greater, 500_000, &[4]),
        (Comparison::GreaterOrEqual, 500_000, &[4]),
        (Comparison::Less, 500_000, &[1, 2, 3]),
        (Comparison::LessOrEqual, 500_000, &[1, 2, 3]),
    ];
    for (how, micros, expected) in cases {
        let moment = at(10).0 + Duration::microseconds(*micros);
        let times = vec![(TimeColumn::CreatedAt, *how, moment)];
        assert_finds(&test, ImageFilter { times, ..ImageFilter::default() }, expected).await;
    }
    let times = vec![(TimeColumn::UpdatedAt, Comparison::Greater, at(0).0)];
    assert_finds(&test, ImageFilter { times, ..ImageFilter::default() }, &[]).await;
}

#[tokio::test]
async fn all_tags_and_all_properties_must_match() {
    let test = test_database().await;
    let long = "x".repeat(70_000);
    let build = |number, tags: &[&str], properties: &[(&str, &str)]| Image {
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        properties: properties.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect(),
        ..image(number)
    };
    insert(
        &test,
        &[
            build(1, &["a", "b"], &[("os", "linux"), ("arch", "arm")]),
            build(2, &["a"], &[("os", "linux"), ("long", &long)]),
            build(3, &["A"], &[("os", "Linux"), ("linux", "os")]),
        ],
    )
    .await;
    let tagged = |tags: &[&str]| ImageFilter { tags: words(tags), ..ImageFilter::default() };
    assert_finds(&test, tagged(&["a"]), &[1, 2]).await;
    assert_finds(&test, tagged(&["b", "a"]), &[1]).await;
    assert_finds(&test, tagged(&["c"]), &[]).await;
    assert_finds(&test, tagged(&["a\0"]), &[]).await;
    let having = |properties: &[(&str, &str)]| ImageFilter {
        properties: properties.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect(),
        ..ImageFilter::default()
    };
    assert_finds(&test, having(&[("os", "linux")]), &[1, 2]).await;
    assert_finds(&test, having(&[("os", "linux"), ("arch", "arm")]), &[1]).await;
    assert_finds(&test, having(&[("long", &long)]), &[2]).await;
    assert_finds(&test, having(&[("long", &long[1..])]), &[]).await;
    assert_finds(&test, having(&[("os", "a\0")]), &[]).await;
}

#[tokio::test]
async fn a_search_takes_wildcards_literally_and_case_lightly() {
    let test = test_database().await;
    let tagged = Image { tags: ["Web Server".to_owned()].into(), ..image(5) };
    let images =
        [named(1, "100% pure"), named(2, "100x pure"), named(3, r"back\slash_"), named(4, "ÄRGER"), tagged];
    insert(&test, &images).await;
    assert_finds(&test, searching("%"), &[1]).await;
    assert_finds(&test, searching("0% P"), &[1]).await;
    assert_finds(&test, searching("_"), &[3]).await;
    assert_finds(&test, searching(r"\"), &[3]).await;
    assert_finds(&test, searching("PURE"), &[1, 2]).await;
    assert_finds(&test, searching("ärg"), &[4]).await;
    assert_finds(&test, searching("' OR 1=1 --"), &[]).await;
    assert_finds(&test, searching("a\0"), &[]).await;
    assert_finds(&test, searching(id(2).as_str()), &[2]).await;
    assert_finds(&test, searching(&id(2).as_str()[1..]), &[]).await;
    assert_finds(&test, searching("Web Server"), &[5]).await;
    assert_finds(&test, searching("Web"), &[]).await;
}

#[tokio::test]
async fn a_search_follows_a_new_name() {
    use vitrine_domain::image::ImageRepo;
    let test = test_database().await;
    insert(&test, &[named(1, "old")]).await;
    test.db.images().save(&named(1, "New")).await.unwrap();
    assert_finds(&test, searching("old"), &[]).await;
    assert_finds(&test, searching("new"), &[1]).await;
}

#[tokio::test]
async fn owners_hidden_and_protected_filter() {
    let test = test_database().await;
    let hidden = Image { is_hidden: true, ..image(1) };
    let protected = Image { is_protected: true, ..image(2) };
    let theirs = owned(3, Some(THEM), Visibility::Public);
    insert(&test, &[hidden, protected, theirs, owned(4, None, Visibility::Public)]).await;
    let is = |hidden, protected| ImageFilter { hidden, protected, ..ImageFilter::default() };
    assert_finds(&test, is(None, None), &[1, 2, 3, 4]).await;
    assert_finds(&test, is(Some(true), None), &[1]).await;
    assert_finds(&test, is(Some(false), None), &[2, 3, 4]).await;
    assert_finds(&test, is(None, Some(true)), &[2]).await;
    assert_finds(&test, is(None, Some(false)), &[1, 3, 4]).await;
    let of = |owner| ImageFilter { owner: Some(owner), ..ImageFilter::default() };
    assert_finds(&test, of(OwnerFilter::Is(ProjectId::from(US))), &[1, 2]).await;
    assert_finds(&test, of(OwnerFilter::IsNot(ProjectId::from(US))), &[3, 4]).await;
    assert_finds(&test, of(OwnerFilter::Is(ProjectId::from("a\0"))), &[]).await;
    assert_finds(&test, of(OwnerFilter::IsNot(ProjectId::from("a\0"))), &[1, 2, 3, 4]).await;
}
