//! What an image's page tells, card by card.

use std::collections::BTreeMap;

use leptos::prelude::*;
use vitrine_wire::Image;

use crate::format;
use crate::i18n::{presentation, t};
use crate::pages::CopyButton;
use crate::routes;
use crate::ui::icon::Icon;
use crate::ui::status::{Status, Tone, visibility_icon, visibility_text};
use crate::ui::{Text, text};

/// The figures at the top.
#[component]
pub fn Stats(image: Image) -> AnyView {
    let dash = || "—".to_owned();
    let size = image.size.map_or_else(dash, format::size);
    let of_virtual = image
        .virtual_size
        .map(|bytes| view! { " "<small>{t!("stats-virtual", size = format::size(bytes))}</small> });
    let disk_format = image.disk_format.as_deref().map_or_else(dash, str::to_uppercase);
    let container = image.container_format.unwrap_or_default();
    view! {
        <dl class="stats">
            <div><dt>{t!("stats-size")}</dt><dd class="num">{size}{of_virtual}</dd></div>
            <div><dt>{t!("stats-format")}</dt><dd>{disk_format}" "<small>{container}</small></dd></div>
            <div>
                <dt>{t!("stats-minimum")}</dt>
                <dd class="num">
                    {format!("{} GiB ", image.min_disk)}<small>{t!("stats-disk")}</small>{format!(" · {} MiB ", image.min_ram)}<small>{t!("stats-memory")}</small>
                </dd>
            </div>
        </dl>
    }.into_any()
}

/// A card with a heading.
#[component]
fn Card(id: &'static str, #[prop(into)] title: Text, children: Children) -> AnyView {
    view! {
        <section class="card" aria-labelledby=id><div class="card__head"><h2 id=id>{title}</h2></div>{children()}</section>
    }.into_any()
}

/// A term and what is to be said of it.
#[component]
fn Fact(#[prop(into)] term: Text, children: Children) -> AnyView {
    view! { <div><dt>{term}</dt><dd>{children()}</dd></div> }.into_any()
}

#[component]
pub fn FactsCard(image: Image) -> AnyView {
    let description = image.properties.get("description").cloned();
    let architecture = image.properties.get("architecture").cloned();
    let moment = |at: vitrine_wire::Timestamp| {
        view! { <time datetime=at.to_string()>{move || format!("{} UTC", format::moment(at, presentation().lang.get()))}</time> }
    };
    view! {
        <Card id="h-image" title=text(t!("card-image"))>
            <dl class="dl dl--flush">
                {description.map(|description| view! { <Fact term=text(t!("fact-description"))>{description}</Fact> })}
                {architecture.map(|name| view! { <Fact term=text(t!("fact-architecture"))><span class="mono">{name}</span></Fact> })}
                <Fact term=text(t!("fact-created"))>{moment(image.created_at)}</Fact>
                <Fact term=text(t!("fact-updated"))>{moment(image.updated_at)}</Fact>
            </dl>
        </Card>
    }.into_any()
}

#[component]
pub fn SecurityCard(image: Image) -> AnyView {
    let yes_no = |is_so: bool| if is_so { text(t!("yes")) } else { text(t!("no")) };
    let algorithm = image.os_hash_algo.clone().unwrap_or_default();
    view! {
        <Card id="h-security" title=text(t!("card-security"))>
            <dl class="dl dl--flush">
                <Fact term=text(t!("fact-owner"))><span class="mono">{image.owner.clone().unwrap_or_default()}</span></Fact>
                <Fact term=text(t!("fact-visibility"))>
                    <Status tone=Tone::None icon=visibility_icon(image.visibility) text=text(visibility_text(image.visibility))/>
                </Fact>
                <Fact term=text(t!("fact-protected"))>{yes_no(image.protected)}</Fact>
                <Fact term=text(t!("fact-hidden"))>{yes_no(image.os_hidden)}</Fact>
                {image.os_hash_value.clone().map(|value| view! { <Digest name=algorithm.clone() value/> })}
                {image.checksum.clone().map(|value| view! { <Digest name="md5".to_owned() value/> })}
            </dl>
        </Card>
    }.into_any()
}

#[component]
fn Digest(name: String, value: String) -> AnyView {
    let label = text(t!("image-copy", name = name.clone()));
    view! {
        <Fact term=text(move || name.clone())>
            <span class="copyable"><span class="mono trunc">{value.clone()}</span><CopyButton value label/></span>
        </Fact>
    }.into_any()
}

#[component]
pub fn TagsCard(tags: Vec<String>) -> AnyView {
    let is_empty = tags.is_empty();
    view! {
        <Card id="h-tags" title=text(t!("card-tags"))>
            <div class="card__body row row--tight">
                {is_empty.then(|| view! { <span class="muted small">{t!("tags-none")}</span> })}
                {tags.into_iter().map(|tag| view! { <span class="tag"><span class="trunc">{tag}</span></span> }).collect_view()}
            </div>
        </Card>
    }.into_any()
}

#[component]
pub fn PropertiesCard(id: String, properties: BTreeMap<String, String>, can_modify: bool) -> AnyView {
    let shown =
        properties.into_iter().filter(|(key, _)| !matches!(key.as_str(), "description" | "architecture"));
    let rows: Vec<_> = shown.collect();
    let is_empty = rows.is_empty();
    let rows = rows.into_iter().map(|(key, value)| {
        view! { <div><dt class="mono">{key}</dt><dd>{value}</dd></div> }
    });
    let rows = rows.collect_view();
    view! {
        <Card id="h-properties" title=text(t!("card-properties"))>
            {if is_empty {
                view! { <div class="card__body"><span class="muted small">{t!("properties-none")}</span></div> }.into_any()
            } else {
                view! { <dl class="dl dl--flush dl--keys">{rows}</dl> }.into_any()
            }}
            {can_modify.then(|| view! { <div class="card__foot"><a class="btn btn--sm" href=routes::metadefs::image_metadata(&id)><Icon name="edit"/>{t!("sheet-edit")}</a></div> })}
        </Card>
    }.into_any()
}
