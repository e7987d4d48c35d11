//! What a namespace holds: properties, objects, tags, and what it is for.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use vitrine_metadef::author::{Entered, Member};
use vitrine_wire::metadef::{AssociationDocument, Document, PropertyDefinition};

use super::Marked;
use crate::i18n::{dynamic, t};
use crate::pages::metadefs::studio::{glyph, member_label};
use crate::routes;
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::text;

/// Nothing of a kind.
#[component]
fn Nothing() -> AnyView {
    view! { <Empty title=text(t!("defs-nothing")) detail=text(t!("defs-nothing-detail"))>""</Empty> }
        .into_any()
}

#[component]
pub fn Properties(document: Document, marked: Marked) -> AnyView {
    if document.properties.is_empty() {
        return view! { <Nothing/> }.into_any();
    }
    let namespace = document.namespace.clone();
    view! {
        <div class="card"><PropertyList namespace object=None properties=document.properties marked=marked.property required=Vec::new() stored=document.resource_type_associations/></div>
    }
    .into_any()
}

#[component]
pub fn Objects(document: Document, marked: Marked) -> AnyView {
    if document.objects.is_empty() {
        return view! { <Nothing/> }.into_any();
    }
    let namespace = document.namespace.clone();
    let stored = document.resource_type_associations.clone();
    let cards = document.objects.into_iter().map(|object| {
        let is_here = marked.object.as_ref() == Some(&object.name);
        let property = marked.property.clone().filter(|_| is_here);
        let current = (is_here && property.is_none()).then_some("true");
        let id = format!("object-{}", object.name);
        view! {
            <section class="card mb def" id=id aria-current=current>
                <div class="card__head"><Icon name="object"/><h2>{object.name.clone()}</h2><p>{object.description.clone()}</p></div>
                <PropertyList namespace=namespace.clone() object=Some(object.name) properties=object.properties marked=property required=object.required stored=stored.clone()/>
            </section>
        }
    });
    view! { <h2 class="sr-only">{t!("defs-objects")}</h2>{cards.collect_view()} }.into_any()
}

/// Definitions, each with what is asked of values. A mark shows which one the address names.
#[component]
fn PropertyList(
    namespace: String,
    object: Option<String>,
    properties: BTreeMap<String, PropertyDefinition>,
    marked: Option<String>,
    required: Vec<String>,
    stored: Vec<AssociationDocument>,
) -> AnyView {
    let rows = properties.into_iter().map(|(name, definition)| {
        let is_marked = marked.as_ref() == Some(&name);
        let is_required = required.contains(&name);
        let id = format!("prop-{name}");
        let href = routes::metadefs::property(&namespace, object.as_deref(), &name);
        let title = definition.common().title.clone().filter(|it| !it.trim().is_empty()).unwrap_or_else(|| name.clone());
        let keys: Vec<String> = stored.iter().map(|it| format!("{}{name}", it.prefix.as_deref().unwrap_or_default())).collect();
        view! {
            <li class="def" id=id aria-current=is_marked.then_some("true")>
                <div class="def__head">
                    <span class="typeglyph" aria-hidden="true">{glyph(definition.kind())}</span>
                    <h3><a href=href>{title}</a></h3>
                    <span class="mono muted">{name}</span>
                    <span class="tag tag--code">{dynamic(format!("studio-type-{}", definition.kind()), Vec::new())}</span>
                    {is_required.then(|| view! { <span class="tag tag--accent">{t!("studio-required")}</span> })}
                    {(definition.common().readonly == Some(true)).then(|| view! { <span class="tag">{t!("defs-readonly")}</span> })}
                </div>
                {definition.common().description.clone().map(|text| view! { <p class="def__text">{text}</p> })}
                <Rules definition/>
                <Keys keys/>
            </li>
        }
    });
    view! { <ul class="defs">{rows.collect_view()}</ul> }.into_any()
}

/// What the property is called on resources.
#[component]
fn Keys(mut keys: Vec<String>) -> AnyView {
    keys.sort();
    keys.dedup();
    if keys.is_empty() {
        return ().into_any();
    }
    let keys = keys.into_iter().map(|key| view! { <code>{key}</code>" " }).collect_view();
    view! { <p class="muted small">{t!("studio-stored-as")}" "{keys}</p> }.into_any()
}

/// What a definition asks of values, member by member.
#[component]
fn Rules(definition: PropertyDefinition) -> AnyView {
    let told = [
        Member::Default,
        Member::Enum,
        Member::Operators,
        Member::Minimum,
        Member::Maximum,
        Member::MinLength,
        Member::MaxLength,
        Member::Pattern,
        Member::ItemsType,
        Member::ItemsEnum,
        Member::MinItems,
        Member::MaxItems,
        Member::UniqueItems,
        Member::AdditionalItems,
    ];
    let rows: Vec<AnyView> = told
        .into_iter()
        .filter_map(|member| {
            let value = match member.shown(&definition) {
                Entered::Nothing => return None,
                Entered::Text(text) => view! { <span class="mono">{text}</span> }.into_any(),
                Entered::Flag(flag) => view! { <span class="mono">{flag.to_string()}</span> }.into_any(),
                Entered::List(words) => {
                    let words =
                        words.into_iter().map(|word| view! { <span class="tag tag--code">{word}</span> });
                    view! { <span class="row row--tight">{words.collect_view()}</span> }.into_any()
                }
            };
            Some(view! { <div><dt>{member_label(member)}</dt><dd>{value}</dd></div> }.into_any())
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! { <dl class="dl def__rules">{rows}</dl> }.into_any()
}

#[component]
pub fn Tags(document: Document) -> AnyView {
    if document.tags.is_empty() {
        return view! { <Nothing/> }.into_any();
    }
    let tags = document.tags.into_iter().map(|tag| view! { <li class="tag">{tag.name}</li> });
    view! { <div class="card pad"><ul class="row">{tags.collect_view()}</ul></div> }.into_any()
}

#[component]
pub fn Associations(document: Document) -> AnyView {
    if document.resource_type_associations.is_empty() {
        return view! { <Nothing/> }.into_any();
    }
    let rows = document.resource_type_associations.into_iter().map(|it| {
        view! { <tr><th scope="row" class="mono">{it.name}</th><td class="mono">{it.prefix}</td><td class="mono">{it.properties_target}</td></tr> }
    });
    view! {
        <div class="table-wrap">
            <table class="table table--plain">
                <caption class="sr-only">{t!("defs-types")}</caption>
                <thead><tr><th scope="col">{t!("studio-resource-type")}</th><th scope="col">{t!("studio-prefix")}</th><th scope="col">{t!("studio-target")}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What people get to choose on a type of resource.
#[component]
pub fn Preview(document: Document) -> AnyView {
    let query = use_query_map();
    let types: Vec<AssociationDocument> = document.resource_type_associations.clone();
    let wanted = query.read_untracked().get("as");
    let chosen = types.iter().find(|it| Some(&it.name) == wanted.as_ref()).or(types.first()).cloned();
    let Some(chosen) = chosen else { return view! { <Nothing/> }.into_any() };
    let prefix = chosen.prefix.clone().unwrap_or_default();
    let namespace = document.namespace.clone();
    let links = types.into_iter().map(|it| {
        let current = (it.name == chosen.name).then_some("true");
        let href = routes::metadefs::preview(&namespace, &it.name);
        view! { <a href=href aria-current=current>{it.name}</a> }
    });
    let inner = document.objects.into_iter().map(|it| (Some(it.name), it.properties));
    let groups = std::iter::once((None, document.properties)).chain(inner).filter(|(_, all)| !all.is_empty());
    let cards = groups.map(|(object, properties)| {
        let prefix = prefix.clone();
        let rows = properties.into_iter().map(move |(name, definition)| {
            let title = definition.common().title.clone().unwrap_or_else(|| name.clone());
            let key = format!("{prefix}{name}");
            view! {
                <div class="prop"><div><span class="prop__title">{title}</span><span class="prop__key">{key}</span></div><div><Offered definition/></div></div>
            }
        });
        view! {
            <section class="card mb">
                <div class="card__head"><h2>{object.map_or_else(|| text(t!("defs-properties")), |name| text(move || name.clone()))}</h2></div>
                {rows.collect_view()}
            </section>
        }
    });
    view! {
        <nav class="segment mb" aria-label=t!("studio-resource-type")>{links.collect_view()}</nav>
        {cards.collect_view()}
    }
    .into_any()
}

/// What may be chosen, or what kind of value is typed.
#[component]
fn Offered(definition: PropertyDefinition) -> AnyView {
    let values =
        [Member::Enum, Member::ItemsEnum].into_iter().find_map(|member| match member.shown(&definition) {
            Entered::List(words) => Some(words),
            _ => None,
        });
    let default = match Member::Default.shown(&definition) {
        Entered::Text(text) => Some(text),
        Entered::List(words) => Some(words.join(", ")),
        _ => None,
    };
    let said = match values {
        Some(words) => {
            let words = words.into_iter().map(|word| view! { <span class="tag tag--code">{word}</span> });
            view! { <span class="row row--tight">{words.collect_view()}</span> }.into_any()
        }
        None => view! { <span class="muted">{dynamic(format!("studio-type-{}", definition.kind()), Vec::new())}</span> }.into_any(),
    };
    view! {
        {said}
        {default.map(|value| view! { <p class="muted small">{t!("studio-member-default")}": "<code>{value}</code></p> })}
    }
    .into_any()
}
