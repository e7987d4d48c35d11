//! What a form had to say, carried in the address as a code of a closed list.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::ui::feedback::ToastCard;
use crate::ui::status::Tone;
use crate::ui::text;

/// The codes, each with the message that it stands for.
const SAID: &[(&str, &str)] = &[
    ("image-deleted", "toast-image-deleted"),
    ("namespace-deleted", "toast-namespace-deleted"),
    ("namespace-returned", "toast-namespace-returned"),
    ("definition-saved", "toast-definition-saved"),
    ("definition-deleted", "toast-definition-deleted"),
    ("password-changed", "toast-password-changed"),
    ("password-reset", "toast-password-reset"),
    ("credential-deleted", "toast-credential-deleted"),
    ("user-created", "toast-user-created"),
    ("user-saved", "toast-user-saved"),
    ("user-deleted", "toast-user-deleted"),
    ("project-created", "toast-project-created"),
    ("project-saved", "toast-project-saved"),
    ("project-deleted", "toast-project-deleted"),
    ("role-given", "toast-role-given"),
    ("role-taken", "toast-role-taken"),
];

fn message(code: &str) -> Option<&'static str> {
    SAID.iter().find(|(known, _)| *known == code).map(|(_, message)| *message)
}

#[component]
pub fn Notice() -> impl IntoView {
    let query = use_query_map();
    let dismissed = RwSignal::new(None);
    let name = move || query.read().get("name").unwrap_or_default();
    let code = Memo::new(move |_| query.read().get("notice").as_deref().and_then(message));
    let presentation = crate::i18n::presentation();
    let title = text(move || code.get().map(|code| presentation.texts().get(code)).unwrap_or_default());
    let dismiss = Callback::new(move |()| dismissed.set(code.get_untracked()));
    move || {
        code.get().filter(|code| dismissed.get() != Some(*code)).map(|_| {
            view! { <ToastCard tone=Tone::Ok title detail=text(name) on_dismiss=dismiss/> }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::loader;
    use crate::preferences::Lang;

    #[test]
    fn every_code_has_words() {
        for (code, id) in SAID {
            assert!(loader(Lang::En).has(id), "{code}");
        }
        assert_eq!(message("anything"), None);
    }
}
