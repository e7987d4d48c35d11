//! What tells people how things stand: banners, empty cases, error cards.

use std::time::Duration;

use leptos::prelude::*;
use vitrine_wire::Problem;

use super::Text;
use super::icon::{Drawing, Icon};
use super::status::Tone;
use crate::browser;
use crate::i18n::{problem_text, t};

const fn icon(tone: Tone) -> &'static str {
    match tone {
        Tone::Ok => "ok",
        Tone::Warn => "warning",
        Tone::Bad => "error",
        _ => "info",
    }
}

/// A message above what it is about.
#[component]
pub fn Banner(tone: Tone, children: Children) -> AnyView {
    view! { <div class="banner" data-s=tone.word()><Icon name=icon(tone)/><p>{children()}</p></div> }
        .into_any()
}

/// How long good news stays: long enough to be read twice.
const STAY: Duration = Duration::from_secs(8);

/// A short message in the corner. The live region around it announces it. Good news goes by itself, unless the
/// pointer or the focus is on it; what went wrong stays until it is dismissed.
#[component]
pub fn ToastCard(
    tone: Tone,
    #[prop(into)] title: Text,
    #[prop(into)] detail: Text,
    on_dismiss: Callback<()>,
) -> AnyView {
    let timer = StoredValue::new(None::<browser::Timer>);
    let hold = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let wait = move || {
        hold();
        if tone == Tone::Ok {
            let go = move || {
                let _ = on_dismiss.try_run(());
            };
            timer.set_value(browser::after(STAY, go));
        }
    };
    Effect::new(move |_| wait());
    on_cleanup(hold);
    view! {
        <div class="toast" data-s=tone.word() on:pointerenter=move |_| hold() on:pointerleave=move |_| wait() on:focusin=move |_| hold() on:focusout=move |_| wait()>
            <Icon name=icon(tone)/>
            <div><b class="strong">{title}</b>{move || Some(detail.get()).filter(|text| !text.is_empty()).map(|text| view! { <p>{text}</p> })}</div>
            <button type="button" class="btn btn--icon btn--ghost btn--sm" aria-label=t!("toast-dismiss") on:click=move |_| on_dismiss.run(())>
                <Icon name="x"/>
            </button>
        </div>
    }.into_any()
}

/// Nothing here yet, or nothing that matches.
#[component]
pub fn Empty(
    #[prop(into)] title: Text,
    #[prop(into)] detail: Text,
    /// The first visit gets the drawing.
    #[prop(optional)]
    is_first: bool,
    children: Children,
) -> AnyView {
    let class = if is_first { "empty" } else { "empty empty--s" };
    view! {
        <div class="card">
            <div class=class>
                {is_first.then(|| view! { <Drawing name="art-empty"/> })}
                <h2>{title}</h2>
                <p>{detail}</p>
                <div class="actions">{children()}</div>
            </div>
        </div>
    }
    .into_any()
}

/// Something failed: what, why, and under which id the log tells more.
#[component]
pub fn ErrorCard(
    #[prop(into)] title: Text,
    problem: Problem,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let reason = problem_text(&problem);
    view! {
        <div class="errcard" role="alert">
            <h2><Icon name="error"/>{title}</h2>
            <p>{reason}</p>
            <div class="row">
                {children.map(|children| children())}
                {problem.request_id.map(|id| view! { <span class="mono muted push">{id}</span> })}
            </div>
        </div>
    }
    .into_any()
}
