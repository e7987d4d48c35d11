//! The namespaces. The list's whole state is in the address.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_query_map};
use vitrine_wire::SortDirection;
use vitrine_wire::metadef::{
    CatalogQuery, CatalogSort, ExportFilter, MetadefVisibility, NamespaceRow, NamespaceTable,
};

use super::texts::told;
use super::views::{View, ViewTabs, short_type};
use crate::browser;
use crate::format;
use crate::i18n::{dynamic, presentation, t};
use crate::layout::PageHead;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::metadefs::browse::load_namespaces;
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::status::{Status, Tone};
use crate::ui::{Text, text};

#[component]
pub fn NamespacesPage() -> AnyView {
    let params = use_query_map();
    let query = Memo::new(move |_| routes::metadefs::read_table(|key| params.read().get(key)));
    let table = Resource::new_blocking(move || query.get(), load_namespaces);
    view! {
        <Title text=t!("nav-metadefs")/>
        {loaded(text(t!("nav-metadefs")), table, move |table| view! { <Page table query=query.get_untracked()/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Page(table: NamespaceTable, query: CatalogQuery) -> AnyView {
    let can_create = table.can_create;
    // What the list shows is what is taken along.
    let filter = ExportFilter {
        text: query.text.clone(),
        visibility: query.visibility,
        resource_type: query.resource_type.clone(),
    };
    view! {
        <PageHead title=text(t!("nav-metadefs"))>
            <a class="btn" href=routes::metadefs::export_with(&filter)><Icon name="download"/>{t!("defs-export")}</a>
            {can_create.then(|| view! {
                <a class="btn" href=routes::metadefs::import()><Icon name="upload"/>{t!("defs-import")}</a>
                <a class="btn btn--primary" href=routes::metadefs::create()><Icon name="plus"/>{t!("defs-create")}</a>
            })}
        </PageHead>
        <ViewTabs current=View::Namespaces/>
        <Filters query=query.clone() types=table.resource_types.clone()/>
        {if table.rows.is_empty() {
            view! { <NoRows query can_create/> }.into_any()
        } else {
            view! { <Table table query/> }.into_any()
        }}
    }
    .into_any()
}

/// The filters: a form whose answer is an address.
#[component]
fn Filters(query: CatalogQuery, types: Vec<String>) -> AnyView {
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let pairs = browser::form_pairs(&event);
        let get = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        navigate(&routes::metadefs::table(&routes::metadefs::read_table(get)), routes::whole());
    };
    let is_plain = CatalogQuery { page: 1, ..query.clone() } == CatalogQuery::default();
    let chosen = query.resource_type.clone();
    let options = types.into_iter().map(|name| {
        let selected = chosen.as_ref() == Some(&name);
        view! { <option value=name.clone() selected=selected>{name.clone()}</option> }
    });
    let visibility = query.visibility;
    let visibilities = MetadefVisibility::ALL.iter().map(|&it| {
        view! { <option value=it.as_str() selected=visibility == Some(it)>{dynamic(format!("defs-visibility-{it}"), Vec::new())}</option> }
    });
    let protected = query.protected;
    let protections = [(true, "true", "defs-protected"), (false, "false", "defs-not-protected")].map(|(flag, word, id)| {
        view! { <option value=word selected=protected == Some(flag)>{dynamic(id.to_owned(), Vec::new())}</option> }
    });
    let is_sorted = query.sort != CatalogSort::Title || query.direction != SortDirection::Ascending;
    let hidden = is_sorted.then(|| {
        view! {
            <input type="hidden" name="sort" value=query.sort.as_str()/>
            <input type="hidden" name="direction" value=query.direction.as_str()/>
        }
    });
    view! {
        <div class="toolbar">
            <form method="get" action=routes::metadefs::namespaces() class="toolbar__form" role="search" aria-label=t!("defs-filter") on:submit=submit>
                <div class="search">
                    <label class="sr-only" for="q">{t!("defs-filter-text")}</label>
                    <Icon name="search"/>
                    <input class="input" id="q" name="q" type="search" placeholder=t!("defs-filter-text") value=query.text maxlength="256"/>
                </div>
                <label class="sr-only" for="f-type">{t!("defs-types")}</label>
                <select class="select select--sm" id="f-type" name="resource_type"><option value="">{t!("defs-any-type")}</option>{options.collect_view()}</select>
                <label class="sr-only" for="f-visibility">{t!("defs-visibility")}</label>
                <select class="select select--sm" id="f-visibility" name="visibility"><option value="">{t!("defs-any-visibility")}</option>{visibilities.collect_view()}</select>
                <label class="sr-only" for="f-protected">{t!("defs-protection")}</label>
                <select class="select select--sm" id="f-protected" name="protected"><option value="">{t!("defs-any-protection")}</option>{protections.into_iter().collect_view()}</select>
                {hidden}
                <button type="submit" class="btn btn--sm"><Icon name="filter"/>{t!("filter-apply")}</button>
                {(!is_plain).then(|| view! { <a class="btn btn--sm btn--ghost" href=routes::metadefs::namespaces()>{t!("filter-clear")}</a> })}
            </form>
        </div>
    }
    .into_any()
}

#[component]
fn NoRows(query: CatalogQuery, can_create: bool) -> AnyView {
    if query == CatalogQuery::default() {
        return view! {
            <Empty title=text(t!("defs-none")) detail=text(t!("defs-none-detail")) is_first=true>
                {can_create.then(|| view! { <a class="btn btn--primary" href=routes::metadefs::create()><Icon name="plus"/>{t!("defs-create")}</a> })}
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty title=text(t!("defs-none-match")) detail=text(t!("defs-none-match-detail"))>
            <a class="btn btn--sm" href=routes::metadefs::namespaces()>{t!("filter-clear")}</a>
        </Empty>
    }
    .into_any()
}

#[component]
fn Table(table: NamespaceTable, query: CatalogQuery) -> AnyView {
    let NamespaceTable { rows, total, .. } = table;
    let shown = rows.len();
    let head = |sort, class: &'static str, name: Text| view! { <Head query=query.clone() sort class name/> };
    let heads = view! {
        {head(CatalogSort::Title, "c-name", text(t!("defs-namespace")))}
        <th role="columnheader" scope="col" class="p-2">{t!("defs-applies")}</th>
        {head(CatalogSort::Properties, "c-num", text(t!("defs-properties")))}
        {head(CatalogSort::Objects, "c-num p-2", text(t!("defs-objects")))}
        {head(CatalogSort::Tags, "c-num p-3", text(t!("defs-tags")))}
        <th role="columnheader" scope="col" class="p-2 c-status">{t!("defs-visibility")}</th>
        {head(CatalogSort::Owner, "p-3", text(t!("studio-owner")))}
        {head(CatalogSort::UpdatedAt, "p-3", text(t!("column-updated")))}
        <th role="columnheader" scope="col" class="c-menu"><span class="sr-only">{t!("defs-actions")}</span></th>
    };
    view! {
        <div class="table-wrap">
            <table class="table table--two table--stack table--bare" role="table">
                <caption class="sr-only">{t!("defs-namespaces")}</caption>
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</tbody>
            </table>
            <Pager query shown total/>
        </div>
    }
    .into_any()
}

/// A column by which the list can be sorted.
#[component]
fn Head(query: CatalogQuery, sort: CatalogSort, class: &'static str, name: Text) -> AnyView {
    let is_own = query.sort == sort;
    let is_up = query.direction == SortDirection::Ascending;
    let (state, icon) = if is_up { ("ascending", "arrow-up") } else { ("descending", "arrow-down") };
    // Names begin with the first, numbers with the largest.
    let first = if matches!(sort, CatalogSort::Title | CatalogSort::Owner) {
        SortDirection::Ascending
    } else {
        SortDirection::Descending
    };
    let direction = match (is_own, query.direction) {
        (false, _) => first,
        (true, SortDirection::Ascending) => SortDirection::Descending,
        (true, SortDirection::Descending) => SortDirection::Ascending,
    };
    let href = routes::metadefs::table(&CatalogQuery { sort, direction, page: 1, ..query });
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=is_own.then_some(state)><a href=href>{name}<Icon name=if is_own { icon } else { "sort" }/></a></th>
    }
    .into_any()
}

#[component]
fn Row(row: NamespaceRow) -> AnyView {
    let title = told(row.display_name.as_deref(), &row.titles, &row.namespace);
    let updated = move || format::moment(row.updated_at, presentation().lang.get());
    let owner = if row.is_own {
        view! { <span>{t!("defs-own-project")}</span> }.into_any()
    } else {
        view! { <span class="mono">{row.owner.clone()}</span> }.into_any()
    };
    let (icon, word) = match row.visibility {
        MetadefVisibility::Public => ("globe", "defs-visibility-public"),
        MetadefVisibility::Private => ("lock", "defs-visibility-private"),
    };
    let types = row.associations.iter().take(3).map(|it| {
        let prefix = it.prefix.clone().filter(|prefix| !prefix.is_empty());
        view! { <span class="tag" title=it.name.clone()>{short_type(&it.name).to_owned()}{prefix.map(|prefix| view! { " "<code>{prefix}</code> })}</span> }
    });
    let more = row.associations.len().saturating_sub(3);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-name">
                <div class="nsname">
                    <span class="row row--tight row--nowrap">
                        <a class="strong trunc" href=routes::metadefs::namespace(&row.namespace)>{title}</a>
                        {row.protected.then(|| view! { <Icon name="shield" class="icon--sm" label=text(t!("defs-protected"))/> })}
                    </span>
                    <span class="mono muted trunc">{row.namespace.clone()}</span>
                </div>
            </th>
            <td role="cell" class="p-2"><div class="row row--tight row--nowrap">{types.collect_view()}{(more > 0).then(|| view! { <span class="count">{format!("+{more}")}</span> })}</div></td>
            <td role="cell" class="c-num">{row.properties}</td>
            <td role="cell" class="c-num p-2">{row.objects}</td>
            <td role="cell" class="c-num p-3">{row.tags}</td>
            <td role="cell" class="p-2 c-status"><Status tone=Tone::None icon text=text(dynamic(word.to_owned(), Vec::new()))/></td>
            <td role="cell" class="p-3 c-who trunc">{owner}</td>
            <td role="cell" class="p-3 num"><time datetime=row.updated_at.to_string()>{updated}</time></td>
            <td role="cell" class="c-menu">
                {row.can_modify.then(|| view! {
                    <a class="btn btn--icon btn--ghost btn--sm" href=routes::metadefs::edit(&row.namespace) aria-label=t!("defs-edit-named", name = row.namespace.clone())><Icon name="edit"/></a>
                })}
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn Pager(query: CatalogQuery, shown: usize, total: usize) -> AnyView {
    let before = query.page.saturating_sub(1) * CatalogQuery::PAGE;
    let turn = |page: usize| routes::metadefs::table(&CatalogQuery { page, ..query.clone() });
    let previous = (query.page > 1).then(|| turn(query.page - 1));
    let next = (before + shown < total).then(|| turn(query.page + 1));
    let step = |href: Option<String>, icon: &'static str, label: Text| match href {
        Some(href) => {
            view! { <a class="btn btn--icon btn--sm" href=href aria-label=label><Icon name=icon/></a> }
                .into_any()
        }
        None => view! { <span class="btn btn--icon btn--sm" aria-disabled="true"><Icon name=icon/></span> }
            .into_any(),
    };
    view! {
        <nav class="pager" aria-label=t!("pager-label")>
            <span class="num">{t!("defs-range", from = before + 1, to = before + shown, total = total)}</span>
            <span class="push btn-group">
                {step(previous, "chevron-left", text(t!("pager-previous")))}
                {step(next, "chevron-right", text(t!("pager-next")))}
            </span>
        </nav>
    }
    .into_any()
}
