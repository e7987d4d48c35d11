//! What can be added: namespaces, their objects, their properties, and any other key.

use std::collections::BTreeSet;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use vitrine_metadef::sheet::{Branch, Found, KeyFault, Node, Origin, Sheet};

use super::rows::control_id;
use super::tree::{self, Look, Mark, Move, Row, Shown};
use crate::browser;
use crate::i18n::{presentation, t};
use crate::ui::icon::Icon;

/// What the tree holds beside the sheet.
#[derive(Clone, Copy)]
struct Tree {
    sheet: RwSignal<Sheet>,
    id: &'static str,
    /// Branches that stand otherwise than they do at first: open, or closed while something is looked for.
    turned: RwSignal<BTreeSet<Branch>>,
    /// The row that takes the focus.
    active: RwSignal<Option<Row>>,
    shown: Memo<Vec<Shown>>,
    /// What was added last, for those who do not see it.
    told: RwSignal<Option<String>>,
}

#[component]
pub fn Available(sheet: RwSignal<Sheet>, id: &'static str) -> AnyView {
    let query = RwSignal::new(String::new());
    let turned = RwSignal::new(BTreeSet::new());
    let shape = Memo::new(move |_| sheet.with(Sheet::shape));
    let is_searching = Memo::new(move |_| !query.with(|query| query.trim().is_empty()));
    let found: Memo<Option<Found>> = Memo::new(move |_| {
        let _changed = shape.get();
        is_searching.get().then(|| query.with(|query| sheet.with_untracked(|sheet| sheet.search(query))))
    });
    let shown = Memo::new(move |_| {
        let _changed = shape.get();
        let (found, turned) = (found.get(), turned.get());
        sheet.with_untracked(|sheet| {
            // What is found is opened, and so is what stands alone.
            let opens = found.is_some() || sheet.catalog().nodes().len() == 1;
            let is_open =
                |at: &Branch| (opens && (found.is_some() || at.object.is_none())) != turned.contains(at);
            tree::rows(sheet, &Look { found: found.as_ref(), is_open: &is_open })
        })
    });
    let tree = Tree { sheet, id, turned, active: RwSignal::new(None), shown, told: RwSignal::new(None) };
    let count = Memo::new(move |_| {
        shown.with(|all| all.iter().filter(|row| row.level == 1).filter_map(|row| row.count).sum::<usize>())
    });
    let field = format!("{id}-find");
    let look = move |text: String| {
        query.set(text);
        turned.update(BTreeSet::clear);
    };
    let told = move || match (tree.told.get(), is_searching.get(), count.get()) {
        (Some(name), ..) => Some(t!("sheet-added", name = name)()),
        (None, true, count) => Some(t!("sheet-found", count = count)()),
        _ => None,
    };
    // A tree that is there stays: the focus is in it.
    let is_empty = Memo::new(move |_| shown.with(Vec::is_empty));
    view! {
        <section class="meta__pane" aria-label=t!("sheet-available")>
            <div class="meta__bar">
                <div class="search">
                    <label class="sr-only" for=field.clone()>{t!("sheet-find")}</label>
                    <Icon name="search"/>
                    <input class="input input--sm" id=field type="search" prop:value=query
                        placeholder=move || { let count = count.get(); t!("sheet-find-among", count = count)() }
                        on:input:target=move |event| { tree.told.set(None); look(event.target().value()); }
                        on:keydown=move |event| if matches!(event.key().as_str(), "ArrowDown" | "Enter") { event.prevent_default(); tree.enter(); }/>
                </div>
            </div>
            <p class="sr-only" role="status">{told}</p>
            <div class="tree">
                {move || is_empty.get().then(|| view! { <p class="muted small pad">{t!("sheet-none-available")}</p> })}
                {move || (!is_empty.get()).then(|| view! { <Rows tree/> })}
            </div>
            <About tree/>
            <CustomKey sheet id/>
        </section>
    }
    .into_any()
}

#[component]
fn Rows(tree: Tree) -> AnyView {
    let about = format!("{}-about", tree.id);
    view! {
        <ul role="tree" aria-label=t!("sheet-available") aria-describedby=about on:keydown=move |event| tree.key(&event)>
            <For each=move || tree.shown.get() key=|row| (row.row.clone(), row.label.clone(), row.leaf.clone()) let(row)>
                <TreeRow tree shown=row/>
            </For>
        </ul>
    }
    .into_any()
}

#[component]
fn TreeRow(tree: Tree, shown: Shown) -> AnyView {
    let Shown { row, level, label, leaf, .. } = shown;
    // Of a branch, the count changes while it stands, and whether it is open.
    let now = {
        let row = row.clone();
        Memo::new(move |_| {
            let find = |all: &Vec<Shown>| {
                all.iter().find(|shown| shown.row == row).map(|shown| (shown.is_open, shown.count))
            };
            tree.shown.with(find).unwrap_or_default()
        })
    };
    let has_focus = {
        let row = row.clone();
        Memo::new(move |_| tree.current().as_ref() == Some(&row))
    };
    let id = tree.row_id(&row);
    let (clicked, added, focused) = (row.clone(), row.clone(), row.clone());
    let icon = match &row {
        Row::Branch(Branch { object: None, .. }) => Some("namespace"),
        Row::Branch(_) => Some("object"),
        Row::Leaf(_) => None,
    };
    let name = label.clone();
    let add_label = match &row {
        Row::Branch(_) => crate::ui::text(t!("sheet-add-all", name = name)),
        Row::Leaf(_) => crate::ui::text(t!("sheet-add", name = name)),
    };
    let add = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        tree.add(&added, true);
    };
    let key = leaf.as_ref().map(|mark| mark.key.clone());
    let is_leaf = leaf.is_some();
    view! {
        <li role="treeitem" class="tree__item" id=id title=key attr:aria-level=level data-level=level data-leaf=is_leaf.then_some("")
            aria-expanded=move || now.get().0.map(|open| open.to_string())
            aria-selected=move || has_focus.get().to_string()
            tabindex=move || if has_focus.get() { "0" } else { "-1" }
            on:click=move |_| tree.click(&clicked)
            on:focus=move |_| tree.active.set(Some(focused.clone()))
        >
            {(!is_leaf).then(|| view! { <Icon name="chevron-right" class="chev"/> })}
            {icon.map(|name| view! { <Icon name/> })}
            {leaf.as_ref().map(|mark| view! { <span class="typeglyph" aria-hidden="true">{mark.glyph}</span> })}
            <span class="label">{label}</span>
            <span class="tail">
                {leaf.map(|mark| view! { <Marks mark/> })}
                {move || now.get().1.map(|count| view! { <span class="muted num">{count}</span> })}
                <button type="button" class="btn btn--ghost btn--sm btn--icon" tabindex="-1" aria-label=add_label on:click=add><Icon name="plus"/></button>
            </span>
        </li>
    }
    .into_any()
}

#[component]
fn Marks(mark: Mark) -> AnyView {
    let required =
        mark.is_required.then(|| view! { <span class="tag tag--accent">{t!("studio-required")}</span> });
    let shared = mark.is_shared.then(|| view! { <span class="tag" title=t!("sheet-shared")>"×2"<span class="sr-only">{t!("sheet-shared")}</span></span> });
    view! { {shared}{required} }.into_any()
}

impl Tree {
    /// The row that has the focus, or would get it.
    fn current(self) -> Option<Row> {
        let active = self.active.get();
        self.shown.with(|all| {
            let is_there = active.as_ref().is_some_and(|row| all.iter().any(|shown| shown.row == *row));
            if is_there { active } else { all.first().map(|shown| shown.row.clone()) }
        })
    }

    fn row_id(self, row: &Row) -> String {
        let name = match row {
            Row::Branch(Branch { namespace, object }) => [Some(namespace), object.as_ref(), None],
            Row::Leaf(Origin { namespace, object, name }) => [Some(namespace), object.as_ref(), Some(name)],
        };
        let kind = if matches!(row, Row::Leaf(_)) { "leaf" } else { "branch" };
        let name: Vec<&str> = name.into_iter().flatten().map(String::as_str).collect();
        control_id(self.id, &format!("{kind}-{}", name.join("/")))
    }

    fn go(self, row: &Row) {
        self.active.set(Some(row.clone()));
        browser::focus_on(self.row_id(row));
    }

    fn enter(self) {
        if let Some(row) = untrack(|| self.current()) {
            self.go(&row);
        }
    }

    fn click(self, row: &Row) {
        self.go(row);
        if let Row::Branch(branch) = row {
            self.turn(branch);
        }
    }

    fn turn(self, branch: &Branch) {
        self.turned.update(|turned| {
            if !turned.remove(branch) {
                turned.insert(branch.clone());
            }
        });
    }

    /// Adds what a row stands for. Who points goes on to the value, who types goes on in the tree.
    fn add(self, row: &Row, goes_on: bool) {
        let all = self.shown.get_untracked();
        let at = all.iter().position(|shown| shown.row == *row).unwrap_or_default();
        let key = all.get(at).and_then(|shown| shown.leaf.as_ref()).map(|mark| mark.key.clone());
        let label = all.get(at).map(|shown| shown.label.clone());
        self.sheet.update(|sheet| match row {
            Row::Branch(branch) => {
                sheet.add_all(branch);
            }
            Row::Leaf(origin) => {
                sheet.add(origin);
            }
        });
        self.told.set(label);
        match key.filter(|_| goes_on) {
            Some(key) => browser::focus_on(control_id(self.id, &key)),
            None => {
                let left = self.shown.get_untracked();
                if let Some(next) = left.get(at.min(left.len().saturating_sub(1))) {
                    self.go(&next.row);
                }
            }
        }
    }

    fn key(self, event: &KeyboardEvent) {
        if event.alt_key() || browser::has_command_key(event) {
            return;
        }
        let all = self.shown.get_untracked();
        let current = untrack(|| self.current());
        let Some(at) = all.iter().position(|shown| Some(&shown.row) == current.as_ref()) else { return };
        if self.act(&all[at], &event.key()) || self.walk(&all, at, &event.key()) {
            event.prevent_default();
        }
    }

    fn act(self, here: &Shown, key: &str) -> bool {
        match (key, &here.row) {
            ("+", row) => self.add(row, false),
            ("Enter", Row::Leaf(_)) => self.add(&here.row, true),
            ("Enter" | " ", Row::Branch(branch)) => self.turn(branch),
            (" ", Row::Leaf(_)) => self.add(&here.row, false),
            _ => return false,
        }
        true
    }

    fn walk(self, all: &[Shown], at: usize, key: &str) -> bool {
        let Some(step) = tree::step(all, at, key) else { return false };
        match step {
            Move::To(to) => all.get(to).into_iter().for_each(|shown| self.go(&shown.row)),
            Move::Open(at) | Move::Close(at) => {
                if let Some(Row::Branch(branch)) = all.get(at).map(|shown| &shown.row) {
                    self.turn(branch);
                }
            }
            Move::OpenAll => {
                let closed = |branch: &Branch| {
                    all.iter().any(|it| it.row == Row::Branch(branch.clone()) && it.is_open == Some(false))
                };
                tree::beside(all, at)
                    .iter()
                    .filter(|branch| closed(branch))
                    .for_each(|branch| self.turn(branch));
            }
            Move::Stay => {}
        }
        true
    }
}

/// What the row with the focus is.
#[component]
fn About(tree: Tree) -> AnyView {
    let about = move || {
        let row = tree.active.get()?;
        tree.shown.track();
        tree.sheet.with_untracked(|sheet| match row {
            Row::Leaf(origin) => sheet.catalog().leaf(&origin).map(|leaf| {
                let allowed = leaf.options().join(", ");
                (
                    leaf.label.clone(),
                    leaf.key.clone(),
                    leaf.description.clone(),
                    leaf.default().map(str::to_owned),
                    Some(allowed).filter(|it| !it.is_empty()),
                )
            }),
            Row::Branch(branch) => match sheet.catalog().find(&branch)? {
                Node::Branch { at, label, description, .. } => {
                    let name = at.object.clone().unwrap_or_else(|| at.namespace.clone());
                    Some((label.clone(), name, description.clone(), None, None))
                }
                Node::Leaf(_) => None,
            },
        })
    };
    let shown = move || {
        about().map(|(label, key, description, default, allowed)| {
            view! {
                <p class="strong">{label}</p>
                <p class="mono muted small">{key}</p>
                {description.map(|text| view! { <p class="small">{text}</p> })}
                {default.map(|text| view! { <p class="small">{t!("sheet-default")}" "<code>{text}</code></p> })}
                {allowed.map(|text| view! { <p class="small muted">{t!("sheet-allowed")}" "{text}</p> })}
            }
        })
    };
    view! { <div class="meta__about" id=format!("{}-about", tree.id)>{shown}</div> }.into_any()
}

/// Adds a key that nobody may have defined.
#[component]
fn CustomKey(sheet: RwSignal<Sheet>, id: &'static str) -> AnyView {
    let typed = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<KeyFault>);
    let presentation = presentation();
    let field = format!("{id}-key");
    let problem = format!("{id}-key-error");
    let add = move || {
        let key = typed.get_untracked();
        match sheet.try_update(|sheet| sheet.add_custom(&key)) {
            Some(Ok(())) => {
                fault.set(None);
                typed.set(String::new());
                browser::focus_on(control_id(id, key.trim()));
            }
            Some(Err(found)) => fault.set(Some(found)),
            None => {}
        }
    };
    let said =
        move || fault.get().map(|fault| presentation.texts().get(&format!("sheet-key-{}", fault.code())));
    view! {
        <div class="meta__bar meta__custom">
            <label class="sr-only" for=field.clone()>{t!("sheet-custom")}</label>
            <input class="input input--sm input--mono" id=field placeholder="custom_key" autocomplete="off" spellcheck="false" prop:value=typed
                aria-invalid=move || fault.get().map(|_| "true") aria-describedby=problem.clone()
                on:input:target=move |event| { typed.set(event.target().value()); fault.set(None); }
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); add(); }/>
            <button type="button" class="btn btn--sm" on:click=move |_| add()><Icon name="plus"/>{t!("sheet-custom-add")}</button>
        </div>
        <p class="field__error meta__error" id=problem role="alert">{said}</p>
    }
    .into_any()
}
