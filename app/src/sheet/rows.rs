//! What is set: a row for each key, by namespace.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use vitrine_metadef::sheet::{Control, Row, Sheet};

use super::controls::RowControl;
use super::said::{Choices, Said};
use crate::browser;
use crate::i18n::{presentation, t};
use crate::ui::icon::Icon;

/// The id of a row's control.
pub fn control_id(id: &str, key: &str) -> String {
    // Ids are listed with blanks between them where they are referred to.
    format!("{id}-{}", key.replace(char::is_whitespace, "·"))
}

/// A row of the sheet, as its parts have it. They are drawn anew when this row changes, and no other.
#[derive(Clone, Copy)]
pub struct Cell {
    pub sheet: RwSignal<Sheet>,
    pub key: StoredValue<String>,
    row: Memo<Option<Arc<Row>>>,
    is_read_only: bool,
}

impl Cell {
    fn new(sheet: RwSignal<Sheet>, key: String, is_read_only: bool) -> Self {
        let own = key.clone();
        let is_other = |before: Option<&Option<Arc<Row>>>, now: Option<&Option<Arc<Row>>>| match (before, now)
        {
            (Some(Some(before)), Some(Some(now))) => !Arc::ptr_eq(before, now),
            _ => true,
        };
        let row = Memo::new_with_compare(move |_| sheet.with(|sheet| sheet.row(&own).cloned()), is_other);
        Self { sheet, key: StoredValue::new(key), row, is_read_only }
    }

    /// Something of the row; nothing once it is removed.
    pub fn get<T>(self, read: impl FnOnce(&Row) -> T) -> Option<T> {
        self.row.with(|row| row.as_deref().map(read))
    }

    pub fn is_read_only(self) -> bool {
        self.is_read_only || self.get(Row::is_read_only).unwrap_or_default()
    }

    /// May it be taken away? What is not stored always may, unless nothing may be changed at all.
    pub fn is_removable(self) -> bool {
        let is_new = self.get(|row| row.stored.is_none()).unwrap_or_default();
        !self.is_read_only && (is_new || !self.is_read_only())
    }

    /// Changes the sheet at this row.
    pub fn change(self, change: impl FnOnce(&mut Sheet, &str)) {
        self.sheet.update(|sheet| self.key.with_value(|key| change(sheet, key)));
    }
}

/// Keys that stand under one heading.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    /// `None` for keys that nobody defines.
    title: Option<String>,
    keys: Vec<String>,
}

fn groups(sheet: &Sheet, found: Option<&BTreeSet<String>>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for row in sheet.rows().filter(|row| found.is_none_or(|keys| keys.contains(&row.key))) {
        let title = row.leaf.as_ref().map(|leaf| leaf.namespace_label.clone());
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.keys.push(row.key.clone()),
            None => groups.push(Group { title, keys: vec![row.key.clone()] }),
        }
    }
    // What nobody defines comes last.
    let order =
        |group: &Group| (group.title.is_none(), group.title.as_ref().map(|title| title.to_lowercase()));
    groups.sort_by_cached_key(order);
    groups
}

#[component]
pub fn Rows(sheet: RwSignal<Sheet>, id: &'static str, is_read_only: bool) -> AnyView {
    let query = RwSignal::new(String::new());
    let shape = Memo::new(move |_| sheet.with(Sheet::shape));
    let all = Memo::new(move |_| {
        let _changed = shape.get();
        let query = query.get();
        sheet.with_untracked(|sheet| {
            let found = (!query.trim().is_empty()).then(|| sheet.search(&query).keys);
            groups(sheet, found.as_ref())
        })
    });
    let count = Memo::new(move |_| {
        let _changed = shape.get();
        sheet.with_untracked(|sheet| sheet.rows().count())
    });
    let faults =
        Memo::new(move |_| sheet.with(|sheet| sheet.rows().filter(|row| row.verdict.is_error()).count()));
    let field = format!("{id}-set");
    view! {
        <section class="meta__pane" aria-label=t!("sheet-set")>
            <div class="meta__bar">
                <div class="search">
                    <label class="sr-only" for=field.clone()>{t!("sheet-set-find")}</label>
                    <Icon name="search"/>
                    <input class="input input--sm" id=field type="search" placeholder=move || { let count = count.get(); t!("sheet-set-among", count = count)() }
                        prop:value=query on:input:target=move |event| query.set(event.target().value())
                        on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); }/>
                </div>
                {move || Some(faults.get()).filter(|count| *count > 0).map(|count| view! {
                    <span class="count count--bad" aria-hidden="true">{count}</span><span class="sr-only">{t!("sheet-faults", count = count)}</span>
                })}
            </div>
            {move || (count.get() == 0).then(|| view! { <p class="muted pad">{t!("sheet-nothing-set")}</p> })}
            <Missing sheet shape is_read_only/>
            <For each=move || all.get() key=|group| group.title.clone() let(group)>
                <GroupRows sheet title=group.title all id is_read_only/>
            </For>
        </section>
    }
    .into_any()
}

/// What objects require that are begun, each with the way to add it.
#[component]
fn Missing(sheet: RwSignal<Sheet>, shape: Memo<u64>, is_read_only: bool) -> AnyView {
    let missing = Memo::new(move |_| {
        let _changed = shape.get();
        let leaves = sheet.with_untracked(Sheet::missing);
        leaves.iter().map(|leaf| (leaf.origin.clone(), leaf.label.clone())).collect::<Vec<_>>()
    });
    let button = move |(origin, label): (vitrine_metadef::sheet::Origin, String)| {
        let add = move |_| {
            sheet.update(|sheet| {
                sheet.add(&origin);
            })
        };
        view! { <button type="button" class="btn btn--sm" disabled=is_read_only on:click=add><Icon name="plus"/>{label}</button> }
    };
    view! {
        {move || (!missing.with(Vec::is_empty)).then(|| view! {
            <div class="meta__bar row row--tight"><span class="field__warn"><Icon name="warning"/><span>{t!("sheet-needs")}</span></span>{missing.get().into_iter().map(button).collect_view()}</div>
        })}
    }
    .into_any()
}

#[component]
fn GroupRows(
    sheet: RwSignal<Sheet>,
    title: Option<String>,
    all: Memo<Vec<Group>>,
    id: &'static str,
    is_read_only: bool,
) -> AnyView {
    let own = title.clone();
    let keys = Memo::new(move |_| {
        let find =
            |all: &Vec<Group>| all.iter().find(|group| group.title == own).map(|group| group.keys.clone());
        all.with(find).unwrap_or_default()
    });
    let heading = match title {
        Some(title) => view! { <Icon name="namespace" class="icon--sm"/>{title} }.into_any(),
        None => view! { <Icon name="tag" class="icon--sm"/>{t!("sheet-undefined")} }.into_any(),
    };
    view! {
        <div class="meta__group">
            <h3>{heading}</h3>
            <For each=move || keys.get() key=|key| key.clone() let(key)><RowView cell=Cell::new(sheet, key, is_read_only) id/></For>
        </div>
    }
    .into_any()
}

#[component]
fn RowView(cell: Cell, id: &'static str) -> AnyView {
    let key = cell.key.get_value();
    let field = control_id(id, &key);
    let name = key.clone();
    let (removed, typed) = (key.clone(), key.clone());
    let remove = move |key: &str| {
        let next = next_key(cell.sheet, key);
        cell.change(Sheet::remove);
        browser::focus_on(next.map_or_else(|| format!("{id}-set"), |next| control_id(id, &next)));
    };
    // Where nothing is typed, a key removes.
    let press = move |event: KeyboardEvent| {
        let removes = matches!(event.key().as_str(), "-" | "Delete");
        if removes && cell.is_removable() && !browser::is_typing() {
            event.prevent_default();
            remove(&typed);
        }
    };
    view! {
        <div class="prop" data-dirty=move || cell.get(Row::is_changed).unwrap_or_default().then_some("") on:keydown=press>
            <Label cell field=field.clone()/>
            <RowControl cell field=field.clone()/>
            {move || if !cell.is_removable() {
                view! { <span class="muted"><Icon name="lock" label=crate::ui::text(t!("defs-readonly"))/></span> }.into_any()
            } else {
                let (name, key) = (name.clone(), removed.clone());
                view! { <button type="button" class="btn btn--ghost btn--sm btn--icon" aria-label=t!("sheet-remove", name = name) on:click=move |_| remove(&key)><Icon name="minus"/></button> }.into_any()
            }}
            <Said cell field/>
            <Choices cell/>
        </div>
    }
    .into_any()
}

/// The row that comes after this one, or before it where it is the last.
fn next_key(sheet: RwSignal<Sheet>, key: &str) -> Option<String> {
    sheet.with_untracked(|sheet| {
        let keys: Vec<&str> = sheet.rows().map(|row| row.key.as_str()).collect();
        let at = keys.iter().position(|known| *known == key)?;
        let next = keys.get(at + 1).or_else(|| keys.get(at.checked_sub(1)?))?;
        Some((*next).to_owned())
    })
}

/// What a row is called, and where it is from.
#[component]
fn Label(cell: Cell, field: String) -> AnyView {
    let key = cell.key.get_value();
    let title = move || {
        cell.get(|row| {
            row.leaf.as_ref().map(|leaf| {
                (
                    leaf.label.clone(),
                    leaf.is_required,
                    leaf.default().map(str::to_owned) == row.text && row.text.is_some(),
                )
            })
        })
        .flatten()
    };
    let place = move || cell.get(|row| row.origin().and_then(|origin| origin.object.clone())).flatten();
    let (own, id) = (key.clone(), format!("{field}-label"));
    let said = move || {
        view! {
            {move || title().map(|(title, is_required, is_default)| view! {
                <span class="prop__title">
                    {title}
                    {is_required.then(|| view! { <em class="tag tag--accent">{t!("studio-required")}</em> })}
                    {is_default.then(|| view! { <em class="tag">{t!("sheet-is-default")}</em> })}
                </span>
            })}
            <span class="prop__key" title=own.clone()>{move || place().map(|place| format!("{place} › "))}{own.clone()}</span>
        }
    };
    // Two answers to one question are a group, which no label is for.
    let is_group =
        Memo::new(move |_| cell.get(|row| matches!(row.control, Control::Boolean(_))).unwrap_or_default());
    view! {
        {move || {
            let (id, field, said) = (id.clone(), field.clone(), said.clone());
            if is_group.get() {
                view! { <div id=id>{said()}</div> }.into_any()
            } else {
                view! { <label id=id for=field>{said()}</label> }.into_any()
            }
        }}
    }
    .into_any()
}

/// Words of the language of this moment.
pub fn words(id: &'static str) -> impl Fn() -> String + Copy {
    let presentation = presentation();
    move || presentation.texts().get(id)
}
