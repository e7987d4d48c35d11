//! The question before a role is taken away.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::accounts::{GrantView, UserPage};

use super::grants::place_text;
use super::questions::{Asking, Question};
use super::{id, way_to_user};
use crate::i18n::t;
use crate::layout::Path;
use crate::pages::{MissingPage, loaded};
use crate::routes::accounts as routes;
use crate::rpc::accounts::load_user;
use crate::ui::icon::Icon;
use crate::ui::text;

/// Which assignment the address names, and where the visitor comes from.
#[derive(Clone, Default)]
struct Asked {
    role: String,
    on: String,
    target: String,
    back: Option<String>,
}

#[component]
pub fn RevokePage() -> AnyView {
    let id = id();
    let query = use_query_map();
    let found = Resource::new_blocking(move || id.get(), load_user);
    let show = move |found: UserPage| {
        let get = |key: &str| query.read_untracked().get(key);
        let asked = Asked {
            role: get("role").unwrap_or_default(),
            on: get("on").unwrap_or_default(),
            target: get("target").unwrap_or_default(),
            back: get("back"),
        };
        let is_asked = |grant: &&GrantView| {
            grant.role.id == asked.role && grant.place.kind() == asked.on && grant.place.id() == asked.target
        };
        match found.grants.iter().find(is_asked) {
            Some(grant) => view! { <Page grant=grant.clone() back=asked.back/> }.into_any(),
            None => view! { <MissingPage problem=vitrine_wire::Problem::gone()/> }.into_any(),
        }
    };
    view! { <Title text=t!("grant-take")/>{loaded(text(t!("grant-take")), found, show)} }.into_any()
}

#[component]
fn Page(grant: GrantView, back: Option<String>) -> AnyView {
    let (role, user, place) = (grant.role.name.clone(), grant.user.name.clone(), place_text(&grant.place));
    let question =
        move || t!("grant-take-named", role = role.clone(), user = user.clone(), place = place())();
    let asking = Asking {
        question: text(question),
        detail: text(t!("grant-take-detail")),
        refusal: None,
        confirm: text(t!("grant-take")),
        action: routes::revoke_action(&grant.user.id),
        back: back.as_deref().map_or_else(|| routes::user(&grant.user.id), routes::project),
    };
    let is_own = grant.is_own;
    let fields = [
        ("role", grant.role.id.clone()),
        ("on", grant.place.kind().to_owned()),
        ("target", grant.place.id().to_owned()),
        ("back", back.unwrap_or_default()),
    ];
    let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <Path steps=way_to_user(&grant.user.id, &grant.user.name) current=text(t!("grant-take"))/>
        <Question asking>
            {fields.into_iter().collect_view()}
            {is_own.then(|| view! {
                <p class="field__warn grow"><Icon name="warning"/>{t!("grant-take-own")}</p>
                <label class="check grow"><input type="checkbox" name="own" value="true" required/><span>{t!("grant-take-own-sure")}</span></label>
            })}
        </Question>
    }
    .into_any()
}
