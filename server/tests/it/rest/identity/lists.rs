//! Lists as a whole, and those of things that are not here.

use serde_json::{Value, json};

use super::personas::{Persona, System, V3, id_of};
use crate::support::TestApp;

async fn rows(admin: &System, path: &str, plural: &str) -> Vec<Value> {
    admin.get(&format!("{V3}/{path}")).await.expect(200).json()[plural].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_list_without_a_limit_comes_as_a_whole() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let users: Vec<String> = (0..1_100)
        .map(|number| format!("('u{number:04}', 'user {number:04}', 'default', true, 0, '{{}}')"))
        .collect();
    let columns = "users (id, name, domain_id, enabled, epoch, extra)";
    app.sql(&format!("INSERT INTO {columns} VALUES {}", users.join(", "))).await;
    let whole = admin.get(&format!("{V3}/users")).await.expect(200).json();
    let count = app.rows("users").await;
    assert!(count > 1_100);
    assert_eq!(whole["users"].as_array().unwrap().len(), usize::try_from(count).unwrap());
    assert_eq!((whole.get("truncated"), &whole["links"]["next"]), (None, &Value::Null));
    let part = admin.get(&format!("{V3}/users?limit=1050")).await.expect(200).json();
    assert_eq!((part["users"].as_array().unwrap().len(), &part["truncated"]), (1_000, &json!(true)));
    assert!(part["links"]["next"].as_str().unwrap().contains("marker="));
}

#[tokio::test]
async fn assignments_of_groups_and_those_handed_down_are_none() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let persona = Persona::on_project(&admin, "una", "member").await;
    let found = |query: &str| {
        let path = format!("role_assignments?{query}");
        let admin = &admin;
        async move { rows(admin, &path, "role_assignments").await }
    };
    let own = format!("user.id={}", persona.user);
    for query in ["group.id=zz", "scope.OS-INHERIT:inherited_to=projects", "group.id=zz&include_names"] {
        assert!(found(query).await.is_empty(), "{query}");
        assert!(found(&format!("{own}&{query}")).await.is_empty(), "{query}");
    }
    assert_eq!(found(&own).await.len(), 1);
    assert_eq!(found(&format!("{own}&scope.OS-INHERIT:inherited_to=")).await.len(), 1);
}

#[tokio::test]
async fn assignments_below_a_project_are_listed_when_asked_for() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let persona = Persona::on_project(&admin, "una", "member").await;
    let mut parent = persona.place.clone();
    for name in ["child", "grandchild"] {
        parent = admin.make("project", json!({"name": name, "parent_id": parent})).await;
        let reader = admin.role("reader").await;
        let grant = format!("{V3}/projects/{parent}/users/{}/roles/{reader}", persona.user);
        admin.put(&grant).await.expect(204);
    }
    let count = |query: String| {
        let path = format!("role_assignments?{query}");
        let admin = &admin;
        async move { rows(admin, &path, "role_assignments").await.len() }
    };
    let place = format!("scope.project.id={}", persona.place);
    assert_eq!(count(place.clone()).await, 1);
    assert_eq!(count(format!("{place}&include_subtree=0")).await, 1);
    assert_eq!(count(format!("{place}&include_subtree")).await, 3);
    assert_eq!(count(format!("{place}&include_subtree=True&effective")).await, 4);
    for lone in ["include_subtree", "include_subtree&scope.domain.id=default"] {
        let answer = admin.get(&format!("{V3}/role_assignments?{lone}")).await;
        answer.refused(400, "'scope.project.id' is a dependency of 'include_subtree'", lone);
    }
}

#[tokio::test]
async fn domains_are_projects_for_who_asks_for_them() {
    let app = TestApp::new().await;
    let admin = System::of(&app).await;
    let other = admin.make("domain", json!({"name": "other", "enabled": false})).await;
    let domains = rows(&admin, "projects?is_domain=true", "projects").await;
    assert_eq!(domains.iter().map(id_of).collect::<Vec<_>>(), ["default", other.as_str()]);
    for domain in &domains {
        let null = &Value::Null;
        assert_eq!((&domain["domain_id"], &domain["parent_id"]), (null, null));
        assert_eq!((&domain["is_domain"], &domain["tags"]), (&json!(true), &json!([])));
    }
    for (query, count) in [("enabled=true", 1), ("name=other", 1), ("domain_id=default", 0)] {
        assert_eq!(rows(&admin, &format!("projects?is_domain=1&{query}"), "projects").await.len(), count);
    }
    let projects = rows(&admin, "projects?is_domain=false", "projects").await;
    assert!(projects.iter().all(|project| project["is_domain"] == false));
}
