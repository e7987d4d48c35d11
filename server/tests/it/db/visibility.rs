//! Who sees what in a list: the Image API's rules of visibility.

use vitrine_domain::image::ImageRepo;
use vitrine_domain::image::ports::Viewer;
use vitrine_domain::image::query::{ImageFilter, Membership, VisibilityFilter};
use vitrine_wire::{ImageStatus, MemberStatus, Visibility};

use super::build::{THEM, US, admin, at, id, image, insert, listed, member_of, owned, share};
use crate::support::database::{TestDatabase, test_database};
use VisibilityFilter::{All, Only, Unspecified};

const OTHERS: &str = "project-others";

/// 1–4 are ours, 11–14 theirs, 21–24 nobody's: private, shared, community, public. Of theirs, 15 is
/// shared with us and accepted, 16 pending, 17 rejected; 18 is accepted, but no longer shared.
async fn a_catalog() -> TestDatabase {
    let test = test_database().await;
    let kinds = [Visibility::Private, Visibility::Shared, Visibility::Community, Visibility::Public];
    for (first, owner) in [(1, Some(US)), (11, Some(THEM)), (21, None)] {
        let images = (first..).zip(kinds).map(|(number, kind)| owned(number, owner, kind));
        insert(&test, &images.collect::<Vec<_>>()).await;
    }
    for (number, status) in [(15, "accepted"), (16, "pending"), (17, "rejected")] {
        insert(&test, &[owned(number, Some(THEM), Visibility::Shared)]).await;
        share(&test, number, US, status).await;
    }
    insert(&test, &[owned(18, Some(THEM), Visibility::Private)]).await;
    share(&test, 18, US, "accepted").await;
    test
}

async fn assert_sees(
    test: &TestDatabase,
    viewer: &Viewer,
    wanted: VisibilityFilter,
    membership: Membership,
    expected: &[u32],
) {
    let filter = ImageFilter { visibility: wanted, membership, ..ImageFilter::default() };
    assert_eq!(listed(test, viewer, &filter).await, expected, "{viewer:?} {wanted:?} {membership:?}");
}

#[tokio::test]
async fn a_member_sees_its_own_the_public_and_what_it_accepted() {
    let test = a_catalog().await;
    let cases: &[(VisibilityFilter, &[u32])] = &[
        (Unspecified, &[1, 2, 3, 4, 14, 15, 21, 22, 23, 24]),
        (All, &[1, 2, 3, 4, 13, 14, 15, 21, 22, 23, 24]),
        (Only(Visibility::Public), &[4, 14, 24]),
        (Only(Visibility::Community), &[3, 13, 23]),
        (Only(Visibility::Private), &[1, 21]),
        (Only(Visibility::Shared), &[2, 15, 22]),
    ];
    for (wanted, expected) in cases {
        assert_sees(&test, &member_of(US), *wanted, Membership::default(), expected).await;
    }
}

#[tokio::test]
async fn the_member_status_chooses_among_what_is_shared() {
    let test = a_catalog().await;
    let cases: &[(Membership, &[u32])] = &[
        (Membership::Only(MemberStatus::Pending), &[2, 16, 22]),
        (Membership::Only(MemberStatus::Rejected), &[2, 17, 22]),
        (Membership::Any, &[2, 15, 16, 17, 22]),
    ];
    for (membership, expected) in cases {
        assert_sees(&test, &member_of(US), Only(Visibility::Shared), *membership, expected).await;
    }
    let with_pending = [1, 2, 3, 4, 14, 16, 21, 22, 23, 24];
    let pending = Membership::Only(MemberStatus::Pending);
    assert_sees(&test, &member_of(US), Unspecified, pending, &with_pending).await;
}

#[tokio::test]
async fn an_owner_sees_its_images_whoever_they_are_shared_with() {
    let test = a_catalog().await;
    let own = [4, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24];
    assert_sees(&test, &member_of(THEM), Unspecified, Membership::default(), &own).await;
    let shared = [12, 15, 16, 17, 22];
    assert_sees(&test, &member_of(THEM), Only(Visibility::Shared), Membership::default(), &shared).await;
}

#[tokio::test]
async fn somebody_else_sees_the_public_and_on_demand_the_community() {
    let test = a_catalog().await;
    let cases: &[(VisibilityFilter, &[u32])] = &[
        (Unspecified, &[4, 14, 21, 22, 23, 24]),
        (All, &[3, 4, 13, 14, 21, 22, 23, 24]),
        (Only(Visibility::Private), &[21]),
        (Only(Visibility::Shared), &[22]),
    ];
    for viewer in [member_of(OTHERS), Viewer { project: None, sees_all: false }] {
        for (wanted, expected) in cases {
            assert_sees(&test, &viewer, *wanted, Membership::Any, expected).await;
        }
    }
}

#[tokio::test]
async fn an_administrator_sees_all_but_by_default_not_the_community_of_others() {
    let test = a_catalog().await;
    let all = [1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24];
    let default: Vec<u32> = all.into_iter().filter(|number| *number != 13).collect();
    let cases: &[(VisibilityFilter, &[u32])] = &[
        (Unspecified, &default),
        (All, &all),
        (Only(Visibility::Public), &[4, 14, 24]),
        (Only(Visibility::Community), &[3, 13, 23]),
        (Only(Visibility::Private), &[1, 11, 18, 21]),
        (Only(Visibility::Shared), &[2, 12, 15, 16, 17, 22]),
    ];
    for (wanted, expected) in cases {
        assert_sees(&test, &admin(), *wanted, Membership::default(), expected).await;
    }
    let unscoped = Viewer { project: None, sees_all: true };
    let without_ours: Vec<u32> = default.iter().copied().filter(|number| *number != 3).collect();
    assert_sees(&test, &unscoped, Unspecified, Membership::default(), &without_ours).await;
}

#[tokio::test]
async fn deleted_and_killed_images_are_never_listed() {
    let test = test_database().await;
    insert(&test, &[image(1), image(2), image(3)]).await;
    test.db.images().delete(&id(1), &[ImageStatus::Queued], at(1)).await.unwrap().unwrap();
    test.execute(&format!("UPDATE images SET status = 'killed' WHERE id = '{}'", id(2))).await;
    assert_eq!(listed(&test, &admin(), &ImageFilter::default()).await, [3]);
    assert!(test.db.images().find(&id(2), None).await.unwrap().is_some());
}
