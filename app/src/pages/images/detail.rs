//! The page of one image.

use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use vitrine_wire::image::ImageDetail;
use vitrine_wire::{Ability, Image, ImageStatus};

use super::detail_cards::{FactsCard, PropertiesCard, SecurityCard, Stats, TagsCard};
use super::title;
use crate::browser;
use crate::i18n::{dynamic, presentation, t};
use crate::layout::{Crumbs, Toasts};
use crate::pages::{CopyButton, Failure};
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::images::{delete_image, load_detail};
use crate::ui::dialog::ConfirmDialog;
use crate::ui::feedback::Banner;
use crate::ui::icon::Icon;
use crate::ui::status::{Pill, Tile, Tone, image_status, status_text};
use crate::ui::text;
use crate::uploads::{Uploads, uploads_ended};

#[component]
pub fn DetailPage() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let ended = uploads_ended();
    let detail = Resource::new_blocking(move || (id.get(), ended()), |(id, _)| load_detail(id));
    view! {
        <Transition fallback=|| view! { <p class="sr-only" role="status">{t!("image-loading")}</p> }>
            {move || Suspend::new(async move {
                match detail.await {
                    Ok(found) => view! { <Page found/> }.into_any(),
                    Err(error) => view! { <Failed error detail/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

type Detail = Resource<Result<ImageDetail, UiError>>;

#[component]
fn Failed(error: UiError, detail: Detail) -> AnyView {
    view! { <Failure error on_retry=Callback::new(move |()| detail.refetch())/> }.into_any()
}

#[component]
fn Page(found: ImageDetail) -> AnyView {
    let ImageDetail { image, can } = found;
    let name = title(&image);
    let (tone, icon) = image_status(image.status);
    let status = text(status_text(image.status));
    let dialog = NodeRef::<html::Dialog>::new();
    let id = image.id.clone();
    view! {
        <Title text=name.clone()/>
        <Crumbs current=name.clone()/>
        <div class="page-head">
            <div class="page-head__title">
                <Tile name=name.clone() is_large=true/>
                <div>
                    <h1>{name.clone()}</h1>
                    <p class="row row--tight muted small">
                        <span class="mono trunc">{id.clone()}</span><CopyButton value=id.clone() label=text(t!("image-copy-id"))/>
                    </p>
                </div>
            </div>
            <div class="actions">
                <Pill tone icon text=status/>
                {can.download.is_yes().then(|| view! {
                    <a class="btn" href=routes::image_file(&id) rel="external" download><Icon name="download"/>{t!("image-download")}</a>
                })}
                <DeleteAction id=id.clone() ability=can.delete dialog/>
            </div>
        </div>
        <FormNotice/>
        {(image.status == ImageStatus::Queued).then(|| view! { <Queued image=image.clone() can_upload=can.upload.is_yes()/> })}
        <div class="card"><Stats image=image.clone()/></div>
        <div class="cols mt">
            <div class="stack"><FactsCard image=image.clone()/><SecurityCard image=image.clone()/></div>
            <aside class="stack" aria-label=t!("image-related")>
                <TagsCard tags=image.tags.clone()/>
                <PropertiesCard id=image.id.clone() properties=image.properties.clone() can_modify=can.modify.is_yes()/>
            </aside>
        </div>
        <DeleteDialog image dialog/>
    }.into_any()
}

/// The reason that a form without script was turned down for.
#[component]
fn FormNotice() -> impl IntoView {
    let query = use_query_map();
    let code =
        move || query.read().get("notice").filter(|code| code == "error-protected" || code == "error-policy");
    move || code().map(|code| view! { <Banner tone=Tone::Bad>{dynamic(code, Vec::new())}</Banner> })
}

/// Deleting, where it is possible; the reason where the image forbids it; nothing where the role does.
#[component]
fn DeleteAction(id: String, ability: Ability, dialog: NodeRef<html::Dialog>) -> AnyView {
    match ability {
        Ability::NotPermitted => ().into_any(),
        Ability::Blocked(code) => view! {
            <button type="button" class="btn btn--danger-quiet" aria-disabled="true" aria-describedby="why-delete"><Icon name="trash"/>{t!("image-delete")}</button>
            <small class="muted" id="why-delete">{dynamic(code, Vec::new())}</small>
        }
        .into_any(),
        Ability::Yes => {
            let ask = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                browser::open_dialog(dialog);
            };
            view! {
                <a class="btn btn--danger-quiet" href=routes::delete_image(&id) on:click=ask><Icon name="trash"/>{t!("image-delete")}</a>
            }
            .into_any()
        }
    }
}

#[component]
fn DeleteDialog(image: Image, dialog: NodeRef<html::Dialog>) -> AnyView {
    let toasts = use_context::<Toasts>();
    let navigate = use_navigate();
    let is_busy = RwSignal::new(false);
    let name = title(&image);
    let id = StoredValue::new(image.id);
    let shown = name.clone();
    let (done, failed, presentation) = (t!("toast-image-deleted"), t!("toast-failed"), presentation());
    let delete = move |()| {
        is_busy.set(true);
        let (navigate, shown) = (navigate.clone(), shown.clone());
        leptos::task::spawn_local(async move {
            let outcome = delete_image(id.get_value()).await;
            is_busy.set(false);
            browser::close_dialog(dialog);
            let Some(toasts) = toasts else { return };
            match outcome {
                Ok(()) => {
                    toasts.show(Tone::Ok, done, move || shown.clone());
                    navigate(&routes::images(), routes::whole());
                }
                Err(UiError(problem)) => {
                    toasts.show(Tone::Bad, failed, presentation.problem(&problem));
                }
            }
        });
    };
    view! {
        <ConfirmDialog
            node=dialog
            title=text(t!("delete-question", name = name.clone()))
            detail=text(t!("delete-detail"))
            confirm=text(t!("image-delete"))
            is_busy
            on_confirm=Callback::new(delete)
        />
    }
    .into_any()
}

/// A record that waits for its data.
#[component]
fn Queued(image: Image, can_upload: bool) -> AnyView {
    let uploads = use_context::<Uploads>();
    let input = NodeRef::<html::Input>::new();
    let has_formats = image.disk_format.is_some() && image.container_format.is_some();
    let id = StoredValue::new(image.id);
    let start = move |_| {
        if let (Some(uploads), Some(file)) = (uploads, browser::chosen_file(input)) {
            uploads.start(id.get_value(), &file, false, || {});
        }
    };
    let is_sending = move || uploads.is_some_and(|uploads| uploads.is_sending(&id.get_value()));
    view! {
        <div class="mb" hidden=is_sending>
            <Banner tone=Tone::Info>{if has_formats { text(t!("image-queued")) } else { text(t!("image-queued-formats")) }}</Banner>
        </div>
        {(can_upload && has_formats).then(|| view! {
            <label class="drop drop--slim mb" for="data" hidden=is_sending>
                <Icon name="upload"/><span>{t!("image-upload")}</span>
                <input type="file" id="data" node_ref=input on:change=start/>
            </label>
        })}
    }.into_any()
}
