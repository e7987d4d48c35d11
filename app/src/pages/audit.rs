//! What happened, for administrators: newest first, with filters in the address.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::audit::{AuditEvent, AuditList, AuditTableQuery};

use crate::format;
use crate::i18n::{dynamic, presentation, t};
use crate::layout::PageHead;
use crate::pages::loaded;
use crate::routes::accounts as routes;
use crate::rpc::audit::load_audit;
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::status::{Status, Tone};
use crate::ui::text;

/// What became of things, as the API spells it.
const OUTCOMES: &[&str] = &["success", "denied", "failed"];

#[component]
pub fn AuditPage() -> AnyView {
    let params = use_query_map();
    let query = Memo::new(move |_| routes::read_audit(|key| params.read().get(key)));
    let events = Resource::new_blocking(move || query.get(), load_audit);
    let show = move |list: AuditList| view! { <Page list query=query.get_untracked()/> }.into_any();
    view! { <Title text=t!("audit-title")/>{loaded(text(t!("audit-title")), events, show)} }.into_any()
}

#[component]
fn Page(list: AuditList, query: AuditTableQuery) -> AnyView {
    let older = list
        .next
        .map(|marker| routes::audit_table(&AuditTableQuery { marker: Some(marker), ..query.clone() }));
    let newest = query
        .marker
        .is_some()
        .then(|| routes::audit_table(&AuditTableQuery { marker: None, ..query.clone() }));
    view! {
        <PageHead title=text(t!("audit-title"))/>
        <Filters query/>
        {if list.events.is_empty() {
            view! {
                <Empty title=text(t!("audit-none")) detail=text(t!("audit-none-detail"))>
                    <a class="btn btn--sm" href=routes::audit()>{t!("audit-clear")}</a>
                </Empty>
            }.into_any()
        } else {
            view! { <Events events=list.events newest older/> }.into_any()
        }}
    }
    .into_any()
}

#[component]
fn Filters(query: AuditTableQuery) -> AnyView {
    let AuditTableQuery { action, outcome, user, target, .. } = query;
    let is_on = [&action, &outcome, &user, &target].into_iter().any(Option::is_some);
    let outcomes = OUTCOMES.iter().map(|&word| {
        let is_chosen = outcome.as_deref() == Some(word);
        let said = dynamic(format!("audit-outcome-{word}"), Vec::new());
        view! { <option value=word selected=is_chosen>{said}</option> }
    });
    let outcomes = outcomes.collect_view();
    view! {
        <div class="toolbar">
            <form method="get" action=routes::audit() class="toolbar__form" role="search" aria-label=t!("audit-filter")>
                <label class="sr-only" for="f-action">{t!("audit-action")}</label>
                <input class="input input--sm" id="f-action" name="action" placeholder=t!("audit-any-action") value=action maxlength="64"/>
                <label class="sr-only" for="f-outcome">{t!("audit-outcome")}</label>
                <select class="select select--sm" id="f-outcome" name="outcome">
                    <option value="">{t!("audit-any-outcome")}</option>
                    {outcomes}
                </select>
                <label class="sr-only" for="f-user">{t!("audit-user")}</label>
                <input class="input input--sm" id="f-user" name="user" placeholder=t!("audit-user") value=user maxlength="64"/>
                <label class="sr-only" for="f-target">{t!("audit-target")}</label>
                <input class="input input--sm" id="f-target" name="target" placeholder=t!("audit-target") value=target maxlength="255"/>
                <button type="submit" class="btn btn--sm"><Icon name="filter"/>{t!("audit-apply")}</button>
                {is_on.then(|| view! { <a class="btn btn--sm btn--ghost" href=routes::audit()>{t!("audit-clear")}</a> })}
            </form>
        </div>
    }
    .into_any()
}

#[component]
fn Events(events: Vec<AuditEvent>, newest: Option<String>, older: Option<String>) -> AnyView {
    let count = events.len();
    let rows = events.into_iter().map(|event| view! { <Row event/> }).collect_view();
    view! {
        <div class="table-wrap">
            <table class="table table--stack table--bare table--two" role="table">
                <caption class="sr-only">{t!("audit-title")}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" class="c-name">{t!("column-action")}</th>
                        <th role="columnheader" scope="col" class="c-status">{t!("column-outcome")}</th>
                        <th role="columnheader" scope="col" class="p-2">{t!("column-user")}</th>
                        <th role="columnheader" scope="col" class="p-2">{t!("column-time")}</th>
                        <th role="columnheader" scope="col" class="p-3">{t!("column-target")}</th>
                        <th role="columnheader" scope="col" class="p-3">{t!("column-from")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            <nav class="pager" aria-label=t!("pager-label")>
                <span class="num">{count}</span>
                <span class="row push">
                    {newest.map(|href| view! { <a class="btn btn--sm" href=href>{t!("audit-newest")}</a> })}
                    {older.map(|href| view! { <a class="btn btn--sm" href=href>{t!("audit-older")}</a> })}
                </span>
            </nav>
        </div>
    }
    .into_any()
}

#[component]
fn Row(event: AuditEvent) -> AnyView {
    let presentation = presentation();
    let AuditEvent {
        at,
        action,
        outcome,
        user_id,
        user_name,
        target_kind,
        target_id,
        address,
        fields,
        code,
        count,
        ..
    } = event;
    let (tone, icon) = match outcome.as_str() {
        "success" => (Tone::Ok, "ok"),
        "denied" => (Tone::Warn, "ban"),
        _ => (Tone::Bad, "error"),
    };
    let said = text(dynamic(format!("audit-outcome-{outcome}"), Vec::new()));
    let when = move || format::moment(at, presentation.lang.get());
    let detail = match code {
        Some(code) => code,
        None => fields.join(", "),
    };
    let who = user_name.or(user_id).unwrap_or_else(|| "—".to_owned());
    let (target, of_kind) = (target_id.clone(), target_kind.clone());
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-name">
                <div class="nsname">
                    <span class="row row--tight row--nowrap">
                        <code class="mono trunc">{action}</code>
                        {(count > 1).then(|| view! { <span class="count">{t!("audit-count", count = count)}</span> })}
                    </span>
                    <span class="small muted trunc">{detail}</span>
                    <span class="namecell__meta trunc">{who.clone()}" · "{when}</span>
                </div>
            </th>
            <td role="cell" class="c-status"><Status tone icon text=said/></td>
            <td role="cell" class="p-2 trunc c-who">{who}</td>
            <td role="cell" class="p-2 num"><time datetime=at.to_string()>{when}</time></td>
            <td role="cell" class="p-3 trunc c-target" title=target_id><span class="small muted">{of_kind}</span>" "<span class="mono">{target}</span></td>
            <td role="cell" class="p-3 mono">{address}</td>
        </tr>
    }
    .into_any()
}
