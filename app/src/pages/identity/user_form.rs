//! Forms about users: a new one, changes, and a new password.

use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::accounts::{UserPage, UserView};

use super::{id, way_to_user, way_to_users};
use crate::i18n::t;
use crate::layout::{PageHead, Path};
use crate::pages::{FormError, loaded};
use crate::routes::accounts as routes;
use crate::rpc::accounts::{load_user, load_users};
use crate::ui::feedback::Banner;
use crate::ui::form::{Answered, LinesField, Switch, TextField};
use crate::ui::icon::Icon;
use crate::ui::status::Tone;
use crate::ui::text;

const FIELDS: &[&str] = &["name", "email", "description", "default_project", "password"];

#[component]
pub fn CreateUserPage() -> AnyView {
    // Asks only whether the visitor may.
    let allowed =
        Resource::new_blocking(|| (), |()| load_users(vitrine_wire::accounts::ListQuery::default()));
    view! {
        <Title text=t!("users-create")/>
        <Path steps=way_to_users() current=text(t!("users-create"))/>
        {loaded(text(t!("users-create")), allowed, |_| view! { <CreateForm/> }.into_any())}
    }
    .into_any()
}

#[component]
fn CreateForm() -> AnyView {
    let form = Answered::of("user");
    let other = form.other_problem(FIELDS);
    view! {
        <PageHead title=text(t!("users-create"))/>
        <form class="narrow stack" method="post" action=routes::create_user()>
            {other.map(|problem| view! { <FormError problem/> })}
            <section class="card" aria-labelledby="h-user">
                <div class="card__head"><h2 id="h-user">{t!("user-about")}</h2></div>
                <div class="card__body form-grid">
                    <Facts form=form.clone() user=None/>
                    <TextField form=form.clone() id="password" name="password" kind="password" autocomplete="new-password"
                        label=text(t!("login-password")) help=Signal::derive(t!("user-password-hint"))/>
                    <div class="span"><Switch form name="enabled" label=text(t!("user-enabled")) start=true/></div>
                </div>
                <div class="card__foot">
                    <button type="submit" class="btn btn--primary"><Icon name="plus"/>{t!("users-create")}</button>
                    <a class="btn btn--ghost" href=routes::users()>{t!("form-cancel")}</a>
                </div>
            </section>
        </form>
    }
    .into_any()
}

/// The fields that both forms have.
#[component]
fn Facts(form: Answered, user: Option<UserView>) -> AnyView {
    let (name, email, description, home) = user.map_or_else(Default::default, |user| {
        let home = user.default_project.map(|project| project.name).unwrap_or_default();
        (user.name, user.email, user.description, home)
    });
    view! {
        <TextField form=form.clone() id="name" name="name" label=text(t!("field-name")) start=name max=255 is_required=true/>
        <TextField form=form.clone() id="email" name="email" kind="email" label=text(t!("column-email")) start=email max=255/>
        <LinesField form=form.clone() id="description" name="description" label=text(t!("field-description")) start=description/>
        <TextField form id="default_project" name="default_project" label=text(t!("user-home")) start=home help=Signal::derive(t!("user-home-hint"))/>
    }
    .into_any()
}

#[component]
pub fn EditUserPage() -> AnyView {
    let id = id();
    let found = Resource::new_blocking(move || id.get(), load_user);
    view! {
        <Title text=t!("user-edit")/>
        {loaded(text(t!("user-edit")), found, |found: UserPage| view! { <EditForm user=found.user/> }.into_any())}
    }
    .into_any()
}

#[component]
fn EditForm(user: UserView) -> AnyView {
    let form = Answered::of("user");
    let other = form.other_problem(FIELDS);
    let (id, is_enabled, is_self) = (user.id.clone(), user.is_enabled, user.is_self);
    view! {
        <Path steps=way_to_user(&id, &user.name) current=text(t!("user-edit"))/>
        <PageHead title=text(t!("user-edit"))/>
        <form class="narrow stack" method="post" action=routes::edit_user(&id)>
            {other.map(|problem| view! { <FormError problem/> })}
            <section class="card" aria-labelledby="h-user">
                <div class="card__head"><h2 id="h-user">{t!("user-about")}</h2></div>
                <div class="card__body form-grid">
                    <Facts form=form.clone() user=Some(user)/>
                    <div class="span stack stack--tight">
                        {if is_self {
                            view! { <p class="small muted">{t!("user-self-enabled")}</p> }.into_any()
                        } else {
                            view! {
                                <Switch form name="enabled" label=text(t!("user-enabled")) start=is_enabled described="enabled-help"/>
                                <p class="field__help" id="enabled-help">{t!("user-enabled-hint")}</p>
                            }.into_any()
                        }}
                    </div>
                </div>
                <div class="card__foot">
                    <button type="submit" class="btn btn--primary">{t!("form-save")}</button>
                    <a class="btn btn--ghost" href=routes::user(&id)>{t!("form-cancel")}</a>
                </div>
            </section>
        </form>
    }
    .into_any()
}

#[component]
pub fn PasswordPage() -> AnyView {
    let id = id();
    let found = Resource::new_blocking(move || id.get(), load_user);
    view! {
        <Title text=t!("user-password")/>
        {loaded(text(t!("user-password")), found, |found: UserPage| view! { <ResetForm user=found.user/> }.into_any())}
    }
    .into_any()
}

#[component]
fn ResetForm(user: UserView) -> AnyView {
    let form = Answered::of("reset");
    let other = form.other_problem(&["password"]);
    let UserView { id, name, is_self, .. } = user;
    view! {
        <Path steps=way_to_user(&id, &name) current=text(t!("user-password"))/>
        <PageHead title=text(t!("user-password"))/>
        <form class="narrow stack" method="post" action=routes::reset_password(&id)>
            {other.map(|problem| view! { <FormError problem/> })}
            {is_self.then(|| view! { <Banner tone=Tone::Warn>{t!("user-password-self")}</Banner> })}
            <section class="card" aria-labelledby="h-reset">
                <div class="card__head"><h2 id="h-reset">{name.clone()}</h2></div>
                <div class="card__body stack">
                    <p class="small muted">{t!("user-password-effect")}</p>
                    <input type="text" name="username" value=name autocomplete="username" hidden/>
                    <TextField form id="password" name="password" kind="password" autocomplete="new-password"
                        label=text(t!("password-new")) help=Signal::derive(t!("password-rule")) is_required=true/>
                </div>
                <div class="card__foot">
                    <button type="submit" class="btn btn--primary"><Icon name="key"/>{t!("password-submit")}</button>
                    <a class="btn btn--ghost" href=routes::user(&id)>{t!("form-cancel")}</a>
                </div>
            </section>
        </form>
    }
    .into_any()
}
