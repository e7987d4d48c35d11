//! The question before an image is deleted, as a page of its own: for who has no script.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use vitrine_wire::image::ImageDetail;

use super::title;
use crate::i18n::t;
use crate::layout::Crumbs;
use crate::pages::Failure;
use crate::routes;
use crate::rpc::images::load_detail;
use crate::ui::icon::Icon;

#[component]
pub fn DeletePage() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let detail = Resource::new_blocking(move || id.get(), load_detail);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match detail.await {
                    Ok(found) => view! { <Question found/> }.into_any(),
                    Err(error) => {
                        view! { <Failure error on_retry=Callback::new(move |()| detail.refetch())/> }.into_any()
                    }
                }
            })}
        </Transition>
    }.into_any()
}

#[component]
fn Question(found: ImageDetail) -> AnyView {
    let ImageDetail { image, can } = found;
    let name = title(&image);
    let back = routes::image(&image.id);
    let is_possible = can.delete.is_yes();
    view! {
        <Title text=t!("delete-title")/>
        <Crumbs current=name.clone()/>
        <div class="card confirm confirm--page">
            <div class="dialog__head"><div><h1>{t!("delete-question", name = name)}</h1><p>{t!("delete-detail")}</p></div></div>
            <form class="dialog__foot" method="post" action=routes::delete_image(&image.id)>
                <a class="btn" href=back>{t!("dialog-keep")}</a>
                {if is_possible {
                    view! { <button type="submit" class="btn btn--danger"><Icon name="trash"/>{t!("image-delete")}</button> }.into_any()
                } else {
                    view! { <p class="muted small">{t!("delete-not-possible")}</p> }.into_any()
                }}
            </form>
        </div>
    }.into_any()
}
