//! Images that have a property; without a property, those properties that nobody defines.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::metadef::{ImageUsePage, OrphanPage};

use super::views::{View, ViewTabs};
use crate::i18n::t;
use crate::layout::PageHead;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::metadefs::browse::{load_images_with, load_orphans};
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
        Asked { key: given("key"), value: given("value"), marker: given("marker") }
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
        |(key, value, marker)| load_images_with(key, value, marker),
    );
    loaded(text(t!("defs-usage")), data, move |page| {
        view! { <ImageRows key=own.clone() value=of.clone() page/> }.into_any()
    })
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
                <caption>{t!("defs-images-with", key = key)}</caption>
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
