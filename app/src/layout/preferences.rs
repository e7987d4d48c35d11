//! Language and theme. The forms work without script; with it, a choice shows at once and nothing that
//! was typed is lost.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::account::here;
use crate::browser;
use crate::i18n::{Presentation, dynamic, presentation, t};
use crate::preferences::{Lang, Preferences, Theme};
use crate::routes;
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuButton};

/// Puts a choice into effect and has the server remember it.
fn choose(event: &SubmitEvent, presentation: Presentation, field: (&'static str, &'static str)) {
    event.prevent_default();
    browser::close_popover("lang-menu");
    browser::close_popover("theme-menu");
    let (lang, theme) = (presentation.lang.get_untracked(), presentation.theme.get_untracked());
    browser::show_preferences(Preferences { lang, theme });
    browser::post_form(&routes::preferences(), &[field, ("next", &routes::images())]);
}

/// The languages, in their own words.
#[component]
pub fn LanguageMenu() -> AnyView {
    let label = move || t!("language-label", name = presentation().lang.get().own_name())();
    view! {
        <MenuButton menu="lang-menu".to_owned() icon="language" label=Signal::derive(label)/>
        <Menu id="lang-menu".to_owned()>{Lang::ALL.iter().map(|&lang| view! { <LanguageChoice lang/> }).collect_view()}</Menu>
    }.into_any()
}

#[component]
fn LanguageChoice(lang: Lang) -> AnyView {
    let presentation = presentation();
    let here = here();
    let is_current = move || presentation.lang.get() == lang;
    let on_submit = move |event: SubmitEvent| {
        presentation.lang.set(lang);
        choose(&event, presentation, ("lang", lang.code()));
    };
    view! {
        <form method="post" action=routes::preferences() on:submit=on_submit>
            <input type="hidden" name="next" value=here/>
            <button type="submit" name="lang" value=lang.code() lang=lang.html() aria-current=move || is_current().then_some("true")>
                <span class="menu__mark">{move || is_current().then(|| view! { <Icon name="check"/> })}</span>{lang.own_name()}
            </button>
        </form>
    }.into_any()
}

/// Light, dark, or as the system has it.
#[component]
pub fn ThemeMenu() -> AnyView {
    view! {
        <MenuButton menu="theme-menu".to_owned() icon="moon" label=Signal::derive(t!("theme-label"))/>
        <Menu id="theme-menu".to_owned()>{Theme::ALL.iter().map(|&theme| view! { <ThemeChoice theme/> }).collect_view()}</Menu>
    }.into_any()
}

#[component]
fn ThemeChoice(theme: Theme) -> AnyView {
    let presentation = presentation();
    let here = here();
    let is_current = move || presentation.theme.get() == theme;
    let on_submit = move |event: SubmitEvent| {
        presentation.theme.set(theme);
        choose(&event, presentation, ("theme", theme.as_str()));
    };
    let name = dynamic(format!("theme-{}", theme.as_str()), Vec::new());
    view! {
        <form method="post" action=routes::preferences() on:submit=on_submit>
            <input type="hidden" name="next" value=here/>
            <button type="submit" name="theme" value=theme.as_str() aria-current=move || is_current().then_some("true")>
                <span class="menu__mark">{move || is_current().then(|| view! { <Icon name="check"/> })}</span>{name}
            </button>
        </form>
    }.into_any()
}

/// The other language, as a button of the login page.
#[component]
pub fn LanguageLink() -> AnyView {
    let presentation = presentation();
    let here = here();
    let choice = move |lang: Lang| {
        let on_submit = move |event: SubmitEvent| {
            presentation.lang.set(lang);
            choose(&event, presentation, ("lang", lang.code()));
        };
        view! {
            <form method="post" action=routes::preferences() on:submit=on_submit hidden=move || presentation.lang.get() == lang>
                <input type="hidden" name="next" value=here/>
                <button type="submit" class="btn btn--ghost btn--sm" name="lang" value=lang.code() lang=lang.html()>
                    <Icon name="language"/>{lang.own_name()}
                </button>
            </form>
        }
    };
    Lang::ALL.iter().map(|&lang| choice(lang)).collect_view().into_any()
}
