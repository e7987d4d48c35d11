//! The root of every page: what all of them share, and which page an address leads to.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{Outlet, ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::path;

use crate::browser;
use crate::i18n::Presentation;
use crate::layout::{Frame, Toasts};
use crate::pages::audit::AuditPage;
use crate::pages::identity::{
    CreateProjectPage, CreateUserPage, DeleteProjectPage, DeleteUserPage, EditProjectPage, EditUserPage,
    PasswordPage, ProjectPage, ProjectsPage, RevokePage, UserPage, UsersPage,
};
use crate::pages::images::{CreatePage, DeletePage, DetailPage, ListPage, MetadataPage};
use crate::pages::metadefs::MetadefRoutes;
use crate::pages::settings::{
    AccessPage, CreateCredentialPage, CredentialsPage, DeleteCredentialPage, ProfilePage,
};
use crate::pages::{LoginPage, NotFoundPage};
use crate::routes;
use crate::ui::form::FormOutcome;
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
    provide_context(FormOutcome::of_page());
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
                    <Route path=path!("/images/:id/metadata") view=MetadataPage/>
                    <MetadefRoutes/>
                    <SettingsRoutes/>
                    <IdentityRoutes/>
                    <Route path=path!("/audit") view=AuditPage/>
                    <Route path=path!("/*any") view=NotFoundPage/>
                </ParentRoute>
            </Routes>
        </Router>
    }.into_any()
}

#[component(transparent)]
fn SettingsRoutes() -> AnyNestedRoute {
    view! {
        <ParentRoute path=path!("/settings") view=Outlet>
            <Route path=path!("") view=ProfilePage/>
            <Route path=path!("/credentials") view=CredentialsPage/>
            <Route path=path!("/credentials/new") view=CreateCredentialPage/>
            <Route path=path!("/credentials/:id/delete") view=DeleteCredentialPage/>
            <Route path=path!("/access") view=AccessPage/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component(transparent)]
fn IdentityRoutes() -> AnyNestedRoute {
    view! {
        <ParentRoute path=path!("/identity") view=Outlet>
            <Route path=path!("/users") view=UsersPage/>
            <Route path=path!("/users/new") view=CreateUserPage/>
            <Route path=path!("/users/:id") view=UserPage/>
            <Route path=path!("/users/:id/edit") view=EditUserPage/>
            <Route path=path!("/users/:id/password") view=PasswordPage/>
            <Route path=path!("/users/:id/delete") view=DeleteUserPage/>
            <Route path=path!("/users/:id/revoke") view=RevokePage/>
            <Route path=path!("/projects") view=ProjectsPage/>
            <Route path=path!("/projects/new") view=CreateProjectPage/>
            <Route path=path!("/projects/:id") view=ProjectPage/>
            <Route path=path!("/projects/:id/edit") view=EditProjectPage/>
            <Route path=path!("/projects/:id/delete") view=DeleteProjectPage/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
