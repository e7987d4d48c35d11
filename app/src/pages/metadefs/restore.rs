//! What a return to an earlier version would change, and the return.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use vitrine_wire::metadef::{Change, NamespaceView};

use super::detail::title_of;
use super::diff::ChangeDiff;
use super::texts::spoken;
use crate::i18n::{presentation, t};
use crate::layout::Path;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::metadefs::browse::{load_difference, load_view};
use crate::ui::icon::Icon;
use crate::ui::text;

/// What the page shows.
type Found = (NamespaceView, i64, Vec<Change>);

#[component]
pub fn ReturnPage() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let version = query.read().get("version").and_then(|it| it.parse::<i64>().ok());
        (params.read().get("ns").unwrap_or_default(), version.unwrap_or_default())
    });
    let data = Resource::new_blocking(move || asked.get(), |(name, version)| find(name, version));
    loaded(text(t!("defs-return")), data, |found| view! { <Question found/> }.into_any())
}

async fn find(name: String, version: i64) -> Result<Found, UiError> {
    let view = load_view(name.clone()).await?;
    let changes = load_difference(name, view.version, version).await?;
    Ok((view, version, changes))
}

#[component]
fn Question(found: Found) -> AnyView {
    let (NamespaceView { document, revision, modify, .. }, version, changes) = found;
    let name = document.namespace.clone();
    let lang = presentation().lang;
    let called = text(move || title_of(&spoken(&document, lang.get())));
    let history = routes::metadefs::namespace_tab(&name, "history");
    let steps = vec![
        (routes::metadefs::namespaces(), text(t!("nav-metadefs"))),
        (routes::metadefs::namespace(&name), called),
        (history.clone(), text(t!("defs-tab-history"))),
    ];
    let count = changes.len();
    let is_different = count > 0;
    let diffs = changes.into_iter().map(|change| view! { <ChangeDiff change/> }).collect_view();
    view! {
        <Title text=t!("defs-return-question", number = version)/>
        <Path steps current=text(t!("defs-version-number", number = version))/>
        <div class="page-head"><div class="page-head__title"><h1>{t!("defs-return-question", number = version)}</h1></div></div>
        <section class="card" aria-labelledby="changes-h">
            <div class="card__head"><h2 id="changes-h">{t!("studio-what-changes")}</h2><p>{t!("defs-changes", count = count)}</p></div>
            {if is_different {
                view! { <div class="pad"><div class="diff" role="group" aria-labelledby="changes-h" tabindex="0">{diffs}</div></div> }.into_any()
            } else {
                view! { <p class="pad muted">{t!("studio-nothing-changes")}</p> }.into_any()
            }}
            <form class="card__foot" method="post" action=routes::metadefs::revert(&name)>
                <input type="hidden" name="version" value=version/><input type="hidden" name="known" value=revision/>
                <a class="btn" href=history>{t!("form-cancel")}</a>
                {(is_different && modify.is_yes()).then(|| view! { <button type="submit" class="btn btn--primary"><Icon name="undo"/>{t!("defs-return")}</button> })}
                <p class="small muted">{t!("defs-return-hint")}</p>
            </form>
        </section>
    }
    .into_any()
}
