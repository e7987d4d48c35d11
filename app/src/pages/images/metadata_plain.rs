//! Metadata as a plain form, where no script runs: a text for each key.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::i18n::t;
use crate::pages::FormError;
use crate::routes;
use crate::ui::form::Answered;
use crate::ui::icon::Icon;

/// Lines for keys that are not there yet.
const NEW: usize = 3;

#[component]
pub fn PlainForm(
    id: String,
    stored: BTreeMap<String, String>,
    keys: Vec<String>,
    can_modify: bool,
) -> AnyView {
    let form = Answered::of("metadata");
    let problem = form.other_problem(&[]);
    let options = keys.into_iter().filter(|key| !stored.contains_key(key));
    let options = options.map(|key| view! { <option value=key></option> }).collect_view();
    let rows =
        stored.into_iter().map(|(key, text)| view! { <KeyRow form=form.clone() key text can_modify/> });
    let rows = rows.collect_view();
    let more = (1..=NEW).map(|number| view! { <NewRow form=form.clone() number/> }).collect_view();
    view! {
        {problem.map(|problem| view! { <div class="mb"><FormError problem/></div> })}
        <form class="card" method="post" action=routes::metadefs::image_metadata(&id)>
            <div class="meta__group">{rows}</div>
            {can_modify.then(|| view! {
                <div class="meta__group">
                    <h3>{t!("sheet-plain-new")}</h3>
                    {more}
                    <datalist id="keys">{options}</datalist>
                </div>
                <div class="card__foot"><p class="muted small">{t!("sheet-plain-hint")}</p><button class="btn btn--primary push">{t!("sheet-save")}</button></div>
            })}
        </form>
    }
    .into_any()
}

/// What somebody entered; where they left what the form showed, what is stored by now.
fn entered(form: &Answered, key: &str, stored: &str) -> String {
    let plain = |text: &str| text.replace("\r\n", "\n");
    let shown: Option<String> = serde_json::from_str(&form.value(&format!("was:{key}"), "")).ok();
    let typed = form.value(&format!("value:{key}"), stored);
    match shown {
        Some(shown) if plain(&typed) != plain(&shown) => typed,
        _ => stored.to_owned(),
    }
}

#[component]
fn KeyRow(form: Answered, key: String, text: String, can_modify: bool) -> AnyView {
    let id = format!("plain-{key}");
    let field = format!("value:{key}");
    let value = entered(&form, &key, &text);
    let was = (value != text).then(|| text.clone());
    let json = serde_json::Value::from(text.as_str()).to_string();
    // A line has no line ends, and an empty area no text: both would be sent otherwise than they are stored.
    let control = if value.contains(['\n', '\r']) {
        view! { <textarea class="textarea" id=id.clone() name=field rows="3" readonly=!can_modify>{format!("\n{value}")}</textarea> }.into_any()
    } else {
        view! { <input class="input" id=id.clone() name=field value=value autocomplete="off" spellcheck="false" readonly=!can_modify/> }.into_any()
    };
    let (gone, name) = (format!("gone:{key}"), key.clone());
    view! {
        <div class="prop">
            <label for=id><span class="prop__key">{key.clone()}</span></label>
            {control}
            {can_modify.then(|| view! {
                <input type="hidden" name=format!("was:{key}") value=json/>
                <input type="checkbox" name=gone aria-label=t!("sheet-plain-remove", key = name)/>
            })}
            {was.map(|was| view! { <p class="field__help">{t!("sheet-was")}" "<code>{was}</code></p> })}
        </div>
    }
    .into_any()
}

#[component]
fn NewRow(form: Answered, number: usize) -> AnyView {
    let (key, value) = (format!("key:{number}"), format!("new:{number}"));
    let (typed_key, typed) = (form.value(&key, ""), form.value(&value, ""));
    view! {
        <div class="prop">
            <span><input class="input input--mono" name=key value=typed_key list="keys" autocomplete="off" spellcheck="false" maxlength="255" aria-label=t!("sheet-plain-key")/></span>
            <input class="input" name=value value=typed autocomplete="off" spellcheck="false" aria-label=t!("sheet-plain-value")/>
            <Icon name="plus"/>
        </div>
    }
    .into_any()
}
