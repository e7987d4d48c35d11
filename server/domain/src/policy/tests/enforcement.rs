//! Scopes, and the rules of former years.

use super::*;
use crate::error::{Denial, Error};

fn scoped(scope: Scope) -> Caller {
    Caller { scope, ..caller("admin") }
}

fn other_scopes() -> [Caller; 3] {
    let domain = Scope::Domain { id: "default".into(), name: "Default".into() };
    [scoped(Scope::Unscoped), scoped(domain), scoped(Scope::System)]
}

fn book(scope: bool, new_defaults: bool, overrides: &str) -> RuleBook {
    let enforcement = Enforcement { scope, new_defaults };
    RuleBook::load(&Sources { enforcement, overrides: Some(overrides.to_owned()), protection: None }).unwrap()
}

#[test]
fn rules_of_projects_refuse_every_other_scope_whatever_the_role() {
    let (enforced, lax) = (book(true, true, ""), book(false, true, ""));
    for caller in other_scopes() {
        for rule in Rule::ALL {
            let decide = |book: &RuleBook| book.allows(&caller, *rule, target("public", &caller));
            let is_open = rule.scopes() == Scopes::ANY;
            assert_eq!(decide(&enforced), is_open && decide(&lax), "{} by {:?}", rule.name(), caller.scope);
        }
        assert!(lax.allows(&caller, Rule::DeleteImage, target("private", &caller)), "an admin is an admin");
        assert!(enforced.allows(&caller, Rule::ContextIsAdmin, Target::default()));
    }
    let internal = scoped(Scope::Internal);
    assert!(Rule::ALL.iter().all(|rule| enforced.allows(&internal, *rule, Target::default())));
}

#[test]
fn rules_about_images_and_metadata_are_for_projects() {
    for rule in Rule::ALL {
        let is_identity = rule.name().starts_with("identity:");
        let is_about_images = rule.name().contains("image") || rule.name().contains("metadef");
        assert!(!is_identity || rule.scopes() == Scopes::ANY, "{}", rule.name());
        assert!(!is_about_images || rule.scopes() == Scopes::PROJECT, "{}", rule.name());
    }
}

#[test]
fn legacy_rules_allow_what_either_allows_and_leave_changes_to_owners() {
    let legacy = book(true, false, "");
    let decide = |who: &str, rule, object: &str| {
        let caller = caller(who);
        legacy.check(&caller, rule, target(object, &caller))
    };
    // Without any role, in the owning project.
    for rule in [Rule::GetImages, Rule::ModifyImage, Rule::DeleteImage, Rule::UploadImage, Rule::Deactivate] {
        assert!(decide("nobody", rule, "private").is_ok(), "{}", rule.name());
    }
    let changes = [
        Rule::ModifyImage,
        Rule::DeleteImage,
        Rule::UploadImage,
        Rule::Deactivate,
        Rule::Reactivate,
        Rule::SetImageLocation,
        Rule::DeleteImageLocation,
        Rule::AddMember,
        Rule::DeleteMember,
    ];
    for rule in changes {
        let refusal = decide("stranger", rule, "public");
        assert!(matches!(refusal, Err(Error::Forbidden(Denial::NotOwner))), "{}", rule.name());
        assert!(decide("admin", rule, "public").is_ok(), "{}", rule.name());
    }
    assert!(decide("stranger", Rule::DownloadImage, "public").is_ok());
    // What was for administrators still is.
    for rule in [Rule::PublicizeImage, Rule::CopyImage, Rule::TasksApiAccess, Rule::AddMetadefNamespace] {
        assert!(decide("member", rule, "own").is_err(), "{}", rule.name());
    }
}

#[test]
fn an_object_of_nobodys_is_no_ones_own() {
    let legacy = book(false, false, "");
    let unscoped = Caller { roles: vec![], ..scoped(Scope::Unscoped) };
    let refusal = legacy.check(&unscoped, Rule::DeleteImage, Target::default());
    assert!(matches!(refusal, Err(Error::Forbidden(Denial::NotOwner))));
}

#[test]
fn an_override_also_replaces_the_legacy_half_of_a_rule() {
    let legacy = book(true, false, "download_image: 'role:downloader'");
    let member = caller("member");
    assert!(!legacy.allows(&member, Rule::DownloadImage, target("own", &member)));
    assert!(legacy.allows(&member, Rule::UploadImage, target("own", &member)));
}

#[test]
fn every_legacy_rule_is_a_rule() {
    let (legacy, present) = (book(true, false, ""), book(true, true, ""));
    let differing: Vec<_> = legacy
        .entries()
        .zip(present.entries())
        .filter(|(legacy, present)| legacy.expression != present.expression)
        .collect();
    let named = include_str!("../../../policy/legacy.yaml").lines().filter(|line| line.contains(": \""));
    assert_eq!(differing.len(), named.count());
    assert!(differing.iter().all(|(legacy, _)| Rule::ALL.iter().any(|rule| rule.name() == legacy.name)));
}
