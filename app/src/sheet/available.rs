//! What can be added: namespaces, their objects, their properties, and any other key.

use leptos::prelude::*;
use vitrine_metadef::sheet::{Branch, Leaf, Sheet};
use vitrine_wire::metadef::PropertyType;

use crate::browser;
use crate::i18n::{presentation, t};
use crate::ui::icon::Icon;

#[component]
pub fn Available(sheet: RwSignal<Sheet>, id: &'static str) -> AnyView {
    let query = RwSignal::new(String::new());
    let described = RwSignal::new(None::<Leaf>);
    let branches = Memo::new(move |_| {
        let query = query.get();
        sheet.with(|sheet| sheet.available(&query))
    });
    let is_searching = Memo::new(move |_| !query.with(|query| query.trim().is_empty()));
    let count = Memo::new(move |_| branches.with(|all| all.iter().map(Branch::count).sum::<usize>()));
    let field = format!("{id}-find");
    view! {
        <section class="meta__pane" aria-label=t!("sheet-available")>
            <div class="meta__bar">
                <div class="search">
                    <label class="sr-only" for=field.clone()>{t!("sheet-find")}</label>
                    <Icon name="search"/>
                    <input class="input input--sm" id=field.clone() type="search" placeholder=move || { let count = count.get(); t!("sheet-find-among", count = count)() }
                        prop:value=query on:input:target=move |event| query.set(event.target().value())/>
                </div>
            </div>
            <p class="sr-only" role="status">{move || { let count = count.get(); is_searching.get().then(|| t!("sheet-found", count = count)()) }}</p>
            <div class="tree">
                <ul>
                    <For each=move || { let open = is_searching.get(); branches.get().into_iter().map(move |branch| (open, branch)).collect::<Vec<_>>() }
                        key=|(open, branch)| (*open, branch.namespace.clone(), branch.count()) let((is_open, branch))>
                        <BranchRow sheet branch is_open described id/>
                    </For>
                </ul>
                {move || branches.with(Vec::is_empty).then(|| view! { <p class="muted small pad">{t!("sheet-none-available")}</p> })}
            </div>
            {move || described.get().map(|leaf| view! { <Described leaf/> })}
            <CustomKey sheet id/>
        </section>
    }
    .into_any()
}

/// Remembers which namespaces were opened: they come anew when something of them is added.
#[component]
fn BranchRow(
    sheet: RwSignal<Sheet>,
    branch: Branch,
    is_open: bool,
    described: RwSignal<Option<Leaf>>,
    id: &'static str,
) -> AnyView {
    let Branch { namespace, title, leaves, objects } = branch;
    let count = leaves.len() + objects.iter().map(|(_, leaves)| leaves.len()).sum::<usize>();
    let opened = use_context::<Opened>();
    let is_open = is_open || opened.is_some_and(|opened| opened.has(&namespace));
    let (whole, noted) = (namespace.clone(), namespace.clone());
    let add_all = move |_| sheet.update(|sheet| sheet.add_all(&whole, None));
    let note = move |event: leptos::ev::Event| {
        if let Some(opened) = opened {
            opened.note(&noted, browser::is_details_open(&event));
        }
    };
    let inner = objects.into_iter().map(|(object, leaves)| {
        let (of, named, label) = (namespace.clone(), object.clone(), object.clone());
        let add = move |_| sheet.update(|sheet| sheet.add_all(&of, Some(&named)));
        let rows = leaves.into_iter().map(|leaf| view! { <LeafRow sheet leaf described id/> }).collect_view();
        view! {
            <li>
                <details open=is_open>
                    <summary class="tree__item"><Icon name="chevron-right" class="chev"/><Icon name="object"/><span class="label">{object}</span></summary>
                    <ul>
                        <li><button type="button" class="btn btn--sm btn--ghost" on:click=add><Icon name="plus"/>{t!("sheet-add-all", name = label)}</button></li>
                        {rows}
                    </ul>
                </details>
            </li>
        }
    });
    let inner = inner.collect_view();
    let rows = leaves.into_iter().map(|leaf| view! { <LeafRow sheet leaf described id/> }).collect_view();
    let label = title.clone();
    view! {
        <li>
            <details open=is_open on:toggle=note>
                <summary class="tree__item"><Icon name="chevron-right" class="chev"/><Icon name="namespace"/><span class="label">{title}</span><span class="tail muted num">{count}</span></summary>
                <ul>
                    <li><button type="button" class="btn btn--sm btn--ghost" on:click=add_all><Icon name="plus"/>{t!("sheet-add-all", name = label)}</button></li>
                    {rows}
                    {inner}
                </ul>
            </details>
        </li>
    }
    .into_any()
}

/// Namespaces that are open.
#[derive(Clone, Copy)]
pub struct Opened(StoredValue<std::collections::BTreeSet<String>>);

impl Opened {
    #[must_use]
    pub fn new() -> Self {
        Self(StoredValue::default())
    }

    fn has(self, namespace: &str) -> bool {
        self.0.with_value(|all| all.contains(namespace))
    }

    fn note(self, namespace: &str, is_open: bool) {
        self.0.update_value(|all| {
            if is_open {
                all.insert(namespace.to_owned());
            } else {
                all.remove(namespace);
            }
        });
    }
}

/// What stands for a type.
const fn glyph(kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::String => "Aa",
        PropertyType::Integer => "123",
        PropertyType::Number => "1.5",
        PropertyType::Boolean => "T/F",
        PropertyType::Array => "[ ]",
        PropertyType::Object => "{ }",
    }
}

#[component]
fn LeafRow(
    sheet: RwSignal<Sheet>,
    leaf: Leaf,
    described: RwSignal<Option<Leaf>>,
    id: &'static str,
) -> AnyView {
    let (title, key) = (leaf.title.clone(), leaf.key.clone());
    let (own, shown, is_required) = (leaf.id.clone(), leaf.clone(), leaf.is_required);
    let target = super::rows::control_id(id, &leaf.key);
    let add = move |_| {
        sheet.update(|sheet| sheet.add(&own));
        browser::focus_on(target.clone());
    };
    let describe = move || described.set(Some(shown.clone()));
    let on_focus = describe.clone();
    view! {
        <li>
            <span class="tree__item" data-leaf="" on:mouseenter=move |_| describe()>
                <span class="typeglyph" aria-hidden="true">{glyph(leaf.definition.kind())}</span>
                <span class="label" title=key>{title.clone()}</span>
                {is_required.then(|| view! { <span class="tag tag--accent">{t!("studio-required")}</span> })}
                <button type="button" class="btn btn--ghost btn--sm btn--icon" aria-label=t!("sheet-add", name = title) on:click=add on:focus=move |_| on_focus()><Icon name="plus"/></button>
            </span>
        </li>
    }
    .into_any()
}

/// What a property is.
#[component]
fn Described(leaf: Leaf) -> AnyView {
    let description = leaf.definition.common().description.clone();
    view! {
        <div class="meta__about">
            <p class="strong">{leaf.title}</p>
            <p class="mono muted small">{leaf.key}</p>
            {description.map(|text| view! { <p class="small">{text}</p> })}
        </div>
    }
    .into_any()
}

/// Adds a key that nobody may have defined.
#[component]
fn CustomKey(sheet: RwSignal<Sheet>, id: &'static str) -> AnyView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None);
    let presentation = presentation();
    let field = format!("{id}-key");
    let problem = format!("{id}-key-error");
    let add = move || {
        let key = typed.get_untracked();
        match sheet.try_update(|sheet| sheet.add_key(&key)) {
            Some(Ok(())) => {
                error.set(None);
                typed.set(String::new());
                browser::focus_on(super::rows::control_id(id, key.trim()));
            }
            Some(Err(bad)) => error.set(Some(bad)),
            None => {}
        }
    };
    let said = move || {
        error.get().map(|bad: vitrine_metadef::sheet::BadKey| {
            presentation.texts().get(&format!("sheet-key-{}", bad.code()))
        })
    };
    view! {
        <div class="meta__bar meta__custom">
            <label class="sr-only" for=field.clone()>{t!("sheet-custom")}</label>
            <input class="input input--sm input--mono" id=field.clone() placeholder="custom_key" autocomplete="off" spellcheck="false" prop:value=typed
                aria-invalid=move || error.get().map(|_| "true") aria-describedby=problem.clone()
                on:input:target=move |event| { typed.set(event.target().value()); error.set(None); }
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); add(); }/>
            <button type="button" class="btn btn--sm" on:click=move |_| add()><Icon name="plus"/>{t!("sheet-custom-add")}</button>
        </div>
        <p class="field__error meta__error" id=problem.clone() role="alert">{said}</p>
    }
    .into_any()
}
