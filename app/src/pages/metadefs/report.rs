//! What images carry against the catalog: each value once, with the way to set it right on all of them.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_query_map};
use vitrine_wire::metadef::{Finding, FindingSeverity, ImageName, WrongPage, WrongQuery, WrongValue};

use super::views::{View, ViewTabs};
use crate::browser;
use crate::i18n::{dynamic, presentation, t};
use crate::layout::PageHead;
use crate::pages::loaded;
use crate::routes;
use crate::rpc::metadefs::correct::load_wrong;
use crate::sheet::rule_words;
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::status::{Status, Tone};
use crate::ui::text;

/// Images of a value that are named.
const NAMED: usize = 4;

#[component]
pub fn ReportPage() -> AnyView {
    let query = use_query_map();
    let asked = Memo::new(move |_| routes::metadefs::read_report(|key| query.read().get(key)));
    let data = Resource::new_blocking(move || asked.get(), load_wrong);
    view! {
        <Title text=t!("report-title")/>
        <PageHead title=text(t!("nav-metadefs"))/>
        <ViewTabs current=View::Report/>
        {move || view! { <Filter asked=asked.get()/> }}
        {loaded(text(t!("report-title")), data, move |page| view! { <Found asked=asked.get_untracked() page/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Filter(asked: WrongQuery) -> AnyView {
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let pairs = browser::form_pairs(&event);
        let get = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        navigate(&routes::metadefs::report(&routes::metadefs::read_report(get)), routes::whole());
    };
    let options = FindingSeverity::ALL.iter().rev().map(|&it| {
        let said = dynamic(format!("report-severity-{it}"), Vec::new());
        view! { <option value=it.as_str() selected=asked.severity == Some(it)>{said}</option> }
    });
    view! {
        <div class="toolbar">
            <form method="get" action=routes::metadefs::report(&WrongQuery::default()) class="toolbar__form" role="search" aria-label=t!("report-filter") on:submit=submit>
                <div class="search">
                    <label class="sr-only" for="q">{t!("report-namespace")}</label>
                    <Icon name="search"/>
                    <input class="input" id="q" name="namespace" type="search" placeholder=t!("report-namespace") value=asked.namespace maxlength="80"/>
                </div>
                <label class="sr-only" for="f-severity">{t!("report-severity")}</label>
                <select class="select select--sm" id="f-severity" name="severity"><option value="">{t!("report-severity-any")}</option>{options.collect_view()}</select>
                <button type="submit" class="btn btn--sm"><Icon name="filter"/>{t!("filter-apply")}</button>
            </form>
        </div>
    }
    .into_any()
}

#[component]
fn Found(asked: WrongQuery, page: WrongPage) -> AnyView {
    let WrongPage { values, examined, next } = page;
    let next = next.map(|marker| routes::metadefs::report(&WrongQuery { marker: Some(marker), ..asked }));
    let (is_empty, is_last) = (values.is_empty(), next.is_none());
    let rows = values.into_iter().map(|value| view! { <Row value/> }).collect_view();
    view! {
        {if is_empty {
            let detail = if is_last { text(t!("report-none-detail", count = examined)) } else { text(t!("report-none-yet", count = examined)) };
            view! { <Empty title=text(t!("report-none")) detail>""</Empty> }.into_any()
        } else {
            view! {
                <p class="muted small mb">{t!("report-examined", count = examined)}</p>
                <div class="table-wrap">
                    <table class="table table--plain">
                        <caption class="sr-only">{t!("report-title")}</caption>
                        <thead><tr>
                            <th scope="col">{t!("defs-key")}</th>
                            <th scope="col">{t!("studio-used-value")}</th>
                            <th scope="col">{t!("report-what")}</th>
                            <th scope="col">{t!("report-images")}</th>
                            <th scope="col"><span class="sr-only">{t!("defs-actions")}</span></th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }.into_any()
        }}
        {next.map(|href| view! { <p class="mt"><a class="btn" href=href>{t!("report-next")}</a></p> })}
    }
    .into_any()
}

#[component]
fn Row(value: WrongValue) -> AnyView {
    let WrongValue { key, value, severity, findings, images } = value;
    let fix = routes::metadefs::correct(&key, Some(&value));
    let all = routes::metadefs::usage_page(&key, Some(&value), None);
    let usage = routes::metadefs::usage(&key);
    let shown = if value.is_empty() { "\"\"".to_owned() } else { value.clone() };
    let (name, of) = (key.clone(), shown.clone());
    let count = images.len();
    let named = images.into_iter().take(NAMED).map(|ImageName { id, name }| {
        let href = routes::image(&id);
        view! { <a class="tag trunc" href=href>{name.unwrap_or(id)}</a> }
    });
    let named = named.collect_view();
    let more = count.saturating_sub(NAMED);
    view! {
        <tr>
            <th scope="row" class="mono"><a href=usage>{key}</a></th>
            <td class="mono c-wrap">{shown}</td>
            <td class="c-wrap"><Findings severity findings/></td>
            <td class="c-wrap"><span class="row row--tight">{named}{(more > 0).then(|| view! { <a href=all>{t!("report-more", count = more)}</a> })}</span></td>
            <td><a class="btn btn--sm" href=fix aria-label=t!("report-fix-this", key = name, value = of)>{t!("report-fix")}</a></td>
        </tr>
    }
    .into_any()
}

/// What there is against a value.
#[component]
pub fn Findings(severity: FindingSeverity, findings: Vec<Finding>) -> AnyView {
    let (tone, icon) = match severity {
        FindingSeverity::Invalid => (Tone::Bad, "error"),
        FindingSeverity::Unknown => (Tone::Warn, "warning"),
    };
    let state = text(dynamic(format!("report-severity-{severity}"), Vec::new()));
    // What several namespaces have against it in the same words is told once.
    let mut alike: Vec<Vec<Finding>> = Vec::new();
    for finding in findings.into_iter().filter(|it| it.severity == FindingSeverity::Invalid) {
        let is_alike = |group: &&mut Vec<Finding>| {
            group.first().is_some_and(|it| it.rule == finding.rule && it.params == finding.params)
        };
        match alike.iter_mut().find(is_alike) {
            Some(group) => group.push(finding),
            None => alike.push(vec![finding]),
        }
    }
    let reasons = alike.into_iter().map(|findings| view! { <li><Reason findings/></li> }).collect_view();
    view! { <Status tone icon text=state/><ul class="small muted">{reasons}</ul> }.into_any()
}

#[component]
fn Reason(findings: Vec<Finding>) -> AnyView {
    let presentation = presentation();
    let said = findings.first().cloned().map(|Finding { rule, params, .. }| {
        text(move || rule_words(presentation, &rule, |name| params.get(name).cloned()))
    });
    let places = findings.into_iter().filter_map(|Finding { namespace, object, .. }| {
        let name = namespace?;
        let href = routes::metadefs::namespace(&name);
        let object = object.map(|object| format!(" › {object}"));
        Some(view! { " "<a href=href class="mono">{name}{object}</a> })
    });
    view! { {said}{places.collect_view()} }.into_any()
}
