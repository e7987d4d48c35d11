//! Who holds which role where.

use std::collections::HashSet;

use super::users::{domain_of, no_place};
use super::{Identity, own_domain, roles};
use crate::ctx::{Ctx, ProjectId, UserId};
use crate::error::{Error, Fault, Missing, NoSuch, Result};
use crate::identity::model::{
    Assignment, AssignmentFilter, DomainRef, Held, PeopleFilter, ProjectRef, Role, RoleGraph, Target,
    TokenScope, User, UserRef,
};
use crate::page::Page;
use crate::policy::{self, Attributes, Fact, Rule};

impl Identity {
    /// Gives a user a role there. Giving it twice is once.
    pub(super) async fn add_assignment(&self, ctx: &Ctx, assignment: &Assignment) -> Result<()> {
        self.meet_assignment(ctx, Rule::CreateGrant, assignment).await?;
        self.repo.assign(assignment).await
    }

    pub(super) async fn drop_assignment(&self, ctx: &Ctx, assignment: &Assignment) -> Result<()> {
        self.meet_assignment(ctx, Rule::RevokeGrant, assignment).await?;
        if self.repo.unassign(assignment).await? { Ok(()) } else { Err(not_assigned(assignment)) }
    }

    /// Fails unless the user was given the role there; implied roles do not count.
    pub async fn has_assignment(&self, ctx: &Ctx, assignment: &Assignment) -> Result<()> {
        self.meet_assignment(ctx, Rule::CheckGrant, assignment).await?;
        let held = self.repo.direct_roles(&assignment.user, &assignment.target).await?;
        if held.contains(&assignment.role) { Ok(()) } else { Err(not_assigned(assignment)) }
    }

    /// The roles that a user was given there, implied ones not included.
    pub async fn direct_assignments(&self, ctx: &Ctx, user: &UserId, target: &Target) -> Result<Vec<Role>> {
        self.meet(ctx, Rule::ListGrants, user, target, None).await?;
        let held = self.repo.direct_roles(user, target).await?;
        let roles = self.repo.role_graph().await?.roles;
        Ok(roles.into_iter().filter(|role| held.contains(&role.id)).collect())
    }

    /// Assignments; with `is_effective`, also the roles that come with those assigned. As Keystone has
    /// it, that list is without assignments on the system.
    pub async fn list_assignments(
        &self,
        ctx: &Ctx,
        filter: AssignmentFilter,
        is_effective: bool,
    ) -> Result<Vec<Held>> {
        self.authorize_list(ctx, Rule::ListRoleAssignments)?;
        let mut filter = AssignmentFilter { within: own_domain(ctx), ..filter };
        if !is_effective {
            return self.assigned(&filter).await;
        }
        let role = filter.role.take();
        let graph = self.repo.role_graph().await?;
        let direct = self.assigned(&filter).await?;
        let mut rows = expand(&graph, direct);
        rows.retain(|held| role.as_ref().is_none_or(|role| held.role.id == *role));
        Ok(rows)
    }

    /// What was assigned, on the projects below the filter's own too where it says so.
    async fn assigned(&self, filter: &AssignmentFilter) -> Result<Vec<Held>> {
        let mut rows = self.repo.assignments(filter).await?;
        let Some(Target::Project(root)) = filter.target.as_ref().filter(|_| filter.with_subtree) else {
            return Ok(rows);
        };
        let mut open = vec![root.clone()];
        while let Some(parent) = open.pop() {
            let below = PeopleFilter { parent: Some(parent.0), ..PeopleFilter::default() };
            let mut paging = Page::first();
            loop {
                let children = self.repo.list_projects(&below, &paging).await?;
                for child in &children.rows {
                    let target = Some(Target::Project(child.id.clone()));
                    rows.extend(self.repo.assignments(&AssignmentFilter { target, ..filter.clone() }).await?);
                    open.push(child.id.clone());
                }
                match children.rows.last().filter(|_| children.has_more) {
                    Some(last) => paging.after = Some(last.id.0.clone()),
                    None => break,
                }
            }
        }
        Ok(rows)
    }

    /// Grants a role, by name, on a project.
    pub async fn grant(&self, ctx: &Ctx, user: &UserRef, project: &ProjectRef, role: &str) -> Result<()> {
        let (UserRef::Id(user_text) | UserRef::Name { name: user_text, .. }) = user;
        let (ProjectRef::Id(project_text) | ProjectRef::Name { name: project_text, .. }) = project;
        let user = self.repo.find_user(user).await?.map_or_else(|| UserId(user_text.clone()), |user| user.id);
        let project = self.repo.find_project(project).await?;
        let project = project.map_or_else(|| ProjectId(project_text.clone()), |project| project.id);
        let target = Target::Project(project);
        let graph = self.repo.role_graph().await?;
        let Some(found) = graph.by_name(role) else {
            self.meet(ctx, Rule::CreateGrant, &user, &target, Some(role)).await?;
            return Err(Error::invalid("role", Fault::UnknownValue { value: role.to_owned() }));
        };
        self.assign(ctx, &Assignment { user, role: found.id.clone(), target }).await
    }

    /// Everything that an assignment names exists, and the rule lets the caller have to do with it.
    async fn meet_assignment(&self, ctx: &Ctx, rule: Rule, assignment: &Assignment) -> Result<()> {
        let graph = self.repo.role_graph().await?;
        let name = graph.by_id(&assignment.role).map(|role| role.name.as_str());
        self.meet(ctx, rule, &assignment.user, &assignment.target, name).await?;
        roles::find(&graph, &assignment.role).map(drop)
    }

    async fn meet(
        &self,
        ctx: &Ctx,
        rule: Rule,
        id: &UserId,
        target: &Target,
        role: Option<&str>,
    ) -> Result<()> {
        let user: Option<User> = self.repo.find_user(&UserRef::Id(id.0.clone())).await?;
        let place = self.find_place(target).await?;
        let home = user.as_ref().map(|user| user.domain.id.as_str());
        let same = place.as_ref().and_then(domain_of).filter(|domain| Some(*domain) == home);
        self.authorize_grant(ctx, rule, same, target, role)?;
        if user.is_none() {
            return Err(super::users::no_user(id));
        }
        place.map(drop).ok_or_else(|| no_place(target))
    }

    /// For roles of a user on a target; `domain` is the one that both belong to.
    pub(super) fn authorize_grant(
        &self,
        ctx: &Ctx,
        rule: Rule,
        domain: Option<&str>,
        target: &Target,
        role: Option<&str>,
    ) -> Result<()> {
        let place = match target {
            Target::Project(_) => "project",
            Target::Domain(_) => "domain",
            Target::System => "system",
        };
        let grant = GrantFacts { role, place };
        let facts = policy::Target { domain, attributes: Some(&grant), ..policy::Target::default() };
        self.policy.check(&ctx.caller, rule, facts)
    }

    pub(super) async fn find_place(&self, target: &Target) -> Result<Option<TokenScope>> {
        Ok(match target {
            Target::Project(id) => {
                self.repo.find_project(&ProjectRef::Id(id.0.clone())).await?.map(TokenScope::Project)
            }
            Target::Domain(id) => {
                self.repo.find_domain(&DomainRef::Id(id.0.clone())).await?.map(TokenScope::Domain)
            }
            Target::System => Some(TokenScope::System),
        })
    }
}

/// What policy may know of a role that is given or taken.
#[derive(Debug)]
struct GrantFacts<'a> {
    /// The role's name.
    role: Option<&'a str>,
    /// What it is held on: project, domain or system.
    place: &'static str,
}

impl Attributes for GrantFacts<'_> {
    fn attribute(&self, name: &str) -> Option<Fact<'_>> {
        match name {
            "role" => Some(self.role.into()),
            "place" => Some(self.place.into()),
            _ => None,
        }
    }
}

/// The assignments and what comes with them, each role once for a user and a place.
fn expand(graph: &RoleGraph, direct: Vec<Held>) -> Vec<Held> {
    let direct: Vec<Held> = direct.into_iter().filter(|held| held.place != TokenScope::System).collect();
    let key = |held: &Held| (held.user.id.clone(), held.place.target(), held.role.id.clone());
    let mut seen: HashSet<_> = direct.iter().map(key).collect();
    let mut rows = Vec::new();
    for held in direct {
        let implied = graph.expand(std::slice::from_ref(&held.role.id));
        let implied: Vec<Held> = implied
            .into_iter()
            .map(|role| Held { role, prior: Some(held.role.clone()), ..held.clone() })
            .collect();
        rows.push(held);
        rows.extend(implied.into_iter().filter(|held| seen.insert(key(held))));
    }
    rows
}

fn not_assigned(assignment: &Assignment) -> Error {
    Error::NotFound(Missing::Identity(NoSuch::Assignment {
        role: assignment.role.clone(),
        user: assignment.user.0.clone(),
        target: assignment.target.id().to_owned(),
    }))
}
