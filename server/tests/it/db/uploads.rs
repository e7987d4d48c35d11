//! Claims on images.

use std::collections::HashSet;

use vitrine_domain::image::{Image, ImageRepo};
use vitrine_wire::ImageStatus;

use super::build::{at, claim, data, id, image, insert, key, location};
use crate::support::database::test_database;

#[tokio::test(flavor = "multi_thread")]
async fn of_two_claims_at_once_one_wins() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1)]).await;
    let (one, two) = (claim(1, "one", "node"), claim(1, "two", "node"));
    let (first, second) = tokio::join!(repo.claim_upload(&one), repo.claim_upload(&two));
    let (first, second) = (first.unwrap(), second.unwrap());
    assert!(first ^ second, "{first} {second}");
    let (winner, loser) = if first { ("one", "two") } else { ("two", "one") };
    assert!(!repo.finish_upload(&location(1, loser), &data(), None, at(11)).await.unwrap());
    assert!(!repo.release_upload(&key(1, loser), at(11)).await.unwrap());
    assert!(repo.finish_upload(&location(1, winner), &data(), None, at(11)).await.unwrap());
}

#[tokio::test]
async fn a_finished_upload_is_active_and_described() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1)]).await;
    assert!(repo.claim_upload(&claim(1, "g", "node")).await.unwrap());
    let claimed = repo.find(&id(1), None).await.unwrap().unwrap().image;
    assert_eq!((claimed.status, claimed.version), (ImageStatus::Saving, 2));
    assert!(repo.finish_upload(&location(1, "g"), &data(), Some(12), at(11)).await.unwrap());
    let expected = Image {
        status: ImageStatus::Active,
        size: Some(10),
        virtual_size: Some(12),
        checksum: Some(data().md5),
        hash_algorithm: Some("sha512".to_owned()),
        hash_value: Some(data().sha512),
        updated_at: at(11),
        version: 3,
        ..image(1)
    };
    assert_eq!(repo.find(&id(1), None).await.unwrap().unwrap().image, expected);
    assert_eq!(repo.locations(&id(1)).await.unwrap(), [location(1, "g")]);
    assert!(!repo.claim_upload(&claim(1, "again", "node")).await.unwrap());
}

#[tokio::test]
async fn an_upload_cannot_finish_once_the_image_is_deleted() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1)]).await;
    repo.claim_upload(&claim(1, "g", "node")).await.unwrap();
    assert_eq!(repo.delete(&id(1), &[ImageStatus::Saving], at(11)).await.unwrap(), Some(vec![]));
    assert!(!repo.finish_upload(&location(1, "g"), &data(), None, at(12)).await.unwrap());
    assert!(!repo.release_upload(&key(1, "g"), at(12)).await.unwrap());
    assert!(repo.locations(&id(1)).await.unwrap().is_empty());
    assert!(repo.kept("main", &[key(1, "g")]).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_released_image_can_be_claimed_again() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1)]).await;
    repo.claim_upload(&claim(1, "g", "node")).await.unwrap();
    assert!(repo.release_upload(&key(1, "g"), at(11)).await.unwrap());
    assert!(!repo.release_upload(&key(1, "g"), at(11)).await.unwrap());
    assert!(!repo.finish_upload(&location(1, "g"), &data(), None, at(11)).await.unwrap());
    assert!(repo.claim_upload(&claim(1, "h", "node")).await.unwrap());
}

#[tokio::test]
async fn claims_of_silent_processes_are_released() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1), image(2), image(3), image(4)]).await;
    for (number, node) in [(1, "alive"), (2, "silent"), (3, "unheard")] {
        repo.claim_upload(&claim(number, "g", node)).await.unwrap();
    }
    repo.heartbeat("silent", at(0)).await.unwrap();
    repo.heartbeat("alive", at(0)).await.unwrap();
    repo.heartbeat("alive", at(100)).await.unwrap();
    let mut released = repo.release_abandoned(at(50), at(110)).await.unwrap();
    released.sort();
    assert_eq!(released, [id(2), id(3)]);
    let back = repo.find(&id(2), None).await.unwrap().unwrap().image;
    assert_eq!(back, Image { updated_at: at(110), version: 3, ..image(2) });
    assert!(repo.finish_upload(&location(1, "g"), &data(), None, at(120)).await.unwrap());
    assert!(repo.release_abandoned(at(50), at(110)).await.unwrap().is_empty());
    assert_eq!(test.number("SELECT COUNT(*) FROM nodes").await, 1);
}

#[tokio::test]
async fn claims_of_a_retired_process_are_released_at_once() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1)]).await;
    repo.heartbeat("node", at(100)).await.unwrap();
    repo.claim_upload(&claim(1, "g", "node")).await.unwrap();
    assert!(repo.release_abandoned(at(50), at(110)).await.unwrap().is_empty());
    repo.retire_node("node").await.unwrap();
    assert_eq!(repo.release_abandoned(at(50), at(110)).await.unwrap(), [id(1)]);
}

#[tokio::test]
async fn what_is_referred_to_or_foreign_is_kept() {
    let test = test_database().await;
    let repo = test.db.images();
    insert(&test, &[image(1), image(2), image(3)]).await;
    repo.claim_upload(&claim(1, "stored", "node")).await.unwrap();
    repo.finish_upload(&location(1, "stored"), &data(), None, at(11)).await.unwrap();
    repo.claim_upload(&claim(2, "arriving", "node")).await.unwrap();
    repo.claim_upload(&claim(3, "given up", "node")).await.unwrap();
    repo.release_upload(&key(3, "given up"), at(11)).await.unwrap();
    let keys = [
        key(1, "stored"),
        key(1, "arriving"),
        key(2, "arriving"),
        key(2, "older"),
        key(3, "given up"),
        key(9, "stored"),
    ];
    // The ninth image was never known here.
    let expected = HashSet::from([key(1, "stored"), key(2, "arriving"), key(9, "stored")]);
    assert_eq!(repo.kept("main", &keys).await.unwrap(), expected);
    let claims_only = HashSet::from([key(2, "arriving"), key(9, "stored")]);
    assert_eq!(repo.kept("other", &keys).await.unwrap(), claims_only);
    assert!(repo.kept("main", &[]).await.unwrap().is_empty());
}
