//! The form of what is selected.

use leptos::prelude::*;
use vitrine_metadef::author::commands::{self, Refusal};
use vitrine_metadef::author::{Attribute, Edit, Place, Selection};
use vitrine_wire::metadef::{
    AssociationDocument, Document, MetadefEnforcement, MetadefVisibility, PropertyType,
};

use super::actions;
use super::controls::{ChoiceControl, IconButton, NameControl, SwitchControl, TextControl};
use super::findings::title;
use super::languages::TranslationForm;
use super::property::PropertyForm;
use super::rows::{Group, Row, glyph};
use super::state::Studio;
use crate::i18n::{dynamic, presentation, t};
use crate::ui::icon::Icon;
use crate::ui::text;

/// The form. It stays the same while what it shows gets another name.
#[component]
pub fn Form(studio: Studio) -> AnyView {
    let selection = studio.selection();
    let shown = move || {
        studio.form().track();
        match selection.get_untracked() {
            Selection::Namespace => view! { <NamespaceForm studio/> }.into_any(),
            Selection::Property { .. } => view! { <PropertyForm studio/> }.into_any(),
            Selection::Object(_) => view! { <ObjectForm studio/> }.into_any(),
            Selection::Tag(_) => view! { <TagForm studio/> }.into_any(),
            Selection::Association(_) => view! { <AssociationForm studio/> }.into_any(),
            Selection::Translation(_) => view! { <TranslationForm studio/> }.into_any(),
        }
    };
    let is_frozen = Memo::new(move |_| studio.is_frozen());
    view! {
        <form class="studio__form" aria-labelledby="sel-h" on:submit=|event| event.prevent_default()>
            {move || is_frozen.get().then(|| view! {
                <div class="banner mb" data-s="warn"><Icon name="warning"/><p>{t!("studio-frozen")}</p></div>
            })}
            <fieldset class="bare" prop:disabled=is_frozen>{shown}</fieldset>
        </form>
    }
    .into_any()
}

/// What is selected, and what can be done with it as a whole.
#[component]
pub fn FormHead(studio: Studio, kind: &'static str) -> AnyView {
    let selection = studio.selection();
    let name = move || match selection.get() {
        Selection::Namespace => studio.read(|work| {
            work.document().display_name.clone().unwrap_or_else(|| work.document().namespace.clone())
        }),
        other => title(&other),
    };
    let heading = move || Some(name()).filter(|name| !name.is_empty()).unwrap_or_else(t!("studio-unnamed"));
    let on =
        move |act: fn(Studio, &Selection)| Callback::new(move |()| act(studio, &selection.get_untracked()));
    let is_part = kind != "namespace";
    let is_copied = is_part && kind != "language";
    // Properties have no order.
    let is_moved = is_copied && kind != "property";
    let is_end = move |is_down: bool| {
        Signal::derive(move || {
            studio.read(|work| actions::shifted(work.document(), work.selection(), is_down)).is_none()
        })
    };
    view! {
        <div class="row">
            <h2 id="sel-h" tabindex="-1">{heading}</h2>
            <span class="tag tag--code">{dynamic(format!("studio-kind-{kind}"), Vec::new())}</span>
            <div class="row push row--tight">
                {is_moved.then(|| view! {
                    <IconButton icon="arrow-up" label=text(t!("studio-move-up")) is_disabled=is_end(false) on_press=on(|studio, it| actions::shift(studio, it, false))/>
                    <IconButton icon="arrow-down" label=text(t!("studio-move-down")) is_disabled=is_end(true) on_press=on(|studio, it| actions::shift(studio, it, true))/>
                })}
                {is_copied.then(|| view! {
                    <IconButton icon="bookmark" label=text(t!("studio-copy")) on_press=on(actions::copy)/>
                    <IconButton icon="copy" label=text(t!("studio-duplicate")) on_press=on(actions::duplicate)/>
                })}
                <IconButton icon="file" label=text(t!("studio-paste")) on_press=on(|studio, it| actions::paste(studio, &Row::Node(it.clone())))/>
                {is_part.then(|| view! { <IconButton icon="trash" label=text(t!("studio-remove")) on_press=on(actions::remove)/> })}
            </div>
        </div>
    }
    .into_any()
}

/// Why a name cannot be taken, told while it is typed.
pub fn checked(
    studio: Studio,
    command: impl Fn(&Document, &Selection, &str) -> Result<Vec<Edit>, Refusal> + Send + Sync + 'static,
) -> Callback<String, Option<String>> {
    Callback::new(move |name: String| {
        let outcome = studio.peek(|work| command(work.document(), work.selection(), &name));
        outcome.err().map(|refusal| studio.refusal(&refusal))
    })
}

fn text_or_none(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn too_long(studio: Studio, text: &str, limit: usize) -> Option<String> {
    (text.chars().count() > limit).then(|| studio.refusal(&Refusal::TooLong { limit }))
}

#[component]
fn NamespaceForm(studio: Studio) -> AnyView {
    let attribute = move |slot: &'static str, attribute: Attribute| {
        studio.type_at(slot, |_| Ok(vec![Edit::Attribute(attribute)]));
    };
    let name = studio.of(|document, _| document.namespace.clone());
    let title = studio.of(|document, _| document.display_name.clone().unwrap_or_default());
    let description = studio.of(|document, _| document.description.clone().unwrap_or_default());
    let visibility = studio.of(|document, _| document.visibility.as_str().to_owned());
    let enforcement =
        studio.of(|document, _| document.enforcement.unwrap_or(MetadefEnforcement::Off).as_str().to_owned());
    let owner = studio.of(|document, _| document.owner.clone().unwrap_or_default());
    let is_protected = studio.of(|document, _| document.protected);
    let presentation = presentation();
    let name_error = Signal::derive(move || {
        let name = name.get();
        too_long(studio, &name, commands::MAX_NAME)
            .or_else(|| name.trim().is_empty().then(|| studio.refusal(&Refusal::Empty)))
    });
    let count = move |text: Memo<String>, limit: usize| {
        Signal::derive(move || Some(format!("{} / {limit}", text.get().chars().count())))
    };
    let words = move |ids: Vec<(&'static str, String)>| {
        Signal::derive(move || {
            ids.iter()
                .map(|(word, id)| ((*word).to_owned(), presentation.texts().get(id)))
                .collect::<Vec<_>>()
        })
    };
    let visibilities = words(
        MetadefVisibility::ALL.iter().map(|it| (it.as_str(), format!("studio-visibility-{it}"))).collect(),
    );
    let strictness = words(
        MetadefEnforcement::ALL.iter().map(|it| (it.as_str(), format!("studio-enforcement-{it}"))).collect(),
    );
    let gives_away = studio.opened(|it| it.gives_away);
    view! {
        <FormHead studio kind="namespace"/>
        <div class="form-grid mt">
            <TextControl studio id="f-name" label=text(t!("studio-name")) value=name error=name_error note=count(name, commands::MAX_NAME) is_mono=true
                on_typed=Callback::new(move |typed| attribute("namespace", Attribute::Namespace(typed)))/>
            <TextControl studio id="f-display_name" label=text(t!("studio-title")) value=title note=count(title, commands::MAX_NAME)
                error=Signal::derive(move || too_long(studio, &title.get(), commands::MAX_NAME))
                on_typed=Callback::new(move |typed: String| attribute("display_name", Attribute::DisplayName(text_or_none(&typed))))/>
            <TextControl studio id="f-description" label=text(t!("studio-description")) value=description is_long=true is_wide=true
                note=count(description, commands::MAX_DESCRIPTION) error=Signal::derive(move || too_long(studio, &description.get(), commands::MAX_DESCRIPTION))
                on_typed=Callback::new(move |typed: String| attribute("description", Attribute::Description(text_or_none(&typed))))/>
            <ChoiceControl id="f-visibility" label=text(t!("studio-visibility")) value=visibility options=visibilities
                on_chosen=Callback::new(move |word: String| if let Some(to) = MetadefVisibility::parse(&word) { attribute("visibility", Attribute::Visibility(to)); })/>
            <ChoiceControl id="f-enforcement" label=text(t!("studio-enforcement")) value=enforcement options=strictness help=text(t!("studio-enforcement-help"))
                on_chosen=Callback::new(move |word: String| attribute("enforcement", Attribute::Enforcement(MetadefEnforcement::parse(&word).filter(|it| *it != MetadefEnforcement::Off))))/>
            {gives_away.then(|| view! {
                <TextControl studio id="f-owner" label=text(t!("studio-owner")) value=owner is_mono=true help=text(t!("studio-owner-help"))
                    on_typed=Callback::new(move |typed: String| attribute("owner", Attribute::Owner(text_or_none(typed.trim()))))/>
            })}
            <div class="row span">
                <SwitchControl id="f-protected" label=text(t!("studio-protected")) value=is_protected
                    on_set=Callback::new(move |on| attribute("protected", Attribute::Protected(on)))/>
            </div>
        </div>
    }
    .into_any()
}

/// The object that is selected.
fn selected_object(
    document: &Document,
    selection: &Selection,
) -> Option<vitrine_wire::metadef::ObjectDocument> {
    match selection {
        Selection::Object(name) => document.objects.iter().find(|it| it.name == *name).cloned(),
        _ => None,
    }
}

fn selected_name(selection: &Selection) -> String {
    match selection {
        Selection::Property { name, .. }
        | Selection::Object(name)
        | Selection::Tag(name)
        | Selection::Association(name)
        | Selection::Translation(name) => name.clone(),
        Selection::Namespace => String::new(),
    }
}

/// The name of what is selected, to be changed by a command.
#[component]
pub fn NameField(
    studio: Studio,
    command: fn(&Document, &Selection, &str) -> Result<Vec<Edit>, Refusal>,
    renamed: fn(&Selection, String) -> Selection,
    #[prop(default = commands::MAX_NAME)] limit: usize,
    #[prop(optional, into)] help: MaybeProp<String>,
) -> AnyView {
    let value = studio.of(|_, selection| selected_name(selection));
    let enter = move |name: String| {
        let selection = studio.selection().get_untracked();
        let to = renamed(&selection, name.clone());
        if let Err(refusal) = studio.rename(to, |document| command(document, &selection, &name)) {
            studio.refuse(&refusal);
        }
    };
    view! {
        <NameControl id="f-name" label=text(t!("studio-name")) value check=checked(studio, command) on_entered=Callback::new(enter) limit help/>
    }
    .into_any()
}

#[component]
fn ObjectForm(studio: Studio) -> AnyView {
    let description = studio.of(|document, selection| {
        selected_object(document, selection).and_then(|it| it.description).unwrap_or_default()
    });
    let properties = studio.of(|document, selection| {
        let object = selected_object(document, selection);
        let rows = object.iter().flat_map(|object| {
            object
                .properties
                .iter()
                .map(|(name, definition)| (name.clone(), definition.kind(), object.required.contains(name)))
        });
        rows.collect::<Vec<_>>()
    });
    let describe = move |typed: String| {
        let name = selected_name(&studio.selection().get_untracked());
        studio.type_at("object-description", |document| {
            commands::describe_object(document, &name, text_or_none(&typed))
        });
    };
    let add = move |_| {
        let name = selected_name(&studio.selection().get_untracked());
        actions::add(studio, Group::Properties, &Place::Object(name));
    };
    let row = move |(name, kind, is_required): (String, PropertyType, bool)| view! { <InnerRow studio name kind is_required/> };
    view! {
        <FormHead studio kind="object"/>
        <div class="form-grid mt">
            <NameField studio renamed=|_, to| Selection::Object(to)
                command=|document, selection, to| commands::rename_object(document, &selected_name(selection), to)/>
            <TextControl studio id="f-description" label=text(t!("studio-description")) value=description is_long=true is_wide=true on_typed=Callback::new(describe)/>
        </div>
        <div class="section-head">
            <h3>{t!("studio-group-properties")}</h3>
            <p>{t!("studio-object-help")}</p>
            <button type="button" class="btn btn--sm push" on:click=add><Icon name="plus"/>{t!("studio-add-properties")}</button>
        </div>
        <ul class="enum">{move || properties.get().into_iter().map(row).collect_view()}</ul>
    }
    .into_any()
}

/// A property of the object: whether it is required, and the way to it.
#[component]
fn InnerRow(studio: Studio, name: String, kind: PropertyType, is_required: bool) -> AnyView {
    let (wanted, target) = (name.clone(), name.clone());
    let require = move |on: bool| {
        let object = selected_name(&studio.selection().get_untracked());
        studio.run(|document| commands::require(document, &object, &wanted, on));
    };
    let go = move |_| {
        let at = Place::Object(selected_name(&studio.selection().get_untracked()));
        studio.select(Selection::Property { at, name: target.clone() });
    };
    view! {
        <li>
            <span class="typeglyph" aria-hidden="true">{glyph(kind)}</span>
            <span class="mono">{name.clone()}</span>
            <label class="check"><input type="checkbox" checked=is_required on:change:target=move |event| require(event.target().checked())/>{t!("studio-required")}<span class="sr-only">{name}</span></label>
            <button type="button" class="btn btn--sm btn--ghost" on:click=go>{t!("studio-open")}</button>
        </li>
    }
    .into_any()
}

#[component]
fn TagForm(studio: Studio) -> AnyView {
    view! {
        <FormHead studio kind="tag"/>
        <div class="form-grid mt">
            <NameField studio renamed=|_, to| Selection::Tag(to)
                command=|document, selection, to| commands::rename_tag(document, &selected_name(selection), to)/>
        </div>
    }
    .into_any()
}

/// The association of a type of resource.
fn association(document: &Document, name: &str) -> Option<AssociationDocument> {
    document.resource_type_associations.iter().find(|it| it.name == name).cloned()
}

fn renamed_association(document: &Document, selection: &Selection, to: &str) -> Result<Vec<Edit>, Refusal> {
    let name = selected_name(selection);
    let before = association(document, &name).ok_or_else(|| Refusal::Missing { name: name.clone() })?;
    commands::put_association(document, &name, AssociationDocument { name: to.to_owned(), ..before })
}

#[component]
fn AssociationForm(studio: Studio) -> AnyView {
    let current = studio.of(|document, selection| association(document, &selected_name(selection)));
    let of = move |read: fn(&AssociationDocument) -> Option<String>| {
        Signal::derive(move || current.with(|it| it.as_ref().and_then(read)).unwrap_or_default())
    };
    let (prefix, target) = (of(|it| it.prefix.clone()), of(|it| it.properties_target.clone()));
    let put = move |slot: &'static str, change: &dyn Fn(&mut AssociationDocument)| {
        let name = selected_name(&studio.selection().get_untracked());
        studio.type_at(slot, |document| {
            let mut changed =
                association(document, &name).ok_or_else(|| Refusal::Missing { name: name.clone() })?;
            change(&mut changed);
            commands::put_association(document, &name, changed)
        });
    };
    let set_prefix = move |typed: String| put("prefix", &|it| it.prefix = text_or_none(&typed));
    let set_target = move |typed: String| put("target", &|it| it.properties_target = text_or_none(&typed));
    let limit =
        move |text: Signal<String>| Signal::derive(move || too_long(studio, &text.get(), commands::MAX_NAME));
    let known = studio.opened(|it| it.resource_types.clone());
    let value = studio.of(|_, selection| selected_name(selection));
    let rename = move |name: String| {
        let selection = studio.selection().get_untracked();
        let done = studio.rename(Selection::Association(name.clone()), |document| {
            renamed_association(document, &selection, &name)
        });
        if let Err(refusal) = done {
            studio.refuse(&refusal);
        }
    };
    view! {
        <FormHead studio kind="type"/>
        <div class="form-grid mt">
            <NameControl id="f-name" label=text(t!("studio-resource-type")) value check=checked(studio, renamed_association)
                on_entered=Callback::new(rename) limit=commands::MAX_NAME list="known-types"/>
            <datalist id="known-types">{known.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
            <TextControl studio id="f-prefix" label=text(t!("studio-prefix")) value=prefix error=limit(prefix) help=text(t!("studio-prefix-help")) is_mono=true on_typed=Callback::new(set_prefix)/>
            <TextControl studio id="f-properties_target" label=text(t!("studio-target")) value=target error=limit(target) help=text(t!("studio-target-help")) is_mono=true on_typed=Callback::new(set_target)/>
        </div>
    }
    .into_any()
}
