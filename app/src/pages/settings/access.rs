//! How other clients reach the API in the project of the moment, with files that tell them.

use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::accounts::AccessInfo;

use super::{SettingsHead, Tab};
use crate::i18n::t;
use crate::pages::{CopyButton, loaded};
use crate::routes::accounts as routes;
use crate::rpc::accounts::load_access;
use crate::ui::icon::Icon;
use crate::ui::{Text, text};

#[component]
pub fn AccessPage() -> AnyView {
    let access = Resource::new_blocking(|| (), |()| load_access());
    view! {
        <Title text=t!("settings-access")/>
        {loaded(text(t!("settings-title")), access, |info| view! { <Page info/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Page(info: AccessInfo) -> AnyView {
    view! {
        <SettingsHead current=Tab::Access/>
        <div class="cols">
            <FactsCard info/>
            <aside class="stack" aria-label=t!("access-files")><FilesCard/></aside>
        </div>
    }
    .into_any()
}

#[component]
fn FactsCard(info: AccessInfo) -> AnyView {
    let AccessInfo { auth_url, region, user, user_domain, project, project_domain } = info;
    view! {
        <section class="card" aria-labelledby="h-access-facts">
            <div class="card__head"><h2 id="h-access-facts">{t!("access-title")}</h2><p>{t!("access-hint")}</p></div>
            <dl class="dl dl--flush">
                <Exact name=text(t!("access-auth-url")) value=auth_url/>
                <Plain name=text(t!("access-region")) value=region/>
                <Plain name=text(t!("fact-project")) value=project.name/>
                <Exact name=text(t!("fact-project-id")) value=project.id/>
                <Plain name=text(t!("access-project-domain")) value=project_domain.name/>
                <Plain name=text(t!("login-user")) value=user.name/>
                <Exact name=text(t!("fact-user-id")) value=user.id/>
                <Plain name=text(t!("access-user-domain")) value=user_domain.name/>
            </dl>
        </section>
    }
    .into_any()
}

#[component]
fn Plain(name: Text, value: String) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

/// What is better copied than typed.
#[component]
fn Exact(name: Text, value: String) -> AnyView {
    let label = text(move || t!("copy-value", name = name.get())());
    view! {
        <div>
            <dt>{name}</dt>
            <dd><span class="copyable"><span class="mono trunc">{value.clone()}</span><CopyButton value label/></span></dd>
        </div>
    }
    .into_any()
}

#[component]
fn FilesCard() -> AnyView {
    view! {
        <section class="card" aria-labelledby="h-files">
            <div class="card__head"><h2 id="h-files">{t!("access-files")}</h2></div>
            <div class="card__body stack stack--tight">
                <p class="small muted">{t!("access-files-hint")}</p>
                <a class="btn btn--block" href=routes::access_file("clouds.yaml") rel="external" download="clouds.yaml">
                    <Icon name="download"/>"clouds.yaml"
                </a>
                <p class="small muted">{t!("access-clouds-hint")}</p>
                <a class="btn btn--block" href=routes::access_file("openrc.sh") rel="external" download="openrc.sh">
                    <Icon name="download"/>"openrc.sh"
                </a>
                <p class="small muted">{t!("access-openrc-hint")}</p>
            </div>
        </section>
    }
    .into_any()
}
