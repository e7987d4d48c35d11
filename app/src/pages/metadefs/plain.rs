//! A property as a plain form: it works without script.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use vitrine_metadef::author::{Member, Place};
use vitrine_metadef::plain::{EMPTY_DEFAULT, NAME, REQUIRED, Subject, Values, definition, property_fields};
use vitrine_wire::Problem;
use vitrine_wire::metadef::{Opened, PropertyType};

use super::studio::{member_label, property_selection};
use crate::i18n::{dynamic, problem_text, t};
use crate::layout::Path;
use crate::pages::{FormError, MissingPage, loaded};
use crate::routes;
use crate::rpc::metadefs::studio::open_studio;
use crate::ui::field::{Field, described_by};
use crate::ui::form::{Answered, Switch};
use crate::ui::icon::Icon;
use crate::ui::{Text, text};

const FORM: &str = "property";

#[component]
pub fn PropertyPage() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let namespace = Memo::new(move |_| params.read().get("ns").unwrap_or_default());
    let wanted = Memo::new(move |_| routes::metadefs::read_plain_property(|key| query.read().get(key)));
    let data = Resource::new_blocking(move || namespace.get(), |name| open_studio(Some(name), None));
    loaded(text(t!("plain-title-new")), data, move |opened| {
        let (object, name) = wanted.get_untracked();
        let at = object.map_or(Place::Namespace, Place::Object);
        view! { <PlainForm opened subject=Subject { at, name }/> }.into_any()
    })
}

/// The form: what is stored, or what was typed and refused.
#[derive(Clone)]
struct Form {
    answered: Answered,
    /// What is stored.
    stored: Values,
    /// Somebody changed it while this was typed.
    is_overtaken: bool,
}

impl Form {
    fn value(&self, name: &str) -> String {
        self.answered.value(name, self.held(name))
    }

    fn held(&self, name: &str) -> &str {
        self.stored.get(name).map(String::as_str).unwrap_or_default()
    }

    /// What is stored by now, where that is not what was typed.
    fn now(&self, name: &str) -> Option<Text> {
        let held = self.held(name).to_owned();
        let plain = |text: &str| text.replace("\r\n", "\n");
        if !self.is_overtaken || plain(&self.value(name)) == plain(&held) {
            return None;
        }
        Some(if held.is_empty() { text(t!("plain-nothing")) } else { text(move || held.clone()) })
    }
}

#[component]
fn PlainForm(opened: Opened, subject: Subject) -> AnyView {
    let Opened { document, revision, .. } = opened;
    let object = match &subject.at {
        Place::Namespace => None,
        Place::Object(of) => Some(of.clone()),
    };
    let has_object = object.as_ref().is_none_or(|of| document.objects.iter().any(|it| it.name == *of));
    if !has_object || (subject.name.is_some() && definition(&document, &subject).is_none()) {
        return view! { <MissingPage problem=Problem::gone()/> }.into_any();
    }
    let kind = definition(&document, &subject).map_or(PropertyType::String, |it| it.kind());
    let answered = Answered::of(FORM);
    let other = answered.other_problem(&fields(kind));
    let is_overtaken = other.as_ref().is_some_and(|problem| problem.code == "error-definition-overtaken");
    let form = Form { answered, stored: property_fields(&document, &subject), is_overtaken };
    let namespace = document.namespace.clone();
    let action = routes::metadefs::plain_property(&namespace, object.as_deref(), subject.name.as_deref());
    let workspace = subject.name.as_deref().map_or_else(
        || routes::metadefs::edit(&namespace),
        |name| routes::metadefs::edit_at(&namespace, &property_selection(object.as_deref(), name)),
    );
    let title = match subject.name.clone() {
        Some(name) => text(t!("plain-title", name = name)),
        None => text(t!("plain-title-new")),
    };
    let back = routes::metadefs::namespace(&namespace);
    let named = namespace.clone();
    let steps = vec![
        (routes::metadefs::namespaces(), text(t!("nav-metadefs"))),
        (back.clone(), text(move || named.clone())),
    ];
    let is_new = subject.name.is_none();
    let controls = Member::ALL.into_iter().filter(|member| member.fits(kind));
    let controls = controls.map(|member| view! { <Control form=form.clone() member kind/> }).collect_view();
    let required = object.is_some().then(|| {
        let start = form.stored.contains_key(REQUIRED);
        view! { <Switch form=form.answered.clone() name=REQUIRED label=text(t!("studio-required-in-object")) start/> }
    });
    let of = object.map(|object| view! { <p class="muted">{t!("plain-in-object", object = object)}</p> });
    view! {
        <Title text=title/>
        <Path steps current=title/>
        <div class="page-head">
            <div class="page-head__title"><h1>{title}</h1>{of}</div>
            <div class="actions"><a class="btn" href=workspace>{t!("plain-workspace")}</a></div>
        </div>
        {other.map(|problem| view! { <div class="mb"><FormError problem/></div> })}
        <form class="card" method="post" action=action>
            <input type="hidden" name="revision" value=revision/>
            <div class="card__body">
                <div class="form-grid">
                    <Line form=form.clone() name=NAME label=text(t!("studio-name"))/>
                    {controls}
                </div>
                {required}
            </div>
            <div class="card__foot">
                <button type="submit" class="btn btn--primary"><Icon name="check"/>{t!("plain-save")}</button>
                <a class="btn" href=back>{t!("form-cancel")}</a>
                {(!is_new).then(|| view! {
                    <span class="grow"></span>
                    <p class="small muted" id="remove-detail">{t!("plain-remove-detail")}</p>
                    <button type="submit" class="btn btn--danger-quiet" name="remove" value="true" aria-describedby="remove-detail"><Icon name="trash"/>{t!("plain-remove")}</button>
                })}
            </div>
        </form>
    }
    .into_any()
}

/// The fields that errors stand at.
fn fields(kind: PropertyType) -> Vec<&'static str> {
    let members = Member::ALL.into_iter().filter(|member| member.fits(kind)).map(Member::name);
    members.chain([NAME]).collect()
}

/// What fits a member.
#[component]
fn Control(form: Form, member: Member, kind: PropertyType) -> AnyView {
    let (name, label) = (member.name(), member_label(member));
    let is_list = matches!(member, Member::Enum | Member::Operators | Member::ItemsEnum)
        || (member == Member::Default && kind == PropertyType::Array);
    match member {
        Member::Type | Member::ItemsType => {
            let types = PropertyType::ALL
                .iter()
                .map(|it| (it.as_str(), text(dynamic(format!("studio-type-{it}"), Vec::new()))));
            let none = (member == Member::ItemsType).then(|| ("", text(t!("plain-unsaid"))));
            let help = (member == Member::Type).then(|| text(t!("plain-type-hint")));
            view! { <Select form name label options=none.into_iter().chain(types).collect() help/> }
                .into_any()
        }
        Member::Readonly | Member::UniqueItems | Member::AdditionalItems => {
            let options = vec![
                ("", text(t!("plain-unsaid"))),
                ("true", text(t!("plain-yes"))),
                ("false", text(t!("plain-no"))),
            ];
            view! { <Select form name label options help=None/> }.into_any()
        }
        _ if is_list => view! { <Area form name label help=Some(text(t!("plain-one-line")))/> }.into_any(),
        Member::Description => view! { <Area form name label help=None/> }.into_any(),
        Member::Default if kind == PropertyType::Object => {
            view! { <Area form name label help=None/> }.into_any()
        }
        Member::Default if kind == PropertyType::String => {
            let start = form.stored.contains_key(EMPTY_DEFAULT);
            view! {
                <div class="stack stack--tight">
                    <Line form=form.clone() name label/>
                    <Switch form=form.answered name=EMPTY_DEFAULT label=text(t!("plain-empty-default")) start/>
                </div>
            }
            .into_any()
        }
        _ => view! { <Line form name label/> }.into_any(),
    }
}

/// What stands about a field: an error, or what is saved by now, or help.
struct About {
    error: Option<Text>,
    help: Option<Text>,
    described: Option<String>,
}

impl About {
    fn of(form: &Form, name: &'static str, help: Option<Text>) -> Self {
        let error = form.answered.error(name).map(|problem| text(problem_text(problem)));
        let now = form.now(name).map(|now| text(move || t!("plain-now", value = now.get())()));
        let help = now.or(help);
        let described = described_by(name, error.is_some(), help.is_some());
        Self { error, help, described }
    }
}

#[component]
fn Line(form: Form, name: &'static str, label: Text) -> AnyView {
    let value = form.value(name);
    // A line has no line ends: they would be sent otherwise than they are stored.
    if value.contains(['\n', '\r']) {
        return view! { <Area form name label help=None/> }.into_any();
    }
    let About { error, help, described } = About::of(&form, name, None);
    let is_wrong = error.is_some();
    view! {
        <Field id=name label error=maybe(error) help=maybe(help)>
            <input class="input" id=name name=name value=value autocomplete="off" spellcheck="false" autofocus=is_wrong
                aria-invalid=is_wrong.then_some("true") aria-describedby=described/>
        </Field>
    }
    .into_any()
}

#[component]
fn Area(form: Form, name: &'static str, label: Text, help: Option<Text>) -> AnyView {
    let About { error, help, described } = About::of(&form, name, help);
    let is_wrong = error.is_some();
    // Browsers drop the first line end of an area.
    let value = format!("\n{}", form.value(name));
    view! {
        <Field id=name label error=maybe(error) help=maybe(help) is_wide=true>
            <textarea class="textarea" id=name name=name rows="3" spellcheck="false" aria-invalid=is_wrong.then_some("true") aria-describedby=described>{value}</textarea>
        </Field>
    }
    .into_any()
}

#[component]
fn Select(
    form: Form,
    name: &'static str,
    label: Text,
    options: Vec<(&'static str, Text)>,
    help: Option<Text>,
) -> AnyView {
    let About { error, help, described } = About::of(&form, name, help);
    let chosen = form.value(name);
    let options = options.into_iter().map(|(value, said)| {
        view! { <option value=value selected=value == chosen>{said}</option> }
    });
    let options = options.collect_view();
    view! {
        <Field id=name label error=maybe(error) help=maybe(help)>
            <select class="select" id=name name=name aria-describedby=described>{options}</select>
        </Field>
    }
    .into_any()
}

fn maybe(said: Option<Text>) -> Signal<Option<String>> {
    Signal::derive(move || said.map(|said| said.get()))
}
