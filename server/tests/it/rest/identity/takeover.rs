//! Who rules a domain does not rule beyond it.

use serde_json::json;

use super::personas::{Persona, System, V3, id_of};
use crate::support::app::PASSWORD;
use crate::support::{Client, TestApp};

/// What a manager is told about a new password for a user, disabling it and deleting it.
async fn takes_over(manager: &Client, user: &str) -> [u16; 3] {
    let path = format!("{V3}/users/{user}");
    let change = async |body: serde_json::Value| {
        let call = manager.call("PATCH", &path).json(&json!({"user": body}));
        call.await.status.as_u16()
    };
    let password = change(json!({"password": "another horse"})).await;
    let disabled = change(json!({"enabled": false})).await;
    [password, disabled, manager.delete(&path).await.status.as_u16()]
}

#[tokio::test]
async fn whose_roles_reach_beyond_a_domain_is_not_that_domains_to_take() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let domain = admin.make("domain", json!({"name": "theirs"})).await;
    let inside = admin.make("project", json!({"name": "inside", "domain_id": domain})).await;
    let outside = admin.make("project", json!({"name": "outside"})).await;
    let auditor = admin.make("role", json!({"name": "auditor"})).await;
    let ruler = Persona::on_domain(&admin, "ruler", &domain, "manager").await;
    let manager = ruler.client(&app).await;
    for (role, place, is_theirs) in [
        ("member", format!("projects/{inside}"), true),
        ("manager", format!("domains/{domain}"), true),
        ("member", format!("projects/{outside}"), false),
        ("reader", "system".to_owned(), false),
        ("service", format!("projects/{inside}"), false),
        ("auditor", format!("projects/{inside}"), false),
        ("admin", format!("projects/{inside}"), false),
    ] {
        let about = json!({"name": format!("{role} of {place}"), "password": PASSWORD, "domain_id": domain});
        let user = admin.make("user", about).await;
        let role_id = if role == "auditor" { auditor.clone() } else { admin.role(role).await };
        admin.put(&format!("{V3}/{place}/users/{user}/roles/{role_id}")).await.expect(204);
        let expected = if is_theirs { [200, 200, 204] } else { [403, 403, 403] };
        assert_eq!(takes_over(&manager, &user).await, expected, "{role} on {place}");
    }
}

#[tokio::test]
async fn markers_of_other_domains_are_unknown() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let domain = admin.make("domain", json!({"name": "theirs"})).await;
    let client = Persona::on_domain(&admin, "ruler", &domain, "manager").await.client(&app).await;
    for (kind, elsewhere) in [
        ("user", admin.make("user", json!({"name": "foreign"})).await),
        ("project", admin.make("project", json!({"name": "foreign"})).await),
        ("domain", "default".to_owned()),
    ] {
        let own = json!({"name": format!("own {kind}"), "domain_id": domain});
        let own = if kind == "domain" { domain.clone() } else { admin.make(kind, own).await };
        let list = |asker: &Client, marker: &str| asker.get(&format!("{V3}/{kind}s?marker={marker}&limit=9"));
        list(&client, &own).await.expect(200);
        list(&admin, &elsewhere).await.expect(200);
        let (known, unknown) = (list(&client, &elsewhere).await, list(&client, "zz").await.expect(404));
        assert_eq!(known.visible(&elsewhere), unknown.visible("zz"), "{kind}");
    }
}

#[tokio::test]
async fn who_rules_a_domain_sees_only_its_projects_of_a_user() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let domain = admin.make("domain", json!({"name": "theirs"})).await;
    let inside = admin.make("project", json!({"name": "inside", "domain_id": domain})).await;
    let outside = admin.make("project", json!({"name": "outside"})).await;
    let about = json!({"name": "both", "password": PASSWORD, "domain_id": domain});
    let both = admin.make("user", about).await;
    let manager = Persona::on_domain(&admin, "ruler", &domain, "manager").await;
    let member = admin.role("member").await;
    for user in [&both, &manager.user] {
        for project in [&inside, &outside] {
            let path = format!("{V3}/projects/{project}/users/{user}/roles/{member}");
            admin.put(&path).await.expect(204);
        }
    }
    let client = manager.client(&app).await;
    let listed = async |asker: &Client, user: &str| {
        let answer = asker.get(&format!("{V3}/users/{user}/projects")).await.expect(200).json();
        answer["projects"].as_array().unwrap().iter().map(id_of).collect::<Vec<_>>()
    };
    assert_eq!(listed(&client, &both).await, std::slice::from_ref(&inside));
    // One's own are one's own wherever they are.
    for (asker, user) in [(&client, &manager.user), (&*admin, &both)] {
        assert_eq!(listed(asker, user).await, [inside.clone(), outside.clone()]);
    }
}
