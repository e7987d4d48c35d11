//! Keys of images that saving leaves behind under their old names.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use vitrine_wire::metadef::{Correction, CorrectionKind, Document, IMAGE_TYPE};

use crate::i18n::t;
use crate::routes;
use crate::ui::icon::Icon;

/// A key of images under its old and its new name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    pub from: String,
    pub to: String,
}

/// The names of all properties, those in objects too.
fn names(document: &Document) -> BTreeSet<&str> {
    let inner = document.objects.iter().flat_map(|object| object.properties.keys());
    document.properties.keys().chain(inner).map(String::as_str).collect()
}

/// What stands before names on images, if the namespace is for them.
fn prefix(document: &Document) -> Option<&str> {
    let found = document.resource_type_associations.iter().find(|it| it.name == IMAGE_TYPE)?;
    Some(found.prefix.as_deref().unwrap_or_default())
}

/// The keys that images had by the former document and have otherwise now, given what was renamed.
#[must_use]
pub fn renamed_keys(before: &Document, after: &Document, renames: &[(String, String)]) -> Vec<Renamed> {
    let (Some(old), Some(new)) = (prefix(before), prefix(after)) else { return Vec::new() };
    let (had, has) = (names(before), names(after));
    let mut now: BTreeMap<&str, &str> = had.iter().map(|name| (*name, *name)).collect();
    for (from, to) in renames {
        if let Some(name) = now.values_mut().find(|name| **name == from) {
            *name = to;
        }
    }
    let key = |(was, is): (&str, &str)| Renamed { from: format!("{old}{was}"), to: format!("{new}{is}") };
    let gone = now.into_iter().filter(|(was, is)| has.contains(is) && (was == is || !has.contains(was)));
    gone.map(key).filter(|it| it.from != it.to).collect()
}

/// The way to the images that carry old keys.
#[component]
pub fn RenamedKeys(renamed: RwSignal<Vec<Renamed>>) -> AnyView {
    let row = |Renamed { from, to }: Renamed| {
        let rename = |from: &String, to: &String| Correction {
            key: from.clone(),
            value: None,
            kind: CorrectionKind::Rename,
            to: to.clone(),
        };
        let href = routes::metadefs::correct_as(&rename(&from, &to), None);
        view! { <li><a href=href target="_blank"><code>{from}</code>" → "<code>{to}</code><Icon name="external"/></a></li> }
    };
    view! {
        <div role="status">
            {move || (!renamed.with(Vec::is_empty)).then(|| view! {
                <div class="banner studio__note" data-s="info">
                    <Icon name="info"/>
                    <div><p>{t!("studio-renamed")}</p><ul>{renamed.get().into_iter().map(row).collect_view()}</ul></div>
                    <button type="button" class="btn btn--icon btn--ghost btn--sm push" aria-label=t!("toast-dismiss") on:click=move |_| renamed.set(Vec::new())><Icon name="x"/></button>
                </div>
            })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(prefix: &str, names: &[&str]) -> Document {
        let properties: serde_json::Map<_, _> = names
            .iter()
            .map(|name| ((*name).to_owned(), serde_json::json!({"type": "string", "title": name})))
            .collect();
        serde_json::from_value(serde_json::json!({
            "namespace": "N", "visibility": "public", "protected": false, "properties": properties,
            "resource_type_associations": [{"name": IMAGE_TYPE, "prefix": prefix}],
        }))
        .unwrap()
    }

    fn told(before: &Document, after: &Document, renames: &[(&str, &str)]) -> Vec<String> {
        let renames: Vec<_> =
            renames.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        renamed_keys(before, after, &renames).into_iter().map(|it| format!("{}>{}", it.from, it.to)).collect()
    }

    #[test]
    fn names_are_followed_to_the_last() {
        let before = document("hw_", &["a", "b"]);
        let after = document("hw_", &["c", "b"]);
        assert_eq!(told(&before, &after, &[("a", "x"), ("x", "c")]), ["hw_a>hw_c"]);
        // Taken back, or removed instead.
        assert_eq!(told(&before, &before, &[("a", "x")]), [""; 0]);
        assert_eq!(told(&before, &document("hw_", &["b"]), &[]), [""; 0]);
    }

    #[test]
    fn another_prefix_renames_every_key() {
        let (before, after) = (document("hw_", &["a"]), document("img_", &["a"]));
        assert_eq!(told(&before, &after, &[]), ["hw_a>img_a"]);
    }
}
