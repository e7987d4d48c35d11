//! What a namespace is, and the whole of it as JSON.

use leptos::prelude::*;
use vitrine_wire::metadef::{AssociationDocument, Document, MetadefEnforcement, NamespaceView};

use crate::format;
use crate::i18n::{dynamic, presentation, t};
use crate::pages::CopyButton;
use crate::ui::text;

#[component]
pub fn Overview(found: StoredValue<NamespaceView>, told: Memo<Document>) -> AnyView {
    let presentation = presentation();
    let NamespaceView { document, owner, created_at, updated_at, version, .. } = found.get_value();
    let moment = move |at: vitrine_wire::Timestamp| {
        view! { <time datetime=at.to_string()>{move || format!("{} UTC", format::moment(at, presentation.lang.get()))}</time> }
    };
    let enforcement = document.enforcement.unwrap_or(MetadefEnforcement::Off);
    let types = document.resource_type_associations.iter().cloned().map(|it| {
        let AssociationDocument { name, prefix, properties_target } = it;
        let prefix =
            prefix.filter(|prefix| !prefix.is_empty()).map(|prefix| view! { " "<code>{prefix}</code> });
        let target = properties_target.map(|target| view! { " → "<code>{target}</code> });
        view! { <li>{name}{prefix}{target}</li> }
    });
    let types = match document.resource_type_associations.is_empty() {
        true => t!("defs-none-of-it").into_any(),
        false => view! { <ul>{types.collect_view()}</ul> }.into_any(),
    };
    let languages: Vec<String> = document.translations.keys().cloned().collect();
    let languages = match languages.is_empty() {
        true => t!("defs-none-of-it").into_any(),
        false => languages.join(", ").into_any(),
    };
    let described = move || told.with(|it| it.description.clone()).unwrap_or_else(t!("defs-no-description"));
    let inner: usize = document.objects.iter().map(|it| it.properties.len()).sum();
    view! {
        <div class="card">
            <dl class="stats">
                <div><dt>{t!("defs-properties")}</dt><dd>{document.properties.len()}</dd></div>
                <div><dt>{t!("defs-objects")}</dt><dd>{document.objects.len()}" "<small>{t!("defs-inner", count = inner)}</small></dd></div>
                <div><dt>{t!("defs-tags")}</dt><dd>{document.tags.len()}</dd></div>
                <div><dt>{t!("defs-types")}</dt><dd>{document.resource_type_associations.len()}</dd></div>
            </dl>
        </div>
        <div class="card mt">
            <div class="card__head"><h2>{t!("defs-facts")}</h2></div>
            <dl class="dl dl--flush">
                <div><dt>{t!("defs-description")}</dt><dd>{described}</dd></div>
                <div><dt>{t!("defs-visibility")}</dt><dd>{dynamic(format!("studio-visibility-{}", document.visibility), Vec::new())}</dd></div>
                <div><dt>{t!("defs-protection")}</dt><dd>{if document.protected { text(t!("defs-protected")) } else { text(t!("defs-not-protected")) }}</dd></div>
                <div><dt>{t!("studio-enforcement")}</dt><dd>{dynamic(format!("studio-enforcement-{enforcement}"), Vec::new())}</dd></div>
                <div><dt>{t!("defs-applies")}</dt><dd>{types}</dd></div>
                <div><dt>{t!("defs-languages")}</dt><dd>{languages}</dd></div>
                <div><dt>{t!("studio-owner")}</dt><dd class="mono">{owner}</dd></div>
                <div><dt>{t!("defs-created")}</dt><dd>{moment(created_at)}</dd></div>
                <div><dt>{t!("defs-updated")}</dt><dd>{moment(updated_at)}</dd></div>
                <div><dt>{t!("defs-version")}</dt><dd class="num">{version}</dd></div>
            </dl>
        </div>
    }
    .into_any()
}

#[component]
pub fn Json(found: StoredValue<NamespaceView>) -> AnyView {
    let json = found.with_value(|found| vitrine_metadef::author::json::text(&found.document));
    let lines = json.lines().map(|line| view! { <li>{line.to_owned()}</li> }).collect_view();
    view! {
        <div class="card">
            <div class="card__head"><h2>{t!("studio-json-label")}</h2><div class="actions"><CopyButton value=json label=text(t!("studio-copy-json"))/></div></div>
            <div class="code code--page" role="group" aria-label=t!("studio-json-label") tabindex="0"><ol>{lines}</ol></div>
        </div>
    }
    .into_any()
}
