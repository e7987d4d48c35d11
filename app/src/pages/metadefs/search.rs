//! Searching the catalog.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::metadef::{PropertyType, SearchField, SearchHit, SearchKind, SearchMatch, SearchResult};

use super::views::{View, ViewTabs, short_type};
use crate::i18n::{dynamic, presentation, t};
use crate::layout::PageHead;
use crate::pages::loaded;
use crate::routes;
use crate::routes::metadefs::Wanted;
use crate::rpc::metadefs::browse::search_catalog;
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::text;

#[component]
pub fn SearchPage() -> AnyView {
    let query = use_query_map();
    let wanted = Memo::new(move |_| routes::metadefs::read_search(|key| query.read().get(key)));
    let presentation = presentation();
    let data = Resource::new_blocking(
        move || (wanted.get(), presentation.lang.get().code().to_owned()),
        |(wanted, language)| async move {
            if wanted.text.is_empty() {
                return Ok(SearchResult { hits: Vec::new(), total: 0 });
            }
            search_catalog(wanted.text, wanted.kind, wanted.property_type, wanted.resource_type, language)
                .await
        },
    );
    view! {
        <Title text=t!("defs-search")/>
        <PageHead title=text(t!("nav-metadefs"))/>
        <ViewTabs current=View::Search/>
        {move || view! { <Asked wanted=wanted.get()/> }}
        {loaded(text(t!("defs-search")), data, move |found| view! { <Hits found wanted=wanted.get_untracked()/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Asked(wanted: Wanted) -> AnyView {
    let (kind, of_type) = (wanted.kind, wanted.property_type);
    let kinds = SearchKind::ALL.iter().map(|it| {
        let selected = kind.as_deref() == Some(it.as_str());
        view! { <option value=it.as_str() selected=selected>{dynamic(format!("defs-kind-{it}"), Vec::new())}</option> }
    });
    let types = PropertyType::ALL.iter().map(|it| {
        let selected = of_type.as_deref() == Some(it.as_str());
        view! { <option value=it.as_str() selected=selected>{dynamic(format!("studio-type-{it}"), Vec::new())}</option> }
    });
    view! {
        <div class="toolbar">
            <form method="get" action=routes::metadefs::search() class="toolbar__form" role="search" aria-label=t!("defs-search")>
                <div class="search">
                    <label class="sr-only" for="q">{t!("defs-search-text")}</label>
                    <Icon name="search"/>
                    <input class="input" id="q" name="q" type="search" placeholder=t!("defs-search-text") value=wanted.text maxlength="200"/>
                </div>
                <label class="sr-only" for="f-kind">{t!("defs-kind")}</label>
                <select class="select select--sm" id="f-kind" name="kind"><option value="">{t!("defs-any-kind")}</option>{kinds.collect_view()}</select>
                <label class="sr-only" for="f-type">{t!("studio-member-type")}</label>
                <select class="select select--sm" id="f-type" name="type"><option value="">{t!("defs-any-value-type")}</option>{types.collect_view()}</select>
                <label class="sr-only" for="f-resource">{t!("studio-resource-type")}</label>
                <input class="input input--sm" id="f-resource" name="resource_type" placeholder=t!("studio-resource-type") value=wanted.resource_type maxlength="80"/>
                <button type="submit" class="btn btn--sm"><Icon name="search"/>{t!("defs-search-go")}</button>
            </form>
        </div>
    }
    .into_any()
}

#[component]
fn Hits(found: SearchResult, wanted: Wanted) -> AnyView {
    if wanted.text.is_empty() {
        return view! { <Empty title=text(t!("defs-search-start")) detail=text(t!("defs-search-start-detail"))>""</Empty> }.into_any();
    }
    if found.hits.is_empty() {
        return view! {
            <Empty title=text(t!("defs-search-none")) detail=text(t!("defs-search-none-detail"))>
                <a class="btn btn--sm" href=routes::metadefs::search()>{t!("filter-clear")}</a>
            </Empty>
        }
        .into_any();
    }
    let (shown, total) = (found.hits.len(), found.total);
    let rows = found.hits.into_iter().map(|hit| view! { <Hit hit/> });
    view! {
        <p class="muted small mb" role="status">{t!("defs-search-count", shown = shown, total = total)}</p>
        <div class="card"><ul class="defs">{rows.collect_view()}</ul></div>
    }
    .into_any()
}

#[component]
fn Hit(hit: SearchHit) -> AnyView {
    let href = match (hit.kind, &hit.object) {
        (SearchKind::Property, object) => {
            routes::metadefs::property(&hit.namespace, object.as_deref(), &hit.name)
        }
        (SearchKind::Object, _) => routes::metadefs::object(&hit.namespace, &hit.name),
        (SearchKind::Tag, _) => routes::metadefs::namespace_tab(&hit.namespace, "tags"),
        (SearchKind::Namespace, _) => routes::metadefs::namespace(&hit.namespace),
    };
    let marked = |field: SearchField| {
        hit.matches.iter().find(|it| it.field == field && it.language.is_none()).cloned()
    };
    let shown = |field: SearchField, plain: Option<String>| match (marked(field), plain) {
        (Some(found), _) => Some(view! { <Highlighted found/> }.into_any()),
        (None, Some(text)) => Some(view! { <span>{text}</span> }.into_any()),
        (None, None) => None,
    };
    let name = hit.title.clone().unwrap_or_else(|| hit.name.clone());
    let others = hit
        .matches
        .iter()
        .filter(|it| matches!(it.field, SearchField::Key | SearchField::Value) || it.language.is_some());
    let others = others
        .cloned()
        .map(|found| view! { <span class="tag tag--code"><Highlighted found/></span> })
        .collect_view();
    let types = hit.resource_types.iter().map(|it| view! { <span class="tag">{short_type(&it.name).to_owned()}{it.key.clone().map(|key| view! { " "<code>{key}</code> })}</span> }).collect_view();
    let place = match &hit.object {
        Some(object) => format!("{} › {object}", hit.namespace),
        None => hit.namespace.clone(),
    };
    view! {
        <li class="def">
            <div class="def__head">
                <span class="tag tag--code">{dynamic(format!("defs-kind-{}", hit.kind), Vec::new())}</span>
                <h2><a href=href>{shown(SearchField::Title, Some(name))}</a></h2>
                <span class="mono muted">{shown(SearchField::Name, Some(hit.name.clone()))}</span>
                <a class="push small" href=routes::metadefs::namespace(&hit.namespace)>{place}</a>
            </div>
            <p class="def__text">{shown(SearchField::Description, hit.description.clone())}</p>
            <p class="row row--tight">{others}{types}</p>
        </li>
    }
    .into_any()
}

/// A text with what was found in it marked.
#[component]
fn Highlighted(found: SearchMatch) -> AnyView {
    let letters: Vec<char> = found.text.chars().collect();
    let piece = |from: usize, to: usize| {
        letters.get(from..to.min(letters.len())).unwrap_or_default().iter().collect::<String>()
    };
    let mut at = 0;
    let mut pieces: Vec<AnyView> = Vec::new();
    for [from, to] in found.ranges {
        pieces.push(piece(at, from).into_any());
        let marked = piece(from, to);
        pieces.push(view! { <mark>{marked}</mark> }.into_any());
        at = to;
    }
    pieces.push(piece(at, letters.len()).into_any());
    view! { <span>{pieces}</span> }.into_any()
}
