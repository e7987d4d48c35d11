//! Users, projects, roles.

use vitrine_domain::error::{Clash, Taken};
use vitrine_domain::identity::model::{
    Assignment, DEFAULT_DOMAIN, Domain, DomainRef, Extra, PeopleFilter, Project, ProjectRef, Secret, Target,
    TokenRecord, User, UserRef,
};
use vitrine_domain::identity::{PeopleRepo, RoleRepo, TokenRepo};
use vitrine_domain::{DomainId, Error, ProjectId, UserId};

use super::build::at;
use crate::support::database::{TestDatabase, test_database};
use vitrine_domain::page::Page;

/// More tokens than these tests make.
pub(super) const MANY: u64 = 100;

pub fn user(name: &str) -> User {
    User {
        id: UserId(format!("id-of-{name}")),
        name: name.to_owned(),
        domain: Domain {
            id: DomainId::from(DEFAULT_DOMAIN),
            name: "Default".to_owned(),
            description: "The default domain".to_owned(),
            is_enabled: true,
        },
        is_enabled: true,
        default_project: None,
        password_hash: Some(Secret::new("hash")),
        epoch: 1,
        extra: extra(),
    }
}

fn extra() -> Extra {
    Extra::from_iter([("email".to_owned(), serde_json::json!("a@b.example"))])
}

pub fn project(name: &str) -> Project {
    Project {
        id: ProjectId(format!("id-of-{name}")),
        name: name.to_owned(),
        description: "what for".to_owned(),
        domain: user("").domain,
        parent: None,
        is_enabled: true,
        extra: extra(),
    }
}

/// A login's token.
pub fn token(user: &User, name: &str) -> TokenRecord {
    TokenRecord {
        digest: format!("digest-of-{name}"),
        audit_id: name.to_owned(),
        root_audit_id: name.to_owned(),
        user_id: user.id.clone(),
        target: None,
        credential: None,
        methods: vec!["password".to_owned()],
        issued_at: at(0),
        expires_at: at(3_600),
        epoch: 1,
    }
}

/// User `ann` and projects `blue` and `red`.
pub async fn ann() -> (TestDatabase, User) {
    let test = test_database().await;
    let repo = test.db.identity();
    for name in ["red", "blue"] {
        repo.insert_project(&project(name)).await.unwrap();
    }
    let ann = User { default_project: Some(project("red").id), ..user("ann") };
    repo.insert_user(&ann, &[]).await.unwrap();
    (test, ann)
}

fn user_named(name: &str, domain: DomainRef) -> UserRef {
    UserRef::Name { name: name.to_owned(), domain }
}

#[tokio::test]
async fn users_and_projects_come_back_as_they_went() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let by_id = UserRef::Id(ann.id.0.clone());
    assert_eq!(repo.find_user(&by_id).await.unwrap(), Some(ann.clone()));
    for domain in [DomainRef::Id(DEFAULT_DOMAIN.to_owned()), DomainRef::Name("Default".to_owned())] {
        assert_eq!(repo.find_user(&user_named("ann", domain.clone())).await.unwrap(), Some(ann.clone()));
        let blue = ProjectRef::Name { name: "blue".to_owned(), domain };
        assert_eq!(repo.find_project(&blue).await.unwrap(), Some(project("blue")));
    }
    let red = ProjectRef::Id(project("red").id.0);
    assert_eq!(repo.find_project(&red).await.unwrap(), Some(project("red")));
    let bob = user("bob");
    repo.insert_user(&bob, &[]).await.unwrap();
    let (all, page) = (PeopleFilter::default(), Page::first());
    assert_eq!(repo.list_users(&all, &page).await.unwrap().rows, [ann, bob]);
    assert_eq!(repo.list_projects(&all, &page).await.unwrap().rows, [project("blue"), project("red")]);
}

#[tokio::test]
async fn unknown_users_and_projects_are_nothing() {
    let (test, _) = ann().await;
    let repo = test.db.identity();
    let default = || DomainRef::Id(DEFAULT_DOMAIN.to_owned());
    for (name, domain) in [
        ("bob", default()),
        ("Ann", default()),
        ("ann", DomainRef::Id("other".to_owned())),
        ("a\0", default()),
    ] {
        assert_eq!(repo.find_user(&user_named(name, domain)).await.unwrap(), None, "{name:?}");
    }
    for id in ["", "unknown", "a\0"] {
        assert_eq!(repo.find_user(&UserRef::Id(id.to_owned())).await.unwrap(), None);
        assert_eq!(repo.find_project(&ProjectRef::Id(id.to_owned())).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_name_that_is_taken_is_a_conflict() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let again = User { id: UserId::from("other"), ..ann };
    let error = repo.insert_user(&again, &[]).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(Clash::Identity(Taken::User { name, .. })) if name == "ann"));
    let again = Project { id: ProjectId::from("other"), ..project("red") };
    let error = repo.insert_project(&again).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(Clash::Identity(Taken::Project { name, .. })) if name == "red"));
}

fn held(user: &User, role: &str, target: &Target) -> Assignment {
    Assignment { user: user.id.clone(), role: role.to_owned(), target: target.clone() }
}

async fn role(test: &TestDatabase, name: &str) -> String {
    test.db.identity().role_graph().await.unwrap().by_name(name).unwrap().id.clone()
}

#[tokio::test]
async fn the_known_roles_are_there_from_the_start() {
    let test = test_database().await;
    let graph = test.db.identity().role_graph().await.unwrap();
    let names = |roles: &[vitrine_domain::identity::Role]| {
        roles.iter().map(|role| role.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&graph.roles), ["admin", "manager", "member", "reader", "service"]);
    assert!(graph.roles.iter().all(|role| role.id.len() == 32 && role.is_immutable));
    for (held, all) in [
        ("admin", &["admin", "manager", "member", "reader"][..]),
        ("manager", &["manager", "member", "reader"]),
        ("member", &["member", "reader"]),
        ("reader", &["reader"]),
        ("service", &["service"]),
    ] {
        assert_eq!(names(&graph.expand(&[graph.by_name(held).unwrap().id.clone()])), all);
    }
}

#[tokio::test]
async fn roles_are_granted_once_and_open_projects() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let on = |name: &str| Target::Project(project(name).id);
    let (member, reader) = (role(&test, "member").await, role(&test, "reader").await);
    assert!(repo.projects_of(&ann.id).await.unwrap().is_empty());
    for role in [&reader, &member, &reader] {
        repo.assign(&held(&ann, role, &on("red"))).await.unwrap();
    }
    repo.assign(&held(&ann, &reader, &on("blue"))).await.unwrap();
    let mut both = [member, reader];
    both.sort();
    assert_eq!(repo.direct_roles(&ann.id, &on("red")).await.unwrap(), both);
    assert_eq!(repo.direct_roles(&ann.id, &on("other")).await.unwrap(), [""; 0]);
    assert_eq!(repo.projects_of(&ann.id).await.unwrap(), [project("blue"), project("red")]);
    test.execute("UPDATE projects SET enabled = false WHERE name = 'blue'").await;
    assert_eq!(repo.projects_of(&ann.id).await.unwrap(), [project("red")]);
}

#[tokio::test]
async fn roles_on_projects_domains_and_the_system_are_apart() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let reader = role(&test, "reader").await;
    let targets =
        [Target::Project(project("red").id), Target::Domain(DomainId::from(DEFAULT_DOMAIN)), Target::System];
    for (count, target) in targets.iter().enumerate() {
        for (index, other) in targets.iter().enumerate() {
            let expected: &[String] = if index < count { std::slice::from_ref(&reader) } else { &[] };
            assert_eq!(repo.direct_roles(&ann.id, other).await.unwrap(), expected, "{other:?}");
        }
        repo.assign(&held(&ann, &reader, target)).await.unwrap();
    }
    assert_eq!(repo.domains_of(&ann.id).await.unwrap(), std::slice::from_ref(&ann.domain));
    assert_eq!(repo.projects_of(&ann.id).await.unwrap(), [project("red")]);
}

#[tokio::test]
async fn a_grant_to_or_of_nothing_fails() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let red = Target::Project(project("red").id);
    assert!(repo.assign(&held(&ann, "king", &red)).await.is_err());
    let reader = role(&test, "reader").await;
    assert!(repo.assign(&held(&user("nobody"), &reader, &red)).await.is_err());
    let nowhere = Target::Domain(DomainId::from("nowhere"));
    assert!(repo.assign(&held(&ann, &reader, &nowhere)).await.is_err());
}

#[tokio::test]
async fn a_user_comes_with_all_assignments_or_not_at_all() {
    let (test, _) = ann().await;
    let repo = test.db.identity();
    let (bob, reader) = (user("bob"), role(&test, "reader").await);
    let bad = [held(&bob, &reader, &Target::System), held(&bob, "king", &Target::System)];
    assert!(repo.insert_user(&bob, &bad).await.is_err());
    assert_eq!(repo.find_user(&UserRef::Id(bob.id.0.clone())).await.unwrap(), None);
    repo.insert_user(&bob, &bad[..1]).await.unwrap();
    assert_eq!(repo.direct_roles(&bob.id, &Target::System).await.unwrap(), [reader]);
}

#[tokio::test]
async fn a_new_password_starts_an_epoch_and_ends_all_tokens() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    repo.insert_token(&token(&ann, "t"), MANY).await.unwrap();
    repo.set_password(&ann, &Secret::new("new hash")).await.unwrap();
    let changed = User { password_hash: Some(Secret::new("new hash")), epoch: 2, ..ann.clone() };
    assert_eq!(repo.find_user(&UserRef::Id(ann.id.0.clone())).await.unwrap(), Some(changed));
    assert_eq!(repo.find_token("digest-of-t").await.unwrap(), None);
    for late in [&ann, &user("nobody")] {
        let refused = repo.set_password(late, &Secret::new("x")).await.unwrap_err();
        assert!(matches!(refused, Error::Unauthenticated));
    }
}
