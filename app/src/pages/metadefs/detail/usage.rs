//! What images make of a namespace.

use leptos::prelude::*;
use vitrine_wire::metadef::{KeyUsage, NamespaceUsage, WrongQuery};

use crate::i18n::t;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::metadefs::browse::load_usage;
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::text;

#[component]
pub fn Usage(namespace: String) -> AnyView {
    let data = Resource::new_blocking(move || namespace.clone(), load_usage);
    loaded(text(t!("defs-tab-usage")), data, |found| view! { <Found found/> }.into_any())
}

#[component]
fn Found(found: NamespaceUsage) -> AnyView {
    if found.properties.is_empty() {
        return view! { <Empty title=text(t!("defs-not-for-images")) detail=text(t!("defs-not-for-images-detail"))>""</Empty> }.into_any();
    }
    let report = WrongQuery { namespace: Some(found.namespace.clone()), ..WrongQuery::default() };
    let report = routes::metadefs::report(&report);
    let rows = found.properties.into_iter().map(|usage| view! { <Row usage/> });
    view! {
        <p class="mb"><a class="btn btn--sm" href=report><Icon name="check"/>{t!("report-of-namespace")}</a></p>
        <div class="table-wrap">
            <table class="table table--plain">
                <caption class="sr-only">{t!("defs-tab-usage")}</caption>
                <thead><tr><th scope="col">{t!("defs-key")}</th><th scope="col" class="c-num">{t!("studio-used-count")}</th><th scope="col">{t!("defs-values")}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(usage: KeyUsage) -> AnyView {
    let key = usage.property.clone();
    let values = usage.values.into_iter().take(8).map(|it| {
        let href =
            routes::metadefs::usage_page(&key, Some(&it.value).filter(|_| !it.cut).map(String::as_str), None);
        let shown = if it.value.is_empty() { "\"\"".to_owned() } else { it.value };
        view! { <a class="tag tag--code" href=href><span class="trunc">{shown}</span>" "{it.images}</a> }
    });
    let values = values.collect_view();
    view! {
        <tr>
            <th scope="row" class="mono">{usage.property.clone()}</th>
            <td class="c-num"><a href=routes::metadefs::usage(&usage.property)>{usage.images}</a></td>
            <td class="c-wrap"><span class="row row--tight">{values}</span></td>
        </tr>
    }
    .into_any()
}
