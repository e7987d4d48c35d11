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
