//! Who may do what: every rule of the policy, by every kind of caller on every kind of object, as tables, with
//! people from the embedded identity service and from a real Keystone.

mod host;
mod identity;
mod images;
mod metadefs;
mod table;

use std::collections::BTreeSet;

use vitrine_domain::identity::Secret;
use vitrine_domain::policy::Rule;

use self::host::{Host, PASSWORD};
use crate::support::TestApp;
use crate::support::keystone::RealKeystone;

/// Rules that have no row, and why.
const WITHOUT_ROWS: &str = include_str!("without_rows.txt");

async fn embedded() -> TestApp {
    let app = TestApp::new().await;
    app.app().ensure_admin(Some(Secret::new(PASSWORD))).await.unwrap();
    app
}

fn nothing_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_caller_may_do_with_images_what_the_table_says() {
    let app = embedded().await;
    nothing_wrong(&images::every_cell(&app, &Host::Embedded(&app)).await);
}

#[tokio::test]
async fn every_caller_may_do_with_metadefs_what_the_table_says() {
    let app = embedded().await;
    nothing_wrong(&metadefs::every_cell(&app, &Host::Embedded(&app)).await);
}

#[tokio::test]
async fn every_caller_may_do_with_identities_what_the_table_says() {
    let app = embedded().await;
    nothing_wrong(&identity::every_cell(&Host::Embedded(&app)).await);
}

#[tokio::test]
#[ignore = "needs scripts/with-keystone.sh"]
async fn every_caller_of_a_real_keystone_may_do_what_the_tables_say() {
    let keystone = RealKeystone::new().await;
    let app = TestApp::with(|settings| keystone.configure(settings, keystone.url())).await;
    let host =
        Host::Keystone { url: keystone.url().to_owned(), admin_password: RealKeystone::admin_password() };
    let mut wrong = images::every_cell(&app, &host).await;
    wrong.extend(metadefs::every_cell(&app, &host).await);
    nothing_wrong(&wrong);
}

#[test]
fn every_rule_has_a_row_or_a_reason() {
    let tables = [images::TABLE, metadefs::TABLE, identity::TABLE];
    let with_rows: BTreeSet<&str> = tables.into_iter().flat_map(table::rules).collect();
    let reasons = WITHOUT_ROWS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let excused: BTreeSet<&str> = reasons.map(|line| line.split(' ').next().unwrap()).collect();
    let all: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    let both: Vec<_> = with_rows.intersection(&excused).collect();
    assert!(both.is_empty(), "rules with a row need no excuse: {both:?}");
    let covered: BTreeSet<&str> = with_rows.union(&excused).copied().collect();
    assert_eq!(all, covered);
}
