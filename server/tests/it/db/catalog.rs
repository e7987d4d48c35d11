//! Adding, reading, saving, tagging and deleting records.

use vitrine_domain::error::Clash;
use vitrine_domain::image::{Image, ImageId, ImageRepo, Membership};
use vitrine_domain::{Error, ProjectId};
use vitrine_wire::{ImageStatus, MemberStatus, Visibility};

use super::build::{THEM, US, admin, at, by_id, claim, data, id, image, insert, location, named, share};
use crate::support::database::test_database;

/// Every attribute has a value, and text that is hard on quoting.
fn full(number: u32) -> Image {
    Image {
        name: Some("Ünï \"quoted\" \\ 'name' 🦀".to_owned()),
        status: ImageStatus::Active,
        visibility: Visibility::Community,
        is_protected: true,
        is_hidden: true,
        container_format: Some("bare".to_owned()),
        disk_format: Some("qcow2".to_owned()),
        min_disk: i32::MAX.unsigned_abs(),
        min_ram: 512,
        size: Some(1 << 50),
        virtual_size: Some(1 << 51),
        checksum: Some("5".repeat(32)),
        hash_algorithm: Some("sha512".to_owned()),
        hash_value: Some("b".repeat(128)),
        tags: ["a", "tag, with \"marks\"", "ß"].map(str::to_owned).into(),
        properties: [("os", "linux"), ("empty", ""), ("json", "{\"a\": \"\\u0041\n\t\"}")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        updated_at: at(5),
        ..image(number)
    }
}

#[tokio::test]
async fn a_record_comes_back_as_it_went() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1), full(2)]).await;
    assert_eq!(repo.find(&id(1), None).await.unwrap().unwrap().image, image(1));
    assert_eq!(repo.find(&id(2), None).await.unwrap().unwrap().image, full(2));
    let rows = repo.list(&admin(), &Default::default(), &by_id(10)).await.unwrap();
    assert_eq!(rows, [image(1), full(2)]);
}

#[tokio::test]
async fn a_long_property_is_stored_whole() {
    let test = test_database().await;
    let mut large = image(1);
    large.properties.insert("large".to_owned(), "ä".repeat(65_535));
    insert(&test, std::slice::from_ref(&large)).await;
    assert_eq!(test.db.images().find(&id(1), None).await.unwrap().unwrap().image, large);
}

#[tokio::test]
async fn many_tags_and_properties_fit() {
    let test = test_database().await;
    let mut rich = image(1);
    rich.tags = (0..2_500).map(|n| format!("tag{n}")).collect();
    rich.properties = (0..2_500).map(|n| (format!("name{n}"), format!("value{n}"))).collect();
    insert(&test, std::slice::from_ref(&rich)).await;
    assert_eq!(test.db.images().find(&id(1), None).await.unwrap().unwrap().image, rich);
}

#[tokio::test]
async fn finding_tells_the_viewers_membership() {
    let test = test_database().await;
    insert(&test, &[image(1)]).await;
    share(&test, 1, THEM, "pending").await;
    let repo = test.db.images();
    let project = ProjectId::from(THEM);
    let membership = Membership { project: project.clone(), status: MemberStatus::Pending };
    assert_eq!(repo.find(&id(1), Some(&project)).await.unwrap().unwrap().membership, Some(membership));
    assert_eq!(repo.find(&id(1), Some(&ProjectId::from(US))).await.unwrap().unwrap().membership, None);
    assert_eq!(repo.find(&id(1), None).await.unwrap().unwrap().membership, None);
}

#[tokio::test]
async fn what_no_database_can_hold_is_not_found() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1)]).await;
    assert!(repo.find(&ImageId::from("a\0b"), None).await.unwrap().is_none());
    assert!(repo.find(&ImageId::from(""), None).await.unwrap().is_none());
    assert!(!repo.remove_tag(&id(1), "a\0b", at(1)).await.unwrap());
}

#[tokio::test]
async fn an_id_in_use_is_a_conflict() {
    let test = test_database().await;
    let repo = test.db.images();
    repo.insert(&image(1)).await.unwrap();
    let error = repo.insert(&named(1, "other")).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(Clash::ImageId(clash)) if clash == id(1)));
    assert_eq!(repo.find(&id(1), None).await.unwrap().unwrap().image, image(1));
}

#[tokio::test]
async fn an_id_of_a_deleted_or_purged_image_is_a_conflict() {
    let test = test_database().await;
    let repo = test.db.images();
    repo.insert(&image(1)).await.unwrap();
    repo.delete(&id(1), &[ImageStatus::Queued], at(1)).await.unwrap().unwrap();
    assert!(matches!(repo.insert(&image(1)).await, Err(Error::Conflict(Clash::ImageId(_)))));
    test.execute("DELETE FROM images").await;
    assert!(matches!(repo.insert(&image(1)).await, Err(Error::Conflict(Clash::ImageId(_)))));
}

#[tokio::test]
async fn a_save_replaces_attributes_tags_and_properties_only() {
    let test = test_database().await;
    let repo = test.db.images();
    repo.insert(&full(1)).await.unwrap();
    let saved = Image { updated_at: at(9), owner: Some(ProjectId::from(THEM)), ..named(1, "new") };
    assert!(repo.save(&saved).await.unwrap());
    let old = full(1);
    let expected = Image {
        status: old.status,
        size: old.size,
        virtual_size: old.virtual_size,
        checksum: old.checksum,
        hash_algorithm: old.hash_algorithm,
        hash_value: old.hash_value,
        version: 2,
        ..saved
    };
    assert_eq!(repo.find(&id(1), None).await.unwrap().unwrap().image, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_saves_at_once_one_wins() {
    let test = test_database().await;
    let repo = test.db.images();
    repo.insert(&image(1)).await.unwrap();
    let (one, two) = (named(1, "one"), named(1, "two"));
    let (first, second) = tokio::join!(repo.save(&one), repo.save(&two));
    let (first, second) = (first.unwrap(), second.unwrap());
    assert!(first ^ second, "{first} {second}");
    let kept = repo.find(&id(1), None).await.unwrap().unwrap().image;
    assert_eq!((kept.name.as_deref(), kept.version), (Some(if first { "one" } else { "two" }), 2));
}

#[tokio::test]
async fn a_save_after_any_other_change_fails() {
    let test = test_database().await;
    let repo = test.db.images();
    let stale = named(1, "stale");
    repo.insert(&image(1)).await.unwrap();
    repo.add_tag(&id(1), "t", at(1)).await.unwrap();
    assert!(!repo.save(&stale).await.unwrap());
    repo.claim_upload(&claim(1, "g", "node")).await.unwrap();
    let fresh = repo.find(&id(1), None).await.unwrap().unwrap().image;
    repo.finish_upload(&location(1, "g"), &data(), None, at(11)).await.unwrap();
    assert!(!repo.save(&fresh).await.unwrap());
    let fresh = repo.find(&id(1), None).await.unwrap().unwrap().image;
    repo.delete(&id(1), &[ImageStatus::Active], at(12)).await.unwrap().unwrap();
    assert!(!repo.save(&Image { version: fresh.version + 1, ..fresh }).await.unwrap());
}

#[tokio::test]
async fn tags_come_and_go_and_always_count_as_a_change() {
    let test = test_database().await;
    let repo = test.db.images();
    repo.insert(&image(1)).await.unwrap();
    assert!(repo.add_tag(&id(1), "t", at(1)).await.unwrap());
    assert!(repo.add_tag(&id(1), "t", at(2)).await.unwrap());
    let tagged = repo.find(&id(1), None).await.unwrap().unwrap().image;
    assert_eq!((tagged.tags.len(), tagged.updated_at, tagged.version), (1, at(2), 3));
    assert!(repo.remove_tag(&id(1), "t", at(3)).await.unwrap());
    assert!(!repo.remove_tag(&id(1), "t", at(4)).await.unwrap());
    let bare = repo.find(&id(1), None).await.unwrap().unwrap().image;
    assert_eq!((bare.tags.len(), bare.updated_at, bare.version), (0, at(3), 4));
    assert!(!repo.add_tag(&id(2), "t", at(1)).await.unwrap());
}

#[tokio::test]
async fn a_delete_hides_the_record_and_hands_over_its_locations() {
    let test = test_database().await;
    let repo = test.db.images();
    repo.insert(&image(1)).await.unwrap();
    repo.claim_upload(&claim(1, "g", "node")).await.unwrap();
    repo.finish_upload(&location(1, "g"), &data(), None, at(11)).await.unwrap();
    assert_eq!(repo.locations(&id(1)).await.unwrap(), [location(1, "g")]);
    let locations = repo.delete(&id(1), &[ImageStatus::Active], at(12)).await.unwrap();
    assert_eq!(locations, Some(vec![location(1, "g")]));
    assert!(repo.locations(&id(1)).await.unwrap().is_empty());
    assert!(repo.find(&id(1), None).await.unwrap().is_none());
    assert!(repo.list(&admin(), &Default::default(), &by_id(10)).await.unwrap().is_empty());
    assert_eq!(repo.delete(&id(1), ImageStatus::ALL, at(13)).await.unwrap(), None);
    assert!(!repo.add_tag(&id(1), "t", at(13)).await.unwrap());
    let kept = "SELECT COUNT(*) FROM images WHERE deleted AND deleted_at = updated_at AND version = 4";
    assert_eq!(test.number(kept).await, 1);
}

#[tokio::test]
async fn a_delete_needs_the_expected_status_and_no_protection() {
    let test = test_database().await;
    let repo = test.db.images();
    let protected = Image { is_protected: true, ..image(2) };
    insert(&test, &[image(1), protected]).await;
    assert_eq!(repo.delete(&id(1), &[ImageStatus::Active], at(1)).await.unwrap(), None);
    assert_eq!(repo.delete(&id(2), &[ImageStatus::Queued], at(1)).await.unwrap(), None);
    assert_eq!(repo.delete(&id(3), &[ImageStatus::Queued], at(1)).await.unwrap(), None);
    assert!(repo.delete(&id(1), &[ImageStatus::Active, ImageStatus::Queued], at(1)).await.unwrap().is_some());
}

#[tokio::test]
async fn counting_stops_at_the_bound() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1), image(2), image(3)]).await;
    for (bound, rows, exact) in [(2, 2, false), (3, 3, true), (9, 3, true)] {
        let count = repo.count(&admin(), &Default::default(), bound).await.unwrap();
        assert_eq!((count.rows, count.exact), (rows, exact), "bound {bound}");
    }
}
