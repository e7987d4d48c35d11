//! Users, projects, roles.

use vitrine_domain::error::{Clash, Missing};
use vitrine_domain::identity::IdentityRepo;
use vitrine_domain::identity::model::{
    DEFAULT_DOMAIN, Domain, DomainRef, Project, ProjectRef, ROLES, Secret, TokenRecord, User, UserRef,
};
use vitrine_domain::{Error, ProjectId, UserId};

use super::build::at;
use crate::support::database::{TestDatabase, test_database};

pub fn user(name: &str) -> User {
    User {
        id: UserId(format!("id-of-{name}")),
        name: name.to_owned(),
        domain: Domain { id: DEFAULT_DOMAIN.to_owned(), name: "Default".to_owned(), is_enabled: true },
        is_enabled: true,
        default_project: None,
        password_hash: Some(Secret::new("hash")),
        epoch: 1,
    }
}

pub fn project(name: &str) -> Project {
    Project {
        id: ProjectId(format!("id-of-{name}")),
        name: name.to_owned(),
        description: "what for".to_owned(),
        domain: user("").domain,
        is_enabled: true,
    }
}

/// A login's token.
pub fn token(user: &User, name: &str) -> TokenRecord {
    TokenRecord {
        digest: format!("digest-of-{name}"),
        audit_id: name.to_owned(),
        root_audit_id: name.to_owned(),
        user_id: user.id.clone(),
        project_id: None,
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
    repo.insert_user(&ann, None).await.unwrap();
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
    repo.insert_user(&bob, None).await.unwrap();
    assert_eq!(repo.list_users().await.unwrap(), [ann, bob]);
    assert_eq!(repo.list_projects().await.unwrap(), [project("blue"), project("red")]);
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
    let error = repo.insert_user(&again, None).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(Clash::Name { name }) if name == "ann"));
    let again = Project { id: ProjectId::from("other"), ..project("red") };
    let error = repo.insert_project(&again).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(Clash::Name { name }) if name == "red"));
}

#[tokio::test]
async fn the_known_roles_are_there_from_the_start() {
    let test = test_database().await;
    let roles = test.db.identity().list_roles().await.unwrap();
    let names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    let known: Vec<&str> = ROLES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, known);
    assert!(roles.iter().all(|role| role.id.len() == 32));
}

#[tokio::test]
async fn roles_are_granted_once_and_open_projects() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let (red, blue) = (project("red").id, project("blue").id);
    assert!(repo.projects_of(&ann.id).await.unwrap().is_empty());
    for role in ["reader", "member", "reader"] {
        repo.grant(&ann.id, &red, role).await.unwrap();
    }
    repo.grant(&ann.id, &blue, "reader").await.unwrap();
    assert_eq!(repo.direct_roles(&ann.id, &red).await.unwrap(), ["member", "reader"]);
    assert_eq!(repo.direct_roles(&ann.id, &ProjectId::from("other")).await.unwrap(), [""; 0]);
    assert_eq!(repo.projects_of(&ann.id).await.unwrap(), [project("blue"), project("red")]);
    test.execute("UPDATE projects SET enabled = false WHERE name = 'blue'").await;
    assert_eq!(repo.projects_of(&ann.id).await.unwrap(), [project("red")]);
}

#[tokio::test]
async fn a_grant_to_or_of_nothing_fails() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let red = project("red").id;
    assert!(repo.grant(&ann.id, &red, "king").await.is_err());
    assert!(repo.grant(&UserId::from("nobody"), &red, "reader").await.is_err());
}

#[tokio::test]
async fn a_new_password_starts_an_epoch_and_ends_all_tokens() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    repo.insert_token(&token(&ann, "t")).await.unwrap();
    repo.set_password(&ann.id, &Secret::new("new hash")).await.unwrap();
    let changed = User { password_hash: Some(Secret::new("new hash")), epoch: 2, ..ann.clone() };
    assert_eq!(repo.find_user(&UserRef::Id(ann.id.0)).await.unwrap(), Some(changed));
    assert_eq!(repo.find_token("digest-of-t").await.unwrap(), None);
    let missing = repo.set_password(&UserId::from("nobody"), &Secret::new("x")).await.unwrap_err();
    assert!(matches!(missing, Error::NotFound(Missing::User(_))));
}
