//! What is known of a property's key outside of the document: who else defines it, which images carry it.

use leptos::prelude::*;
use vitrine_metadef::author::Selection;
use vitrine_wire::metadef::{Document, KeyFacts};

use super::state::Studio;
use crate::i18n::t;
use crate::routes;
use crate::rpc::metadefs::studio::load_key;
use crate::ui::icon::Icon;

/// A property with what resources call it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Key {
    /// By type of resource.
    stored: Vec<(String, String)>,
}

fn key(document: &Document, selection: &Selection) -> Option<Key> {
    let Selection::Property { name, .. } = selection else { return None };
    let stored = document
        .resource_type_associations
        .iter()
        .map(|it| (it.name.clone(), format!("{}{name}", it.prefix.as_deref().unwrap_or_default())));
    Some(Key { stored: stored.collect() })
}

/// What the server knows of the key that is selected.
#[derive(Clone, Copy)]
pub struct Facts(LocalResource<Option<KeyFacts>>, Memo<Option<Key>>);

impl Facts {
    #[must_use]
    pub fn of(studio: Studio) -> Self {
        let key = studio.of(key);
        let saved = Memo::new(move |_| studio.read(|work| work.base().map(|it| it.namespace.clone())));
        let known = LocalResource::new(move || {
            let (key, saved) = (key.get(), saved.get());
            async move {
                let key = key?;
                let name = saved.clone().unwrap_or_default();
                load_key(name, saved.is_some(), key.stored).await.ok()
            }
        });
        Self(known, key)
    }

    fn known(self) -> KeyFacts {
        self.0.get().flatten().unwrap_or_default()
    }

    fn elsewhere(self) -> Vec<String> {
        self.known().elsewhere
    }

    pub fn images(self) -> Option<u64> {
        self.known().usage.map(|usage| usage.images)
    }
}

/// A line below the heading: what the property is called where it is stored.
#[component]
pub fn KeyLine(studio: Studio) -> AnyView {
    let key = studio.of(key);
    let stored = move || {
        let stored = key.get().map(|key| key.stored).unwrap_or_default();
        let one = |(kind, key): (String, String)| view! { <span class="nowrap">{kind}": "<code>{key}</code></span>" " };
        stored.into_iter().map(one).collect_view()
    };
    let facts = use_context::<Facts>();
    let elsewhere =
        move || facts.map(Facts::elsewhere).filter(|names| !names.is_empty()).map(|names| names.join(", "));
    let has_none = move || key.with(|key| key.as_ref().is_none_or(|key| key.stored.is_empty()));
    view! {
        <p class="muted small">
            {move || if has_none() { view! { {t!("studio-stored-nowhere")} }.into_any() } else { view! { {t!("studio-stored-as")}" "{stored()} }.into_any() }}
        </p>
        <div role="status">{move || elsewhere().map(|names| view! { <p class="field__warn"><Icon name="warning"/><span>{t!("studio-elsewhere")}" "<code>{names}</code></span></p> })}</div>
    }
    .into_any()
}

/// Where the property is used.
#[component]
pub fn WhereUsed(facts: Facts) -> AnyView {
    let elsewhere = move || {
        let names = facts.elsewhere();
        (!names.is_empty()).then(|| {
            let links = names.into_iter().map(|name| {
                let href = routes::metadefs::namespace(&name);
                view! { <li><a href=href target="_blank">{name}<Icon name="external"/></a></li> }
            });
            view! {
                <div class="pad">
                    <p class="field__warn"><Icon name="warning"/>{t!("studio-elsewhere")}</p>
                    <ul class="stack stack--tight mt">{links.collect_view()}</ul>
                </div>
            }
        })
    };
    let usage = move || {
        let is_property = facts.1.with(Option::is_some);
        match (is_property, facts.known().usage) {
            (false, _) => view! { <p class="pad muted small">{t!("studio-used-choose")}</p> }.into_any(),
            (true, None) => view! { <p class="pad muted small">{t!("studio-used-unknown")}</p> }.into_any(),
            (true, Some(usage)) => {
                let values = usage.values.into_iter().map(|it| {
                    view! { <tr><td class="mono">{it.value}</td><td class="num">{it.images}</td></tr> }
                });
                let href = routes::metadefs::usage(&usage.property);
                view! {
                    <div class="pad stack">
                        <p><a href=href target="_blank">{t!("studio-used-images", count = usage.images)}<Icon name="external"/></a></p>
                        <table class="table"><thead><tr><th scope="col">{t!("studio-used-value")}</th><th scope="col">{t!("studio-used-count")}</th></tr></thead><tbody>{values.collect_view()}</tbody></table>
                    </div>
                }
                .into_any()
            }
        }
    };
    view! { <div class="studio__used">{elsewhere}{usage}</div> }.into_any()
}
