//! The page of one user.

use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::accounts::{self, UserView};

use super::grants::{GrantToUser, GrantsTable, Side};
use super::{Enabled, id, way_to_users};
use crate::i18n::t;
use crate::layout::Path;
use crate::pages::{CopyButton, loaded};
use crate::routes::accounts as routes;
use crate::rpc::accounts::load_user;
use crate::ui::icon::Icon;
use crate::ui::status::Tile;
use crate::ui::text;

#[component]
pub fn UserPage() -> AnyView {
    let id = id();
    let found = Resource::new_blocking(move || id.get(), load_user);
    view! {
        <Title text=t!("users-title")/>
        {loaded(text(t!("users-title")), found, |found| view! { <Page found/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Page(found: accounts::UserPage) -> AnyView {
    let accounts::UserPage { user, grants, roles, projects, domains } = found;
    let id = user.id.clone();
    view! {
        <Title text=user.name.clone()/>
        <Path steps=way_to_users() current=user.name.clone()/>
        <Head user=user.clone()/>
        <div class="cols">
            <section class="card" aria-labelledby="h-grants">
                <div class="card__head"><h2 id="h-grants">{t!("grants-title")}</h2><p>{t!("grants-effect")}</p></div>
                <GrantsTable grants side=Side::User/>
                <GrantToUser user=id roles projects domains/>
            </section>
            <aside class="stack" aria-label=t!("user-about")><Facts user/></aside>
        </div>
    }
    .into_any()
}

#[component]
fn Head(user: UserView) -> AnyView {
    let UserView { id, name, is_enabled, is_self, .. } = user;
    view! {
        <div class="page-head">
            <div class="page-head__title">
                <Tile name=name.clone() is_large=true/>
                <div>
                    <h1>{name}</h1>
                    <p class="row row--tight muted small">
                        <span class="mono trunc">{id.clone()}</span><CopyButton value=id.clone() label=text(t!("copy-user-id"))/>
                        {is_self.then(|| view! { <span class="tag">{t!("users-you")}</span> })}
                    </p>
                </div>
            </div>
            <div class="actions">
                <Enabled is_enabled/>
                <a class="btn" href=routes::edit_user(&id)><Icon name="edit"/>{t!("user-edit")}</a>
                <a class="btn" href=routes::reset_password(&id)><Icon name="key"/>{t!("user-password")}</a>
                <a class="btn btn--danger-quiet" href=routes::delete_user(&id)><Icon name="trash"/>{t!("user-delete")}</a>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Facts(user: UserView) -> AnyView {
    let dash = || "—".to_owned();
    let or_dash = |text: String| if text.is_empty() { dash() } else { text };
    let UserView { description, email, domain, default_project, .. } = user;
    let home = match default_project {
        Some(project) => view! { <a href=routes::project(&project.id)>{project.name}</a> }.into_any(),
        None => dash().into_any(),
    };
    view! {
        <section class="card" aria-labelledby="h-user">
            <div class="card__head"><h2 id="h-user">{t!("user-about")}</h2></div>
            <dl class="dl dl--flush">
                <div><dt>{t!("field-description")}</dt><dd>{or_dash(description)}</dd></div>
                <div><dt>{t!("column-email")}</dt><dd>{or_dash(email)}</dd></div>
                <div><dt>{t!("login-domain")}</dt><dd>{domain.name}</dd></div>
                <div><dt>{t!("user-home")}</dt><dd>{home}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}
