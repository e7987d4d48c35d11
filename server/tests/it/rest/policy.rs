//! An operator's rules: overrides with facts of images, reloads, scopes and the legacy switch.

use serde_json::json;
use vitrine::boot::App;
use vitrine::config::Settings;
use vitrine_domain::error::Denial;
use vitrine_domain::image::ImageQuery;
use vitrine_domain::image::patch::Dialect;
use vitrine_domain::policy::Rule;
use vitrine_domain::{Ctx, Error, Scope};

use super::images::NOBODY;
use crate::support::{Client, TestApp};

fn write(settings: &mut Settings, rules: &str) {
    let path = settings.data_dir.join("policy.yaml");
    std::fs::write(&path, rules).unwrap();
    settings.policy.file = Some(path);
}

async fn with_rules(rules: &str) -> TestApp {
    TestApp::with(|settings| write(settings, rules)).await
}

async fn names(client: &Client) -> Vec<String> {
    let answer = client.get("/v2/images?sort=name:asc").await.expect(200).json();
    let images = answer["images"].as_array().unwrap().iter();
    images.map(|image| image["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn rules_may_ask_for_attributes_and_properties() {
    let app = with_rules(
        "download_image: \"rule:admin_or_project_member and not 'gold':%(tier)s\"\n\
         delete_image: \"rule:admin_or_project_member and 'queued':%(status)s\"\n\
         modify_image: \"rule:admin_or_project_member and False:%(os_hidden)s\"\n\
         add_image: \"rule:admin_or_project_member and not 'lead':%(tier)s\"\n",
    )
    .await;
    let member = app.member().await;
    let (plain, gold) = (member.active_image(b"x").await, member.active_image(b"y").await);
    member.patch(&gold, json!([{"op": "add", "path": "/tier", "value": "gold"}])).await.expect(200);
    member.get(&format!("/v2/images/{plain}/file")).await.expect(200);
    let refused = member.get(&format!("/v2/images/{gold}/file")).await;
    refused.refused(403, "download_image", "gold");
    member.delete(&format!("/v2/images/{plain}")).await.refused(403, "delete_image", "active");
    let queued = member.ready_image().await;
    member.delete(&format!("/v2/images/{queued}")).await.expect(204);
    let hide = json!([{"op": "replace", "path": "/os_hidden", "value": true}]);
    member.patch(&plain, hide.clone()).await.expect(200);
    member.patch(&plain, hide).await.refused(403, "modify_image", "hidden");
    member.post("/v2/images").json(&json!({"tier": "lead"})).await.refused(403, "add_image", "lead");
}

#[tokio::test]
async fn what_a_rule_hides_is_missing_everywhere() {
    let app = with_rules("get_image: \"role:admin or (role:reader and not 'yes':%(embargo)s)\"\n").await;
    let (member, admin) = (app.member().await, app.admin().await);
    member.create(json!({"name": "a"})).await;
    let hidden = member.create(json!({"name": "b", "embargo": "yes"})).await;
    let id = hidden["id"].as_str().unwrap();
    let path = format!("/v2/images/{id}");
    assert_eq!(names(&member).await, ["a"]);
    assert_eq!(names(&admin).await, ["a", "b"]);
    let answers = [member.get(&path).await, member.delete(&path).await, member.upload(id, "x").await];
    for answer in answers {
        assert_eq!(answer.status, 404, "{}", answer.text());
    }
    let missing = member.get(&format!("/v2/images/{NOBODY}")).await;
    assert_eq!(member.get(&path).await.visible(id), missing.visible(NOBODY));
    member.get(&format!("/v2/images?marker={id}")).await.expect(400);
    assert_eq!(admin.show(id).await["status"], "queued");
}

#[tokio::test]
async fn rules_are_read_again_on_request_and_bad_ones_change_nothing() {
    let app = with_rules("{}").await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let rename = || member.patch(&id, json!([{"op": "replace", "path": "/name", "value": "x"}]));
    rename().await.expect(200);
    let path = app.path("policy.yaml");
    std::fs::write(&path, "modify_image: '!'\n").unwrap();
    rename().await.expect(200);
    assert_eq!(app.app().reloads.run(), Vec::<&str>::new());
    rename().await.refused(403, "modify_image", "reloaded");
    for broken in ["modify_imge: '@'", "modify_image: 'rule:x'", "modify_image: '('", "- @"] {
        std::fs::write(&path, broken).unwrap();
        assert_eq!(app.app().reloads.run(), ["the policy"], "{broken}");
        rename().await.refused(403, "modify_image", broken);
    }
    std::fs::remove_file(&path).unwrap();
    assert_eq!(app.app().reloads.run(), ["the policy"]);
    rename().await.refused(403, "modify_image", "no file");
}

#[tokio::test]
async fn nothing_starts_with_rules_that_are_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let mut settings = Settings { data_dir: dir.path().to_owned(), ..Settings::default() };
    for (rules, expected) in [
        ("modify_imge: '@'", "there is no rule named modify_imge"),
        ("get_image: 'rule:get_image'", "rule get_image refers to itself"),
    ] {
        write(&mut settings, rules);
        let error = App::build(&settings).await.err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(error.starts_with("policy.file: ") && error.contains(expected), "{error}");
    }
}

/// The same caller with a token for something else.
fn scoped(scope: Scope) -> Ctx {
    let mut ctx = Ctx::internal("test");
    ctx.caller.scope = scope;
    ctx
}

#[tokio::test]
async fn images_refuse_tokens_that_are_not_for_a_project() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let images = &app.app().state.services.images;
    let everything = ImageQuery::parse(&[], images.page_limits()).unwrap();
    let domain = Scope::Domain { id: "default".into(), name: "Default".into() };
    for ctx in [scoped(Scope::System), scoped(domain), scoped(Scope::Unscoped)] {
        let refused = [
            images.list(&ctx, &everything).await.map(drop),
            images.create(&ctx, &Default::default()).await.map(drop),
        ];
        for refusal in refused {
            let is_named =
                matches!(refusal, Err(Error::Forbidden(Denial::Policy(Rule::GetImages | Rule::AddImage))));
            assert!(is_named, "{:?}: {refusal:?}", ctx.caller.scope);
        }
        // A single image does not exist for them, whether it does or not.
        for id in [id.as_str(), NOBODY] {
            let id = id.into();
            let hidden = [
                images.show(&ctx, &id).await.map(drop),
                images.update(&ctx, &id, Dialect::V21, &json!([])).await.map(drop),
                images.add_tag(&ctx, &id, "t").await,
                images.delete(&ctx, &id).await,
                images.download(&ctx, &id, None).await.map(drop),
            ];
            for refusal in hidden {
                assert!(matches!(refusal, Err(Error::NotFound(_))), "{:?}: {refusal:?}", ctx.caller.scope);
            }
        }
    }
    assert_eq!(member.show(&id).await["tags"], json!([]));
}

#[tokio::test]
async fn without_the_check_of_scopes_an_administrator_of_the_system_is_one() {
    let app = TestApp::with(|settings| settings.policy.enforce_scope = false).await;
    let id = app.member().await.ready_image().await;
    let images = &app.app().state.services.images;
    assert!(images.show(&scoped(Scope::System), &id.as_str().into()).await.is_ok());
}

#[tokio::test]
async fn legacy_rules_let_everybody_read_and_owners_change() {
    let app = TestApp::with(|settings| settings.policy.enforce_new_defaults = false).await;
    let (member, admin) = (app.member().await, app.admin().await);
    let (stranger, reader) = (app.other_project().await, app.reader().await);
    let id = member.ready_image().await;
    let path = format!("/v2/images/{id}");
    let rename = json!([{"op": "replace", "path": "/name", "value": "x"}]);
    // A reader of the owning project may do now what only members may do elsewhere.
    reader.patch(&id, rename.clone()).await.expect(200);
    stranger.get(&path).await.expect(404);
    admin.patch(&id, json!([{"op": "replace", "path": "/visibility", "value": "public"}])).await.expect(200);
    stranger.get(&path).await.expect(200);
    let refusals = [
        stranger.patch(&id, rename).await,
        stranger.upload(&id, "x").await,
        stranger.delete(&path).await,
        stranger.put(&format!("{path}/tags/t")).await,
    ];
    for refusal in refusals {
        refusal.refused(403, "You do not own this image", "stranger");
    }
    let publicize = json!([{"op": "replace", "path": "/visibility", "value": "public"}]);
    let own = stranger.ready_image().await;
    stranger.patch(&own, publicize).await.refused(403, "publicize_image", "still for administrators");
    let image = member.show(&id).await;
    assert_eq!(
        (&image["status"], &image["tags"], &image["name"]),
        (&json!("queued"), &json!([]), &json!("x"))
    );
}
