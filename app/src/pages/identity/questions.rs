//! The questions before a user or a project is deleted, each a page of its own.

use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::accounts::{ProjectPage, UserPage};

use super::{id, way_to_project, way_to_user};
use crate::i18n::t;
use crate::layout::Path;
use crate::pages::{FormError, loaded};
use crate::routes::accounts as routes;
use crate::rpc::accounts::{load_project, load_user};
use crate::ui::form::Answered;
use crate::ui::icon::Icon;
use crate::ui::{Text, text};

/// What is asked, and what the answers do.
pub struct Asking {
    pub question: Text,
    pub detail: Text,
    /// What the visitor would do to oneself.
    pub refusal: Option<Text>,
    pub confirm: Text,
    pub action: String,
    pub back: String,
}

#[component]
pub fn Question(asking: Asking, #[prop(optional)] children: Option<Children>) -> AnyView {
    let Asking { question, detail, refusal, confirm, action, back } = asking;
    let other = Answered::of("question").other_problem(&[]);
    let is_refused = refusal.is_some();
    view! {
        {other.map(|problem| view! { <div class="mb confirm--page"><FormError problem/></div> })}
        <div class="card confirm confirm--page">
            <div class="dialog__head"><div>
                <h1>{question}</h1><p>{detail}</p>
                {refusal.map(|refusal| view! { <p class="field__warn mt"><Icon name="warning"/>{refusal}</p> })}
            </div></div>
            <form class="dialog__foot" method="post" action=action>
                {children.map(|children| children())}
                <a class="btn" href=back>{t!("dialog-keep")}</a>
                {(!is_refused).then(|| view! {
                    <button type="submit" class="btn btn--danger"><Icon name="trash"/>{confirm}</button>
                })}
            </form>
        </div>
    }
    .into_any()
}

#[component]
pub fn DeleteUserPage() -> AnyView {
    let id = id();
    let found = Resource::new_blocking(move || id.get(), load_user);
    let show = |found: UserPage| {
        let user = found.user;
        let asking = Asking {
            question: text(t!("delete-question", name = user.name.clone())),
            detail: text(t!("user-delete-detail")),
            refusal: user.is_self.then(|| text(t!("user-delete-self"))),
            confirm: text(t!("user-delete")),
            action: routes::delete_user(&user.id),
            back: routes::user(&user.id),
        };
        view! { <Path steps=way_to_user(&user.id, &user.name) current=text(t!("user-delete"))/><Question asking/> }.into_any()
    };
    view! { <Title text=t!("user-delete")/>{loaded(text(t!("user-delete")), found, show)} }.into_any()
}

#[component]
pub fn DeleteProjectPage() -> AnyView {
    let id = id();
    let found = Resource::new_blocking(move || id.get(), load_project);
    let show = |found: ProjectPage| {
        let project = found.project;
        let asking = Asking {
            question: text(t!("delete-question", name = project.name.clone())),
            detail: text(t!("project-delete-detail")),
            refusal: project.is_current.then(|| text(t!("project-delete-current"))),
            confirm: text(t!("project-delete")),
            action: routes::delete_project(&project.id),
            back: routes::project(&project.id),
        };
        view! { <Path steps=way_to_project(&project.id, &project.name) current=text(t!("project-delete"))/><Question asking/> }
            .into_any()
    };
    view! { <Title text=t!("project-delete")/>{loaded(text(t!("project-delete")), found, show)} }.into_any()
}
