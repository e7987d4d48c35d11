//! Addresses of settings, users, projects and the audit.

use vitrine_wire::accounts::{GrantView, ListQuery};
use vitrine_wire::audit::AuditTableQuery;

use super::{BASE, part, with_query};

/// Own password and preferences; the form is sent to the same address.
#[must_use]
pub fn settings() -> String {
    format!("{BASE}/settings")
}

/// The visitor's application credentials.
#[must_use]
pub fn credentials() -> String {
    format!("{BASE}/settings/credentials")
}

/// The form for a new one, and where it is sent.
#[must_use]
pub fn create_credential() -> String {
    format!("{BASE}/settings/credentials/new")
}

/// Where a new credential is sent to come back as a file.
#[must_use]
pub fn credential_file() -> String {
    format!("{BASE}/settings/credentials/file")
}

/// The page that asks before a credential is deleted, and where its form is sent.
#[must_use]
pub fn delete_credential(id: &str) -> String {
    format!("{}/{}/delete", credentials(), part(id))
}

/// How clients reach the API.
#[must_use]
pub fn access() -> String {
    format!("{BASE}/settings/access")
}

/// One of the files for clients.
#[must_use]
pub fn access_file(name: &str) -> String {
    format!("{BASE}/settings/access/{}", part(name))
}

#[must_use]
pub fn users() -> String {
    format!("{BASE}/identity/users")
}

#[must_use]
pub fn projects() -> String {
    format!("{BASE}/identity/projects")
}

/// A page of a list; the plain address is the first page of everything.
#[must_use]
pub fn listing(base: String, query: &ListQuery) -> String {
    let page = query.page.to_string();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    pairs.extend(query.text.as_deref().map(|text| ("text", text)));
    if query.page > 1 {
        pairs.push(("page", &page));
    }
    with_query(base, &pairs)
}

/// Reads what [`listing`] writes; what it does not understand counts as not said.
pub fn read_listing(get: impl Fn(&str) -> Option<String>) -> ListQuery {
    let text = get("text").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let page = get("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0);
    ListQuery { text, page: page.unwrap_or(1) }
}

/// The form for a new user, and where it is sent.
#[must_use]
pub fn create_user() -> String {
    format!("{BASE}/identity/users/new")
}

/// The page of a user; a role to be given is sent there.
#[must_use]
pub fn user(id: &str) -> String {
    format!("{BASE}/identity/users/{}", part(id))
}

#[must_use]
pub fn edit_user(id: &str) -> String {
    format!("{}/edit", user(id))
}

#[must_use]
pub fn reset_password(id: &str) -> String {
    format!("{}/password", user(id))
}

#[must_use]
pub fn delete_user(id: &str) -> String {
    format!("{}/delete", user(id))
}

/// The page that asks before a role is taken away, and where its form is sent. `back` is the project
/// whose page the visitor comes from.
#[must_use]
pub fn revoke(grant: &GrantView, back: Option<&str>) -> String {
    let mut pairs =
        vec![("role", grant.role.id.as_str()), ("on", grant.place.kind()), ("target", grant.place.id())];
    pairs.extend(back.map(|project| ("back", project)));
    with_query(format!("{}/revoke", user(&grant.user.id)), &pairs)
}

/// Where that form is sent.
#[must_use]
pub fn revoke_action(user_id: &str) -> String {
    format!("{}/revoke", user(user_id))
}

/// The form for a new project, and where it is sent.
#[must_use]
pub fn create_project() -> String {
    format!("{BASE}/identity/projects/new")
}

/// The page of a project; a role to be given in it is sent there.
#[must_use]
pub fn project(id: &str) -> String {
    format!("{BASE}/identity/projects/{}", part(id))
}

#[must_use]
pub fn edit_project(id: &str) -> String {
    format!("{}/edit", project(id))
}

#[must_use]
pub fn delete_project(id: &str) -> String {
    format!("{}/delete", project(id))
}

#[must_use]
pub fn audit() -> String {
    format!("{BASE}/audit")
}

/// The table of events that a query describes.
#[must_use]
pub fn audit_table(query: &AuditTableQuery) -> String {
    let AuditTableQuery { action, outcome, user, target, marker } = query;
    let all =
        [("action", action), ("outcome", outcome), ("user", user), ("target", target), ("marker", marker)];
    let said = all.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?)));
    with_query(audit(), &said.collect::<Vec<_>>())
}

/// Reads what [`audit_table`] writes.
pub fn read_audit(get: impl Fn(&str) -> Option<String>) -> AuditTableQuery {
    let given = |key: &str| get(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    AuditTableQuery {
        action: given("action"),
        outcome: given("outcome"),
        user: given("user"),
        target: given("target"),
        marker: given("marker"),
    }
}

/// A page, with a notice of something that was done, to what has this name.
#[must_use]
pub fn noticed(path: &str, code: &str, name: &str) -> String {
    with_query(path.to_owned(), &[("notice", code), ("name", name)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_back_as_they_were_written() {
        assert_eq!(listing(users(), &ListQuery::default()), "/dashboard/identity/users");
        let query = ListQuery { text: Some("a&b".into()), page: 3 };
        assert_eq!(listing(projects(), &query), "/dashboard/identity/projects?text=a%26b&page=3");
        let get = |key: &str| match key {
            "text" => Some(" a&b ".to_owned()),
            "page" => Some("3".to_owned()),
            _ => None,
        };
        assert_eq!(read_listing(get), query);
        assert_eq!(read_listing(|_| Some("0".to_owned())).page, 1);
    }
}
