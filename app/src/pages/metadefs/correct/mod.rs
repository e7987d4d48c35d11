//! A property set right on all images that carry it: another value, another name, or gone.

mod plan;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_query_map};
use serde::{Deserialize, Serialize};
use vitrine_wire::Problem;
use vitrine_wire::metadef::{
    Correction, CorrectionBasis, CorrectionKind, CorrectionPlan, FindingSeverity, WrongQuery,
};

use self::plan::Plan;
use super::report::Findings;
use crate::browser;
use crate::i18n::{dynamic, problem_text, t};
use crate::layout::Path;
use crate::pages::{MissingPage, loaded};
use crate::routes;
use crate::routes::metadefs::AskedCorrection;
use crate::rpc::UiError;
use crate::rpc::metadefs::correct::{load_basis, plan_correction};
use crate::ui::feedback::Banner;
use crate::ui::icon::Icon;
use crate::ui::status::Tone;
use crate::ui::text;

/// What the page shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Found {
    basis: CorrectionBasis,
    /// The plan, or what is wrong with what is asked for.
    plan: Option<Result<CorrectionPlan, Problem>>,
}

#[component]
pub fn CorrectPage() -> AnyView {
    let query = use_query_map();
    let asked = Memo::new(move |_| routes::metadefs::read_correct(|key| query.read().get(key)));
    let data = Resource::new_blocking(move || asked.get(), find);
    loaded(text(t!("correct-title-short")), data, move |found| {
        view! { <Correcting asked=asked.get_untracked() found/> }.into_any()
    })
}

async fn find(asked: AskedCorrection) -> Result<Found, UiError> {
    let basis = load_basis(asked.key.clone(), asked.value.clone()).await?;
    let Some(correction) = asked.correction() else { return Ok(Found { basis, plan: None }) };
    let plan = match plan_correction(correction, asked.marker).await {
        Ok(plan) => Ok(plan),
        Err(UiError(problem)) if problem.field.is_some() || problem.code == "error-reserved" => Err(problem),
        Err(error) => return Err(error),
    };
    Ok(Found { basis, plan: Some(plan) })
}

#[component]
fn Correcting(asked: AskedCorrection, found: Found) -> AnyView {
    if asked.key.is_empty() {
        return view! { <MissingPage problem=Problem::gone()/> }.into_any();
    }
    let Found { basis, plan } = found;
    let key = asked.key.clone();
    let steps = vec![
        (routes::metadefs::namespaces(), text(t!("nav-metadefs"))),
        (routes::metadefs::report(&WrongQuery::default()), text(t!("report-title"))),
    ];
    let (title, head, current) = (key.clone(), key.clone(), key);
    let images = basis.images;
    let (refusal, plan) = match plan {
        Some(Ok(plan)) => (None, Some(plan)),
        Some(Err(problem)) => (Some(problem), None),
        None => (None, None),
    };
    // What was found before images were changed is so no more.
    let is_done = RwSignal::new(asked.done.is_some());
    let plan = asked.correction().zip(plan).map(|(correction, plan)| {
        view! { <Plan correction plan images is_done is_further=asked.marker.is_some()/> }
    });
    let done = asked.done.map(|(done, left)| {
        let tone = if left > 0 { Tone::Warn } else { Tone::Ok };
        view! { <div class="mb"><Banner tone>{t!("correct-report", done = done, left = left)}</Banner></div> }
    });
    view! {
        <Title text=t!("correct-title", key = title)/>
        <Path steps current=text(move || current.clone())/>
        <div class="page-head"><div class="page-head__title"><h1>{t!("correct-title", key = head)}</h1></div></div>
        {done}
        <div class="stack">
            <Wish asked=asked.clone() basis is_done refusal/>
            {plan}
        </div>
    }
    .into_any()
}

/// What is to become of it.
#[component]
fn Wish(
    asked: AskedCorrection,
    basis: CorrectionBasis,
    is_done: RwSignal<bool>,
    refusal: Option<Problem>,
) -> AnyView {
    let AskedCorrection { key, value, kind, to, .. } = asked;
    let CorrectionBasis { findings, choices, keys, images } = basis;
    // A value that is wrong gets another one; a name that nobody defines, another name.
    let is_unknown = findings.iter().any(|it| it.severity == FindingSeverity::Unknown);
    let start = if is_unknown { CorrectionKind::Rename } else { CorrectionKind::Value };
    let chosen = RwSignal::new(kind.unwrap_or(start));
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let pairs = browser::form_pairs(&event);
        let get = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        let asked = routes::metadefs::read_correct(get);
        if let Some(correction) = asked.correction() {
            navigate(&routes::metadefs::correct_as(&correction, None), routes::whole());
        }
    };
    let about = value.clone().map(|value| {
        let shown = if value.is_empty() { "\"\"".to_owned() } else { value };
        let all = routes::metadefs::correct(&key, None);
        view! { <p>{t!("correct-only-value")}" "<code>{shown}</code>" · "<a href=all>{t!("correct-all-values")}</a></p> }
    });
    let severity = findings.iter().map(|it| it.severity).max();
    let typed = move |kind: CorrectionKind| (chosen.get_untracked() == kind).then(|| to.clone());
    let (as_value, as_name) = (typed(CorrectionKind::Value), typed(CorrectionKind::Rename));
    let options =
        |all: Vec<String>| all.into_iter().map(|it| view! { <option value=it></option> }).collect_view();
    let wrong = refusal.as_ref().map(|problem| text(problem_text(problem)));
    view! {
        <form class="card" method="get" action=routes::metadefs::correct_form() on:submit=submit>
            <div class="card__body stack">
                {about}
                {severity.map(|severity| view! { <div hidden=is_done><Findings severity findings/></div> })}
                {images.map(|count| view! { <p class="muted small" hidden=is_done>{t!("correct-images", count = count)}</p> })}
                <input type="hidden" name="key" value=key/>
                {value.map(|value| view! { <input type="hidden" name="value" value=value/> })}
                <fieldset class="stack stack--tight">
                    <legend class="strong">{t!("correct-what")}</legend>
                    <div class="form-grid">
                        <div class="field">
                            <Choice chosen kind=CorrectionKind::Value/>
                            <input class="input mono" name="to_value" list="choices" value=as_value aria-label=t!("correct-new-value") maxlength="65535" autocomplete="off" spellcheck="false"
                                on:input=move |_| chosen.set(CorrectionKind::Value)/>
                            <datalist id="choices">{options(choices)}</datalist>
                        </div>
                        <div class="field">
                            <Choice chosen kind=CorrectionKind::Rename/>
                            <input class="input mono" name="to_key" list="keys" value=as_name aria-label=t!("correct-new-name") maxlength="255" autocomplete="off" spellcheck="false"
                                on:input=move |_| chosen.set(CorrectionKind::Rename)/>
                            <datalist id="keys">{options(keys)}</datalist>
                        </div>
                    </div>
                    <Choice chosen kind=CorrectionKind::Remove/>
                </fieldset>
                {wrong.map(|said| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{said}</span></p> })}
            </div>
            <div class="card__foot"><button type="submit" class="btn btn--primary"><Icon name="search"/>{t!("correct-plan")}</button></div>
        </form>
    }
    .into_any()
}

#[component]
fn Choice(chosen: RwSignal<CorrectionKind>, kind: CorrectionKind) -> AnyView {
    let said = dynamic(format!("correct-kind-{kind}"), Vec::new());
    let is_first = chosen.get_untracked() == kind;
    view! {
        <label class="check">
            <input type="radio" name="do" value=kind.as_str() checked=is_first prop:checked=move || chosen.get() == kind on:change=move |_| chosen.set(kind)/>
            <span>{said}</span>
        </label>
    }
    .into_any()
}

/// Is there anything that the correction would set against the catalog?
#[component]
fn Against(findings: Vec<vitrine_wire::metadef::Finding>) -> AnyView {
    let Some(severity) = findings.iter().map(|it| it.severity).max() else { return ().into_any() };
    view! {
        <div class="pad"><div class="banner" data-s="warn"><Icon name="warning"/><div><p>{t!("correct-against")}</p><Findings severity findings/></div></div></div>
    }
    .into_any()
}

/// The correction that is planned, for its form.
#[component]
fn Hidden(correction: Correction) -> AnyView {
    let Correction { key, value, kind, to } = correction;
    view! {
        <input type="hidden" name="key" value=key/>
        {value.map(|value| view! { <input type="hidden" name="value" value=value/> })}
        <input type="hidden" name="do" value=kind.as_str()/>
        <input type="hidden" name="to" value=to/>
    }
    .into_any()
}
