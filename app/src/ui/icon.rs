//! Icons of the sprite.

use leptos::prelude::*;

/// The address of the sprite.
#[derive(Clone, Debug)]
pub struct IconSprite(pub String);

fn href(name: &str) -> String {
    let sprite = use_context::<IconSprite>().map(|sprite| sprite.0).unwrap_or_default();
    format!("{sprite}#{name}")
}

/// A line icon. Decoration: what it says is said in words beside it, or by `label`.
#[component]
pub fn Icon(
    name: &'static str,
    #[prop(optional)] class: &'static str,
    #[prop(optional, into)] label: MaybeProp<String>,
) -> impl IntoView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    let href = href(&format!("i-{name}"));
    let role = move || label.get().map(|_| "img");
    let is_hidden = move || label.get().is_none().then_some("true");
    view! {
        <svg class=class aria-hidden=is_hidden role=role aria-label=move || label.get()><use_ href=href/></svg>
    }
}

/// A drawing of the sprite that is no icon: the logo, the empty case.
#[component]
pub fn Drawing(name: &'static str, #[prop(optional)] class: &'static str) -> impl IntoView {
    view! { <svg class=class aria-hidden="true"><use_ href=href(name)/></svg> }
}
