//! The pages: parameters in, data from a server function, view out.

pub mod images;
mod login;
mod not_found;

pub use login::LoginPage;
pub use not_found::{MissingPage, NotFoundPage};

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use vitrine_wire::Problem;

use crate::i18n::t;
use crate::layout::SignInElsewhere;
use crate::routes;
use crate::rpc::UiError;
use crate::ui::feedback::ErrorCard;
use crate::ui::icon::Icon;
use crate::ui::text;

/// A page whose data did not come: with what went wrong, and another try.
#[component]
pub fn Failure(error: UiError, on_retry: Callback<()>) -> AnyView {
    if error.is_signed_out() {
        leave_for_login();
    }
    if error.0.status == 404 {
        return view! { <MissingPage problem=error.0/> }.into_any();
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
pub fn FormError(problem: Problem) -> AnyView {
    let is_signed_out = problem.status == 401;
    view! {
        <ErrorCard title=text(t!("error-form")) problem>
            {is_signed_out.then(|| view! { <SignInElsewhere/> })}
        </ErrorCard>
    }
    .into_any()
}
