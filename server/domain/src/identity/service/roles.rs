//! Roles and what they imply.

use super::Identity;
use super::names::{MAX_USER_NAME, check_description, checked_name};
use crate::ctx::Ctx;
use crate::error::{Barrier, Clash, Denial, Error, Fault, Misfit, Missing, NoSuch, Result, Taken};
use crate::identity::model::{NewRole, Role, RoleChange, RoleGraph};
use crate::page::{Listed, Page};
use crate::policy::{Rule, Target};

impl Identity {
    /// The roles, by name; only the one of this name, if one is given.
    pub async fn list_roles(&self, ctx: &Ctx, name: Option<&str>, paging: &Page) -> Result<Listed<Role>> {
        self.authorize(ctx, Rule::ListRoles)?;
        let roles = self.repo.role_graph().await?.roles;
        let begin = match &paging.after {
            None => 0,
            Some(marker) => {
                let missing = || Error::NotFound(Missing::Identity(NoSuch::Marker(marker.clone())));
                roles.iter().position(|role| role.id == *marker).ok_or_else(missing)? + 1
            }
        };
        let wanted = |role: &Role| name.is_none_or(|name| role.name == name);
        Ok(Listed::new(roles.into_iter().skip(begin).filter(wanted).collect(), paging))
    }

    pub async fn get_role(&self, ctx: &Ctx, id: &str) -> Result<Role> {
        self.authorize(ctx, Rule::GetRole)?;
        find(&self.repo.role_graph().await?, id)
    }

    pub(super) async fn make_role(&self, ctx: &Ctx, new: NewRole) -> Result<Role> {
        self.authorize(ctx, Rule::CreateRole)?;
        let name = checked_name("name", &new.name, MAX_USER_NAME)?;
        check_description(new.description.as_deref().unwrap_or_default())?;
        refuse_namesake(&self.repo.role_graph().await?, "", &name)?;
        let role = Role { id: self.ids.hex(), name, description: new.description, is_immutable: false };
        self.repo.insert_role(&role).await?;
        Ok(role)
    }

    pub(super) async fn edit_role(&self, ctx: &Ctx, id: &str, change: RoleChange) -> Result<Role> {
        self.authorize(ctx, Rule::UpdateRole)?;
        let graph = self.repo.role_graph().await?;
        spare_immutable(&find(&graph, id)?, "update")?;
        let name = match &change.name {
            Some(name) => Some(checked_name("name", name, MAX_USER_NAME)?),
            None => None,
        };
        name.as_deref().map_or(Ok(()), |name| refuse_namesake(&graph, id, name))?;
        check_description(change.description.as_ref().and_then(Option::as_deref).unwrap_or_default())?;
        let edit = |role: &mut Role| {
            role.name = name.clone().unwrap_or_else(|| role.name.clone());
            if let Some(description) = &change.description {
                role.description.clone_from(description);
            }
            Ok(())
        };
        self.repo.update_role(id, &edit).await?.ok_or_else(|| no_role(id))
    }

    /// Removes a role from everybody who holds it.
    pub(super) async fn drop_role(&self, ctx: &Ctx, id: &str) -> Result<()> {
        self.authorize(ctx, Rule::DeleteRole)?;
        let role = find(&self.repo.role_graph().await?, id)?;
        spare_immutable(&role, "delete")?;
        if self.repo.delete_role(id).await? { Ok(()) } else { Err(no_role(id)) }
    }

    /// All roles that imply others, with what each implies at once.
    pub async fn list_implications(&self, ctx: &Ctx) -> Result<Vec<(Role, Vec<Role>)>> {
        self.authorize(ctx, Rule::ListRoleInferenceRules)?;
        let graph = self.repo.role_graph().await?;
        let all = graph.roles.iter().map(|role| (role.clone(), implied_by(&graph, &role.id)));
        Ok(all.filter(|(_, implied)| !implied.is_empty()).collect())
    }

    /// A role and what it implies at once.
    pub async fn implications_of(&self, ctx: &Ctx, prior: &str) -> Result<(Role, Vec<Role>)> {
        self.authorize(ctx, Rule::ListImpliedRoles)?;
        let graph = self.repo.role_graph().await?;
        Ok((find(&graph, prior)?, implied_by(&graph, prior)))
    }

    /// The two roles, if the first implies the second at once.
    pub async fn implication(&self, ctx: &Ctx, prior: &str, implied: &str) -> Result<(Role, Role)> {
        self.authorize(ctx, Rule::GetImpliedRole)?;
        let graph = self.repo.role_graph().await?;
        let (first, second) = (find(&graph, prior)?, find(&graph, implied)?);
        let exists = graph.implications.contains(&(first.id.clone(), second.id.clone()));
        if exists { Ok((first, second)) } else { Err(no_implication(prior, implied)) }
    }

    /// Lets a role imply another from now on, for everybody who holds it.
    pub(super) async fn add_implication(
        &self,
        ctx: &Ctx,
        prior: &str,
        implied: &str,
    ) -> Result<(Role, Role)> {
        self.authorize(ctx, Rule::CreateImpliedRole)?;
        let graph = self.repo.role_graph().await?;
        let (first, second) = (find(&graph, prior)?, find(&graph, implied)?);
        // Roles are compared without regard to case in policies.
        if second.name.to_lowercase() == "admin" {
            return Err(Error::Forbidden(Denial::Identity(Barrier::AdminImplied { id: second.id })));
        }
        if first.id == second.id {
            return Err(Error::invalid("implied_role_id", Fault::Identity(Misfit::ImpliesItself)));
        }
        // Keystone lets roles imply one another in circles, which makes them one role under two names.
        if graph.expand(std::slice::from_ref(&second.id)).contains(&first) {
            let circle = Taken::Implication { prior: first.id, implied: second.id };
            return Err(Error::Conflict(Clash::Identity(circle)));
        }
        self.repo.imply(prior, implied).await?;
        Ok((first, second))
    }

    pub(super) async fn drop_implication(&self, ctx: &Ctx, prior: &str, implied: &str) -> Result<()> {
        self.authorize(ctx, Rule::DeleteImpliedRole)?;
        if self.repo.end_implication(prior, implied).await? {
            Ok(())
        } else {
            Err(no_implication(prior, implied))
        }
    }

    /// For what belongs to nobody in particular.
    pub(super) fn authorize(&self, ctx: &Ctx, rule: Rule) -> Result<()> {
        self.policy.check(&ctx.caller, rule, Target::default())
    }
}

pub(super) fn find(graph: &RoleGraph, id: &str) -> Result<Role> {
    graph.by_id(id).cloned().ok_or_else(|| no_role(id))
}

fn implied_by(graph: &RoleGraph, prior: &str) -> Vec<Role> {
    graph.implied_by(prior).into_iter().cloned().collect()
}

/// Policies compare roles without regard to case: one that differs in nothing else would be the other.
fn refuse_namesake(graph: &RoleGraph, id: &str, name: &str) -> Result<()> {
    let lower = name.to_lowercase();
    if graph.roles.iter().any(|role| role.id != id && role.name.to_lowercase() == lower) {
        return Err(Error::Conflict(Clash::Identity(Taken::Role { name: name.to_owned() })));
    }
    Ok(())
}

fn spare_immutable(role: &Role, verb: &'static str) -> Result<()> {
    if role.is_immutable {
        let barrier = Barrier::ImmutableRole { id: role.id.clone(), verb };
        return Err(Error::Forbidden(Denial::Identity(barrier)));
    }
    Ok(())
}

fn no_role(id: &str) -> Error {
    Error::NotFound(Missing::Identity(NoSuch::Role(id.to_owned())))
}

fn no_implication(prior: &str, implied: &str) -> Error {
    let missing = NoSuch::Implication { prior: prior.to_owned(), implied: implied.to_owned() };
    Error::NotFound(Missing::Identity(missing))
}
