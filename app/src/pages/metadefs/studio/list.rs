//! A list of words that is edited one by one: values, operators, a default of several.

use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;
use vitrine_metadef::author::{Entered, Member, Unfit};

use super::property::{Definition, id, label, unfit_text};
use crate::browser;
use crate::i18n::t;
use crate::ui::icon::Icon;
use crate::ui::text;

/// Operators that schedulers know.
const OPERATORS: [&str; 12] =
    ["<in>", "<or>", "<all-in>", "=", "==", "!=", ">=", "<=", "s==", "s!=", "s<", "s>"];

#[derive(Clone, Copy)]
struct Words {
    definition: Definition,
    member: Member,
    error: RwSignal<Option<Unfit>>,
    dragged: RwSignal<Option<usize>>,
}

impl Words {
    fn now(self) -> Vec<String> {
        match self.definition.shown(self.member) {
            Entered::List(words) => words,
            Entered::Text(text) => vec![text],
            Entered::Flag(_) | Entered::Nothing => Vec::new(),
        }
    }

    fn put(self, words: Vec<String>) -> bool {
        let entered = if words.is_empty() { Entered::Nothing } else { Entered::List(words) };
        let done = self.definition.enter(self.member, &entered);
        self.error.set(done.err());
        if done.is_ok() {
            self.definition.studio.seal();
        }
        done.is_ok()
    }

    fn change(self, change: impl FnOnce(&mut Vec<String>)) -> bool {
        let mut words = untrack(|| self.now());
        change(&mut words);
        self.put(words)
    }

    fn shift(self, from: usize, to: usize) {
        self.change(|words| {
            if from < words.len() && to < words.len() {
                let word = words.remove(from);
                words.insert(to, word);
            }
        });
        browser::focus_on(self.item_id(to));
    }

    fn item_id(self, at: usize) -> String {
        format!("{}-{at}", id(self.member))
    }

    /// Adds words that are not there yet.
    fn add(self, new: Vec<String>) -> bool {
        self.change(|words| {
            for word in new {
                if !word.is_empty() && !words.contains(&word) {
                    words.push(word);
                }
            }
        })
    }
}

#[component]
pub fn ListControl(definition: Definition, member: Member) -> AnyView {
    let words = Words { definition, member, error: RwSignal::new(None), dragged: RwSignal::new(None) };
    let all = Memo::new(move |_| words.now());
    let is_pasting = RwSignal::new(false);
    let items = move || {
        let count = all.with(Vec::len);
        let rows = all.get().into_iter().enumerate();
        rows.map(|(at, word)| view! { <Item words at word count/> }).collect_view()
    };
    let help = match member {
        Member::Enum | Member::ItemsEnum => Some(text(t!("studio-values-help"))),
        _ => None,
    };
    view! {
        <div class="section-head">
            <h3>{label(member)}</h3>
            {help.map(|help| view! { <p>{help}</p> })}
            <button type="button" class="btn btn--sm push" aria-expanded=move || is_pasting.get().to_string() on:click=move |_| is_pasting.update(|it| *it = !*it)>{t!("studio-paste-list")}</button>
        </div>
        <ul class="enum" aria-label=label(member)>
            {items}
            <NewItem words/>
        </ul>
        {move || words.error.get().map(|unfit| view! { <p class="field__error" role="alert"><Icon name="error"/>{unfit_text(definition.studio, unfit)}</p> })}
        {move || is_pasting.get().then(|| view! { <PasteBox words on_done=Callback::new(move |()| is_pasting.set(false))/> })}
    }
    .into_any()
}

#[component]
fn Item(words: Words, at: usize, word: String, count: usize) -> AnyView {
    let is_default = {
        let word = word.clone();
        move || {
            words.member == Member::Enum
                && words.definition.shown(Member::Default) == Entered::Text(word.clone())
        }
    };
    let key = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowUp" if event.alt_key() => at.checked_sub(1),
            "ArrowDown" if event.alt_key() => Some(at + 1).filter(|to| *to < count),
            _ => return,
        };
        event.prevent_default();
        if let Some(to) = to {
            words.shift(at, to);
        }
    };
    let remove = move |_| {
        words.change(|words| {
            words.remove(at);
        });
        browser::focus_on(format!("{}-new", id(words.member)));
    };
    let drop_here = move |event: DragEvent| {
        event.prevent_default();
        if let Some(from) = words.dragged.try_update(Option::take).flatten() {
            words.shift(from, at);
        }
    };
    let name = word.clone();
    view! {
        <li draggable="true" on:dragstart=move |event: DragEvent| { browser::start_drag(&event); words.dragged.set(Some(at)); }
            on:dragover=move |event: DragEvent| if words.dragged.get_untracked().is_some() { event.prevent_default(); } on:drop=drop_here>
            <Icon name="drag"/>
            <span class="mono">{word}</span>
            {move || is_default().then(|| view! { <span class="tag tag--accent">{t!("studio-is-default")}</span> })}
            <button type="button" class="btn btn--icon btn--ghost btn--sm" id=words.item_id(at) aria-label=t!("studio-remove-value", value = name)
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown" on:keydown=key on:click=remove>
                <Icon name="x"/>
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn NewItem(words: Words) -> AnyView {
    let typed = RwSignal::new(String::new());
    let add = move || {
        let word = typed.get_untracked();
        if !word.is_empty() && words.add(vec![word]) {
            typed.set(String::new());
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
            browser::focus_on(format!("{}-new", id(words.member)));
        }
    };
    let list = (words.member == Member::Operators).then_some("known-operators");
    let name = label(words.member);
    let called = text(t!("studio-new-value"));
    view! {
        <li>
            <Icon name="plus"/>
            <input id=format!("{}-new", id(words.member)) autocomplete="off" spellcheck="false" list=list
                aria-label=move || format!("{}: {}", name.get(), called.get()) placeholder=t!("studio-new-value-hint")
                prop:value=typed on:input:target=move |event| typed.set(event.target().value()) on:keydown=key on:change=move |_| add()/>
            {list.map(|id| view! { <datalist id=id>{OPERATORS.into_iter().map(|word| view! { <option value=word></option> }).collect_view()}</datalist> })}
        </li>
    }
    .into_any()
}

/// Takes many words at once, one a line or between commas.
#[component]
fn PasteBox(words: Words, on_done: Callback<()>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let field = format!("{}-paste", id(words.member));
    let area = field.clone();
    let take = move |_| {
        let text = typed.get_untracked();
        let parts: Vec<String> = if text.contains('\n') {
            text.lines().map(|line| line.trim().to_owned()).collect()
        } else {
            text.split(',').map(|part| part.trim().to_owned()).collect()
        };
        if words.add(parts) {
            on_done.run(());
        }
    };
    view! {
        <div class="field mt">
            <label class="field__label" for=field>{t!("studio-paste-hint")}</label>
            <textarea class="textarea" id=area rows="4" prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
            <div class="row"><button type="button" class="btn btn--sm" on:click=take>{t!("studio-paste-take")}</button></div>
        </div>
    }
    .into_any()
}

/// Tries a text against the pattern.
#[component]
pub fn PatternTester(definition: Definition) -> AnyView {
    use vitrine_metadef::validation::{is_pattern, matches_pattern};
    let typed = RwSignal::new(String::new());
    let pattern = Memo::new(move |_| match definition.shown(Member::Pattern) {
        Entered::Text(text) => text,
        _ => String::new(),
    });
    let verdict = move || {
        let (pattern, text) = (pattern.get(), typed.get());
        if pattern.is_empty() || text.is_empty() {
            return String::new();
        }
        match (is_pattern(&pattern), matches_pattern(&pattern, &text)) {
            (false, _) => definition.studio.words("studio-pattern-none", Vec::new()),
            (true, true) => definition.studio.words("studio-pattern-fits", Vec::new()),
            (true, false) => definition.studio.words("studio-pattern-unfit", Vec::new()),
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="f-pattern-try">{t!("studio-pattern-try")}</label>
            <input class="input input--mono" id="f-pattern-try" autocomplete="off" spellcheck="false" aria-describedby="f-pattern-verdict"
                prop:value=typed on:input:target=move |event| typed.set(event.target().value())/>
            <p class="field__help" id="f-pattern-verdict" role="status">{verdict}</p>
        </div>
    }
    .into_any()
}
