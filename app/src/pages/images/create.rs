//! A new image: the record, and the file that becomes its data.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_query_map};
use vitrine_wire::Problem;
use vitrine_wire::image::CreateOptions;

use super::create_form::{AccessCard, DetailsCard, FormState, SourceCard};
use super::create_metadata::MetadataCard;
use crate::browser::{self, ChosenFile};
use crate::format;
use crate::i18n::{dynamic, t};
use crate::layout::{Crumbs, Toasts};
use crate::pages::{Failure, FormError};
use crate::routes;
use crate::rpc::UiError;
use crate::rpc::images::{create_image, load_options};
use crate::ui::feedback::Banner;
use crate::ui::icon::Icon;
use crate::ui::status::Tone;
use crate::ui::text;
use crate::uploads::Uploads;

#[component]
pub fn CreatePage() -> AnyView {
    let options = Resource::new_blocking(|| (), |()| load_options());
    view! {
        <Title text=t!("create-title")/>
        <Crumbs current=text(t!("create-crumb"))/>
        <Transition>
            {move || Suspend::new(async move {
                match options.await {
                    Ok(options) => view! { <Page options/> }.into_any(),
                    Err(error) => {
                        view! { <Failure error on_retry=Callback::new(move |()| options.refetch())/> }.into_any()
                    }
                }
            })}
        </Transition>
    }.into_any()
}

/// What is needed to carry a form out.
#[derive(Clone)]
struct Submission {
    state: FormState,
    form: NodeRef<html::Form>,
    problem: RwSignal<Option<Problem>>,
    is_busy: RwSignal<bool>,
    size_limit: u64,
}

#[component]
fn Page(options: CreateOptions) -> AnyView {
    let state = FormState::new();
    let form = NodeRef::<html::Form>::new();
    let problem = RwSignal::new(None);
    let is_busy = RwSignal::new(false);
    let submission = Submission { state, form, problem, is_busy, size_limit: options.size_limit };
    let submit = submit_handler(submission);
    let button = move || match state.file.get() {
        Some(file) => t!("create-submit-file", size = format::size(file.size()))(),
        None => t!("create-submit")(),
    };
    view! {
        <div class="page-head"><div class="page-head__title"><h1>{t!("create-title")}</h1></div></div>
        <FormNotice/>
        {move || problem.get().map(|problem| view! { <div class="mb" id="refused" tabindex="-1"><FormError problem/></div> })}
        <ErrorSummary state/>
        <form class="cols" method="post" enctype="multipart/form-data" action=routes::create_image() node_ref=form on:submit=submit novalidate=move || state.is_live.get()>
            <div class="stack"><DetailsCard options=options.clone() state/><SourceCard state/><MetadataCard state/></div>
            <aside class="stack sticky" aria-label=t!("create-aside")>
                <AccessCard visibilities=options.visibilities/>
                <button type="submit" class="btn btn--primary btn--block" disabled=is_busy><Icon name="upload"/>{button}</button>
            </aside>
        </form>
    }.into_any()
}

/// Why a form without script came back.
#[component]
fn FormNotice() -> impl IntoView {
    let query = use_query_map();
    let code = move || query.read().get("notice").filter(|code| code.starts_with("error-"));
    move || code().map(|_| view! { <Banner tone=Tone::Bad>{t!("create-refused")}</Banner> })
}

/// Everything that is wrong, each with the way to it.
#[component]
fn ErrorSummary(state: FormState) -> impl IntoView {
    let errors = move || state.errors.get();
    move || {
        let errors = errors();
        (!errors.is_empty()).then(|| {
            let items = errors.into_iter().map(|(field, code)| {
                let href = format!("#{field}");
                let enter = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    browser::focus(field);
                };
                view! { <li><a href=href on:click=enter>{dynamic(code.to_owned(), Vec::new())}</a></li> }
            });
            view! {
                <div class="errcard mb" role="alert" tabindex="-1" id="errors">
                    <h2><Icon name="error"/>{t!("create-errors")}</h2>
                    <ul class="errlist">{items.collect_view()}</ul>
                </div>
            }
        })
    }
}

/// Creates the record, starts the upload, and goes to the image.
fn submit_handler(submission: Submission) -> impl Fn(SubmitEvent) + Clone + 'static {
    let toasts = use_context::<Toasts>();
    let uploads = use_context::<Uploads>();
    let navigate = use_navigate();
    let (created, stored) = (t!("toast-image-created"), t!("toast-image-active"));
    move |event: SubmitEvent| {
        event.prevent_default();
        let Submission { state, form, problem, is_busy, size_limit } = submission.clone();
        let Some(form) = form.get_untracked() else { return };
        let mut draft = super::create_form::read(&form);
        draft.properties = state.metadata.texts();
        state.validate(&draft, size_limit);
        problem.set(None);
        if !state.errors.get_untracked().is_empty() {
            browser::focus("errors");
            return;
        }
        is_busy.set(true);
        let navigate = navigate.clone();
        // The page may be left while the server works: nothing of it is read after that.
        let file = state.file.get_untracked();
        leptos::task::spawn_local(async move {
            let outcome = create_image(draft).await;
            is_busy.set(false);
            match outcome {
                Ok(image) => {
                    announce(
                        toasts,
                        uploads,
                        file.as_ref(),
                        &image.id,
                        super::title(&image),
                        (created, stored),
                    );
                    navigate(&routes::image(&image.id), routes::whole());
                }
                Err(UiError(refused)) => {
                    problem.set(Some(refused));
                    browser::focus("refused");
                }
            }
        });
    }
}

/// Sends the file where there is one, and says what happened.
fn announce<F>(
    toasts: Option<Toasts>,
    uploads: Option<Uploads>,
    file: Option<&ChosenFile>,
    id: &str,
    name: String,
    (created, stored): (F, impl Fn() -> String + Send + Sync + 'static),
) where
    F: Fn() -> String + Send + Sync + 'static,
{
    let Some(toasts) = toasts else { return };
    let detail = move || name.clone();
    match (file, uploads) {
        (Some(file), Some(uploads)) => {
            uploads.start(id.to_owned(), file, true, move || toasts.show(Tone::Ok, stored, detail));
        }
        _ => toasts.show(Tone::Ok, created, detail),
    }
}
