//! The contents of the namespace, as a tree for keyboard and pointer.

use std::collections::{BTreeMap, BTreeSet};

use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;
use vitrine_metadef::author::{Place, Selection, Severity};
use vitrine_wire::metadef::{Node, NodeKind};

use super::actions;
use super::findings::Findings;
use super::rows::{Group, Row, Shown, rows};
use super::state::Studio;
use crate::browser;
use crate::i18n::{dynamic, t};
use crate::ui::icon::Icon;

/// What the tree holds beside the document.
#[derive(Clone, Copy)]
struct Tree {
    studio: Studio,
    closed: RwSignal<BTreeSet<Row>>,
    /// The row that takes the focus.
    active: RwSignal<Row>,
    dragged: RwSignal<Option<Selection>>,
    shown: Memo<Vec<Shown>>,
}

/// What is odd about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Error,
    Warning,
    Unsaved,
}

#[component]
pub fn Contents(studio: Studio, findings: Findings) -> AnyView {
    let filter = RwSignal::new(String::new());
    let closed = RwSignal::new(BTreeSet::new());
    let shown = Memo::new(move |_| {
        let (filter, closed) = (filter.get(), closed.get());
        studio.read(|work| rows(work.document(), &filter, |row| !closed.contains(row)))
    });
    let active = RwSignal::new(Row::Node(studio.selection().get_untracked()));
    let tree = Tree { studio, closed, active, dragged: RwSignal::new(None), shown };
    Effect::new(move |_| {
        let selected = Row::Node(studio.selection().get());
        if active.get_untracked() != selected {
            active.set(selected);
        }
    });
    let marks = Memo::new(move |_| marks(studio, findings));
    view! {
        <section class="studio__tree" aria-label=t!("studio-contents")>
            <div class="meta__bar">
                <div class="search">
                    <label class="sr-only" for="tree-filter">{t!("studio-filter")}</label>
                    <Icon name="search"/>
                    <input class="input input--sm" id="tree-filter" type="search" placeholder=t!("studio-filter")
                        prop:value=filter on:input:target=move |event| filter.set(event.target().value())/>
                </div>
                <AddMenu studio/>
            </div>
            <div class="tree">
                <ul role="tree" aria-label=t!("studio-contents") on:keydown=move |event| tree.key(&event)>
                    <For each=move || shown.get() key=|row| (row.row.clone(), row.label.clone(), row.glyph.clone()) let(row)>
                        <TreeRow tree shown=row marks/>
                    </For>
                </ul>
            </div>
        </section>
    }
    .into_any()
}

/// What is to be told about each row.
fn marks(studio: Studio, findings: Findings) -> BTreeMap<Selection, Mark> {
    let mut marks = BTreeMap::new();
    let plan = studio.read_settled(|work| if work.base().is_some() { work.plan() } else { Vec::new() });
    for change in plan.iter().filter(|change| change.after.is_some()) {
        marks.insert(node(&change.node), Mark::Unsaved);
    }
    for problem in findings.problems().get().iter().rev() {
        match problem.severity {
            Severity::Error => marks.insert(problem.at.clone(), Mark::Error),
            Severity::Warning => marks.insert(problem.at.clone(), Mark::Warning),
            Severity::Hint => None,
        };
    }
    marks
}

/// Where a node stands in the tree.
pub fn node(node: &Node) -> Selection {
    let name = node.name.clone();
    match node.kind {
        NodeKind::Attribute => Selection::Namespace,
        NodeKind::Association => Selection::Association(name),
        NodeKind::Object => Selection::Object(name),
        NodeKind::Property => Selection::property(&name),
        NodeKind::Tag => Selection::Tag(name),
        NodeKind::Translation => Selection::Translation(name),
    }
}

/// Adds a thing of any kind.
#[component]
fn AddMenu(studio: Studio) -> AnyView {
    let entries = Group::ALL.map(|group| {
        let add = move |_| {
            browser::close_popover("add-menu");
            actions::add(studio, group, &Place::Namespace);
        };
        view! {
            <button type="button" on:click=add><Icon name=group.icon()/>{dynamic(format!("studio-add-{}", group.word()), Vec::new())}</button>
        }
    });
    view! {
        <button type="button" class="btn btn--icon btn--sm" popovertarget="add-menu" aria-label=t!("studio-add") prop:disabled=move || studio.is_frozen()>
            <Icon name="plus"/>
        </button>
        <div id="add-menu" popover="auto" class="menu__list">{entries.into_iter().collect_view()}</div>
    }
    .into_any()
}

#[component]
fn TreeRow(tree: Tree, shown: Shown, marks: Memo<BTreeMap<Selection, Mark>>) -> AnyView {
    let Shown { row, level, label, glyph, count, .. } = shown;
    // Only what holds something changes while it stands: it opens, and counts.
    let holder = count.map(|_| {
        let row = row.clone();
        let find = move |all: &Vec<Shown>| all.iter().find(|shown| shown.row == row).cloned();
        Memo::new(move |_| tree.shown.with(&find))
    });
    let (group, selection) = match &row {
        Row::Group(group) => (Some(*group), None),
        Row::Node(selection) => (None, Some(selection.clone())),
    };
    let id = row.id();
    let has = Memo::new({
        let row = row.clone();
        move |_| tree.active.get() == row
    });
    let is_selected = Memo::new({
        let selection = selection.clone();
        move |_| selection.as_ref().is_some_and(|own| *own == tree.studio.selection().get())
    });
    let mark = Memo::new({
        let selection = selection.clone();
        move |_| selection.as_ref().and_then(|own| marks.with(|marks| marks.get(own).copied()))
    });
    let label = move || match group {
        Some(group) => dynamic(format!("studio-group-{}", group.word()), Vec::new())(),
        None => label.clone(),
    };
    let icon = match (&row, group) {
        (_, Some(group)) => Some(group.icon()),
        (Row::Node(Selection::Namespace), _) => Some("namespace"),
        (Row::Node(Selection::Object(_)), _) => Some("object"),
        (Row::Node(Selection::Translation(_)), _) => Some("language"),
        _ => None,
    };
    let now = move |what: fn(&Shown) -> Option<usize>| {
        holder.and_then(|holder| holder.with(|it| it.as_ref().and_then(what)))
    };
    let open = move || now(|it| it.is_open.map(usize::from)).map(|open| open == 1);
    let count = move || now(|it| it.count);
    let place = match &row {
        Row::Group(_) => Some(Place::Namespace),
        Row::Node(Selection::Object(name)) => Some(Place::Object(name.clone())),
        Row::Node(_) => None,
    };
    let adds = match (&row, group) {
        (_, Some(group)) => Some(group),
        (Row::Node(Selection::Object(_)), _) => Some(Group::Properties),
        _ => None,
    };
    let is_mono = matches!(&row, Row::Node(selection) if !matches!(selection, Selection::Namespace | Selection::Object(_)));
    let (clicked, over, dropped) = (row.clone(), row.clone(), row.clone());
    let dragged = selection.clone();
    let is_draggable =
        selection.is_some_and(|it| !matches!(it, Selection::Namespace | Selection::Translation(_)));
    view! {
        <li
            role="treeitem" class="tree__item" id=id data-level=level attr:aria-level=level
            aria-selected=move || is_selected.get().to_string() aria-expanded=move || open().map(|open| open.to_string())
            tabindex=move || if has.get() { "0" } else { "-1" }
            draggable=is_draggable.then_some("true")
            on:click=move |_| tree.click(&clicked)
            on:dragstart=move |event: DragEvent| { browser::start_drag(&event); tree.dragged.set(dragged.clone()); }
            on:dragover=move |event: DragEvent| if tree.takes(&over) { event.prevent_default(); }
            on:drop=move |event: DragEvent| { event.prevent_default(); tree.drop_on(&dropped); }
        >
            {move || open().map(|_| view! { <Icon name="chevron-right" class="chev"/> })}
            {icon.map(|name| view! { <Icon name/> })}
            {glyph.map(|glyph| view! { <span class="typeglyph" aria-hidden="true">{glyph}</span> })}
            <span class="label" class:mono=is_mono>{label}</span>
            <span class="tail">
                {move || mark.get().map(|mark| view! { <MarkDot mark/> })}
                {move || count().map(|count| view! { <span class="muted num">{count}</span> })}
                {adds.zip(place).map(|(group, place)| view! { <AddButton studio=tree.studio group place/> })}
            </span>
        </li>
    }
    .into_any()
}

#[component]
fn AddButton(studio: Studio, group: Group, place: Place) -> AnyView {
    let add = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        actions::add(studio, group, &place);
    };
    view! {
        <button type="button" class="btn btn--icon btn--ghost btn--sm" tabindex="-1" prop:disabled=move || studio.is_frozen()
            aria-label=dynamic(format!("studio-add-{}", group.word()), Vec::new()) on:click=add>
            <Icon name="plus"/>
        </button>
    }
    .into_any()
}

#[component]
fn MarkDot(mark: Mark) -> AnyView {
    let (class, id) = match mark {
        Mark::Error => ("dot dot--bad", "studio-mark-error"),
        Mark::Warning => ("dot dot--warn", "studio-mark-warning"),
        Mark::Unsaved => ("dot", "studio-mark-unsaved"),
    };
    view! { <span class=class role="img" aria-label=dynamic(id.to_owned(), Vec::new())></span> }.into_any()
}

impl Tree {
    fn click(self, row: &Row) {
        self.go(row);
        match row {
            Row::Node(selection) => self.studio.select(selection.clone()),
            Row::Group(_) => self.turn(row, None),
        }
    }

    /// Gives a row the focus, and looks at what it stands for.
    fn go(self, row: &Row) {
        self.active.set(row.clone());
        browser::focus_on(row.id());
    }

    fn visit(self, row: &Row) {
        if let Row::Node(selection) = row {
            self.studio.select(selection.clone());
        }
        self.go(row);
    }

    /// Opens or closes a row, or turns it round.
    fn turn(self, row: &Row, open: Option<bool>) {
        self.closed.update(|closed| {
            let open = open.unwrap_or(closed.contains(row));
            if open {
                closed.remove(row);
            } else {
                closed.insert(row.clone());
            }
        });
    }

    fn key(self, event: &KeyboardEvent) {
        if browser::is_typing() {
            return;
        }
        let all = self.shown.get_untracked();
        let Some(at) = all.iter().position(|shown| shown.row == self.active.get_untracked()) else { return };
        if self.move_key(event, &all, at) || self.act_key(event, &all[at]) {
            event.prevent_default();
        }
    }

    /// Keys that go somewhere.
    fn move_key(self, event: &KeyboardEvent, all: &[Shown], at: usize) -> bool {
        if event.alt_key() || browser::has_command_key(event) {
            return false;
        }
        let here = &all[at];
        let target = match event.key().as_str() {
            "ArrowDown" => all.get(at + 1),
            "ArrowUp" => at.checked_sub(1).and_then(|at| all.get(at)),
            "Home" => all.first(),
            "End" => all.last(),
            "ArrowRight" if here.is_open == Some(false) => {
                self.turn(&here.row, Some(true));
                None
            }
            "ArrowRight" if here.is_open == Some(true) => all.get(at + 1),
            "ArrowLeft" if here.is_open == Some(true) => {
                self.turn(&here.row, Some(false));
                None
            }
            "ArrowLeft" => all[..at]
                .iter()
                .rev()
                .find(|row| row.level < here.level && row.count.is_some())
                .or(all[..at].iter().rev().find(|row| matches!(row.row, Row::Group(_)))),
            "*" => {
                self.closed.update(BTreeSet::clear);
                None
            }
            " " if here.is_open.is_some() => {
                self.turn(&here.row, None);
                None
            }
            key if key.chars().count() == 1 && key != "+" && key != " " => {
                let letter = key.to_lowercase();
                let behind = all[at + 1..].iter().chain(&all[..at]);
                behind.into_iter().find(|row| row.label.to_lowercase().starts_with(&letter))
            }
            _ => return false,
        };
        if let Some(target) = target {
            self.visit(&target.row);
        }
        true
    }

    /// Keys that do something with the row.
    fn act_key(self, event: &KeyboardEvent, here: &Shown) -> bool {
        let studio = self.studio;
        let selection = match &here.row {
            Row::Node(selection) => Some(selection.clone()),
            Row::Group(_) => None,
        };
        let has_command = browser::has_command_key(event);
        match (event.key().as_str(), selection) {
            ("+" | "Insert", _) => actions::add_beside(studio, &here.row),
            ("Enter" | "F2", Some(_)) => browser::focus_on("f-name".to_owned()),
            ("Enter", None) => self.turn(&here.row, None),
            ("Delete" | "-", Some(selection)) => {
                actions::remove(studio, &selection);
                self.go(&Row::Node(studio.selection().get_untracked()));
            }
            ("ArrowUp", Some(selection)) if event.alt_key() => actions::shift(studio, &selection, false),
            ("ArrowDown", Some(selection)) if event.alt_key() => actions::shift(studio, &selection, true),
            ("d", Some(selection)) if has_command => actions::duplicate(studio, &selection),
            ("c", Some(selection)) if has_command => actions::copy(studio, &selection),
            ("v", _) if has_command => actions::paste(studio, &here.row),
            _ => return false,
        }
        true
    }

    fn takes(self, row: &Row) -> bool {
        self.dragged.with(|dragged| dragged.as_ref().is_some_and(|dragged| actions::takes(row, dragged)))
    }

    fn drop_on(self, row: &Row) {
        if let Some(dragged) = self.dragged.try_update(Option::take).flatten() {
            actions::drop_on(self.studio, &dragged, row);
        }
    }
}
