//! Room for uploads: held, added to, given back; limits and what depends on them.

use vitrine_domain::error::{Clash, Denial};
use vitrine_domain::image::ports::Full;
use vitrine_domain::image::{ImageRepo, StoredData};
use vitrine_domain::quota::{
    Caps, LimitFilter, LimitRepo, LimitSource, ProjectLimit, RegisteredLimit, Reservation, Resource, Usage,
    UsageRepo,
};
use vitrine_domain::{Error, ProjectId};

use super::build::{THEM, US, at, claim, data, id, image, insert, key, location};
use crate::support::database::{TestDatabase, test_database};

fn reservation(generation: &str, bytes: u64) -> Reservation {
    Reservation {
        generation: generation.to_owned(),
        image: id(1),
        project: US.into(),
        node: "n".to_owned(),
        bytes,
        at: at(0),
    }
}

fn bytes(limit: u64) -> Caps {
    Caps { bytes: Some(limit), ..Caps::default() }
}

async fn usage(test: &TestDatabase, project: &str) -> Usage {
    test.db.quota().usage(&project.into()).await.unwrap()
}

#[tokio::test]
async fn room_is_held_up_to_the_bound_and_no_further() {
    let test = test_database().await;
    let quota = test.db.quota();
    assert_eq!(quota.reserve(&reservation("a", 6), &bytes(10)).await.unwrap(), Ok(()));
    assert_eq!(quota.reserve(&reservation("b", 5), &bytes(10)).await.unwrap(), Err(Resource::SizeTotal));
    assert_eq!(quota.reserve(&reservation("b", 4), &bytes(10)).await.unwrap(), Ok(()));
    // Nothing fits, not even nothing.
    assert_eq!(quota.reserve(&reservation("c", 0), &bytes(10)).await.unwrap(), Err(Resource::SizeTotal));
    let expected = Usage { reserved: 10, uploads: 2, ..Usage::default() };
    assert_eq!((usage(&test, US).await, usage(&test, THEM).await), (expected, Usage::default()));
    quota.release("a").await.unwrap();
    quota.release("a").await.unwrap();
    assert_eq!(usage(&test, US).await, Usage { reserved: 4, uploads: 1, ..Usage::default() });
    let one = Caps { uploads: Some(1), ..Caps::default() };
    assert_eq!(quota.reserve(&reservation("d", 1), &one).await.unwrap(), Err(Resource::CountUploading));
}

#[tokio::test]
async fn steps_are_as_large_as_the_room_that_is_left() {
    let test = test_database().await;
    let quota = test.db.quota();
    let held = reservation("a", 0);
    quota.reserve(&held, &bytes(10)).await.unwrap().unwrap();
    assert_eq!(quota.extend(&held, 1, 6, &bytes(10)).await.unwrap(), Ok(6));
    assert_eq!(quota.extend(&held, 5, 6, &bytes(10)).await.unwrap(), Err(Resource::SizeTotal));
    assert_eq!(quota.extend(&held, 1, 6, &bytes(10)).await.unwrap(), Ok(4));
    assert_eq!(quota.extend(&held, 1, 6, &Caps::default()).await.unwrap(), Ok(6));
    assert_eq!(usage(&test, US).await.reserved, 16);
}

#[tokio::test]
async fn finishing_turns_held_bytes_into_stored_ones() {
    let test = test_database().await;
    let (repo, quota) = (test.db.images(), test.db.quota());
    insert(&test, &[image(1)]).await;
    quota.reserve(&reservation("g", 10), &bytes(10)).await.unwrap().unwrap();
    assert!(repo.claim_upload(&claim(1, "g", "n")).await.unwrap());
    let stored = StoredData { size: 10, ..data() };
    assert!(repo.finish_upload(&location(1, "g"), &stored, None, at(11)).await.unwrap());
    assert_eq!(usage(&test, US).await, Usage { stored: 10, images: 1, ..Usage::default() });
    repo.delete(&id(1), &[vitrine_wire::ImageStatus::Active], at(12)).await.unwrap().unwrap();
    assert_eq!(usage(&test, US).await, Usage::default());
    assert!(!repo.release_upload(&key(1, "g"), at(13)).await.unwrap());
}

#[tokio::test]
async fn what_a_dead_process_held_goes_with_it() {
    let test = test_database().await;
    let (repo, quota) = (test.db.images(), test.db.quota());
    repo.heartbeat("n", at(50)).await.unwrap();
    quota.reserve(&reservation("alive", 1), &bytes(10)).await.unwrap().unwrap();
    let dead = Reservation { node: "dead".to_owned(), ..reservation("dead", 2) };
    quota.reserve(&dead, &bytes(10)).await.unwrap().unwrap();
    repo.release_abandoned(at(20), at(60)).await.unwrap();
    assert_eq!(usage(&test, US).await, Usage { reserved: 1, uploads: 1, ..Usage::default() });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn records_at_once_pass_no_bound() {
    let test = test_database().await;
    let caps = Caps { images: Some(7), queued: Some(5), ..Caps::default() };
    let inserts = (0..30).map(|number| {
        let repo = test.db.images();
        tokio::spawn(async move { repo.insert_within(&image(number), &caps).await.unwrap() })
    });
    let outcomes: Vec<_> = futures::future::join_all(inserts).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 5);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(Full::Queued))));
    assert_eq!(test.number("SELECT COUNT(*) FROM image_ids").await, 5);
    let two = Caps { images: Some(2), ..Caps::default() };
    let full = test.db.images().insert_within(&image(99), &two).await.unwrap();
    assert_eq!(full, Err(Full::Resource(Resource::CountTotal)));
}

fn registered(id: &str, region: Option<&str>) -> RegisteredLimit {
    RegisteredLimit {
        id: id.to_owned(),
        service_id: "s".to_owned(),
        region_id: region.map(str::to_owned),
        resource_name: "image_count_total".to_owned(),
        default_limit: 5,
        description: None,
    }
}

fn limit(id: &str, region: Option<&str>) -> ProjectLimit {
    ProjectLimit {
        id: id.to_owned(),
        project_id: US.into(),
        service_id: "s".to_owned(),
        region_id: region.map(str::to_owned),
        resource_name: "image_count_total".to_owned(),
        resource_limit: 3,
        description: Some("text".to_owned()),
    }
}

async fn with_project() -> TestDatabase {
    let test = test_database().await;
    let project = format!("('{US}', 'us', '', 'default', true)");
    let columns = "(id, name, description, domain_id, enabled)";
    test.execute(&format!("INSERT INTO projects {columns} VALUES {project}")).await;
    test
}

#[tokio::test]
async fn a_resource_has_one_registered_limit_in_a_region() {
    let test = with_project().await;
    let repo = test.db.quota();
    repo.insert_registered(&[registered("a", None), registered("b", Some("r"))]).await.unwrap();
    for twice in [registered("c", None), registered("c", Some("r"))] {
        let both = [registered("d", Some("elsewhere")), twice];
        let error = repo.insert_registered(&both).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(Clash::RegisteredLimit)));
    }
    // All or nothing.
    assert_eq!(repo.list_registered(&LimitFilter::default()).await.unwrap().len(), 2);
    let moved = repo.update_registered("b", &|limit| {
        limit.region_id = None;
        Ok(())
    });
    assert!(matches!(moved.await, Err(Error::Conflict(Clash::RegisteredLimit))));
    let in_r = LimitFilter { region_id: Some("r".to_owned()), ..LimitFilter::default() };
    assert_eq!(repo.list_registered(&in_r).await.unwrap(), [registered("b", Some("r"))]);
}

#[tokio::test]
async fn limits_rest_on_registered_ones() {
    let test = with_project().await;
    let repo = test.db.quota();
    let error = repo.insert(&[limit("l", None)]).await.unwrap_err();
    assert!(matches!(error, Error::Forbidden(Denial::NoRegisteredLimit)));
    repo.insert_registered(&[registered("a", None)]).await.unwrap();
    let stranger = ProjectLimit { project_id: "nobody".into(), ..limit("l", None) };
    let error = repo.insert(&[stranger]).await.unwrap_err();
    assert!(matches!(error, Error::Invalid { field, .. } if field == "project_id"));
    repo.insert(&[limit("l", None)]).await.unwrap();
    assert!(matches!(repo.insert(&[limit("m", None)]).await, Err(Error::Conflict(Clash::Limit))));
    assert_eq!(repo.find("l").await.unwrap(), Some(limit("l", None)));
    let moved = repo.update_registered("a", &|limit| {
        limit.service_id = "t".to_owned();
        Ok(())
    });
    for refused in [moved.await.map(|moved| moved.is_some()), repo.delete_registered("a").await] {
        assert!(matches!(refused, Err(Error::Forbidden(Denial::RegisteredLimitInUse { .. }))));
    }
    let changed = repo.update_registered("a", &|limit| {
        limit.default_limit = 6;
        Ok(())
    });
    let other_default = RegisteredLimit { default_limit: 6, ..registered("a", None) };
    assert_eq!(changed.await.unwrap(), Some(other_default));
    test.execute("DELETE FROM projects").await;
    assert_eq!(repo.find("l").await.unwrap(), None);
    assert!(repo.delete_registered("a").await.unwrap());
    assert!(!repo.delete_registered("a").await.unwrap());
}

#[tokio::test]
async fn a_projects_own_limit_takes_the_place_of_the_registered_one() {
    let test = with_project().await;
    let repo = test.db.quota();
    repo.insert_registered(&[registered("a", None)]).await.unwrap();
    let of = |project: &str| {
        let (repo, project) = (test.db.quota(), ProjectId::from(project));
        async move { repo.limits(&project).await.unwrap().get(Resource::CountTotal) }
    };
    assert_eq!((of(US).await, of(THEM).await), (Some(5), Some(5)));
    repo.insert(&[limit("l", None)]).await.unwrap();
    assert_eq!((of(US).await, of(THEM).await), (Some(3), Some(5)));
    let lifted = repo.update("l", &|limit| {
        limit.resource_limit = -1;
        Ok(())
    });
    let expected = ProjectLimit { resource_limit: -1, ..limit("l", None) };
    assert_eq!(lifted.await.unwrap(), Some(expected));
    assert_eq!(of(US).await, Some(-1));
    assert!(repo.delete("l").await.unwrap());
    assert_eq!(of(US).await, Some(5));
}

#[tokio::test]
async fn changes_at_the_same_time_both_count() {
    let test = with_project().await;
    let repo = test.db.quota();
    repo.insert_registered(&[registered("a", None)]).await.unwrap();
    repo.insert(&[limit("l", None)]).await.unwrap();
    let more = async || {
        let of_project = |limit: &mut ProjectLimit| {
            limit.resource_limit += 1;
            Ok(())
        };
        let of_all = |limit: &mut RegisteredLimit| {
            limit.default_limit += 1;
            Ok(())
        };
        repo.update("l", &of_project).await.unwrap().unwrap();
        repo.update_registered("a", &of_all).await.unwrap().unwrap();
    };
    futures::future::join_all((0..10).map(|_| more())).await;
    assert_eq!(repo.find("l").await.unwrap().unwrap().resource_limit, 13);
    assert_eq!(repo.find_registered("a").await.unwrap().unwrap().default_limit, 15);
}
