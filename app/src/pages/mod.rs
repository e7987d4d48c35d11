//! The pages: parameters in, data from a server function, view out.

pub mod audit;
mod copy;
pub mod identity;
pub mod images;
mod login;
pub mod metadefs;
mod not_found;
pub mod settings;

pub use copy::CopyButton;
pub use login::LoginPage;
pub use not_found::{ForbiddenPage, MissingPage, NotFoundPage};

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use vitrine_wire::Problem;

use crate::i18n::t;
use crate::layout::{PageHead, SignInElsewhere};
use crate::routes;
use crate::rpc::UiError;
use crate::ui::feedback::ErrorCard;
use crate::ui::icon::Icon;
use crate::ui::{Text, text};

/// A page that waits for its data: its title and a place for the rest, then `show`, or what went wrong.
pub fn loaded<T, F>(title: Text, data: Resource<Result<T, UiError>>, show: F) -> AnyView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    F: Fn(T) -> AnyView + Clone + Send + Sync + 'static,
{
    let waiting = move || {
        view! {
            <PageHead title/>
            <div class="card pad stack stack--tight" aria-busy="true">
                <p class="sr-only" role="status">{t!("page-loading")}</p>
                <span class="skel skel--l"></span><span class="skel"></span><span class="skel skel--l"></span>
            </div>
        }
    };
    view! {
        <Transition fallback=waiting>
            {move || {
                let show = show.clone();
                Suspend::new(async move {
                    match data.await {
                        Ok(found) => show(found),
                        Err(error) => {
                            view! { <Failure error on_retry=Callback::new(move |()| data.refetch())/> }.into_any()
                        }
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// A page whose data did not come: with what went wrong, and another try.
#[component]
pub fn Failure(error: UiError, on_retry: Callback<()>) -> AnyView {
    if error.is_signed_out() {
        leave_for_login();
    }
    if error.0.status == 404 {
        return view! { <MissingPage problem=error.0/> }.into_any();
    }
    if error.0.status == 403 {
        return view! { <ForbiddenPage problem=error.0/> }.into_any();
    }
    view! {
        <div class="page-head"><div class="page-head__title"><h1>{t!("error-title")}</h1></div></div>
        <ErrorCard title=text(t!("error-load")) problem=error.0>
            <button type="button" class="btn btn--sm btn--primary" on:click=move |_| on_retry.run(())>
                <Icon name="refresh"/>{t!("error-retry")}
            </button>
        </ErrorCard>
    }
    .into_any()
}

/// Goes to the login page, with the way back here.
pub fn leave_for_login() {
    let navigate = use_navigate();
    let here = crate::layout::here();
    // Untracked: the address changes by this very step, and must not cause another.
    Effect::new(move |_| navigate(&routes::login(Some(&untrack(here))), routes::whole()));
}

/// An error of a form that has no field of its own to stand at. Where the session has ended, the form stays
/// as it is and the way to a new session opens beside it.
#[component]
pub fn FormError(problem: Problem, #[prop(optional, into)] title: Option<Text>) -> AnyView {
    let is_signed_out = problem.status == 401;
    view! {
        <ErrorCard title=title.unwrap_or_else(|| text(t!("error-form"))) problem>
            {is_signed_out.then(|| view! { <SignInElsewhere/> })}
        </ErrorCard>
    }
    .into_any()
}
