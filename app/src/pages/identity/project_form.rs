//! Forms about projects: a new one, and changes.

use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::accounts::{ListQuery, ProjectPage, ProjectView};

use super::{id, way_to_project, way_to_projects};
use crate::i18n::t;
use crate::layout::{PageHead, Path};
use crate::pages::{FormError, loaded};
use crate::routes::accounts as routes;
use crate::rpc::accounts::{load_project, load_projects};
use crate::ui::form::{Answered, LinesField, Switch, TextField};
use crate::ui::icon::Icon;
use crate::ui::text;

#[component]
pub fn CreateProjectPage() -> AnyView {
    // Asks only whether the visitor may.
    let allowed = Resource::new_blocking(|| (), |()| load_projects(ListQuery::default()));
    let show =
        |_| view! { <PageHead title=text(t!("projects-create"))/><ProjectForm project=None/> }.into_any();
    view! {
        <Title text=t!("projects-create")/>
        <Path steps=way_to_projects() current=text(t!("projects-create"))/>
        {loaded(text(t!("projects-create")), allowed, show)}
    }
    .into_any()
}

#[component]
pub fn EditProjectPage() -> AnyView {
    let id = id();
    let found = Resource::new_blocking(move || id.get(), load_project);
    let show = |found: ProjectPage| {
        let project = found.project;
        view! {
            <Path steps=way_to_project(&project.id, &project.name) current=text(t!("project-edit"))/>
            <PageHead title=text(t!("project-edit"))/>
            <ProjectForm project=Some(project)/>
        }
        .into_any()
    };
    view! { <Title text=t!("project-edit")/>{loaded(text(t!("project-edit")), found, show)} }.into_any()
}

#[component]
fn ProjectForm(project: Option<ProjectView>) -> AnyView {
    let form = Answered::of("project");
    let other = form.other_problem(&["name", "description"]);
    let (action, back) = match &project {
        Some(project) => (routes::edit_project(&project.id), routes::project(&project.id)),
        None => (routes::create_project(), routes::projects()),
    };
    let is_current = project.as_ref().is_some_and(|project| project.is_current);
    let submit = if project.is_some() { text(t!("form-save")) } else { text(t!("projects-create")) };
    let (name, description, is_enabled) = project.map_or_else(
        || (String::new(), String::new(), true),
        |project| (project.name, project.description, project.is_enabled),
    );
    view! {
        <form class="narrow stack" method="post" action=action>
            {other.map(|problem| view! { <FormError problem/> })}
            <section class="card" aria-labelledby="h-project">
                <div class="card__head"><h2 id="h-project">{t!("project-about")}</h2></div>
                <div class="card__body form-grid">
                    <div class="span">
                        <TextField form=form.clone() id="name" name="name" label=text(t!("field-name")) start=name max=64 is_required=true/>
                    </div>
                    <LinesField form=form.clone() id="description" name="description" label=text(t!("field-description")) start=description/>
                    <div class="span stack stack--tight">
                        {if is_current {
                            view! { <p class="small muted">{t!("project-current-enabled")}</p> }.into_any()
                        } else {
                            view! {
                                <Switch form name="enabled" label=text(t!("project-enabled")) start=is_enabled described="enabled-help"/>
                                <p class="field__help" id="enabled-help">{t!("project-enabled-hint")}</p>
                            }.into_any()
                        }}
                    </div>
                </div>
                <div class="card__foot">
                    <button type="submit" class="btn btn--primary"><Icon name="check"/>{submit}</button>
                    <a class="btn btn--ghost" href=back>{t!("form-cancel")}</a>
                </div>
            </section>
        </form>
    }
    .into_any()
}
