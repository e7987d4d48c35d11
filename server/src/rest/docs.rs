//! `/openapi.json`, and `/docs`: the same for people, without script.

use axum::Json;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use leptos::prelude::*;
use serde_json::Value;
use utoipa::openapi::OpenApi;
use vitrine_app::backend::AssetUrls;

use crate::state::AppState;
use crate::ui::assets;

/// The document as JSON and as a page.
pub fn routes(api: OpenApi) -> Router<AppState> {
    let document = serde_json::to_value(&api).unwrap_or_default();
    let page = page(&document, &assets::urls());
    Router::new()
        .route("/openapi.json", get(move || async move { Json(api) }))
        .route("/docs", get(move || async move { Html(page) }))
}

/// One operation, as the page shows it.
struct Operation {
    method: String,
    path: String,
    summary: String,
    description: String,
    anchor: String,
    parameters: Vec<[String; 3]>,
    responses: Vec<[String; 2]>,
}

fn page(document: &Value, assets: &AssetUrls) -> String {
    let operations = operations(document);
    let contents = operations.iter().map(|operation| {
        let href = format!("#{}", operation.anchor);
        view! { <li><a href=href><code>{operation.method.clone()}" "{operation.path.clone()}</code></a></li> }
    });
    let contents = contents.collect_view();
    let sections = operations.into_iter().map(section).collect_view();
    let title = text(&document["info"], "title");
    let body = view! {
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{format!("API · {title}")}</title>
                <link rel="icon" href=assets.favicon.clone() type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.css.clone()/>
            </head>
            <body class="docs">
                <main class="main" id="main">
                    <div class="page-head"><div class="page-head__title"><h1>{format!("{title} API")}</h1></div></div>
                    <p>{text(&document["info"], "description")}" "<a href="/openapi.json">"OpenAPI"</a></p>
                    <nav aria-label="Operations"><ul class="docs__contents">{contents}</ul></nav>
                    <div class="stack">{sections}</div>
                </main>
            </body>
        </html>
    };
    format!("<!doctype html>{}", body.to_html())
}

fn section(operation: Operation) -> impl IntoView {
    let Operation { method, path, summary, description, anchor, parameters, responses } = operation;
    let heading = format!("{anchor}-h");
    let labelled_by = heading.clone();
    let rows = |cells: Vec<Vec<String>>| {
        cells
            .into_iter()
            .map(|row| view! { <tr>{row.into_iter().map(|cell| view! { <td class="c-wrap">{cell}</td> }).collect_view()}</tr> })
            .collect_view()
    };
    let has_parameters = !parameters.is_empty();
    let parameters = rows(parameters.into_iter().map(Vec::from).collect());
    let responses = rows(responses.into_iter().map(Vec::from).collect());
    view! {
        <section class="card" id=anchor aria-labelledby=labelled_by>
            <div class="card__head"><h2 id=heading><code>{method}" "{path}</code></h2></div>
            <div class="card__body stack stack--tight">
                <p>{summary}</p>
                {(!description.is_empty()).then(|| view! { <p class="muted">{description}</p> })}
                {has_parameters.then(|| view! {
                    <table class="table table--plain">
                        <thead><tr><th scope="col">"Parameter"</th><th scope="col">"In"</th><th scope="col">"Meaning"</th></tr></thead>
                        <tbody>{parameters}</tbody>
                    </table>
                })}
                <table class="table table--plain">
                    <thead><tr><th scope="col">"Status"</th><th scope="col">"Meaning"</th></tr></thead>
                    <tbody>{responses}</tbody>
                </table>
            </div>
        </section>
    }
}

fn operations(document: &Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let verbs = ["get", "post", "put", "patch", "delete"];
    paths
        .flat_map(|(path, item)| verbs.iter().filter_map(move |verb| Some((path, *verb, item.get(*verb)?))))
        .map(|(path, verb, operation)| read(path, verb, operation))
        .collect()
}

fn read(path: &str, verb: &str, operation: &Value) -> Operation {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let responses = operation["responses"].as_object().into_iter().flatten();
    Operation {
        method: verb.to_uppercase(),
        path: path.to_owned(),
        summary: text(operation, "summary"),
        description: text(operation, "description"),
        anchor: text(operation, "operationId"),
        parameters: parameters.map(|p| [text(p, "name"), text(p, "in"), text(p, "description")]).collect(),
        responses: responses.map(|(status, r)| [status.clone(), text(r, "description")]).collect(),
    }
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}
