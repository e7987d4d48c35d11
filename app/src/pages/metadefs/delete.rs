//! The question before a namespace is deleted, as a page of its own: for who has no script.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use vitrine_wire::metadef::{Document, NamespaceUsage, NamespaceView};

use super::detail::title_of;
use super::texts::spoken;
use crate::i18n::{presentation, t};
use crate::layout::Path;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::metadefs::browse::{load_usage, load_view};
use crate::ui::icon::Icon;
use crate::ui::text;

#[component]
pub fn DeletePage() -> AnyView {
    let params = use_params_map();
    let name = Memo::new(move |_| params.read().get("ns").unwrap_or_default());
    let data = Resource::new_blocking(move || name.get(), find);
    loaded(text(t!("defs-delete")), data, |(found, usage)| view! { <Question found usage/> }.into_any())
}

/// The namespace, and what images make of it where the visitor may know.
async fn find(name: String) -> Result<(NamespaceView, Option<NamespaceUsage>), UiError> {
    let found = load_view(name.clone()).await?;
    Ok((found, load_usage(name).await.ok()))
}

/// What goes with a namespace, and what images keep.
#[component]
pub fn Loss(document: Document, usage: Option<NamespaceUsage>) -> AnyView {
    let own = document.properties.len();
    let properties = own + document.objects.iter().map(|object| object.properties.len()).sum::<usize>();
    let (objects, tags) = (document.objects.len(), document.tags.len());
    let (types, languages) = (document.resource_type_associations.len(), document.translations.len());
    let parts = [
        (properties, text(t!("defs-lost-properties", count = properties))),
        (objects, text(t!("defs-lost-objects", count = objects))),
        (tags, text(t!("defs-lost-tags", count = tags))),
        (types, text(t!("defs-lost-associations", count = types))),
        (languages, text(t!("defs-lost-translations", count = languages))),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts = parts.map(|(_, said)| view! { <span class="tag">{said}</span>" " });
    let parts = parts.collect_view();
    let used: Vec<_> = usage.into_iter().flat_map(|it| it.properties).filter(|it| it.images > 0).collect();
    let keys = used.len();
    let shown = used.into_iter().take(8).map(|it| {
        let href = routes::metadefs::usage(&it.property);
        view! { <li><a class="mono" href=href>{it.property}</a>" "<span class="count">{it.images}</span></li> }
    });
    let shown = shown.collect_view();
    view! {
        <p>{parts}</p>
        <p>{t!("defs-delete-detail")}</p>
        {(keys > 0).then(|| view! { <p>{t!("defs-delete-used", count = keys)}</p><ul class="small">{shown}</ul> })}
    }
    .into_any()
}

#[component]
fn Question(found: NamespaceView, usage: Option<NamespaceUsage>) -> AnyView {
    let name = found.document.namespace.clone();
    let (lost, document, lang) = (found.document.clone(), found.document, presentation().lang);
    let called = text(move || title_of(&spoken(&document, lang.get())));
    let steps = vec![
        (routes::metadefs::namespaces(), text(t!("nav-metadefs"))),
        (routes::metadefs::namespace(&name), called),
    ];
    view! {
        <Title text=t!("defs-delete")/>
        <Path steps current=text(t!("defs-delete"))/>
        <div class="card confirm confirm--page">
            <div class="dialog__head"><div><h1>{move || t!("defs-delete-question", name = called.get())()}</h1><p class="mono small">{name.clone()}</p><Loss document=lost usage/></div></div>
            <form class="dialog__foot" method="post" action=routes::metadefs::delete(&name)>
                <a class="btn" href=routes::metadefs::namespace(&name)>{t!("dialog-keep")}</a>
                {if found.delete.is_yes() {
                    view! { <button type="submit" class="btn btn--danger"><Icon name="trash"/>{t!("defs-delete")}</button> }.into_any()
                } else {
                    view! { <p class="muted small">{t!("defs-delete-protected")}</p> }.into_any()
                }}
            </form>
        </div>
    }
    .into_any()
}
