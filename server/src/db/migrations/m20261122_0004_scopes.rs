//! Roles on domains and on the system, implications between roles, and tokens for those scopes.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, ATTRIBUTES).await?;
        run(manager, ROLES).await?;
        run(manager, ASSIGNMENTS).await
    }
}

/// `extra` is a JSON object of what clients added.
const ATTRIBUTES: &[&str] = &[
    "ALTER TABLE domains ADD COLUMN description text BYTEWISE NOT NULL DEFAULT ''",
    "UPDATE domains SET description = 'The default domain' WHERE id = 'default'",
    "ALTER TABLE projects ADD COLUMN parent_id varchar(64) BYTEWISE REFERENCES projects (id)",
    "ALTER TABLE projects ADD COLUMN extra text BYTEWISE NOT NULL DEFAULT '{}'",
    "ALTER TABLE users ADD COLUMN extra text BYTEWISE NOT NULL DEFAULT '{}'",
    // A default project need not exist.
    "ALTER TABLE users ADD COLUMN wished_project_id varchar(64) BYTEWISE",
    "UPDATE users SET wished_project_id = default_project_id",
    "ALTER TABLE users DROP COLUMN default_project_id",
    "ALTER TABLE users RENAME COLUMN wished_project_id TO default_project_id",
    "CREATE INDEX projects_by_parent ON projects (parent_id)",
    "ALTER TABLE tokens ADD COLUMN domain_id varchar(64) BYTEWISE REFERENCES domains (id) ON DELETE CASCADE",
    "ALTER TABLE tokens ADD COLUMN is_system boolean NOT NULL DEFAULT false",
    "ALTER TABLE tokens ADD COLUMN credential_id varchar(64) BYTEWISE",
    "CREATE INDEX tokens_by_credential ON tokens (credential_id)",
];

const ROLES: &[&str] = &[
    "ALTER TABLE roles ADD COLUMN description text BYTEWISE",
    "ALTER TABLE roles ADD COLUMN immutable boolean NOT NULL DEFAULT false",
    "UPDATE roles SET immutable = true",
    "CREATE TABLE role_implications (
        prior_id varchar(64) BYTEWISE NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
        implied_id varchar(64) BYTEWISE NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
        PRIMARY KEY (prior_id, implied_id)
    )",
    "INSERT INTO role_implications (prior_id, implied_id)
        SELECT prior.id, implied.id FROM roles prior, roles implied
        WHERE (prior.name = 'admin' AND implied.name = 'manager')
            OR (prior.name = 'manager' AND implied.name = 'member')
            OR (prior.name = 'member' AND implied.name = 'reader')",
];

/// `target` is `project:` or `domain:` with the id behind it, or `system`; the two references are there
/// for what goes with a project or a domain.
const ASSIGNMENTS: &[&str] = &[
    "CREATE TABLE assignments (
        user_id varchar(64) BYTEWISE NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        target varchar(80) BYTEWISE NOT NULL,
        role_id varchar(64) BYTEWISE NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
        project_id varchar(64) BYTEWISE REFERENCES projects (id) ON DELETE CASCADE,
        domain_id varchar(64) BYTEWISE REFERENCES domains (id) ON DELETE CASCADE,
        PRIMARY KEY (user_id, target, role_id)
    )",
    "CREATE INDEX assignments_by_project ON assignments (project_id)",
    "CREATE INDEX assignments_by_domain ON assignments (domain_id)",
    "CREATE INDEX assignments_by_role ON assignments (role_id)",
    "INSERT INTO assignments (user_id, target, role_id, project_id)
        SELECT user_id, 'project:' || project_id, role_id, project_id FROM grants",
    // The first administrator of an installation from before this migration.
    "INSERT INTO assignments (user_id, target, role_id)
        SELECT users.id, 'system', roles.id FROM users, roles
        WHERE users.domain_id = 'default' AND users.name = 'admin' AND roles.name = 'admin'
            AND EXISTS (SELECT 1 FROM grants WHERE grants.user_id = users.id AND grants.role_id = roles.id)",
    "DROP TABLE grants",
];
