//! A namespace. Which tab is shown, and what is marked on it, is in the address.

mod facts;
mod history;
mod parts;
mod usage;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use vitrine_wire::metadef::{Document, ExportFormat, NamespaceView};

use self::facts::{Json, Overview};
use self::history::History;
use self::parts::{Associations, Objects, Preview, Properties, Tags};
use self::usage::Usage;
use crate::i18n::{dynamic, presentation, t};
use crate::layout::Path;
use crate::pages::metadefs::texts::spoken;
use crate::pages::{CopyButton, loaded};
use crate::routes;
use crate::rpc::metadefs::browse::load_view;
use crate::ui::icon::Icon;
use crate::ui::status::{Pill, Tone};
use crate::ui::text;
use vitrine_wire::Ability;

const TABS: [&str; 9] =
    ["overview", "properties", "objects", "tags", "associations", "preview", "usage", "json", "history"];

/// What the address asks to be marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    pub property: Option<String>,
    pub object: Option<String>,
}

#[component]
pub fn NamespacePage() -> AnyView {
    let params = use_params_map();
    let name = Memo::new(move |_| params.read().get("ns").unwrap_or_default());
    let data = Resource::new_blocking(move || name.get(), load_view);
    let title = text(move || name.get());
    view! { {loaded(title, data, move |found| view! { <Page found/> }.into_any())} }.into_any()
}

/// What the namespace is called.
pub fn title_of(document: &Document) -> String {
    document
        .display_name
        .clone()
        .filter(|it| !it.trim().is_empty())
        .unwrap_or_else(|| document.namespace.clone())
}

#[component]
fn Page(found: NamespaceView) -> AnyView {
    let name = found.document.namespace.clone();
    let query = use_query_map();
    let tab = Memo::new(move |_| {
        let wanted = query.read().get("tab").unwrap_or_default();
        TABS.into_iter().find(|tab| *tab == wanted).unwrap_or(TABS[0])
    });
    let marked =
        Memo::new(move |_| Marked { property: query.read().get("prop"), object: query.read().get("obj") });
    let presentation = presentation();
    let found = StoredValue::new(found);
    // Titles in the reader's language, where there are some.
    let told = Memo::new(move |_| {
        let lang = presentation.lang.get();
        found.with_value(|found| spoken(&found.document, lang))
    });
    let title = text(move || told.with(title_of));
    let count = move |tab: &str| found.with_value(|found| counted(&found.document, tab));
    let sees_history = found.with_value(|found| found.can_see_history);
    let offered = TABS.into_iter().filter(|it| sees_history || *it != "history");
    let tabs: Vec<_> = {
        let name = name.clone();
        offered.map(|it| {
            let href = if it == TABS[0] { routes::metadefs::namespace(&name) } else { routes::metadefs::namespace_tab(&name, it) };
            let current = move || (tab.get() == it).then_some("page");
            view! { <a href=href aria-current=current>{dynamic(format!("defs-tab-{it}"), Vec::new())}{count(it).map(|count| view! { <span class="count">{count}</span> })}</a> }
        }).collect()
    };
    let can_change = found.with_value(|it| it.modify.is_yes());
    let shown = {
        let name = name.clone();
        move || {
            let namespace = name.clone();
            match tab.get() {
                "properties" => view! { <Properties document=told.get() marked can_change/> }.into_any(),
                "objects" => view! { <Objects document=told.get() marked can_change/> }.into_any(),
                "tags" => view! { <Tags document=told.get()/> }.into_any(),
                "associations" => view! { <Associations document=told.get()/> }.into_any(),
                "preview" => view! { <Preview document=told.get()/> }.into_any(),
                "usage" => view! { <Usage namespace/> }.into_any(),
                "json" => view! { <Json found/> }.into_any(),
                "history" => {
                    view! { <History namespace version=found.with_value(|it| it.version) can_change/> }
                        .into_any()
                }
                _ => view! { <Overview found told/> }.into_any(),
            }
        }
    };
    view! {
        <Title text=title/>
        <Path steps=vec![(routes::metadefs::namespaces(), text(t!("nav-metadefs")))] current=title/>
        <div class="page-head">
            <div class="page-head__title">
                <div>
                    <h1>{title}</h1>
                    <p class="row row--tight muted small"><span class="mono trunc">{name.clone()}</span><CopyButton value=name.clone() label=text(t!("defs-copy-name"))/></p>
                </div>
            </div>
            <Actions found/>
        </div>
        <Notice/>
        <nav class="tabs" aria-label=t!("defs-parts")>{tabs.into_iter().collect_view()}</nav>
        {shown}
    }
    .into_any()
}

fn counted(document: &Document, tab: &str) -> Option<usize> {
    Some(match tab {
        "properties" => document.properties.len(),
        "objects" => document.objects.len(),
        "tags" => document.tags.len(),
        "associations" => document.resource_type_associations.len(),
        _ => return None,
    })
}

/// The reason that a form without script was turned down for.
#[component]
fn Notice() -> impl IntoView {
    let query = use_query_map();
    let known = ["error-metadef-protected", "error-policy", "error-stale", "error-namespace-rename"];
    let code = move || query.read().get("notice").filter(|code| known.contains(&code.as_str()));
    let args = move || {
        vec![
            ("name".to_owned(), query.read().get("name").unwrap_or_default()),
            ("kind".to_owned(), "namespace".to_owned()),
        ]
    };
    move || {
        code().map(|code| view! { <div class="banner mb" data-s="bad"><Icon name="error"/><p>{dynamic(code, args())}</p></div> })
    }
}

#[component]
fn Actions(found: StoredValue<NamespaceView>) -> AnyView {
    let NamespaceView { document, modify, delete, can_create, .. } = found.get_value();
    let name = document.namespace.clone();
    let delete = match delete {
        Ability::NotPermitted => ().into_any(),
        Ability::Blocked(_) => view! {
            <button type="button" class="btn btn--danger-quiet" aria-disabled="true" aria-describedby="why-delete"><Icon name="trash"/>{t!("defs-delete")}</button>
            <small class="muted" id="why-delete">{t!("defs-delete-protected")}</small>
        }
        .into_any(),
        Ability::Yes => view! {
            <a class="btn btn--danger-quiet" href=routes::metadefs::delete(&name)><Icon name="trash"/>{t!("defs-delete")}</a>
        }
        .into_any(),
    };
    view! {
        <div class="actions">
            {document.protected.then(|| view! { <Pill tone=Tone::None icon="shield" text=text(t!("defs-protected"))/> })}
            <a class="btn" href=routes::metadefs::export_file(ExportFormat::Json, &[&name]) rel="external" download><Icon name="download"/>{t!("defs-export")}</a>
            {delete}
            {can_create.then(|| view! { <a class="btn" href=routes::metadefs::create_from(&name)><Icon name="copy"/>{t!("defs-copy")}</a> })}
            {modify.is_yes().then(|| view! { <a class="btn btn--primary" href=routes::metadefs::edit(&name)><Icon name="edit"/>{t!("defs-edit")}</a> })}
        </div>
    }
    .into_any()
}
