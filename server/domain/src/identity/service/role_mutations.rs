//! What changes roles, who holds them, tokens and credentials, as all skins call it: each change is
//! audited, whatever became of it.

use super::Identity;
use crate::audit::{Action, Entry};
use crate::ctx::{Ctx, UserId};
use crate::error::Result;
use crate::identity::model::{
    Assignment, Credential, NewCredential, NewRole, Role, RoleChange, Secret, Target,
};

impl Identity {
    /// Adds a role.
    pub async fn create_role(&self, ctx: &Ctx, new: NewRole) -> Result<Role> {
        let outcome = self.make_role(ctx, new).await;
        let id = outcome.as_ref().map(|role| role.id.clone()).unwrap_or_default();
        self.note(ctx, Entry::new(Action::RoleCreate, "role", id), &outcome).await;
        outcome
    }

    /// Changes what is named.
    pub async fn update_role(&self, ctx: &Ctx, id: &str, change: RoleChange) -> Result<Role> {
        let outcome = self.edit_role(ctx, id, change).await;
        self.note(ctx, Entry::new(Action::RoleUpdate, "role", id), &outcome).await;
        outcome
    }

    /// Removes a role from all who hold it.
    pub async fn delete_role(&self, ctx: &Ctx, id: &str) -> Result<()> {
        let outcome = self.drop_role(ctx, id).await;
        self.note(ctx, Entry::new(Action::RoleDelete, "role", id), &outcome).await;
        outcome
    }

    /// Makes a role imply another.
    pub async fn imply(&self, ctx: &Ctx, prior: &str, implied: &str) -> Result<(Role, Role)> {
        let outcome = self.add_implication(ctx, prior, implied).await;
        let id = format!("{prior}/{implied}");
        self.note(ctx, Entry::new(Action::RoleImply, "role", id), &outcome).await;
        outcome
    }

    /// A role implies another no longer.
    pub async fn end_implication(&self, ctx: &Ctx, prior: &str, implied: &str) -> Result<()> {
        let outcome = self.drop_implication(ctx, prior, implied).await;
        let id = format!("{prior}/{implied}");
        self.note(ctx, Entry::new(Action::RoleUnimply, "role", id), &outcome).await;
        outcome
    }

    /// Gives a role; giving twice is once.
    pub async fn assign(&self, ctx: &Ctx, assignment: &Assignment) -> Result<()> {
        let outcome = self.add_assignment(ctx, assignment).await;
        let id = grant_id(assignment);
        self.note(ctx, Entry::new(Action::GrantAdd, "grant", id), &outcome).await;
        outcome
    }

    /// Takes a role away.
    pub async fn unassign(&self, ctx: &Ctx, assignment: &Assignment) -> Result<()> {
        let outcome = self.drop_assignment(ctx, assignment).await;
        let id = grant_id(assignment);
        self.note(ctx, Entry::new(Action::GrantRemove, "grant", id), &outcome).await;
        outcome
    }

    /// Ends a token, and those that came from it.
    pub async fn revoke(&self, ctx: &Ctx, subject: &Secret) -> Result<()> {
        let outcome = self.end_token(ctx, subject).await;
        let id = String::new();
        self.note(ctx, Entry::new(Action::TokenRevoke, "token", id), &outcome).await;
        outcome
    }

    /// Adds a credential for the project of the caller's token. Its secret is told this once.
    pub async fn create_credential(
        &self,
        ctx: &Ctx,
        user: &UserId,
        new: NewCredential,
    ) -> Result<(Credential, Secret)> {
        let outcome = self.make_credential(ctx, user, new).await;
        let id = outcome.as_ref().map(|(made, _)| made.id.clone()).unwrap_or_default();
        self.note(ctx, Entry::new(Action::CredentialCreate, "credential", id), &outcome).await;
        outcome
    }

    /// Removes a credential and ends its tokens.
    pub async fn delete_credential(&self, ctx: &Ctx, user: &UserId, id: &str) -> Result<()> {
        let outcome = self.drop_credential(ctx, user, id).await;
        self.note(ctx, Entry::new(Action::CredentialDelete, "credential", id), &outcome).await;
        outcome
    }

    /// Removes a rule that no credential has any more.
    pub async fn delete_access_rule(&self, ctx: &Ctx, user: &UserId, id: &str) -> Result<()> {
        let outcome = self.drop_access_rule(ctx, user, id).await;
        self.note(ctx, Entry::new(Action::AccessRuleDelete, "access_rule", id), &outcome).await;
        outcome
    }
}

fn grant_id(assignment: &Assignment) -> String {
    let place = match &assignment.target {
        Target::Project(id) => format!("project/{id}"),
        Target::Domain(id) => format!("domain/{id}"),
        Target::System => "system".to_owned(),
    };
    format!("{}/{place}/{}", assignment.user, assignment.role)
}
