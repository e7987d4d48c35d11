//! Menus in the top layer: they open without script.

use leptos::prelude::*;

use super::Text;
use super::icon::Icon;

/// An icon that opens a menu.
#[component]
pub fn MenuButton(
    /// Id of the menu.
    menu: String,
    icon: &'static str,
    #[prop(into)] label: Text,
    #[prop(optional)] class: &'static str,
) -> AnyView {
    let class = if class.is_empty() { "btn btn--icon btn--ghost".to_owned() } else { class.to_owned() };
    view! { <button type="button" class=class popovertarget=menu aria-label=label><Icon name=icon/></button> }
        .into_any()
}

/// The menu itself.
#[component]
pub fn Menu(id: String, children: Children) -> AnyView {
    view! { <div id=id popover="auto" class="menu__list">{children()}</div> }.into_any()
}
