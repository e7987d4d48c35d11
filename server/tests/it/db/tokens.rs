//! Tokens: kept, revoked with what came from them, forgotten.

use vitrine_domain::identity::TokenRepo;
use vitrine_domain::identity::model::{DEFAULT_DOMAIN, Target, TokenRecord};
use vitrine_domain::{DomainId, Error};

use super::build::at;
use super::identity::{MANY, ann, project, token};

/// A token that came from the login `root`.
fn child(root: &TokenRecord, name: &str) -> TokenRecord {
    TokenRecord {
        digest: format!("digest-of-{name}"),
        audit_id: name.to_owned(),
        target: Some(Target::Project(project("red").id)),
        methods: vec!["token".to_owned(), "password".to_owned()],
        ..root.clone()
    }
}

#[tokio::test]
async fn tokens_come_back_as_they_went() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let root = token(&ann, "root");
    let child = child(&root, "child");
    let on = |target: Target, name: &str| TokenRecord {
        digest: format!("digest-of-{name}"),
        target: Some(target),
        credential: Some("credential".to_owned()),
        ..child.clone()
    };
    let domain = on(Target::Domain(DomainId::from(DEFAULT_DOMAIN)), "domain");
    let system = on(Target::System, "system");
    for token in [&root, &child, &domain, &system] {
        repo.insert_token(token, MANY).await.unwrap();
        assert_eq!(repo.find_token(&token.digest).await.unwrap().as_ref(), Some(token));
    }
    assert_eq!(repo.find_token("unknown").await.unwrap(), None);
}

#[tokio::test]
async fn revoking_a_login_ends_what_came_from_it() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let (root, other) = (token(&ann, "root"), token(&ann, "other"));
    for token in [&root, &child(&root, "one"), &child(&root, "two"), &other, &child(&other, "three")] {
        repo.insert_token(token, MANY).await.unwrap();
    }
    assert!(repo.revoke_token(&root).await.unwrap());
    for gone in ["root", "one", "two"] {
        assert_eq!(repo.find_token(&format!("digest-of-{gone}")).await.unwrap(), None, "{gone}");
    }
    for left in ["other", "three"] {
        assert!(repo.find_token(&format!("digest-of-{left}")).await.unwrap().is_some(), "{left}");
    }
    assert!(!repo.revoke_token(&root).await.unwrap());
}

#[tokio::test]
async fn revoking_a_later_token_ends_only_that() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let root = token(&ann, "root");
    let (one, two) = (child(&root, "one"), child(&root, "two"));
    for token in [&root, &one, &two] {
        repo.insert_token(token, MANY).await.unwrap();
    }
    assert!(repo.revoke_token(&one).await.unwrap());
    assert_eq!(repo.find_token(&one.digest).await.unwrap(), None);
    assert!(repo.find_token(&root.digest).await.unwrap().is_some());
    assert!(repo.find_token(&two.digest).await.unwrap().is_some());
}

#[tokio::test]
async fn nothing_comes_from_a_login_that_was_revoked() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    let root = token(&ann, "root");
    repo.insert_token(&root, MANY).await.unwrap();
    repo.revoke_token(&root).await.unwrap();
    let late = child(&root, "late");
    assert!(matches!(repo.insert_token(&late, MANY).await, Err(Error::Unauthenticated)));
    assert_eq!(repo.find_token(&late.digest).await.unwrap(), None);
}

#[tokio::test]
async fn tokens_that_expired_are_pruned() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    for (name, expiry) in [("old", 10), ("edge", 20), ("new", 30)] {
        repo.insert_token(&TokenRecord { expires_at: at(expiry), ..token(&ann, name) }, MANY).await.unwrap();
    }
    assert_eq!(repo.prune_tokens(at(20)).await.unwrap(), 1);
    assert_eq!(repo.find_token("digest-of-old").await.unwrap(), None);
    assert!(repo.find_token("digest-of-edge").await.unwrap().is_some());
}

#[tokio::test]
async fn the_oldest_tokens_give_way_to_new_ones() {
    let (test, ann) = ann().await;
    let repo = test.db.identity();
    for n in 0..5 {
        let token = TokenRecord { issued_at: at(n), ..token(&ann, &format!("t{n}")) };
        repo.insert_token(&token, 3).await.unwrap();
    }
    for (name, is_there) in [("t0", false), ("t1", false), ("t2", true), ("t3", true), ("t4", true)] {
        let found = repo.find_token(&format!("digest-of-{name}")).await.unwrap();
        assert_eq!(found.is_some(), is_there, "{name}");
    }
}
