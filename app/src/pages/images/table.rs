//! The table's rows, heads and pager.

use leptos::prelude::*;
use vitrine_wire::image::{Count, ImageTable, ImageTableQuery};
use vitrine_wire::vocab::ImageSortKey;
use vitrine_wire::{Image, SortDirection};

use super::title;
use crate::format;
use crate::i18n::{presentation, t};
use crate::routes;
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuButton};
use crate::ui::status::{Status, Tile, Tone, image_status, status_text, visibility_icon, visibility_text};
use crate::ui::{Text, text};

/// Tags that a row shows before it says how many more there are.
const TAGS_SHOWN: usize = 2;

#[component]
pub fn Table(table: ImageTable, query: ImageTableQuery) -> AnyView {
    let ImageTable { images, previous, next, total, .. } = table;
    let shown = images.len();
    view! {
        <div class="table-wrap">
            <table class="table table--stack table--bare" role="table">
                <caption class="sr-only">{t!("images-caption")}</caption>
                <thead role="rowgroup"><Heads query=query.clone()/></thead>
                <tbody role="rowgroup">{images.into_iter().map(|image| view! { <Row image/> }).collect_view()}</tbody>
            </table>
            <Pager query shown total previous next/>
        </div>
    }.into_any()
}

#[component]
fn Heads(query: ImageTableQuery) -> AnyView {
    let head = |key: ImageSortKey, class: &'static str, name: Text| {
        let query = query.clone();
        view! { <SortHead query key class name/> }
    };
    view! {
        <tr role="row">
            {head(ImageSortKey::Name, "c-name", text(t!("column-name")))}
            {head(ImageSortKey::Status, "c-status", text(t!("column-status")))}
            <th role="columnheader" scope="col" class="p-2">{t!("column-visibility")}</th>
            {head(ImageSortKey::DiskFormat, "p-3", text(t!("column-format")))}
            {head(ImageSortKey::Size, "c-num", text(t!("column-size")))}
            <th role="columnheader" scope="col" class="p-3">{t!("column-tags")}</th>
            {head(ImageSortKey::UpdatedAt, "p-2", text(t!("column-updated")))}
            <th role="columnheader" scope="col" class="c-menu"><span class="sr-only">{t!("column-actions")}</span></th>
        </tr>
    }.into_any()
}

/// A head whose link sorts by it; once more turns the order round.
#[component]
fn SortHead(query: ImageTableQuery, key: ImageSortKey, class: &'static str, name: Text) -> AnyView {
    let current = (query.sort == key).then_some(query.direction);
    let direction = match current {
        Some(direction) => direction.reversed(),
        // Names read best from A on, times and sizes from the largest.
        None if matches!(key, ImageSortKey::UpdatedAt | ImageSortKey::Size) => SortDirection::Descending,
        None => SortDirection::Ascending,
    };
    let sort = current.map(|direction| match direction {
        SortDirection::Ascending => "ascending",
        SortDirection::Descending => "descending",
    });
    let icon = if current == Some(SortDirection::Descending) { "arrow-down" } else { "arrow-up" };
    let href = routes::images_table(&ImageTableQuery {
        sort: key,
        direction,
        marker: None,
        backwards: false,
        ..query
    });
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=sort><a href=href>{name}<Icon name=icon/></a></th>
    }.into_any()
}

#[component]
fn Row(image: Image) -> AnyView {
    let name = title(&image);
    let (tone, icon) = image_status(image.status);
    let disk_format = image.disk_format.as_deref().map(str::to_uppercase);
    let size = image.size.map(format::size);
    let visibility = visibility_text(image.visibility);
    let summary = {
        let (visibility, format, size) = (visibility.clone(), disk_format.clone(), size.clone());
        move || {
            [Some(visibility()), format.clone(), size.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        }
    };
    let updated = move || format::moment(image.updated_at, presentation().lang.get());
    let dash = || "—".to_owned();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-name">
                <div class="namecell">
                    <Tile name=name.clone()/>
                    <div>
                        <a href=routes::image(&image.id)>{name.clone()}</a>
                        {image.protected.then(|| view! { <Icon name="shield" class="icon--sm" label=text(t!("image-protected"))/> })}
                        <span class="namecell__meta">{summary}</span>
                    </div>
                </div>
            </th>
            <td role="cell" class="c-status"><Status tone icon text=text(status_text(image.status))/></td>
            <td role="cell" class="p-2"><Status tone=Tone::None icon=visibility_icon(image.visibility) text=text(visibility)/></td>
            <td role="cell" class="p-3">{disk_format.unwrap_or_else(dash)}</td>
            <td role="cell" class="c-num">{size.unwrap_or_else(dash)}</td>
            <td role="cell" class="p-3"><Tags tags=image.tags.clone()/></td>
            <td role="cell" class="p-2 num"><time datetime=image.updated_at.to_string()>{updated}</time></td>
            <td role="cell" class="c-menu"><RowMenu id=image.id.clone() name has_data=image.size.is_some() protected=image.protected/></td>
        </tr>
    }.into_any()
}

#[component]
fn Tags(tags: Vec<String>) -> AnyView {
    if tags.is_empty() {
        return "—".into_any();
    }
    let more = tags.len().saturating_sub(TAGS_SHOWN);
    let shown = tags.into_iter().take(TAGS_SHOWN).map(|tag| view! { <span class="tag trunc">{tag}</span> });
    view! {
        <div class="row row--tight row--nowrap">
            {shown.collect_view()}{(more > 0).then(|| view! { <span class="count">{format!("+{more}")}</span> })}
        </div>
    }
    .into_any()
}

#[component]
fn RowMenu(id: String, name: String, has_data: bool, protected: bool) -> AnyView {
    let menu = format!("row-{id}");
    let why = format!("why-{id}");
    let label = text(t!("row-actions", name = name));
    let delete = if protected {
        view! {
            <button type="button" aria-disabled="true" aria-describedby=why.clone()><Icon name="trash"/>{t!("image-delete")}</button>
            <small id=why>{t!("image-delete-protected")}</small>
        }
        .into_any()
    } else {
        view! { <a class="danger" href=routes::delete_image(&id)><Icon name="trash"/>{t!("image-delete")}</a> }.into_any()
    };
    view! {
        <MenuButton menu=menu.clone() icon="more" label class="btn btn--icon btn--ghost btn--sm"/>
        <Menu id=menu>
            <a href=routes::image(&id)><Icon name="image"/>{t!("row-open")}</a>
            <a href=routes::metadefs::image_metadata(&id)><Icon name="tag"/>{t!("row-metadata")}</a>
            {has_data.then(|| view! {
                <a href=routes::image_file(&id) rel="external" download><Icon name="download"/>{t!("image-download")}</a>
            })}
            <hr/>
            {delete}
        </Menu>
    }.into_any()
}

#[component]
fn Pager(
    query: ImageTableQuery,
    shown: usize,
    total: Count,
    previous: Option<String>,
    next: Option<String>,
) -> AnyView {
    let rows = total.rows;
    let count = if total.exact {
        text(t!("pager-count", shown = shown, total = rows))
    } else {
        text(t!("pager-many", shown = shown, total = rows))
    };
    let page = |marker: Option<String>, backwards: bool| {
        marker.map(|marker| {
            routes::images_table(&ImageTableQuery { marker: Some(marker), backwards, ..query.clone() })
        })
    };
    let sizes = ImageTableQuery::LIMITS.iter().map(|&limit| {
        let href =
            routes::images_table(&ImageTableQuery { limit, marker: None, backwards: false, ..query.clone() });
        view! { <a href=href aria-current=(limit == query.limit).then_some("true")>{limit}</a> }
    });
    let sizes = sizes.collect_view();
    view! {
        <nav class="pager" aria-label=t!("pager-label")>
            <span class="num">{count}</span>
            <span class="push pager__sizes"><span>{t!("pager-rows")}</span>{sizes}</span>
            <span class="btn-group">
                <Turn href=page(previous, true) icon="chevron-left" label=text(t!("pager-previous"))/>
                <Turn href=page(next, false) icon="chevron-right" label=text(t!("pager-next"))/>
            </span>
        </nav>
    }
    .into_any()
}

/// A link to a page beside this one, or the place where it would be.
#[component]
fn Turn(href: Option<String>, icon: &'static str, label: Text) -> AnyView {
    match href {
        Some(href) => {
            view! { <a class="btn btn--icon btn--sm" href=href aria-label=label><Icon name=icon/></a> }
                .into_any()
        }
        None => view! { <span class="btn btn--icon btn--sm" aria-disabled="true"><Icon name=icon/></span> }
            .into_any(),
    }
}

/// What stands there until the rows come.
#[component]
pub fn LoadingTable() -> AnyView {
    let row = || {
        view! {
            <tr>
                <td class="c-name"><div class="namecell"><span class="skel skel--box"></span><span class="skel skel--l"></span></div></td>
                <td class="c-status"><span class="skel"></span></td>
                <td class="p-2"><span class="skel"></span></td>
                <td class="c-num"><span class="skel skel--s"></span></td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" aria-busy="true">
            <p class="sr-only" role="status">{t!("images-loading")}</p>
            <table class="table table--stack table--bare" aria-hidden="true"><tbody>{(0..5).map(|_| row()).collect_view()}</tbody></table>
        </div>
    }.into_any()
}
