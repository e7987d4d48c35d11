//! The form of a property: a fitting control for every member of its definition.

use leptos::prelude::*;
use vitrine_metadef::author::commands::{self, MAX_INNER_NAME, MAX_NAME};
use vitrine_metadef::author::{Entered, Member, Place, Selection, Unfit};
use vitrine_wire::metadef::{Document, PropertyDefinition, PropertyType};

use super::actions;
use super::address;
use super::controls::{ChoiceControl, SwitchControl, TextControl};
use super::facts::KeyLine;
use super::findings::told_of;
use super::form::{FormHead, NameField};
use super::list::{ListControl, PatternTester};
use super::rows::glyph;
use super::state::Studio;
use crate::i18n::{dynamic, presentation, t};
use crate::ui::icon::Icon;
use crate::ui::text;

/// The definition of the property that is selected.
pub fn selected(document: &Document, selection: &Selection) -> Option<PropertyDefinition> {
    match selection {
        Selection::Property { at: Place::Namespace, name } => document.properties.get(name).cloned(),
        Selection::Property { at: Place::Object(of), name } => {
            document.objects.iter().find(|it| it.name == *of)?.properties.get(name).cloned()
        }
        _ => None,
    }
}

/// The form's view of the definition.
#[derive(Clone, Copy)]
pub struct Definition {
    pub studio: Studio,
    now: Memo<Option<PropertyDefinition>>,
}

impl Definition {
    fn of(studio: Studio) -> Self {
        Self { studio, now: studio.of(selected) }
    }

    pub fn kind(self) -> PropertyType {
        self.now.with(|now| now.as_ref().map_or(PropertyType::String, PropertyDefinition::kind))
    }

    pub fn shown(self, member: Member) -> Entered {
        self.now.with(|now| now.as_ref().map_or(Entered::Nothing, |now| member.shown(now)))
    }

    /// Enters something at a member; why not, if it does not fit.
    pub fn enter(self, member: Member, entered: &Entered) -> Result<(), Unfit> {
        let Some(now) = self.now.get_untracked() else { return Ok(()) };
        let to = member.enter(&now, entered)?;
        self.put(member.name(), to);
        Ok(())
    }

    fn put(self, slot: &str, to: PropertyDefinition) {
        let Selection::Property { at, name } = self.studio.selection().get_untracked() else { return };
        self.studio.type_at(slot, |document| commands::put_property(document, &at, &name, to));
    }

    fn drop_stray(self, name: &str) {
        if let Some(mut now) = self.now.get_untracked() {
            now.common_mut().strays.remove(name);
            self.put("strays", now);
            self.studio.seal();
        }
    }
}

/// What is wrong with what was entered, in words.
pub fn unfit_text(studio: Studio, unfit: Unfit) -> String {
    studio.words(&format!("studio-unfit-{}", unfit.code()), Vec::new())
}

pub fn label(member: Member) -> crate::ui::Text {
    text(dynamic(format!("studio-member-{}", kebab(member.name())), Vec::new()))
}

/// A member's name as ids of messages are written.
fn kebab(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars() {
        match letter {
            '.' => word.push('-'),
            letter if letter.is_ascii_uppercase() => {
                word.push('-');
                word.push(letter.to_ascii_lowercase());
            }
            letter => word.push(letter),
        }
    }
    word
}

/// The id of a member's control.
pub const fn id(member: Member) -> &'static str {
    match member {
        Member::Type => "f-type",
        Member::Title => "f-title",
        Member::Description => "f-description",
        Member::Default => "f-default",
        Member::Enum => "f-enum",
        Member::Operators => "f-operators",
        Member::Readonly => "f-readonly",
        Member::Minimum => "f-minimum",
        Member::Maximum => "f-maximum",
        Member::MinLength => "f-minLength",
        Member::MaxLength => "f-maxLength",
        Member::Pattern => "f-pattern",
        Member::ItemsType => "f-items-type",
        Member::ItemsEnum => "f-items-enum",
        Member::MinItems => "f-minItems",
        Member::MaxItems => "f-maxItems",
        Member::UniqueItems => "f-uniqueItems",
        Member::AdditionalItems => "f-additionalItems",
    }
}

#[component]
pub fn PropertyForm(studio: Studio) -> AnyView {
    let definition = Definition::of(studio);
    let kind = Memo::new(move |_| definition.kind());
    let is_inner = studio
        .selection()
        .with_untracked(|it| matches!(it, Selection::Property { at: Place::Object(_), .. }));
    let limit = if is_inner { MAX_INNER_NAME } else { MAX_NAME };
    let rules = move || {
        const RULES: [Member; 9] = [
            Member::Minimum,
            Member::Maximum,
            Member::MinLength,
            Member::MaxLength,
            Member::Pattern,
            Member::ItemsType,
            Member::MinItems,
            Member::MaxItems,
            Member::AdditionalItems,
        ];
        let kind = kind.get();
        RULES.into_iter().filter(|member| member.fits(kind)).collect::<Vec<_>>()
    };
    view! {
        <FormHead studio kind="property"/>
        <KeyLine studio/>
        <div class="form-grid mt">
            <NameField studio limit renamed=|selection, to| match selection {
                    Selection::Property { at, .. } => Selection::Property { at: at.clone(), name: to },
                    other => other.clone(),
                }
                command=|document, selection, to| match selection {
                    Selection::Property { at, name } => commands::rename_property(document, at, name, to),
                    _ => Ok(Vec::new()),
                }/>
            <MemberText definition member=Member::Title/>
            <MemberText definition member=Member::Description is_long=true/>
            <PlaceControl studio/>
            <TypeControl definition kind/>
        </div>
        {move || Member::Enum.fits(kind.get()).then(|| view! { <ListControl definition member=Member::Enum/> })}
        {move || Member::ItemsEnum.fits(kind.get()).then(|| view! { <ListControl definition member=Member::ItemsEnum/> })}
        <div class="section-head"><h3>{t!("studio-rules")}</h3></div>
        <div class="form-grid">
            {move || view! { <DefaultControl definition kind=kind.get()/> }}
            <For each=rules key=|member| *member let(member)><RuleControl definition member/></For>
            <div class="row span">
                <FlagControl definition member=Member::Readonly/>
                {move || Member::UniqueItems.fits(kind.get()).then(|| view! { <FlagControl definition member=Member::UniqueItems/> })}
                {is_inner.then(|| view! { <RequiredControl studio/> })}
            </div>
        </div>
        <ListControl definition member=Member::Operators/>
        <Strays definition/>
    }
    .into_any()
}

/// A member that is typed as text. What does not fit stays in the control, and the document as it is.
#[component]
fn MemberText(definition: Definition, member: Member, #[prop(optional)] is_long: bool) -> AnyView {
    let raw = RwSignal::new(None::<(String, Unfit)>);
    let model = Memo::new(move |_| match definition.shown(member) {
        Entered::Text(text) => text,
        Entered::Flag(flag) => flag.to_string(),
        Entered::List(_) | Entered::Nothing => String::new(),
    });
    Effect::new(move |_| {
        model.track();
        raw.set(None);
    });
    let value = Signal::derive(move || raw.get().map_or_else(|| model.get(), |(typed, _)| typed));
    let told = told_of(definition.studio, member.name());
    let error = Signal::derive(move || match raw.get() {
        Some((_, unfit)) => Some(unfit_text(definition.studio, unfit)),
        None => told.get(),
    });
    let type_in = move |typed: String| {
        let entered = if typed.is_empty() { Entered::Nothing } else { Entered::Text(typed.clone()) };
        match definition.enter(member, &entered) {
            Ok(()) => raw.set(None),
            Err(unfit) => raw.set(Some((typed, unfit))),
        }
    };
    let is_mono = !matches!(member, Member::Title | Member::Description);
    view! {
        <TextControl studio=definition.studio id=id(member) label=label(member) value error is_mono is_long is_wide=is_long on_typed=Callback::new(type_in)/>
    }
    .into_any()
}

/// Where the property stands: in the namespace itself or in one of its objects.
#[component]
fn PlaceControl(studio: Studio) -> AnyView {
    let own = address::write(&Selection::Namespace);
    let word = {
        let own = own.clone();
        move |place: &Place| match place {
            Place::Namespace => own.clone(),
            Place::Object(name) => address::write(&Selection::Object(name.clone())),
        }
    };
    let places = studio.of(|document, _| actions::places(document));
    let value = {
        let word = word.clone();
        studio.of(move |_, selection| match selection {
            Selection::Property { at, .. } => word(at),
            _ => String::new(),
        })
    };
    let presentation = presentation();
    let options = Signal::derive(move || {
        let name = |place: &Place| match place {
            Place::Namespace => presentation.texts().get("studio-place-namespace"),
            Place::Object(name) => name.clone(),
        };
        places.get().iter().map(|place| (word(place), name(place))).collect::<Vec<_>>()
    });
    let choose = move |chosen: String| {
        let place = match address::read(&chosen) {
            Selection::Object(name) => Place::Object(name),
            _ => Place::Namespace,
        };
        actions::move_to(studio, &studio.selection().get_untracked(), &place);
    };
    let has_choice = Memo::new(move |_| places.with(|places| places.len() > 1));
    view! {
        {move || has_choice.get().then(|| view! {
            <ChoiceControl id="f-place" label=text(t!("studio-place")) value=value options=options help=text(t!("studio-place-help")) on_chosen=Callback::new(choose)/>
        })}
    }
    .into_any()
}

#[component]
fn TypeControl(definition: Definition, kind: Memo<PropertyType>) -> AnyView {
    let choice = move |it: PropertyType| {
        let choose = move |_| {
            // A type is a type.
            let _ = definition.enter(Member::Type, &Entered::Text(it.as_str().to_owned()));
            definition.studio.seal();
        };
        let id = if it == PropertyType::String { Some("f-type") } else { None };
        view! {
            <label>
                <input type="radio" name="type" id=id value=it.as_str() prop:checked=move || kind.get() == it on:change=choose/>
                <span class="typeglyph" aria-hidden="true">{glyph(it)}</span>{dynamic(format!("studio-type-{it}"), Vec::new())}
            </label>
        }
    };
    view! {
        <fieldset class="field span">
            <legend class="field__label">{label(Member::Type)}</legend>
            <div class="segment">{[PropertyType::String, PropertyType::Integer, PropertyType::Number, PropertyType::Boolean, PropertyType::Array, PropertyType::Object].into_iter().map(choice).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// The default: one of the values there are, or typed.
#[component]
fn DefaultControl(definition: Definition, kind: PropertyType) -> AnyView {
    if kind == PropertyType::Array {
        return view! { <div class="span"><ListControl definition member=Member::Default/></div> }.into_any();
    }
    let offered = Memo::new(move |_| match (kind, definition.shown(Member::Enum)) {
        (PropertyType::Boolean, _) => vec!["true".to_owned(), "false".to_owned()],
        (_, Entered::List(values)) => values,
        _ => Vec::new(),
    });
    let has_choice = Memo::new(move |_| !offered.with(Vec::is_empty));
    let none = presentation();
    let value = Signal::derive(move || match definition.shown(Member::Default) {
        Entered::Text(text) => text,
        _ => String::new(),
    });
    let options = Signal::derive(move || {
        let mut all = vec![(String::new(), none.texts().get("studio-no-default"))];
        all.extend(offered.get().into_iter().map(|word| (word.clone(), word)));
        let now = value.get();
        if !all.iter().any(|(word, _)| *word == now) {
            all.push((now.clone(), now));
        }
        all
    });
    let choose = move |word: String| {
        let entered = if word.is_empty() { Entered::Nothing } else { Entered::Text(word) };
        if definition.enter(Member::Default, &entered).is_ok() {
            definition.studio.seal();
        }
    };
    let control = move || {
        if has_choice.get() {
            view! { <ChoiceControl id="f-default" label=label(Member::Default) value options on_chosen=Callback::new(choose)/> }.into_any()
        } else {
            let is_long = kind == PropertyType::Object;
            view! { <MemberText definition member=Member::Default is_long/> }.into_any()
        }
    };
    view! { {control} }.into_any()
}

/// A rule of the type.
#[component]
fn RuleControl(definition: Definition, member: Member) -> AnyView {
    match member {
        Member::ItemsType => {
            let presentation = presentation();
            let value = Signal::derive(move || match definition.shown(member) {
                Entered::Text(text) => text,
                _ => String::new(),
            });
            let options = Signal::derive(move || {
                let texts = presentation.texts();
                let none = (String::new(), texts.get("studio-not-set"));
                let types = PropertyType::ALL
                    .iter()
                    .map(|it| (it.as_str().to_owned(), texts.get(&format!("studio-type-{it}"))));
                std::iter::once(none).chain(types).collect::<Vec<_>>()
            });
            view! { <ChoiceControl id=id(member) label=label(member) value options on_chosen=Callback::new(move |word| choose(definition, member, word))/> }.into_any()
        }
        Member::AdditionalItems => {
            let presentation = presentation();
            let value = Signal::derive(move || match definition.shown(member) {
                Entered::Flag(flag) => flag.to_string(),
                _ => String::new(),
            });
            let options = Signal::derive(move || {
                let texts = presentation.texts();
                [("", "studio-not-set"), ("true", "studio-yes"), ("false", "studio-no")]
                    .map(|(word, id)| (word.to_owned(), texts.get(id)))
                    .to_vec()
            });
            view! { <ChoiceControl id=id(member) label=label(member) value options on_chosen=Callback::new(move |word| choose(definition, member, word))/> }.into_any()
        }
        Member::Pattern => view! {
            <MemberText definition member/>
            <PatternTester definition/>
        }
        .into_any(),
        _ => view! { <MemberText definition member/> }.into_any(),
    }
}

fn choose(definition: Definition, member: Member, word: String) {
    let entered = match (member, word.as_str()) {
        (_, "") => Entered::Nothing,
        (Member::AdditionalItems, word) => Entered::Flag(word == "true"),
        _ => Entered::Text(word),
    };
    if definition.enter(member, &entered).is_ok() {
        definition.studio.seal();
    }
}

/// On or off; off says nothing, unless it was said.
#[component]
fn FlagControl(definition: Definition, member: Member) -> AnyView {
    let value = Signal::derive(move || definition.shown(member) == Entered::Flag(true));
    let set = move |on: bool| {
        let entered = if on { Entered::Flag(true) } else { Entered::Nothing };
        if definition.enter(member, &entered).is_ok() {
            definition.studio.seal();
        }
    };
    view! { <SwitchControl id=id(member) label=label(member) value on_set=Callback::new(set)/> }.into_any()
}

/// Is the property required by the object that it is in?
#[component]
fn RequiredControl(studio: Studio) -> AnyView {
    let value = studio.of(|document, selection| match selection {
        Selection::Property { at: Place::Object(of), name } => {
            document.objects.iter().any(|it| it.name == *of && it.required.contains(name))
        }
        _ => false,
    });
    let set = move |on: bool| {
        if let Selection::Property { at: Place::Object(of), name } = studio.selection().get_untracked() {
            studio.run(|document| commands::require(document, &of, &name, on));
        }
    };
    view! { <SwitchControl id="f-required" label=text(t!("studio-required-in-object")) value on_set=Callback::new(set)/> }.into_any()
}

/// Members that the type has no use for. They are kept until somebody removes them.
#[component]
fn Strays(definition: Definition) -> AnyView {
    let strays = Memo::new(move |_| {
        definition.now.with(|now| {
            let strays = now.iter().flat_map(|now| &now.common().strays);
            strays.map(|(name, value)| (name.clone(), value.to_string())).collect::<Vec<_>>()
        })
    });
    let row = move |(name, value): (String, String)| {
        let (member, gone) = (name.clone(), name.clone());
        view! {
            <li>
                <span class="mono">{name}": "{value}</span>
                <button type="button" class="btn btn--icon btn--ghost btn--sm" aria-label=t!("studio-drop-member", name = member) on:click=move |_| definition.drop_stray(&gone)><Icon name="x"/></button>
            </li>
        }
    };
    view! {
        {move || (!strays.with(Vec::is_empty)).then(|| view! {
            <div class="section-head"><h3>{t!("studio-strays")}</h3><p>{t!("studio-strays-help")}</p></div>
            <ul class="enum">{strays.get().into_iter().map(row).collect_view()}</ul>
        })}
    }
    .into_any()
}
