//! What everybody may see to: the own password, application credentials, access by other clients.

mod access;
mod credential_form;
mod credentials;
mod profile;

pub use access::AccessPage;
pub use credential_form::CreateCredentialPage;
pub use credentials::{CredentialsPage, DeleteCredentialPage};
pub use profile::ProfilePage;

use leptos::prelude::*;

use crate::i18n::t;
use crate::layout::PageHead;
use crate::routes::accounts as routes;
use crate::ui::text;

/// The pages of the settings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Profile,
    Credentials,
    Access,
}

/// The head of each of them.
#[component]
fn SettingsHead(current: Tab) -> AnyView {
    let mark = |tab: Tab| (tab == current).then_some("page");
    view! {
        <PageHead title=text(t!("settings-title"))/>
        <nav class="tabs" aria-label=t!("settings-tabs")>
            <a href=routes::settings() aria-current=mark(Tab::Profile)>{t!("settings-profile")}</a>
            <a href=routes::credentials() aria-current=mark(Tab::Credentials)>{t!("settings-credentials")}</a>
            <a href=routes::access() aria-current=mark(Tab::Access)>{t!("settings-access")}</a>
        </nav>
    }
    .into_any()
}
