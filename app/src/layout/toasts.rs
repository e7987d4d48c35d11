//! Short messages. Their live regions are in the document from the start, or nobody would hear them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::i18n::t;
use crate::ui::feedback::ToastCard;
use crate::ui::status::Tone;
use crate::ui::text;

/// What a message says. It owns all it needs: the page that it came from may be gone, and its signals
/// with it.
pub type Phrase = Arc<dyn Fn() -> String + Send + Sync>;

/// One message.
#[derive(Clone)]
pub struct Toast {
    tone: Tone,
    title: Phrase,
    detail: Phrase,
}

impl Toast {
    pub fn new(
        tone: Tone,
        title: impl Fn() -> String + Send + Sync + 'static,
        detail: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        Self { tone, title: Arc::new(title), detail: Arc::new(detail) }
    }
}

/// Those that are shown.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Vec<(usize, Toast)>>);

impl Toasts {
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Shows a message until it is dismissed.
    pub fn show(self, toast: Toast) {
        self.0.update(|toasts| {
            let id = toasts.last().map_or(0, |(id, _)| id + 1);
            toasts.push((id, toast));
        });
    }

    fn dismiss(self, id: usize) {
        self.0.update(|toasts| toasts.retain(|(known, _)| *known != id));
    }
}

/// Where messages appear: good news politely, bad news at once.
#[component]
pub fn ToastRegion() -> AnyView {
    let toasts = use_context::<Toasts>().unwrap_or_else(Toasts::new);
    view! {
        <div class="toasts">
            <div role="status" class="toasts__region"><Notice/><Shown toasts is_bad=false/></div>
            <div role="alert" class="toasts__region"><Shown toasts is_bad=true/></div>
        </div>
    }
    .into_any()
}

#[component]
fn Shown(toasts: Toasts, is_bad: bool) -> AnyView {
    let mine = move || {
        let all = toasts.0.get().into_iter();
        all.filter(|(_, toast)| (toast.tone == Tone::Bad) == is_bad).collect::<Vec<_>>()
    };
    view! {
        <For each=mine key=|(id, _)| *id let((id, toast))>
            <ToastCard tone=toast.tone title=text(move || (toast.title)()) detail=text(move || (toast.detail)()) on_dismiss=Callback::new(move |()| toasts.dismiss(id))/>
        </For>
    }.into_any()
}

/// What a form without script had to say, carried in the address as a code of a closed list.
#[component]
fn Notice() -> impl IntoView {
    let query = use_query_map();
    let dismissed = RwSignal::new(false);
    let name = move || query.read().get("name").unwrap_or_default();
    let is_deleted = move || query.read().get("notice").as_deref() == Some("image-deleted");
    let title = text(t!("toast-image-deleted"));
    move || {
        {
            (is_deleted() && !dismissed.get()).then(|| {
            view! { <ToastCard tone=Tone::Ok title=title detail=text(name) on_dismiss=Callback::new(move |()| dismissed.set(true))/> }
        })
        }
    }
}
