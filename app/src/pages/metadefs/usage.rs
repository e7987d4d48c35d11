//! Images that have a property; without a property, those properties that nobody defines.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::metadef::{ImageUsePage, KeyDefinition, KeyReport, KeyUsage, OrphanPage};

use super::views::{View, ViewTabs};
use crate::i18n::{dynamic, t};
use crate::layout::PageHead;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::metadefs::browse::{load_key_report, load_orphans};
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::text;

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    key: Option<String>,
    value: Option<String>,
    marker: Option<String>,
}

#[component]
pub fn UsagePage() -> AnyView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let given = |name: &str| query.read().get(name).filter(|it| !it.is_empty());
        // A value may be empty.
        Asked { key: given("key"), value: query.read().get("value"), marker: given("marker") }
    });
    let typed = move || asked.get().key.unwrap_or_default();
    view! {
        <Title text=t!("defs-usage")/>
        <PageHead title=text(t!("nav-metadefs"))/>
        <ViewTabs current=View::Usage/>
        <div class="toolbar">
            <form method="get" action=routes::metadefs::orphans(None) class="toolbar__form" role="search" aria-label=t!("defs-usage")>
                <div class="search">
                    <label class="sr-only" for="q">{t!("defs-key")}</label>
                    <Icon name="search"/>
                    <input class="input" id="q" name="key" type="search" placeholder=t!("defs-key") value=typed maxlength="255"/>
                </div>
                <button type="submit" class="btn btn--sm"><Icon name="search"/>{t!("defs-search-go")}</button>
            </form>
        </div>
        {move || match asked.get().key {
            Some(key) => view! { <Images key value=asked.get().value marker=asked.get().marker/> }.into_any(),
            None => view! { <Orphans marker=asked.get().marker/> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Images(key: String, value: Option<String>, marker: Option<String>) -> AnyView {
    let (own, of) = (key.clone(), value.clone());
    let data = Resource::new_blocking(
        move || (key.clone(), value.clone(), marker.clone()),
        |(key, value, marker)| load_key_report(key, value, marker),
    );
    loaded(text(t!("defs-usage")), data, move |report| {
        view! { <Report key=own.clone() value=of.clone() report/> }.into_any()
    })
}

/// A key: the images that have it, and beside them where it is defined and which values it has.
#[component]
fn Report(key: String, value: Option<String>, report: KeyReport) -> AnyView {
    let KeyReport { definitions, usage, images } = report;
    view! {
        <div class="row mb">
            <h2 class="mono">{key.clone()}</h2>
            <a class="btn btn--sm push" href=routes::metadefs::correct(&key, value.as_deref())><Icon name="edit"/>{t!("report-fix")}</a>
        </div>
        <div class="cols">
            <div class="stack"><ImageRows key=key.clone() value=value.clone() page=images/></div>
            <aside class="stack" aria-label=t!("defs-about-key")><Definitions definitions/><Values key value usage/></aside>
        </div>
    }
    .into_any()
}

#[component]
fn Definitions(definitions: Vec<KeyDefinition>) -> AnyView {
    let is_empty = definitions.is_empty();
    let rows = definitions.into_iter().map(|it| {
        let href = routes::metadefs::property(&it.namespace, it.object.as_deref(), &it.name);
        let title = it.title.filter(|title| !title.trim().is_empty()).unwrap_or(it.name);
        let object = it.object.map(|object| format!(" › {object}"));
        view! {
            <li class="def">
                <div class="def__head"><a href=href>{title}</a><span class="tag tag--code">{dynamic(format!("studio-type-{}", it.kind), Vec::new())}</span></div>
                <p class="small mono muted">{it.namespace}{object}</p>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="card" aria-labelledby="h-definitions">
            <div class="card__head"><h3 id="h-definitions">{t!("defs-defined-in")}</h3></div>
            {if is_empty {
                view! { <p class="pad field__warn"><Icon name="warning"/>{t!("defs-orphan")}</p> }.into_any()
            } else {
                view! { <ul class="defs">{rows}</ul> }.into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Values(key: String, value: Option<String>, usage: KeyUsage) -> AnyView {
    let KeyUsage { images, values, distinct_values, .. } = usage;
    let rows = values.into_iter().map(|it| {
        let current = (value.as_ref() == Some(&it.value)).then_some("true");
        let href = routes::metadefs::usage_page(&key, Some(&it.value), None);
        let shown = if it.value.is_empty() { "\"\"".to_owned() } else { it.value };
        // The beginning of a value finds nothing.
        let said = if it.cut {
            view! { <span class="mono trunc">{shown}"…"</span> }.into_any()
        } else {
            view! { <a class="mono trunc" href=href aria-current=current>{shown}</a> }.into_any()
        };
        view! { <li class="row row--tight row--nowrap">{said}<span class="count push">{it.images}</span></li> }
    });
    let rows = rows.collect_view();
    let is_all = value.is_none().then_some("true");
    view! {
        <section class="card" aria-labelledby="h-values">
            <div class="card__head"><h3 id="h-values">{t!("defs-values")}</h3><span class="count">{distinct_values}</span></div>
            <ul class="card__body stack stack--tight small values">
                <li class="row row--tight row--nowrap"><a href=routes::metadefs::usage(&key) aria-current=is_all>{t!("defs-all-values")}</a><span class="count push">{images}</span></li>
                {rows}
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn ImageRows(key: String, value: Option<String>, page: ImageUsePage) -> AnyView {
    if page.images.is_empty() {
        return view! { <Empty title=text(t!("defs-no-images")) detail=text(t!("defs-no-images-detail"))>""</Empty> }.into_any();
    }
    let next = page.next.map(|marker| routes::metadefs::usage_page(&key, value.as_deref(), Some(&marker)));
    let rows = page.images.into_iter().map(|image| {
        let name = image.name.unwrap_or_else(|| image.id.clone());
        view! { <tr><th scope="row"><a href=routes::image(&image.id)>{name}</a></th><td class="mono">{image.value}</td></tr> }
    });
    view! {
        <div class="table-wrap">
            <table class="table table--plain">
                <caption class="sr-only">{t!("defs-images-with", key = key)}</caption>
                <thead><tr><th scope="col">{t!("defs-image")}</th><th scope="col">{t!("studio-used-value")}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {next.map(|href| view! { <p class="mt"><a class="btn" href=href>{t!("pager-next")}</a></p> })}
    }
    .into_any()
}

#[component]
fn Orphans(marker: Option<String>) -> AnyView {
    let data = Resource::new_blocking(move || marker.clone(), load_orphans);
    loaded(text(t!("defs-orphans")), data, |page| view! { <OrphanRows page/> }.into_any())
}

#[component]
fn OrphanRows(page: OrphanPage) -> AnyView {
    if page.orphans.is_empty() {
        return view! { <Empty title=text(t!("defs-no-orphans")) detail=text(t!("defs-no-orphans-detail"))>""</Empty> }.into_any();
    }
    let next = page.next.map(|marker| routes::metadefs::orphans(Some(&marker)));
    let rows = page.orphans.into_iter().map(|it| {
        let href = routes::metadefs::usage(&it.property);
        view! { <tr><th scope="row" class="mono"><a href=href>{it.property}</a></th><td class="c-num">{it.images}</td></tr> }
    });
    view! {
        <h2 class="mb">{t!("defs-orphans")}</h2>
        <p class="muted small mb">{t!("defs-orphans-detail")}</p>
        <div class="table-wrap">
            <table class="table table--plain">
                <caption class="sr-only">{t!("defs-orphans")}</caption>
                <thead><tr><th scope="col">{t!("defs-key")}</th><th scope="col" class="c-num">{t!("studio-used-count")}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {next.map(|href| view! { <p class="mt"><a class="btn" href=href>{t!("pager-next")}</a></p> })}
    }
    .into_any()
}
