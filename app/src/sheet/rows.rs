//! What is set: a row for each key, by namespace.

use leptos::prelude::*;
use vitrine_metadef::sheet::{Entry, LeafId, Sheet, Verdict};

use super::controls::RowControl;
use crate::i18n::{presentation, t};
use crate::ui::icon::Icon;

/// The id of a row's control.
pub fn control_id(id: &str, key: &str) -> String {
    format!("{id}-{key}")
}

/// Keys that stand under one heading.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    /// `None` for keys that nobody defines.
    title: Option<String>,
    keys: Vec<String>,
}

fn groups(sheet: &Sheet, query: &str) -> Vec<Group> {
    let query = query.trim().to_lowercase();
    let mut groups: Vec<Group> = Vec::new();
    for key in sheet.keys() {
        let entry = sheet.entry(&key);
        let leaf = entry.as_ref().and_then(|entry| entry.leaf.as_ref());
        let is_found = key.to_lowercase().contains(&query)
            || leaf.is_some_and(|leaf| {
                leaf.title.to_lowercase().contains(&query)
                    || leaf.namespace_title.to_lowercase().contains(&query)
            });
        if !is_found {
            continue;
        }
        let title = leaf.map(|leaf| leaf.namespace_title.clone());
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.keys.push(key),
            None => groups.push(Group { title, keys: vec![key] }),
        }
    }
    // Those that nobody defines come last.
    groups.sort_by_cached_key(|group| {
        (group.title.is_none(), group.title.clone().map(|title| title.to_lowercase()))
    });
    groups
}

#[component]
pub fn Rows(sheet: RwSignal<Sheet>, id: &'static str) -> AnyView {
    let query = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        let query = query.get();
        sheet.with(|sheet| groups(sheet, &query))
    });
    let count = Memo::new(move |_| sheet.with(|sheet| sheet.keys().len()));
    let field = format!("{id}-set");
    view! {
        <section class="meta__pane" aria-label=t!("sheet-set")>
            <div class="meta__bar">
                <div class="search">
                    <label class="sr-only" for=field.clone()>{t!("sheet-set-find")}</label>
                    <Icon name="search"/>
                    <input class="input input--sm" id=field.clone() type="search" placeholder=move || { let count = count.get(); t!("sheet-set-among", count = count)() }
                        prop:value=query on:input:target=move |event| query.set(event.target().value())/>
                </div>
            </div>
            {move || (count.get() == 0).then(|| view! { <p class="muted pad">{t!("sheet-nothing-set")}</p> })}
            <For each=move || all.get() key=|group| group.title.clone() let(group)>
                <GroupRows sheet title=group.title all id/>
            </For>
        </section>
    }
    .into_any()
}

#[component]
fn GroupRows(
    sheet: RwSignal<Sheet>,
    title: Option<String>,
    all: Memo<Vec<Group>>,
    id: &'static str,
) -> AnyView {
    let own = title.clone();
    let keys = Memo::new(move |_| {
        all.with(|all| {
            all.iter().find(|group| group.title == own).map(|group| group.keys.clone()).unwrap_or_default()
        })
    });
    let heading = match title {
        Some(title) => view! { <Icon name="namespace" class="icon--sm"/>{title} }.into_any(),
        None => view! { <Icon name="tag" class="icon--sm"/>{t!("sheet-undefined")} }.into_any(),
    };
    view! {
        <div class="meta__group">
            <h3>{heading}</h3>
            <For each=move || keys.get() key=|key| key.clone() let(key)><Row sheet key id/></For>
        </div>
    }
    .into_any()
}

#[component]
fn Row(sheet: RwSignal<Sheet>, key: String, id: &'static str) -> AnyView {
    let own = key.clone();
    let entry = Memo::new(move |_| sheet.with(|sheet| sheet.entry(&own)));
    let of = move |read: fn(&Entry) -> bool| entry.with(|it| it.as_ref().is_some_and(read));
    let title = {
        let key = key.clone();
        move || {
            entry
                .with(|it| it.as_ref().and_then(|it| it.leaf.as_ref()).map(|leaf| leaf.title.clone()))
                .filter(|title| *title != key)
        }
    };
    let place = move || {
        entry.with(|it| it.as_ref().and_then(|it| it.leaf.as_ref()).and_then(|leaf| leaf.id.object.clone()))
    };
    let field = control_id(id, &key);
    let (gone, back, label, again) = (key.clone(), key.clone(), key.clone(), key.clone());
    let is_required = move || of(|it| it.leaf.as_ref().is_some_and(|leaf| leaf.is_required));
    view! {
        <div class="prop" data-dirty=move || of(|it| it.is_changed).then_some("")>
            <label for=field.clone()>
                {move || title().map(|title| view! { <span class="prop__title">{title}{is_required().then(|| view! { <em class="tag tag--accent">{t!("studio-required")}</em> })}</span> })}
                <span class="prop__key" title=key.clone()>{move || place().map(|place| format!("{place} › "))}{key.clone()}</span>
            </label>
            <RowControl sheet entry key=key.clone() id=field.clone()/>
            {move || if of(|it| it.is_read_only) {
                view! { <span class="muted"><Icon name="lock" label=crate::ui::text(t!("defs-readonly"))/></span> }.into_any()
            } else {
                let gone = gone.clone();
                let label = label.clone();
                view! { <button type="button" class="btn btn--ghost btn--sm btn--icon" aria-label=t!("sheet-remove", name = label) on:click=move |_| sheet.update(|sheet| sheet.remove(&gone))><Icon name="minus"/></button> }.into_any()
            }}
            <Said entry field=field.clone()/>
            {move || entry.with(|it| it.as_ref().and_then(|it| it.was.clone())).map(|was| {
                let back = back.clone();
                view! { <p class="field__help">{t!("sheet-was")}" "<code>{was}</code>" "<button type="button" class="btn btn--sm btn--ghost" on:click=move |_| sheet.update(|sheet| sheet.restore(&back))>{t!("sheet-restore")}</button></p> }
            })}
            {move || {
                let choices = entry.with(|it| it.as_ref().map(|it| it.choices.clone()).unwrap_or_default());
                (!choices.is_empty()).then(|| view! { <Choices sheet entry key=again.clone() choices/> })
            }}
        </div>
    }
    .into_any()
}

/// What is to be said of the value.
#[component]
fn Said(entry: Memo<Option<Entry>>, field: String) -> AnyView {
    let presentation = presentation();
    let rule = move |code: &str, params: &std::collections::BTreeMap<&'static str, String>| {
        let param = |name: &str| params.get(name).cloned().unwrap_or_else(|| "…".to_owned());
        let args: std::collections::HashMap<String, String> =
            ["expected", "allowed", "pattern", "minimum", "maximum"]
                .map(|name| (name.to_owned(), param(name)))
                .into();
        presentation.texts().get_args(&format!("sheet-rule-{code}"), args)
    };
    let said = move || match entry.with(|it| it.as_ref().map(|it| it.verdict.clone())) {
        Some(Verdict::Refused(code, params)) => {
            let text = rule(code.code(), &params);
            view! { <p class="field__error"><Icon name="error"/><span>{text}</span></p> }.into_any()
        }
        Some(Verdict::Kept(code, params)) => {
            let text = rule(code.code(), &params);
            view! { <p class="field__warn"><Icon name="warning"/><span>{text}" "{t!("sheet-kept")}</span></p> }.into_any()
        }
        Some(Verdict::Empty) => view! { <p class="field__help">{t!("sheet-empty")}</p> }.into_any(),
        _ => ().into_any(),
    };
    view! { <div class="prop__said" id=format!("{field}-said") aria-live="polite">{said}</div> }.into_any()
}

/// Several namespaces define the key: by which the value is judged.
#[component]
fn Choices(sheet: RwSignal<Sheet>, entry: Memo<Option<Entry>>, key: String, choices: Vec<LeafId>) -> AnyView {
    let all = choices.clone();
    let label = key.clone();
    let name = |id: &LeafId| match &id.object {
        Some(object) => format!("{} › {object}", id.namespace),
        None => id.namespace.clone(),
    };
    let choose = move |at: String| {
        if let Some(id) = at.parse::<usize>().ok().and_then(|at| all.get(at)) {
            sheet.update(|sheet| sheet.choose(&key, id.clone()));
        }
    };
    let options = choices.into_iter().enumerate().map(|(at, id)| {
        let shown = name(&id);
        let is_chosen = move || {
            entry.with(|it| it.as_ref().and_then(|it| it.leaf.as_ref()).is_some_and(|leaf| leaf.id == id))
        };
        view! { <option value=at.to_string() prop:selected=is_chosen>{shown}</option> }
    });
    view! {
        <p class="field__help row row--tight">
            {t!("sheet-several")}
            <select class="select select--sm" aria-label=t!("sheet-several-for", name = label) on:change:target=move |event| choose(event.target().value())>{options.collect_view()}</select>
        </p>
    }
    .into_any()
}
