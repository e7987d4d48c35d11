//! The root of every page: what all of them share, and which page an address leads to.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::path;

use crate::browser;
use crate::i18n::Presentation;
use crate::layout::{Frame, Toasts};
use crate::pages::images::{CreatePage, DeletePage, DetailPage, ListPage};
use crate::pages::{LoginPage, NotFoundPage};
use crate::routes;
use crate::ui::icon::IconSprite;
use crate::uploads::Uploads;

/// The dashboard.
#[component]
pub fn App() -> AnyView {
    provide_meta_context();
    let presentation = Presentation::new(browser::document_preferences());
    provide_context(presentation);
    provide_context(IconSprite(browser::icons_url()));
    provide_context(Toasts::new());
    provide_context(Uploads::new());
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Vitrine".to_owned() } else { format!("{title} · Vitrine") }/>
        <Router base=routes::BASE>
            <Routes fallback=|| view! { <NotFoundPage/> }>
                <Route path=path!("/login") view=LoginPage/>
                <ParentRoute path=path!("") view=Frame>
                    <Route path=path!("") view=|| view! { <Redirect path=routes::images() options=routes::whole()/> }/>
                    <Route path=path!("/images") view=ListPage/>
                    <Route path=path!("/images/new") view=CreatePage/>
                    <Route path=path!("/images/:id") view=DetailPage/>
                    <Route path=path!("/images/:id/delete") view=DeletePage/>
                    <Route path=path!("/*any") view=NotFoundPage/>
                </ParentRoute>
            </Routes>
        </Router>
    }.into_any()
}
