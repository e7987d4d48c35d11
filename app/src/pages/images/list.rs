//! The table of images. Its whole state is in the address.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::image::{ImageTable, ImageTableQuery};
use vitrine_wire::vocab::ImageScope;

use super::filters::{Active, FilterBar, active};
use super::table::{LoadingTable, Table};
use crate::i18n::{dynamic, presentation, t};
use crate::layout::PageHead;
use crate::pages::Failure;
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::images::load_table;
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::{Text, text};
use crate::uploads::uploads_ended;

#[component]
pub fn ListPage() -> AnyView {
    let params = use_query_map();
    let query = Memo::new(move |_| routes::read_images_table(|key| params.read().get(key)));
    let ended = uploads_ended();
    let table = Resource::new_blocking(move || (query.get(), ended()), |(query, _)| load_table(query));
    view! {
        <Title text=t!("images-title")/>
        <Transition fallback=LoadingPage>
            {move || Suspend::new(async move {
                match table.await {
                    Ok(table) => view! { <Page table query=query.get_untracked()/> }.into_any(),
                    Err(error) => view! { <Failed error table/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn LoadingPage() -> AnyView {
    view! {
        <PageHead title=text(t!("images-title"))/>
        <LoadingTable/>
    }
    .into_any()
}

#[component]
fn Failed(error: UiError, table: Resource<Result<ImageTable, UiError>>) -> AnyView {
    view! { <Failure error on_retry=Callback::new(move |()| table.refetch())/> }.into_any()
}

#[component]
fn Page(table: ImageTable, query: ImageTableQuery) -> AnyView {
    let can_create = table.can_create;
    view! {
        <PageHead title=text(t!("images-title"))>
            {can_create.then(|| view! {
                <a class="btn btn--primary" href=routes::create_image()><Icon name="plus"/>{t!("images-create")}</a>
            })}
        </PageHead>
        <ScopeTabs current=query.scope can_see_all=table.can_see_all/>
        <FilterBar query=query.clone()/>
        {if table.images.is_empty() {
            view! { <NoRows query can_create/> }.into_any()
        } else {
            view! { <Table table query/> }.into_any()
        }}
    }.into_any()
}

/// Whose images are shown.
#[component]
fn ScopeTabs(current: ImageScope, can_see_all: bool) -> AnyView {
    let offered = ImageScope::ALL.iter().copied().filter(|scope| can_see_all || *scope != ImageScope::All);
    let tabs = offered.map(|scope| {
        let href = routes::images_table(&ImageTableQuery { scope, ..ImageTableQuery::default() });
        let name = dynamic(format!("images-scope-{scope}"), Vec::new());
        view! { <a href=href aria-current=(scope == current).then_some("page")>{name}</a> }
    });
    view! { <nav class="tabs" aria-label=t!("images-scopes")>{tabs.collect_view()}</nav> }.into_any()
}

/// An empty table: nothing there at all, or nothing that matches.
#[component]
fn NoRows(query: ImageTableQuery, can_create: bool) -> AnyView {
    let filters = active(query.clone());
    if !filters.is_empty() {
        let clear =
            routes::images_table(&ImageTableQuery { scope: query.scope, ..ImageTableQuery::default() });
        return view! {
            <Empty title=text(t!("images-none-match")) detail=named(&filters)>
                {removers(filters)}
                <a class="btn btn--sm btn--ghost" href=clear>{t!("filter-clear")}</a>
            </Empty>
        }
        .into_any();
    }
    if query.marker.is_some() {
        let first = routes::images_table(&ImageTableQuery { marker: None, backwards: false, ..query });
        return view! {
            <Empty title=text(t!("images-none")) detail=text(t!("images-page-empty"))>
                <a class="btn btn--sm" href=first>{t!("images-first-page")}</a>
            </Empty>
        }
        .into_any();
    }
    let is_mine = query.scope == ImageScope::Mine;
    let detail =
        if is_mine && can_create { text(t!("images-first-detail")) } else { text(t!("images-none-detail")) };
    let title = if is_mine { text(t!("images-first")) } else { text(t!("images-none")) };
    view! {
        <Empty title detail is_first=is_mine>
            {(is_mine && can_create).then(|| view! {
                <a class="btn btn--primary" href=routes::create_image()><Icon name="upload"/>{t!("images-first-action")}</a>
            })}
        </Empty>
    }
    .into_any()
}

/// The filters in one sentence's breath: `Status: Active, Text: debian`.
fn named(filters: &[Active]) -> Text {
    let presentation = presentation();
    let filters: Vec<(Text, Text)> = filters.iter().map(|filter| (filter.name, filter.value)).collect();
    let said = move || {
        let said =
            filters.iter().map(|(name, value)| t!("filter-said", name = name.get(), value = value.get())());
        said.collect::<Vec<_>>().join(&presentation.separator())
    };
    text(move || t!("images-none-match-detail", filters = said())())
}

/// A button for each filter that drops it.
fn removers(filters: Vec<Active>) -> impl IntoView {
    let buttons = filters.into_iter().map(|Active { name, without, .. }| {
        let label = move || t!("filter-remove", name = name.get())();
        view! { <a class="btn btn--sm" href=without>{label}</a> }
    });
    buttons.collect_view()
}
