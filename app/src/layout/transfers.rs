//! The drawer with the files on their way.

use leptos::prelude::*;

use crate::browser;
use crate::format;
use crate::i18n::{problem_text, t};
use crate::routes;
use crate::ui::icon::Icon;
use crate::ui::status::{Status, Tone};
use crate::ui::text;
use crate::uploads::{Item, Progress, Uploads, pace};

/// Shown as long as there is a file to tell about.
#[component]
pub fn TransferDrawer() -> AnyView {
    let uploads = use_context::<Uploads>().unwrap_or_else(Uploads::new);
    browser::warn_on_leave(move || uploads.is_busy());
    let is_empty = move || uploads.items().is_empty();
    let count = move || t!("transfers-count", count = uploads.items().len())();
    view! {
        <aside aria-label=t!("transfers-title") hidden=is_empty>
            <details class="drawer" open>
                <summary>
                    <Icon name="upload"/>{t!("transfers-title")}" "<span class="muted">{count}</span><Icon name="chevron-down"/>
                </summary>
                <ul class="queue" aria-label=t!("transfers-queue")>
                    <For each=move || uploads.items() key=|item| item.number let(item)>
                        <TransferRow item uploads/>
                    </For>
                </ul>
            </details>
        </aside>
    }.into_any()
}

#[component]
fn TransferRow(item: Item, uploads: Uploads) -> AnyView {
    let Item { name, size, sent, progress, image_id, .. } = item.clone();
    let label = name.clone();
    let per_cent = move || (sent.get().min(size) * 100).checked_div(size).unwrap_or(100).to_string();
    let tone = move || match progress.get() {
        Progress::Sending => None,
        Progress::Done => Some("ok"),
        Progress::Failed(_) => Some("bad"),
    };
    let (for_state, for_buttons) = (item.clone(), item);
    view! {
        <li>
            <Icon name="image"/>
            <a class="trunc strong" href=routes::image(&image_id)>{name}</a>
            <span class="row row--tight row--nowrap"><TransferButton item=for_buttons uploads/></span>
            <progress value=per_cent max="100" data-s=tone aria-label=label></progress>
            <span class="small muted num"><TransferState item=for_state/></span>
        </li>
    }
    .into_any()
}

#[component]
fn TransferButton(item: Item, uploads: Uploads) -> AnyView {
    let progress = item.progress;
    let item = StoredValue::new_local(item);
    let is_sending = move || progress.get() == Progress::Sending;
    let label = move || if is_sending() { t!("transfers-cancel")() } else { t!("toast-dismiss")() };
    let act = move |_| {
        item.with_value(|item| if is_sending() { uploads.cancel(item) } else { uploads.forget(item) });
    };
    view! {
        <button type="button" class="btn btn--icon btn--ghost btn--sm" aria-label=label on:click=act><Icon name="x"/></button>
    }.into_any()
}

#[component]
fn TransferState(item: Item) -> impl IntoView {
    let Item { size, sent, progress, started, .. } = item;
    move || {
        match progress.get() {
            Progress::Done => {
                view! { <Status tone=Tone::Ok icon="ok" text=text(t!("transfers-done"))/> }.into_any()
            }
            Progress::Failed(problem) => {
                view! { <Status tone=Tone::Bad icon="error" text=text(problem_text(&problem))/> }.into_any()
            }
            // All is sent; the service is still checking and keeping it.
            Progress::Sending if sent.get() >= size && size > 0 => t!("transfers-storing").into_any(),
            Progress::Sending => {
                let (done, all) = (format::size(sent.get()), format::size(size));
                match pace(sent.get(), size, browser::now_ms() - started) {
                    Some((rate, left)) => {
                        let (rate, left) = (format::size(rate), format::duration(left));
                        t!("transfers-pace", sent = done, size = all, rate = rate, left = left).into_any()
                    }
                    None => t!("transfers-sent", sent = done, size = all).into_any(),
                }
            }
        }
    }
}
