//! Icons of the sprite.

use leptos::prelude::*;

use super::Text;

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
    #[prop(optional)] label: Option<Text>,
) -> AnyView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    let href = href(&format!("i-{name}"));
    match label {
        None => view! { <svg class=class aria-hidden="true"><use_ href=href/></svg> }.into_any(),
        Some(label) => {
            view! { <svg class=class role="img" aria-label=label><use_ href=href/></svg> }.into_any()
        }
    }
}

/// A drawing of the sprite that is no icon: the logo, the empty case.
#[component]
pub fn Drawing(name: &'static str, #[prop(optional)] class: &'static str) -> AnyView {
    view! { <svg class=class aria-hidden="true"><use_ href=href(name)/></svg> }.into_any()
}
