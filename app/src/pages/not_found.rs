//! Addresses that lead nowhere, and things that are not there (or not for this visitor).

use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::Problem;

use crate::i18n::{problem_text, t};
use crate::routes;
use crate::ui::icon::Drawing;

/// Tells the client the status of the page; only the server can.
fn set_status_not_found() {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
}

/// No page has this address.
#[component]
pub fn NotFoundPage() -> AnyView {
    set_status_not_found();
    view! {
        <Title text=t!("not-found-title")/>
        <Nothing title=Signal::derive(t!("not-found-title")) detail=Signal::derive(t!("not-found-detail"))/>
    }
    .into_any()
}

/// The page exists, the thing on it does not.
#[component]
pub fn MissingPage(problem: Problem) -> AnyView {
    set_status_not_found();
    view! {
        <Title text=t!("not-found-title")/>
        <Nothing title=Signal::derive(t!("not-found-title")) detail=Signal::derive(problem_text(&problem))/>
    }
    .into_any()
}

/// The page exists, and is not for this visitor's role.
#[component]
pub fn ForbiddenPage(problem: Problem) -> AnyView {
    view! {
        <Title text=t!("forbidden-title")/>
        <Nothing title=Signal::derive(t!("forbidden-title")) detail=Signal::derive(problem_text(&problem))/>
    }
    .into_any()
}

#[component]
fn Nothing(title: Signal<String>, detail: Signal<String>) -> AnyView {
    view! {
        <div class="empty">
            <Drawing name="art-empty"/>
            <h1>{title}</h1>
            <p>{detail}</p>
            <div class="actions"><a class="btn btn--primary" href=routes::images()>{t!("not-found-back")}</a></div>
        </div>
    }.into_any()
}
