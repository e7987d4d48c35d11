//! The services' objects as the pages show them. Nothing is decided here.

use vitrine_domain::identity::{
    AssignmentFilter, Credential, Domain, Held, PeopleFilter, Project, Role, Target, TokenScope, User,
};
use vitrine_domain::page::Page;
use vitrine_domain::{Ctx, Error, ProjectId, Result, Scope, Services, UserId};
use vitrine_wire::accounts::{
    CredentialOptions, CredentialView, GrantView, ListQuery, Listing, Place, ProjectPage, ProjectView,
    UserPage, UserView,
};
use vitrine_wire::session::Named;

/// Names that a form suggests.
const SUGGESTIONS: Page = Page { limit: 200, after: None };

fn named(id: &str, name: &str) -> Named {
    Named { id: id.to_owned(), name: name.to_owned() }
}

fn domain_named(domain: &Domain) -> Named {
    named(domain.id.as_str(), &domain.name)
}

fn user_named(user: &User) -> Named {
    named(user.id.as_str(), &user.name)
}

fn project_named(project: &Project) -> Named {
    named(project.id.as_str(), &project.name)
}

fn matches(name: &str, query: &ListQuery) -> bool {
    let part = query.text.as_deref().unwrap_or_default().to_lowercase();
    name.to_lowercase().contains(&part)
}

fn user_view(ctx: &Ctx, user: &User, default_project: Option<Named>) -> UserView {
    let extra =
        |key: &str| user.extra.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    UserView {
        id: user.id.0.clone(),
        name: user.name.clone(),
        description: extra("description"),
        email: extra("email"),
        domain: domain_named(&user.domain),
        is_enabled: user.is_enabled,
        default_project,
        is_self: user.id == ctx.caller.user_id,
    }
}

fn project_view(ctx: &Ctx, project: &Project) -> ProjectView {
    ProjectView {
        id: project.id.0.clone(),
        name: project.name.clone(),
        description: project.description.clone(),
        domain: domain_named(&project.domain),
        is_enabled: project.is_enabled,
        is_current: ctx.caller.project() == Some(&project.id),
    }
}

fn grant_view(ctx: &Ctx, held: &Held) -> Option<GrantView> {
    let place = match &held.place {
        TokenScope::Project(project) => Place::Project(project_named(project)),
        TokenScope::Domain(domain) => Place::Domain(domain_named(domain)),
        TokenScope::System => Place::System,
        TokenScope::Unscoped => return None,
    };
    Some(GrantView {
        user: user_named(&held.user),
        role: named(&held.role.id, &held.role.name),
        place,
        is_own: held.user.id == ctx.caller.user_id,
    })
}

pub async fn users(services: &Services, ctx: &Ctx, query: &ListQuery) -> Result<Listing<UserView>> {
    let mut rows: Vec<UserView> = Vec::new();
    let mut page = Page::first();
    loop {
        let part = services.identity.list_users(ctx, PeopleFilter::default(), &page).await?;
        page.after = part.rows.last().map(|user| user.id.0.clone());
        let found = part.rows.iter().filter(|user| matches(&user.name, query));
        rows.extend(found.map(|user| user_view(ctx, user, None)));
        if !part.has_more {
            break;
        }
    }
    rows.sort_by_cached_key(|user| user.name.to_lowercase());
    Ok(Listing::cut(rows, query, services.identity.may_create_users(ctx)))
}

pub async fn projects(services: &Services, ctx: &Ctx, query: &ListQuery) -> Result<Listing<ProjectView>> {
    let mut rows: Vec<ProjectView> = Vec::new();
    let mut page = Page::first();
    loop {
        let part = services.identity.list_projects(ctx, PeopleFilter::default(), &page).await?;
        page.after = part.rows.last().map(|project| project.id.0.clone());
        let found = part.rows.iter().filter(|project| matches(&project.name, query));
        rows.extend(found.map(|project| project_view(ctx, project)));
        if !part.has_more {
            break;
        }
    }
    rows.sort_by_cached_key(|project| project.name.to_lowercase());
    Ok(Listing::cut(rows, query, services.identity.may_create_projects(ctx)))
}

async fn roles(services: &Services, ctx: &Ctx) -> Result<Vec<Named>> {
    let roles = services.identity.list_roles(ctx, None, &Page::first()).await?.rows;
    Ok(roles.iter().map(|Role { id, name, .. }| named(id, name)).collect())
}

async fn held(services: &Services, ctx: &Ctx, filter: AssignmentFilter) -> Result<Vec<GrantView>> {
    let held = services.identity.list_assignments(ctx, filter, false).await?;
    Ok(held.iter().filter_map(|held| grant_view(ctx, held)).collect())
}

pub async fn user(services: &Services, ctx: &Ctx, id: String) -> Result<UserPage> {
    let identity = &services.identity;
    // Who may look at all users only: everybody may look at oneself, and this page is not for that.
    let domains = identity.list_domains(ctx, PeopleFilter::default(), &SUGGESTIONS).await?.rows;
    let user = identity.get_user(ctx, &UserId(id)).await?;
    let home = match &user.default_project {
        Some(project) => identity.get_project(ctx, project).await.ok().as_ref().map(project_named),
        None => None,
    };
    let filter = AssignmentFilter { user: Some(user.id.clone()), ..AssignmentFilter::default() };
    let projects = identity.list_projects(ctx, PeopleFilter::default(), &SUGGESTIONS).await?.rows;
    Ok(UserPage {
        user: user_view(ctx, &user, home),
        grants: held(services, ctx, filter).await?,
        roles: roles(services, ctx).await?,
        projects: projects.iter().map(project_named).collect(),
        domains: domains.iter().map(domain_named).collect(),
    })
}

pub async fn project(services: &Services, ctx: &Ctx, id: String) -> Result<ProjectPage> {
    let identity = &services.identity;
    let users = identity.list_users(ctx, PeopleFilter::default(), &SUGGESTIONS).await?.rows;
    let project = identity.get_project(ctx, &ProjectId(id)).await?;
    let target = Some(Target::Project(project.id.clone()));
    let filter = AssignmentFilter { target, ..AssignmentFilter::default() };
    Ok(ProjectPage {
        project: project_view(ctx, &project),
        grants: held(services, ctx, filter).await?,
        roles: roles(services, ctx).await?,
        users: users.iter().map(user_named).collect(),
        usage: Vec::new(),
    })
}

pub fn credential_options(ctx: &Ctx) -> Result<CredentialOptions> {
    let Scope::Project { id, name, .. } = &ctx.caller.scope else {
        return Err(Error::Unauthenticated);
    };
    Ok(CredentialOptions { project: named(id.as_str(), name), roles: ctx.caller.roles.clone() })
}

pub async fn credentials(services: &Services, ctx: &Ctx) -> Result<Vec<CredentialView>> {
    let found = services.identity.list_credentials(ctx, &ctx.caller.user_id).await?;
    let projects = services.identity.own_projects(ctx).await?;
    Ok(found.iter().map(|credential| credential_view(services, credential, &projects)).collect())
}

pub async fn credential(services: &Services, ctx: &Ctx, id: &str) -> Result<CredentialView> {
    let found = services.identity.get_credential(ctx, &ctx.caller.user_id, id).await?;
    Ok(credential_view(services, &found, &services.identity.own_projects(ctx).await?))
}

fn credential_view(services: &Services, credential: &Credential, projects: &[Project]) -> CredentialView {
    let project = projects.iter().find(|project| project.id == credential.project);
    let id = credential.project.as_str();
    CredentialView {
        id: credential.id.clone(),
        name: credential.name.clone(),
        description: credential.description.clone().unwrap_or_default(),
        // One that the user has left is known by its id only.
        project: project.map_or_else(|| named(id, id), project_named),
        roles: credential.roles.iter().map(|role| role.name.clone()).collect(),
        expires_at: credential.expires_at,
        is_expired: services.identity.has_expired(credential),
        is_unrestricted: !credential.is_restricted(),
    }
}
