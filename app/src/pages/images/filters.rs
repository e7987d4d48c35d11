//! The filters above the table: a form whose answer is an address.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use vitrine_wire::ImageStatus;
use vitrine_wire::image::ImageTableQuery;
use vitrine_wire::vocab::DISK_FORMATS;

use crate::browser;
use crate::i18n::t;
use crate::routes;
use crate::ui::Text;
use crate::ui::icon::Icon;
use crate::ui::status::status_text;
use crate::ui::text;

/// Statuses that images in a list can have.
const STATUSES: &[ImageStatus] = &[
    ImageStatus::Active,
    ImageStatus::Queued,
    ImageStatus::Saving,
    ImageStatus::Importing,
    ImageStatus::Deactivated,
];

#[component]
pub fn FilterBar(query: ImageTableQuery) -> AnyView {
    let plain = ImageTableQuery::default();
    let hidden = [
        (query.scope != plain.scope).then(|| ("scope", query.scope.as_str().to_owned())),
        (query.sort != plain.sort).then(|| ("sort", query.sort.as_str().to_owned())),
        (query.direction != plain.direction).then(|| ("direction", query.direction.as_str().to_owned())),
        (query.limit != plain.limit).then(|| ("limit", query.limit.to_string())),
    ];
    let hidden = hidden
        .into_iter()
        .flatten()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let (status, words) = (query.status, query.text.clone());
    let format = query.disk_format.clone();
    let statuses = STATUSES.iter().map(move |&offered| {
        view! { <option value=offered.as_str() selected=status == Some(offered)>{status_text(offered)}</option> }
    });
    let formats = DISK_FORMATS.iter().map(move |&offered| {
        view! { <option value=offered selected=format.as_deref() == Some(offered)>{offered.to_uppercase()}</option> }
    });
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let pairs = browser::form_pairs(&event);
        let get = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        navigate(&routes::images_table(&routes::read_images_table(get)), routes::whole());
    };
    view! {
        <div class="toolbar">
            <form method="get" action=routes::images() class="toolbar__form" role="search" aria-label=t!("filter-label") on:submit=submit>
                <div class="search">
                    <label class="sr-only" for="q">{t!("filter-text")}</label>
                    <Icon name="search"/>
                    <input class="input" id="q" name="text" type="search" placeholder=t!("filter-text") value=words maxlength="256"/>
                </div>
                <label class="sr-only" for="f-status">{t!("filter-status")}</label>
                <select class="select select--sm" id="f-status" name="status">
                    <option value="">{t!("filter-any-status")}</option>
                    {statuses.collect_view()}
                </select>
                <label class="sr-only" for="f-format">{t!("filter-format")}</label>
                <select class="select select--sm" id="f-format" name="disk_format">
                    <option value="">{t!("filter-any-format")}</option>
                    {formats.collect_view()}
                </select>
                {hidden.collect_view()}
                <button type="submit" class="btn btn--sm"><Icon name="filter"/>{t!("filter-apply")}</button>
            </form>
            <Chips query/>
        </div>
    }.into_any()
}

/// A filter that is on.
pub struct Active {
    pub name: Text,
    pub value: Text,
    /// The table without it.
    pub without: String,
}

/// The filters that are on.
pub fn active(query: ImageTableQuery) -> Vec<Active> {
    let base = ImageTableQuery { marker: None, backwards: false, ..query };
    let mut filters = Vec::new();
    if let Some(words) = base.text.clone() {
        let without = routes::images_table(&ImageTableQuery { text: None, ..base.clone() });
        filters.push(Active {
            name: text(t!("filter-text-chip")),
            value: text(move || words.clone()),
            without,
        });
    }
    if let Some(status) = base.status {
        let without = routes::images_table(&ImageTableQuery { status: None, ..base.clone() });
        filters.push(Active { name: text(t!("filter-status")), value: text(status_text(status)), without });
    }
    if let Some(format) = base.disk_format.as_deref().map(str::to_uppercase) {
        let without = routes::images_table(&ImageTableQuery { disk_format: None, ..base.clone() });
        filters.push(Active {
            name: text(t!("filter-format")),
            value: text(move || format.clone()),
            without,
        });
    }
    filters
}

/// The filters that are on, each with the way to drop it.
#[component]
fn Chips(query: ImageTableQuery) -> AnyView {
    let chips = active(query).into_iter().map(|Active { name, value, without }| {
        let label = move || t!("filter-remove", name = name.get())();
        view! {
            <span class="chip">
                <span class="chip__text"><span>{name}</span>" "<b>{value}</b></span>
                <a class="chip__drop" href=without aria-label=label><Icon name="x" class="icon--sm"/></a>
            </span>
        }
    });
    view! { <div class="facets">{chips.collect_view()}</div> }.into_any()
}
