//! The page of one project.

use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::accounts::{self, ProjectView, UsageView};

use super::grants::{GrantInProject, GrantsTable, Side};
use super::{Enabled, id, way_to_projects};
use crate::format;
use crate::i18n::{dynamic, t};
use crate::layout::Path;
use crate::pages::{CopyButton, loaded};
use crate::routes::accounts as routes;
use crate::rpc::accounts::load_project;
use crate::ui::icon::Icon;
use crate::ui::status::Tile;
use crate::ui::text;

#[component]
pub fn ProjectPage() -> AnyView {
    let id = id();
    let found = Resource::new_blocking(move || id.get(), load_project);
    view! {
        <Title text=t!("projects-title")/>
        {loaded(text(t!("projects-title")), found, |found| view! { <Page found/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Page(found: accounts::ProjectPage) -> AnyView {
    let accounts::ProjectPage { project, grants, roles, users, usage } = found;
    let id = project.id.clone();
    view! {
        <Title text=project.name.clone()/>
        <Path steps=way_to_projects() current=project.name.clone()/>
        <Head project=project.clone()/>
        <div class="cols">
            <section class="card" aria-labelledby="h-grants">
                <div class="card__head"><h2 id="h-grants">{t!("project-people")}</h2><p>{t!("grants-effect")}</p></div>
                <GrantsTable grants side=Side::Project(id.clone())/>
                <GrantInProject project=id roles users/>
            </section>
            <aside class="stack" aria-label=t!("project-about")>
                <Facts project/>
                {(!usage.is_empty()).then(|| view! { <Usage usage/> })}
            </aside>
        </div>
    }
    .into_any()
}

#[component]
fn Head(project: ProjectView) -> AnyView {
    let ProjectView { id, name, is_enabled, is_current, .. } = project;
    view! {
        <div class="page-head">
            <div class="page-head__title">
                <Tile name=name.clone() is_large=true/>
                <div>
                    <h1>{name}</h1>
                    <p class="row row--tight muted small">
                        <span class="mono trunc">{id.clone()}</span><CopyButton value=id.clone() label=text(t!("copy-project-id"))/>
                        {is_current.then(|| view! { <span class="tag">{t!("projects-here")}</span> })}
                    </p>
                </div>
            </div>
            <div class="actions">
                <Enabled is_enabled/>
                <a class="btn" href=routes::edit_project(&id)><Icon name="edit"/>{t!("project-edit")}</a>
                <a class="btn btn--danger-quiet" href=routes::delete_project(&id)><Icon name="trash"/>{t!("project-delete")}</a>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Facts(project: ProjectView) -> AnyView {
    let ProjectView { description, domain, .. } = project;
    let description = if description.is_empty() { "—".to_owned() } else { description };
    view! {
        <section class="card" aria-labelledby="h-project">
            <div class="card__head"><h2 id="h-project">{t!("project-about")}</h2></div>
            <dl class="dl dl--flush">
                <div><dt>{t!("field-description")}</dt><dd>{description}</dd></div>
                <div><dt>{t!("login-domain")}</dt><dd>{domain.name}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

/// Bytes as sizes, everything else as it is.
fn amount(resource: &str, value: u64) -> String {
    if resource.contains("size") || resource.contains("stag") {
        format::size(value << 20)
    } else {
        value.to_string()
    }
}

#[component]
fn Usage(usage: Vec<UsageView>) -> AnyView {
    let rows = usage.into_iter().map(|UsageView { resource, used, limit }| {
        let name = dynamic(format!("usage-{}", resource.replace('_', "-")), Vec::new());
        let used = amount(&resource, used);
        let said = match limit {
            Some(limit) => text(t!("usage-of", used = used, limit = amount(&resource, limit))),
            None => text(t!("usage-unlimited", used = used)),
        };
        view! { <div><dt>{name}</dt><dd class="num">{said}</dd></div> }
    });
    view! {
        <section class="card" aria-labelledby="h-usage">
            <div class="card__head"><h2 id="h-usage">{t!("usage-title")}</h2></div>
            <dl class="dl dl--flush">{rows.collect_view()}</dl>
        </section>
    }
    .into_any()
}
