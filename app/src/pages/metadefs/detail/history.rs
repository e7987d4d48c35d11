//! Who changed a namespace, and what.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use vitrine_wire::metadef::{HistoryEntry, HistoryPage};

use crate::format;
use crate::i18n::{presentation, t};
use crate::pages::loaded;
use crate::pages::metadefs::diff::ChangeDiff;
use crate::routes;
use crate::rpc::metadefs::browse::load_history;
use crate::ui::icon::Icon;
use crate::ui::text;

#[component]
pub fn History(namespace: String, version: i64, can_change: bool) -> AnyView {
    let query = use_query_map();
    let before = Memo::new(move |_| query.read().get("before").and_then(|it| it.parse::<i64>().ok()));
    let name = namespace.clone();
    let data = Resource::new_blocking(
        move || (name.clone(), before.get()),
        |(name, before)| load_history(name, before),
    );
    loaded(text(t!("defs-tab-history")), data, move |page| {
        view! { <Versions namespace=namespace.clone() page version can_change/> }.into_any()
    })
}

#[component]
fn Versions(namespace: String, page: HistoryPage, version: i64, can_change: bool) -> AnyView {
    let next = page.next.map(|before| routes::metadefs::history_before(&namespace, &before));
    let rows = page.versions.into_iter().map(|entry| {
        let can_return = can_change && entry.version != version;
        view! { <Entry namespace=namespace.clone() entry can_return/> }
    });
    view! {
        <div class="stack">{rows.collect_view()}</div>
        {next.map(|href| view! { <p class="mt"><a class="btn" href=href>{t!("defs-older")}</a></p> })}
    }
    .into_any()
}

#[component]
fn Entry(namespace: String, entry: HistoryEntry, can_return: bool) -> AnyView {
    let HistoryEntry { version: own, at, user_name, changes, .. } = entry;
    let presentation = presentation();
    let who = user_name.map_or_else(|| text(t!("defs-by-itself")), |name| text(move || name.clone()));
    let count = changes.len();
    let diffs = changes.into_iter().map(|change| view! { <ChangeDiff change/> }).collect_view();
    view! {
        <section class="card">
            <div class="card__head">
                <h2>{t!("defs-version-number", number = own)}</h2>
                <p>{who}" · "<time datetime=at.to_string()>{move || format!("{} UTC", format::moment(at, presentation.lang.get()))}</time>" · "{t!("defs-changes", count = count)}</p>
                <div class="actions">
                    {can_return.then(|| view! { <a class="btn btn--sm" href=routes::metadefs::return_to(&namespace, own)><Icon name="undo"/>{t!("defs-return")}</a> })}
                </div>
            </div>
            <details class="pad"><summary class="small">{t!("defs-show-changes")}</summary><div class="diff mt" role="group" aria-label=t!("studio-what-changes") tabindex="0">{diffs}</div></details>
        </section>
    }
    .into_any()
}
