//! Who holds which role where: the table, and the form that gives one.

use leptos::prelude::*;
use vitrine_wire::accounts::{GrantView, Place};
use vitrine_wire::session::Named;

use crate::i18n::t;
use crate::pages::FormError;
use crate::routes::accounts as routes;
use crate::ui::form::{Answered, TextField};
use crate::ui::icon::Icon;
use crate::ui::text;

/// From which side roles are looked at.
#[derive(Clone, PartialEq, Eq)]
pub enum Side {
    /// The page of a user: where the user holds roles.
    User,
    /// The page of the project with this id: who holds roles in it.
    Project(String),
}

/// What a place is called, in words.
pub fn place_text(place: &Place) -> impl Fn() -> String + Clone + Send + Sync + use<> {
    let place = place.clone();
    let (project, domain, system) = (place.name().to_owned(), place.name().to_owned(), t!("place-system"));
    let (project, domain) = (t!("place-project", name = project), t!("place-domain", name = domain));
    move || match place {
        Place::Project(_) => project(),
        Place::Domain(_) => domain(),
        Place::System => system(),
    }
}

#[component]
pub fn GrantsTable(grants: Vec<GrantView>, side: Side) -> AnyView {
    if grants.is_empty() {
        return view! { <p class="card__body muted small">{t!("grants-none")}</p> }.into_any();
    }
    let first = if side == Side::User { text(t!("column-where")) } else { text(t!("column-user")) };
    let rows = grants.into_iter().map(|grant| view! { <Row grant side=side.clone()/> }).collect_view();
    view! {
        <table class="table table--plain">
            <caption class="sr-only">{t!("grants-title")}</caption>
            <thead>
                <tr>
                    <th scope="col" class="c-name">{first}</th>
                    <th scope="col">{t!("column-role")}</th>
                    <th scope="col" class="c-menu"><span class="sr-only">{t!("column-actions")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(grant: GrantView, side: Side) -> AnyView {
    let back = match &side {
        Side::User => None,
        Side::Project(id) => Some(id.as_str()),
    };
    let take = routes::revoke(&grant, back);
    let place = place_text(&grant.place);
    let GrantView { user, role, place: on, .. } = grant;
    let label = {
        let (role, user, place) = (role.name.clone(), user.name.clone(), place.clone());
        move || t!("grant-take-named", role = role.clone(), user = user.clone(), place = place())()
    };
    let subject = match (side, &on) {
        (Side::Project(_), _) => view! { <a href=routes::user(&user.id)>{user.name}</a> }.into_any(),
        (Side::User, Place::Project(project)) => {
            view! { <a href=routes::project(&project.id)>{place}</a> }.into_any()
        }
        (Side::User, _) => view! { <span>{place}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row" class="c-name trunc">{subject}</th>
            <td><span class="tag">{role.name}</span></td>
            <td class="c-menu">
                <a class="btn btn--icon btn--ghost btn--sm" href=take aria-label=label><Icon name="x"/></a>
            </td>
        </tr>
    }
    .into_any()
}

/// Roles to choose from.
#[component]
fn RoleSelect(form: Answered, roles: Vec<Named>) -> AnyView {
    let chosen = form.value("role", "member");
    let options = roles.into_iter().map(|Named { name, .. }| {
        view! { <option value=name.clone() selected=name == chosen>{name.clone()}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class="field">
            <label class="field__label" for="role">{t!("column-role")}</label>
            <select class="select" id="role" name="role">{options}</select>
        </div>
    }
    .into_any()
}

fn suggestions(names: Vec<Named>) -> AnyView {
    names
        .into_iter()
        .map(|Named { name, .. }| view! { <option value=name></option> })
        .collect_view()
        .into_any()
}

/// Gives a user a role somewhere.
#[component]
pub fn GrantToUser(user: String, roles: Vec<Named>, projects: Vec<Named>, domains: Vec<Named>) -> AnyView {
    let form = Answered::of("grant");
    let other = form.other_problem(&["target"]);
    let chosen = form.value("on", "project");
    let kinds = [
        ("project", text(t!("fact-project"))),
        ("domain", text(t!("login-domain"))),
        ("system", text(t!("place-system"))),
    ];
    let kinds =
        kinds.map(|(kind, label)| view! { <option value=kind selected=chosen == kind>{label}</option> });
    let kinds = kinds.into_iter().collect_view();
    view! {
        <form method="post" action=routes::user(&user)>
            <div class="card__body form-grid form-grid--3">
                {other.map(|problem| view! { <div class="span"><FormError problem/></div> })}
                <div class="field">
                    <label class="field__label" for="on">{t!("column-where")}</label>
                    <select class="select" id="on" name="on">{kinds}</select>
                </div>
                <TextField form=form.clone() id="target" name="target" label=text(t!("grant-target")) list="targets" help=Signal::derive(t!("grant-target-hint"))/>
                <RoleSelect form roles/>
                <datalist id="targets">{suggestions(projects)}{suggestions(domains)}</datalist>
            </div>
            <div class="card__foot"><button type="submit" class="btn"><Icon name="plus"/>{t!("grant-submit")}</button></div>
        </form>
    }
    .into_any()
}

/// Gives somebody a role in a project.
#[component]
pub fn GrantInProject(project: String, roles: Vec<Named>, users: Vec<Named>) -> AnyView {
    let form = Answered::of("grant");
    let other = form.other_problem(&["user"]);
    view! {
        <form method="post" action=routes::project(&project)>
            <div class="card__body form-grid">
                {other.map(|problem| view! { <div class="span"><FormError problem/></div> })}
                <TextField form=form.clone() id="user" name="user" label=text(t!("column-user")) list="users" help=Signal::derive(t!("grant-user-hint")) is_required=true/>
                <RoleSelect form roles/>
                <datalist id="users">{suggestions(users)}</datalist>
            </div>
            <div class="card__foot"><button type="submit" class="btn"><Icon name="plus"/>{t!("grant-submit")}</button></div>
        </form>
    }
    .into_any()
}
