//! Taking namespaces along: a form that asks for a file.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::metadef::{
    ExportFilter, ExportFormat, ExportOffer, ExportRow, IMAGE_TYPE, MetadefVisibility,
};

use crate::i18n::{dynamic, t};
use crate::layout::{PageHead, Path};
use crate::pages::loaded;
use crate::routes::metadefs as routes;
use crate::rpc::metadefs::transfer::load_export;
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::text;

#[component]
pub fn ExportPage() -> AnyView {
    let params = use_query_map();
    let filter = Memo::new(move |_| routes::read_export_filter(|key| params.read().get(key)));
    let offer = Resource::new_blocking(move || filter.get(), load_export);
    let show = move |offer: ExportOffer| view! { <Page offer filter=filter.get_untracked()/> }.into_any();
    view! {
        <Title text=t!("transfer-export-title")/>
        {loaded(text(t!("transfer-export-title")), offer, show)}
    }
    .into_any()
}

#[component]
fn Page(offer: ExportOffer, filter: ExportFilter) -> AnyView {
    let ExportOffer { rows, resource_types } = offer;
    let is_empty = rows.is_empty();
    view! {
        <Path steps=vec![(routes::namespaces(), text(t!("nav-metadefs")))] current=text(t!("transfer-export-crumb"))/>
        <PageHead title=text(t!("transfer-export-title"))/>
        <FilterBar filter=filter.clone() types=resource_types.clone()/>
        {if is_empty {
            view! {
                <Empty title=text(t!("transfer-export-none")) detail=text(t!("transfer-export-none-detail"))>
                    <a class="btn btn--sm" href=routes::export()>{t!("transfer-export-clear")}</a>
                </Empty>
            }
            .into_any()
        } else {
            view! { <Choice rows filter types=resource_types/> }.into_any()
        }}
    }
    .into_any()
}

#[component]
fn FilterBar(filter: ExportFilter, types: Vec<String>) -> AnyView {
    let is_on = filter != ExportFilter::default();
    let ExportFilter { text: words, visibility, resource_type } = filter;
    let visibilities = MetadefVisibility::ALL.iter().map(move |&offered| {
        let said = dynamic(format!("transfer-visibility-{offered}"), Vec::new());
        view! { <option value=offered.as_str() selected=visibility == Some(offered)>{said}</option> }
    });
    let types = types.into_iter().map(move |offered| {
        let is_chosen = resource_type.as_deref() == Some(offered.as_str());
        view! { <option value=offered.clone() selected=is_chosen>{offered.clone()}</option> }
    });
    view! {
        <div class="toolbar">
            <form method="get" action=routes::export() class="toolbar__form" role="search" aria-label=t!("transfer-export-filter")>
                <div class="search">
                    <label class="sr-only" for="q">{t!("transfer-export-name")}</label>
                    <Icon name="search"/>
                    <input class="input" id="q" name="text" type="search" placeholder=t!("transfer-export-name") value=words maxlength="255"/>
                </div>
                <label class="sr-only" for="f-visibility">{t!("transfer-visibility")}</label>
                <select class="select" id="f-visibility" name="visibility">
                    <option value="">{t!("transfer-any-visibility")}</option>
                    {visibilities.collect_view()}
                </select>
                <label class="sr-only" for="f-type">{t!("transfer-type")}</label>
                <select class="select" id="f-type" name="resource_type">
                    <option value="">{t!("transfer-any-type")}</option>
                    {types.collect_view()}
                </select>
                <button type="submit" class="btn"><Icon name="filter"/>{t!("transfer-export-apply")}</button>
                {is_on.then(|| view! { <a class="btn btn--ghost" href=routes::export()>{t!("transfer-export-clear")}</a> })}
            </form>
        </div>
    }
    .into_any()
}

/// Which namespaces, and in what form. What the filter says goes along for all that it finds.
#[component]
fn Choice(rows: Vec<ExportRow>, filter: ExportFilter, types: Vec<String>) -> AnyView {
    let count = rows.len();
    let hidden = routes::filter_pairs(&filter)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned()/> })
        .collect_view();
    let rows = rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <form method="get" action=routes::export_files() class="cols">
            {hidden}
            <div class="table-wrap">
                <table class="table table--bare table--two transfer-table">
                    <caption class="sr-only">{t!("transfer-export-title")}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="c-check"><span class="sr-only">{t!("transfer-export-choose")}</span></th>
                            <th scope="col">{t!("transfer-namespace")}</th>
                            <th scope="col" class="p-2">{t!("transfer-visibility")}</th>
                            <th scope="col" class="p-3">{t!("transfer-types")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <aside class="stack sticky" aria-label=t!("transfer-export-form")>
                <FormatCard types/>
                <button type="submit" class="btn btn--primary btn--block"><Icon name="download"/>{t!("transfer-export-selected")}</button>
                <button type="submit" class="btn btn--block" name="all" value="true">
                    <Icon name="download"/>{t!("transfer-export-all", count = count)}
                </button>
            </aside>
        </form>
    }
    .into_any()
}

#[component]
fn Row(row: ExportRow) -> AnyView {
    let ExportRow { namespace, display_name, visibility, protected, resource_types } = row;
    let label = t!("transfer-export-one", name = namespace.clone());
    let title = display_name.unwrap_or_else(|| namespace.clone());
    let said = dynamic(format!("transfer-visibility-{visibility}"), Vec::new());
    view! {
        <tr>
            <td class="c-check"><input type="checkbox" name="ns" value=namespace.clone() aria-label=label/></td>
            <th scope="row">
                <div class="transfer-name">
                    <span>
                        <a href=routes::namespace(&namespace)>{title}</a>" "
                        {protected.then(|| view! { <Icon name="shield" class="icon--sm" label=text(t!("transfer-protected"))/> })}
                    </span>
                    <span class="mono muted small trunc">{namespace}</span>
                </div>
            </th>
            <td class="p-2">{said}</td>
            <td class="p-3 mono small">{resource_types.join(" ")}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn FormatCard(types: Vec<String>) -> AnyView {
    let formats = ExportFormat::ALL.iter().map(|&format| {
        let name = dynamic(format!("transfer-format-{format}"), Vec::new());
        let hint = dynamic(format!("transfer-format-{format}-hint"), Vec::new());
        view! {
            <label class="check">
                <input type="radio" name="format" value=format.as_str() checked=format == ExportFormat::Json/>
                <span>{name}<small>{hint}</small></span>
            </label>
        }
    });
    let types = types.into_iter().map(|name| {
        let is_first = name == IMAGE_TYPE;
        view! { <option value=name.clone() selected=is_first>{name.clone()}</option> }
    });
    view! {
        <section class="card" aria-labelledby="h-format">
            <div class="card__head"><h2 id="h-format">{t!("transfer-export-form")}</h2></div>
            <div class="card__body stack">
                <fieldset class="stack stack--tight transfer-choices">
                    <legend class="sr-only">{t!("transfer-export-form")}</legend>
                    {formats.collect_view()}
                </fieldset>
                <div class="field">
                    <label class="field__label" for="schema-type">{t!("transfer-schema-type")}</label>
                    <select class="select" id="schema-type" name="type">{types.collect_view()}</select>
                </div>
            </div>
        </section>
    }
    .into_any()
}
