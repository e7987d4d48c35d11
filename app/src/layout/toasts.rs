//! Short messages. Their live regions are in the document from the start, or nobody would hear them.

use leptos::prelude::*;

use super::notice::Notice;
use crate::ui::feedback::ToastCard;
use crate::ui::status::Tone;
use crate::ui::{Text, text};

/// One message.
#[derive(Clone)]
struct Toast {
    tone: Tone,
    title: Text,
    detail: Text,
}

/// Those that are shown. They outlive the page that shows them.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(usize, Toast)>>,
    owner: StoredValue<Option<Owner>>,
}

impl Toasts {
    #[must_use]
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), owner: StoredValue::new(Owner::current()) }
    }

    /// Shows a message until it is dismissed.
    pub fn show(
        self,
        tone: Tone,
        title: impl Fn() -> String + Send + Sync + 'static,
        detail: impl Fn() -> String + Send + Sync + 'static,
    ) {
        let make = || Toast { tone, title: text(title), detail: text(detail) };
        let toast = match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        };
        self.shown.update(|toasts| {
            let id = toasts.last().map_or(0, |(id, _)| id + 1);
            toasts.push((id, toast));
        });
    }

    fn dismiss(self, id: usize) {
        self.shown.update(|toasts| toasts.retain(|(known, _)| *known != id));
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
        let all = toasts.shown.get().into_iter();
        all.filter(|(_, toast)| (toast.tone == Tone::Bad) == is_bad).collect::<Vec<_>>()
    };
    view! {
        <For each=mine key=|(id, _)| *id let((id, toast))>
            <ToastCard tone=toast.tone title=toast.title detail=toast.detail on_dismiss=Callback::new(move |()| toasts.dismiss(id))/>
        </For>
    }.into_any()
}
