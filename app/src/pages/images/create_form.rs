//! The parts of the create form. Field names are those of the draft, so that the form also works as a
//! plain one.

use leptos::html;
use leptos::prelude::*;
use vitrine_wire::Visibility;
use vitrine_wire::image::{CreateOptions, ImageDraft};

use super::create_metadata::Entered;
use crate::browser::{self, ChosenFile};
use crate::format;
use crate::i18n::{dynamic, t};
use crate::ui::field::{Field, described_by};
use crate::ui::icon::Icon;
use crate::ui::status::visibility_text;
use crate::ui::{Text, text};

/// Characters of a name.
const MAX_NAME: usize = 255;

/// What the form knows besides what its fields hold.
#[derive(Clone, Copy)]
pub struct FormState {
    pub file: RwSignal<Option<ChosenFile>>,
    /// Fields that are wrong, with the message that says how.
    pub errors: RwSignal<Vec<(&'static str, &'static str)>>,
    /// The script is in charge: it checks instead of the browser.
    pub is_live: RwSignal<bool>,
    pub metadata: Entered,
    /// Somebody chose the formats by hand.
    disk_format: RwSignal<String>,
    container_format: RwSignal<String>,
}

impl FormState {
    pub fn new() -> Self {
        let state = Self {
            file: RwSignal::new(None),
            errors: RwSignal::new(Vec::new()),
            is_live: RwSignal::new(false),
            metadata: Entered::new(),
            disk_format: RwSignal::new("qcow2".to_owned()),
            container_format: RwSignal::new("bare".to_owned()),
        };
        Effect::new(move |_| state.is_live.set(true));
        state
    }

    /// Takes a file, and its format from its name where that tells.
    fn take(self, file: Option<ChosenFile>) {
        if let Some((disk, container)) = file.as_ref().and_then(|file| formats_of(&file.name())) {
            self.disk_format.set(disk.to_owned());
            self.container_format.set(container.to_owned());
        }
        self.file.set(file);
    }

    /// Finds what the service would refuse.
    pub fn validate(self, draft: &ImageDraft, size_limit: u64) {
        let mut errors = Vec::new();
        if draft.name.trim().is_empty() {
            errors.push(("n", "create-error-name"));
        }
        if draft.name.chars().count() > MAX_NAME {
            errors.push(("n", "create-error-name-length"));
        }
        for field in ["md", "mr"] {
            if !browser::is_valid(field) {
                errors.push((field, "create-error-amount"));
            }
        }
        if self.file.get_untracked().is_some_and(|file| file.size() > size_limit) {
            errors.push(("file", "create-error-size"));
        }
        errors.extend(twice(draft));
        if !self.metadata.is_valid() {
            errors.push(("metadata", "create-error-metadata"));
        }
        self.errors.set(errors);
    }

    fn error(self, field: &'static str) -> Option<&'static str> {
        self.errors.get().into_iter().find(|(known, _)| *known == field).map(|(_, code)| code)
    }
}

/// Fields of the form that are keys of the metadata, too, and were filled in at both places.
fn twice(draft: &ImageDraft) -> Vec<(&'static str, &'static str)> {
    let is_twice = |key: &str, field: &str| !field.trim().is_empty() && draft.properties.contains_key(key);
    let mut errors = Vec::new();
    if is_twice("description", &draft.description) {
        errors.push(("d", "create-error-twice-description"));
    }
    if is_twice("architecture", &draft.architecture) {
        errors.push(("a", "create-error-twice-architecture"));
    }
    errors
}

/// Disk and container format by a file's name.
fn formats_of(name: &str) -> Option<(&'static str, &'static str)> {
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match extension.as_str() {
        "qcow2" | "qcow" => ("qcow2", "bare"),
        "img" | "raw" => ("raw", "bare"),
        "iso" => ("iso", "bare"),
        "vmdk" => ("vmdk", "bare"),
        "vhd" => ("vhd", "bare"),
        "vhdx" => ("vhdx", "bare"),
        "vdi" => ("vdi", "bare"),
        "ova" => ("vmdk", "ova"),
        _ => return None,
    })
}

/// `QCOW2`, but `bare`: disk formats are acronyms, containers are words.
fn shown(format: &str) -> String {
    if vitrine_wire::vocab::DISK_FORMATS.contains(&format) {
        format.to_uppercase()
    } else {
        format.to_owned()
    }
}

/// What is in the fields.
#[cfg(feature = "hydrate")]
pub fn read(form: &web_sys::HtmlFormElement) -> ImageDraft {
    let data = web_sys::FormData::new_with_form(form).ok();
    let get = |name: &str| data.as_ref().and_then(|data| data.get(name).as_string()).unwrap_or_default();
    ImageDraft {
        name: get("name"),
        description: get("description"),
        disk_format: get("disk_format"),
        container_format: get("container_format"),
        visibility: Visibility::parse(&get("visibility")),
        protected: get("protected") == "true",
        os_hidden: get("os_hidden") == "true",
        min_disk: get("min_disk").trim().parse().unwrap_or_default(),
        min_ram: get("min_ram").trim().parse().unwrap_or_default(),
        architecture: get("architecture"),
        tags: get("tags"),
        properties: Default::default(),
    }
}

/// Forms are read in browsers only.
#[cfg(not(feature = "hydrate"))]
pub fn read<T>(_: &T) -> ImageDraft {
    ImageDraft::default()
}

#[component]
pub fn SourceCard(state: FormState) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let choose = move |_| state.take(browser::chosen_file(input));
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(file) = browser::dropped_file(&event) {
            state.take(Some(file));
        }
    };
    let hover = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let error = move || state.error("file").map(|code| dynamic(code.to_owned(), Vec::new())());
    view! {
        <section class="card" aria-labelledby="h-source">
            <div class="card__head"><h2 id="h-source">{t!("create-source")}</h2><p>{t!("create-source-hint")}</p></div>
            <div class="card__body stack">
                <div class="drop" data-over=move || is_over.get().then_some("") on:dragover=hover on:dragleave=move |_| is_over.set(false) on:drop=drop>
                    <Icon name="upload"/>
                    <p><label for="file">{t!("create-choose")}</label>" "{t!("create-drop")}</p>
                    <p class="small muted">{t!("create-formats-hint")}</p>
                    <input type="file" id="file" name="file" node_ref=input on:change=choose/>
                </div>
                {move || state.file.get().map(|file| view! { <Chosen file state/> })}
                {move || error().map(|error| view! { <p class="field__error"><Icon name="error"/>{error}</p> })}
            </div>
        </section>
    }.into_any()
}

/// The file that was chosen.
#[component]
fn Chosen(file: ChosenFile, state: FormState) -> AnyView {
    view! {
        <div class="card sniff">
            <span class="tile tile--lg" aria-hidden="true"><Icon name="file" class="icon--lg"/></span>
            <div>
                <p class="strong trunc">{file.name()}</p>
                <dl><div><dt>{t!("stats-size")}</dt><dd class="num">{format::size(file.size())}</dd></div></dl>
            </div>
            <button type="button" class="btn btn--ghost btn--icon" aria-label=t!("create-remove-file") on:click=move |_| state.file.set(None)>
                <Icon name="x"/>
            </button>
        </div>
    }.into_any()
}

#[component]
pub fn DetailsCard(options: CreateOptions, state: FormState) -> AnyView {
    let name_error = move || state.error("n").map(|code| dynamic(code.to_owned(), Vec::new())());
    let is_wrong = move || state.error("n").is_some();
    let said = move |field: &'static str| {
        Signal::derive(move || state.error(field).map(|code| dynamic(code.to_owned(), Vec::new())()))
    };
    let wrong = move |field: &'static str| move || state.error(field).map(|_| "true");
    let about = move |field: &'static str| move || described_by(field, state.error(field).is_some(), false);
    view! {
        <section class="card" aria-labelledby="h-details">
            <div class="card__head"><h2 id="h-details">{t!("create-details")}</h2></div>
            <div class="card__body form-grid">
                <Field id="n" label=text(t!("field-name")) note=Signal::derive(t!("field-required")) error=Signal::derive(name_error) is_wide=true>
                    <input
                        class="input" id="n" name="name" required maxlength="255" autocomplete="off"
                        aria-invalid=move || is_wrong().then_some("true")
                        aria-describedby=move || described_by("n", is_wrong(), false)
                    />
                </Field>
                <Field id="d" label=text(t!("field-description")) error=said("d") is_wide=true>
                    <textarea class="textarea" id="d" name="description" rows="2" aria-invalid=wrong("d") aria-describedby=about("d") placeholder=t!("field-description-hint")></textarea>
                </Field>
                <FormatSelect id="f" name="disk_format" label=text(t!("field-format")) formats=options.disk_formats chosen=state.disk_format/>
                <FormatSelect id="c" name="container_format" label=text(t!("field-container")) formats=options.container_formats chosen=state.container_format/>
                <Amount id="md" name="min_disk" label=text(t!("field-min-disk")) unit="GiB" state/>
                <Amount id="mr" name="min_ram" label=text(t!("field-min-ram")) unit="MiB" state/>
                <Field id="a" label=text(t!("field-architecture")) error=said("a")>
                    <input class="input" id="a" name="architecture" aria-invalid=wrong("a") aria-describedby=about("a") list="architectures" autocomplete="off"/>
                    <datalist id="architectures">
                        <option value="x86_64"></option><option value="aarch64"></option><option value="riscv64"></option>
                    </datalist>
                </Field>
                <Field id="tg" label=text(t!("field-tags")) help=Signal::derive(t!("field-tags-hint"))>
                    <input class="input" id="tg" name="tags" autocomplete="off" aria-describedby="tg-help"/>
                </Field>
            </div>
        </section>
    }.into_any()
}

#[component]
fn FormatSelect(
    id: &'static str,
    name: &'static str,
    label: Text,
    formats: Vec<String>,
    chosen: RwSignal<String>,
) -> AnyView {
    let first = chosen.get_untracked();
    let options = formats.into_iter().map(move |format| {
        let is_first = format == first;
        view! { <option value=format.clone() selected=is_first>{shown(&format)}</option> }
    });
    view! {
        <Field id label>
            <select class="select" id=id name=name prop:value=chosen on:change=move |event| chosen.set(event_target_value(&event))>
                {options.collect_view()}
            </select>
        </Field>
    }.into_any()
}

#[component]
fn Amount(
    id: &'static str,
    name: &'static str,
    label: Text,
    unit: &'static str,
    state: FormState,
) -> AnyView {
    let error = move || state.error(id).map(|code| dynamic(code.to_owned(), Vec::new())());
    let is_wrong = move || state.error(id).is_some();
    view! {
        <Field id label error=Signal::derive(error)>
            <span class="affix">
                <input
                    class="input num" id=id name=name type="number" value="0" min="0" max="2147483647"
                    aria-invalid=move || is_wrong().then_some("true")
                    aria-describedby=move || described_by(id, is_wrong(), false)
                />
                <span class="affix__unit">{unit}</span>
            </span>
        </Field>
    }
    .into_any()
}

#[component]
pub fn AccessCard(visibilities: Vec<Visibility>) -> AnyView {
    let choices = visibilities.into_iter().map(|visibility| {
        let hint = dynamic(format!("image-visibility-{visibility}-hint"), Vec::new());
        view! {
            <label class="check">
                <input type="radio" name="visibility" value=visibility.as_str() checked=visibility == Visibility::Shared/>
                <span>{visibility_text(visibility)}<small>{hint}</small></span>
            </label>
        }
    });
    let switch = |name: &'static str, label: Text| {
        view! {
            <label class="switch"><input type="checkbox" role="switch" class="switch__input" name=name value="true"/>{label}</label>
        }
    };
    view! {
        <section class="card" aria-labelledby="h-access">
            <div class="card__head"><h2 id="h-access">{t!("create-access")}</h2></div>
            <fieldset class="card__body stack stack--tight">
                <legend class="sr-only">{t!("fact-visibility")}</legend>
                {choices.collect_view()}
                <hr class="rule"/>
                {switch("protected", text(t!("create-protect")))}
                {switch("os_hidden", text(t!("create-hide")))}
            </fieldset>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_entered_at_two_places_is_told() {
        let mut draft = ImageDraft { description: "x".into(), ..ImageDraft::default() };
        draft.properties.insert("architecture".into(), "x86_64".into());
        assert!(twice(&draft).is_empty());
        draft.properties.insert("description".into(), "y".into());
        draft.architecture = "aarch64".into();
        assert_eq!(twice(&draft).into_iter().map(|(field, _)| field).collect::<Vec<_>>(), ["d", "a"]);
    }

    #[test]
    fn names_tell_formats_where_they_can() {
        assert_eq!(formats_of("debian-13.QCOW2"), Some(("qcow2", "bare")));
        assert_eq!(formats_of("appliance.ova"), Some(("vmdk", "ova")));
        assert_eq!(formats_of("disk"), None);
        assert_eq!(formats_of("notes.txt"), None);
    }
}
