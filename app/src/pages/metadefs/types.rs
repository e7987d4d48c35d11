//! Types of resources, and the namespaces that are for them.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::metadef::{CatalogQuery, NamespaceRow};

use super::views::{View, ViewTabs, short_type};
use crate::i18n::t;
use crate::layout::PageHead;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::metadefs::browse::load_rows;
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::text;

#[component]
pub fn TypesPage() -> AnyView {
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.read().get("q").unwrap_or_default());
    let data = Resource::new_blocking(|| (), |()| load_rows());
    view! {
        <Title text=t!("defs-types")/>
        <PageHead title=text(t!("nav-metadefs"))/>
        <ViewTabs current=View::Types/>
        <div class="toolbar">
            <form method="get" action=routes::metadefs::resource_types() class="toolbar__form" role="search" aria-label=t!("defs-filter")>
                <div class="search">
                    <label class="sr-only" for="q">{t!("defs-types-filter")}</label>
                    <Icon name="search"/>
                    <input class="input" id="q" name="q" type="search" placeholder=t!("defs-types-filter") value=wanted.get_untracked() maxlength="80"/>
                </div>
                <button type="submit" class="btn btn--sm"><Icon name="filter"/>{t!("filter-apply")}</button>
            </form>
        </div>
        {loaded(text(t!("defs-types")), data, move |rows| view! { {move || view! { <Matrix rows=rows.clone() wanted=wanted.get()/> }} }.into_any())}
    }
    .into_any()
}

/// Namespaces × types: where they meet, the prefix and the target.
#[component]
fn Matrix(rows: Vec<NamespaceRow>, wanted: String) -> AnyView {
    let wanted = wanted.trim().to_lowercase();
    let all: BTreeSet<String> =
        rows.iter().flat_map(|row| &row.associations).map(|it| it.name.clone()).collect();
    let types: Vec<String> = all.into_iter().filter(|name| name.to_lowercase().contains(&wanted)).collect();
    if types.is_empty() {
        return view! { <Empty title=text(t!("defs-none-match")) detail=text(t!("defs-none-match-detail"))>""</Empty> }.into_any();
    }
    let count =
        |name: &String| rows.iter().filter(|row| row.associations.iter().any(|it| it.name == *name)).count();
    let heads = types.iter().map(|name| {
        let href = routes::metadefs::table(&CatalogQuery { resource_type: Some(name.clone()), ..CatalogQuery::default() });
        view! { <th scope="col"><a href=href title=name.clone()>{short_type(name).to_owned()}<span class="count">{count(name)}</span></a><span class="mono muted">{name.clone()}</span></th> }
    });
    let heads = heads.collect_view();
    let lines = rows.iter().filter(|row| row.associations.iter().any(|it| types.contains(&it.name))).map(|row| {
        let cells = types.iter().map(|name| match row.associations.iter().find(|it| it.name == *name) {
            None => view! { <td></td> }.into_any(),
            Some(found) => {
                let prefix = found.prefix.clone().filter(|it| !it.is_empty());
                let target = found.properties_target.clone().filter(|it| !it.is_empty());
                view! {
                    <td><Icon name="check" label=text(t!("defs-applies-here"))/>{prefix.map(|prefix| view! { " "<code>{prefix}</code> })}{target.map(|target| view! { " "<span class="tag">{target}</span> })}</td>
                }
                .into_any()
            }
        });
        view! {
            <tr><th scope="row"><a href=routes::metadefs::namespace_tab(&row.namespace, "associations")>{row.title().to_owned()}</a></th>{cells.collect_view()}</tr>
        }
    });
    view! {
        <div class="table-wrap matrix" role="group" aria-label=t!("defs-types") tabindex="0">
            <table class="table table--plain">
                <caption class="sr-only">{t!("defs-matrix")}</caption>
                <thead><tr><th scope="col">{t!("defs-namespace")}</th>{heads}</tr></thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
