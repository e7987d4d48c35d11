//! The document around every page, and the policy that the browser enforces on it.

use axum::http::{HeaderValue, header};
use leptos::nonce::{Nonce, use_nonce};
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::backend::AssetUrls;
use crate::preferences::{Preferences, Theme};
use crate::root::App;

/// The whole document, with the script that makes it live.
pub fn shell() -> impl IntoView {
    document(view! { <App/> }.into_any(), true)
}

/// A document around any body. Without `is_live` no script is loaded.
pub fn document(body: AnyView, is_live: bool) -> impl IntoView {
    let Preferences { lang, theme } = use_context().unwrap_or_default();
    let assets = use_context::<AssetUrls>().unwrap_or_default();
    let nonce = use_nonce();
    set_policy(nonce.as_ref());
    let theme = (theme != Theme::System).then_some(theme.as_str());
    let fonts = assets.fonts.iter().cloned();
    let fonts = fonts.map(
        |url| view! { <link rel="preload" href=url r#as="font" type="font/woff2" crossorigin="anonymous"/> },
    );
    view! {
        <!DOCTYPE html>
        <html lang=lang.html() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="vitrine-icons" content=assets.icons.clone()/>
                <link rel="icon" href=assets.favicon.clone() type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.css.clone()/>
                {fonts.collect_view()}
                {is_live.then(|| hydration(&assets, nonce))}
                <MetaTags/>
            </head>
            <body>{body}</body>
        </html>
    }
}

fn hydration(assets: &AssetUrls, nonce: Option<Nonce>) -> impl IntoView + use<> {
    let AssetUrls { js, wasm, .. } = assets.clone();
    let script = format!(
        "import({js:?}).then(app => app.default({{module_or_path: {wasm:?}}}).then(() => app.hydrate()))"
    );
    view! {
        <link rel="modulepreload" href=js crossorigin="anonymous"/>
        <link rel="preload" href=wasm r#as="fetch" type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=nonce>{script}</script>
    }
}

/// Only our own files, only scripts that we wrote into this very page.
fn set_policy(nonce: Option<&Nonce>) {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{nonce}; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         object-src 'none'"
    );
    if let (Some(response), Ok(policy)) =
        (use_context::<leptos_axum::ResponseOptions>(), HeaderValue::try_from(policy))
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}
