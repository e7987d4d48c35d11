//! Which page an address below `/metadefs` leads to. Words of ours stand before names of namespaces.

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use super::correct::CorrectPage;
use super::delete::DeletePage;
use super::detail::NamespacePage;
use super::export::ExportPage;
use super::import::ImportPage;
use super::list::NamespacesPage;
use super::plain::PropertyPage;
use super::report::ReportPage;
use super::restore::ReturnPage;
use super::search::SearchPage;
use super::studio;
use super::types::TypesPage;
use super::usage::UsagePage;
use crate::pages::NotFoundPage;

#[component(transparent)]
pub fn MetadefRoutes() -> AnyNestedRoute {
    view! {
        <ParentRoute path=path!("/metadefs") view=Outlet>
            <Route path=path!("/import") view=ImportPage/>
            <Route path=path!("/export") view=ExportPage/>
            <Route path=path!("") view=NamespacesPage/>
            <Route path=path!("/search") view=SearchPage/>
            <Route path=path!("/resource-types") view=TypesPage/>
            <Route path=path!("/usage") view=UsagePage/>
            <Route path=path!("/report") view=ReportPage/>
            <Route path=path!("/correct") view=CorrectPage/>
            <Route path=path!("/new") view=studio::CreatePage/>
            <Route path=path!("/:ns") view=NamespacePage/>
            <Route path=path!("/:ns/delete") view=DeletePage/>
            <Route path=path!("/:ns/property") view=PropertyPage/>
            <Route path=path!("/:ns/return") view=ReturnPage/>
            <Route path=path!("/:ns/edit") view=studio::EditPage/>
            <Route path=path!("/*any") view=NotFoundPage/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
