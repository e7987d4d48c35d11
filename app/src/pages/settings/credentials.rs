//! The visitor's application credentials, and the question before one is deleted.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use vitrine_wire::accounts::CredentialView;

use super::{SettingsHead, Tab};
use crate::format;
use crate::i18n::{presentation, t};
use crate::layout::Path;
use crate::pages::loaded;
use crate::routes::accounts as routes;
use crate::rpc::accounts::{load_credential, load_credentials};
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::status::{Status, Tone};
use crate::ui::text;

#[component]
pub fn CredentialsPage() -> AnyView {
    let credentials = Resource::new_blocking(|| (), |()| load_credentials());
    view! {
        <Title text=t!("settings-credentials")/>
        {loaded(text(t!("settings-title")), credentials, |rows| view! { <Page rows/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Page(rows: Vec<CredentialView>) -> AnyView {
    view! {
        <SettingsHead current=Tab::Credentials/>
        {if rows.is_empty() {
            view! {
                <Empty title=text(t!("credentials-none")) detail=text(t!("credentials-hint"))>
                    <a class="btn btn--primary" href=routes::create_credential()><Icon name="plus"/>{t!("credentials-create")}</a>
                </Empty>
            }.into_any()
        } else {
            view! {
                <div class="toolbar">
                    <p class="small muted grow">{t!("credentials-hint")}</p>
                    <a class="btn btn--primary" href=routes::create_credential()><Icon name="plus"/>{t!("credentials-create")}</a>
                </div>
                <CredentialTable rows/>
            }.into_any()
        }}
    }
    .into_any()
}

#[component]
fn CredentialTable(rows: Vec<CredentialView>) -> AnyView {
    view! {
        <div class="table-wrap">
            <table class="table table--stack table--bare table--dated" role="table">
                <caption class="sr-only">{t!("settings-credentials")}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" class="c-name">{t!("column-name")}</th>
                        <th role="columnheader" scope="col" class="c-status">{t!("column-expires")}</th>
                        <th role="columnheader" scope="col" class="p-2">{t!("fact-project")}</th>
                        <th role="columnheader" scope="col" class="p-2">{t!("fact-roles")}</th>
                        <th role="columnheader" scope="col" class="p-3">{t!("fact-id")}</th>
                        <th role="columnheader" scope="col" class="c-menu"><span class="sr-only">{t!("column-actions")}</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: CredentialView) -> AnyView {
    let presentation = presentation();
    let CredentialView { id, name, description, project, roles, expires_at, is_expired, is_unrestricted } =
        row;
    let roles = text(move || roles.join(&presentation.separator()));
    let expires = move || match expires_at {
        Some(at) => format::moment(at, presentation.lang.get()),
        None => t!("credentials-no-end")(),
    };
    let (tone, icon) = if is_expired { (Tone::Bad, "error") } else { (Tone::None, "clock") };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-name">
                <div class="nsname">
                    <span class="row row--tight row--nowrap">
                        <b class="strong trunc">{name.clone()}</b>
                        {is_unrestricted.then(|| view! { <Icon name="warning" class="icon--sm" label=text(t!("credential-unrestricted"))/> })}
                    </span>
                    <span class="small muted trunc">{description}</span>
                </div>
            </th>
            <td role="cell" class="c-status"><Status tone icon text=text(expires)/></td>
            <td role="cell" class="p-2">{project.name}</td>
            <td role="cell" class="p-2">{roles}</td>
            <td role="cell" class="p-3 mono">{id.clone()}</td>
            <td role="cell" class="c-menu">
                <a class="btn btn--icon btn--ghost btn--sm" href=routes::delete_credential(&id) aria-label=t!("credential-delete-named", name = name.clone())><Icon name="trash"/></a>
            </td>
        </tr>
    }
    .into_any()
}

#[component]
pub fn DeleteCredentialPage() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let found = Resource::new_blocking(move || id.get(), load_credential);
    view! {
        <Title text=t!("credential-delete")/>
        {loaded(text(t!("credential-delete")), found, |row| view! { <Question row/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Question(row: CredentialView) -> AnyView {
    let name = row.name;
    view! {
        <Path steps=vec![(routes::settings(), text(t!("settings-title"))), (routes::credentials(), text(t!("settings-credentials")))] current=name.clone()/>
        <div class="card confirm confirm--page">
            <div class="dialog__head"><div>
                <h1>{t!("delete-question", name = name)}</h1><p>{t!("credential-delete-detail")}</p>
            </div></div>
            <form class="dialog__foot" method="post" action=routes::delete_credential(&row.id)>
                <a class="btn" href=routes::credentials()>{t!("dialog-keep")}</a>
                <button type="submit" class="btn btn--danger"><Icon name="trash"/>{t!("credential-delete")}</button>
            </form>
        </div>
    }
    .into_any()
}
