//! Which page an address below `/metadefs` leads to. Words of ours stand before names of namespaces.

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

use super::export::ExportPage;
use super::import::ImportPage;
use crate::pages::NotFoundPage;

#[component(transparent)]
pub fn MetadefRoutes() -> AnyNestedRoute {
    view! {
        <ParentRoute path=path!("/metadefs") view=Outlet>
            <Route path=path!("/import") view=ImportPage/>
            <Route path=path!("/export") view=ExportPage/>
            <Route path=path!("/*any") view=NotFoundPage/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
