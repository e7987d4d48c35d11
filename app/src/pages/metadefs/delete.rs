//! The question before a namespace is deleted, as a page of its own: for who has no script.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use vitrine_wire::metadef::NamespaceView;

use crate::i18n::t;
use crate::layout::Path;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::metadefs::browse::load_view;
use crate::ui::icon::Icon;
use crate::ui::text;

#[component]
pub fn DeletePage() -> AnyView {
    let params = use_params_map();
    let name = Memo::new(move |_| params.read().get("ns").unwrap_or_default());
    let data = Resource::new_blocking(move || name.get(), load_view);
    loaded(text(t!("defs-delete")), data, |found| view! { <Question found/> }.into_any())
}

#[component]
fn Question(found: NamespaceView) -> AnyView {
    let name = found.document.namespace.clone();
    let steps = vec![
        (routes::metadefs::namespaces(), text(t!("nav-metadefs"))),
        (
            routes::metadefs::namespace(&name),
            text({
                let name = name.clone();
                move || name.clone()
            }),
        ),
    ];
    view! {
        <Title text=t!("defs-delete")/>
        <Path steps current=text(t!("defs-delete"))/>
        <div class="card confirm confirm--page">
            <div class="dialog__head"><div><h1>{t!("defs-delete-question", name = name.clone())}</h1><p>{t!("defs-delete-detail")}</p></div></div>
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
