//! The dashboard's sentences, from `locales/<lang>/app.ftl`.
//!
//! Every language is loaded once and never changed. Which one is shown is a signal, so that another
//! language needs no new page: [`t!`] gives a closure that reads it.

use std::collections::HashMap;
use std::sync::LazyLock;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use leptos::prelude::*;
use rust_embed::RustEmbed;
use vitrine_wire::Problem;

use crate::format;
use crate::preferences::{Lang, Preferences, Theme};

#[derive(RustEmbed)]
#[folder = "../locales"]
#[include = "*/app.ftl"]
struct Locales;

static LOADERS: LazyLock<HashMap<Lang, FluentLanguageLoader>> =
    LazyLock::new(|| Lang::ALL.iter().map(|&lang| (lang, load(lang))).collect());

static FALLBACK: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load(Lang::default()));

fn load(lang: Lang) -> FluentLanguageLoader {
    let fallback = Lang::default().identifier();
    let loader = FluentLanguageLoader::new("app", fallback.clone());
    // The files are in the binary; a test reads all of them.
    let _ = loader.load_languages(&Locales, &[lang.identifier(), fallback]);
    loader.set_use_isolating(false);
    loader
}

/// The texts of a language.
#[must_use]
pub fn loader(lang: Lang) -> &'static FluentLanguageLoader {
    LOADERS.get(&lang).unwrap_or(&FALLBACK)
}

/// How this visitor sees the dashboard.
#[derive(Clone, Copy)]
pub struct Presentation {
    pub lang: RwSignal<Lang>,
    pub theme: RwSignal<Theme>,
}

impl Presentation {
    #[must_use]
    pub fn new(preferences: Preferences) -> Self {
        Self { lang: RwSignal::new(preferences.lang), theme: RwSignal::new(preferences.theme) }
    }

    /// The texts of the language of this moment; whoever reads them follows it.
    #[must_use]
    pub fn texts(self) -> &'static FluentLanguageLoader {
        loader(self.lang.get())
    }

    /// What stands between the items of a list.
    #[must_use]
    pub fn separator(self) -> String {
        match self.lang.get() {
            Lang::En => ", ".to_owned(),
            Lang::ZhCn => "、".to_owned(),
        }
    }

    /// What went wrong, in words.
    pub fn problem(self, problem: &Problem) -> impl Fn() -> String + Clone + Send + Sync + use<> {
        let Problem { code, args, .. } = problem.clone();
        move || {
            let texts = self.texts();
            let in_words =
                |(name, value): (&String, &String)| (name.clone(), argument(texts, &code, name, value));
            texts.get_args(&code, args.iter().map(in_words).collect::<HashMap<String, String>>())
        }
    }
}

/// An argument of an error as people read it; what there are no words for stays as it is.
fn argument(texts: &FluentLanguageLoader, code: &str, name: &str, value: &str) -> String {
    let words = |id: String| if texts.has(&id) { texts.get(&id) } else { value.to_owned() };
    let bytes = || value.parse().map_or_else(|_| value.to_owned(), format::size);
    match (code, name) {
        ("error-image-too-large" | "error-body-too-large" | "error-storage-quota", "limit")
        | ("error-range", "size") => bytes(),
        ("error-transition", _) => words(format!("image-status-{}", value.replace('_', "-"))),
        ("error-unavailable", "what") => words(format!("dependency-{value}")),
        (_, "field") if value == "disk_format" => words("field-format".to_owned()),
        (_, "field") if value == "container_format" => words("field-container".to_owned()),
        (_, "field") => words(format!("field-{}", value.replace('_', "-"))),
        _ => value.to_owned(),
    }
}

/// The presentation that the root provided.
#[must_use]
pub fn presentation() -> Presentation {
    use_context().unwrap_or_else(|| Presentation::new(Preferences::default()))
}

/// A message as a closure that follows the language; ids are checked when compiling.
macro_rules! t {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        let presentation = $crate::i18n::presentation();
        $(let $name = std::convert::identity($value);)*
        move || {
            $(let $name = $name.clone();)*
            i18n_embed_fl::fl!(presentation.texts(), $id $(, $name = $name)*)
        }
    }};
}
pub(crate) use t;

/// A message whose id is known at run time only: an error's code, a word of a vocabulary.
pub fn dynamic(id: String, args: Vec<(String, String)>) -> impl Fn() -> String + Clone + Send + Sync + use<> {
    let presentation = presentation();
    move || {
        let args: HashMap<&str, &str> =
            args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        presentation.texts().get_args(&id, args)
    }
}

/// What went wrong, in words.
pub fn problem_text(problem: &Problem) -> impl Fn() -> String + Clone + Send + Sync + use<> {
    presentation().problem(problem)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use vitrine_wire::metadef::{
        CorrectionFate, CorrectionKind, ExportFormat, FindingSeverity, ImportMode, ImportVerdict,
        MetadefVisibility, NodeKind,
    };
    use vitrine_wire::vocab::ImageScope;
    use vitrine_wire::{ImageStatus, Visibility};

    use super::*;

    /// Messages of a file, each with the names of its variables.
    fn messages(lang: &str, file: &str) -> BTreeMap<String, Vec<String>> {
        let path = format!("{}/../locales/{lang}/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let mut messages = BTreeMap::new();
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| !id.starts_with(' ')) {
                current = id.to_owned();
                messages.insert(current.clone(), Vec::new());
            }
            let variables = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect::<String>()
            });
            messages.entry(current.clone()).or_default().extend(variables);
        }
        for variables in messages.values_mut() {
            variables.sort();
            variables.dedup();
        }
        messages
    }

    #[test]
    fn every_language_has_the_same_messages_with_the_same_variables() {
        for file in ["app.ftl", "server.ftl"] {
            assert_eq!(messages("en", file), messages("zh-CN", file), "{file}");
        }
    }

    #[test]
    fn every_error_of_the_domain_has_words_in_both_skins() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../server/domain/src/error");
        let read = |file| std::fs::read_to_string(format!("{folder}/{file}")).unwrap();
        let source = read("message.rs") + &read("identity.rs") + &read("fetch.rs");
        let codes: Vec<&str> = source.split('"').filter(|text| text.starts_with("error-")).collect();
        assert!(codes.len() > 60, "the codes were not found in {folder}");
        for file in ["app.ftl", "server.ftl"] {
            let known = messages("en", file);
            let missing: Vec<_> = codes.iter().filter(|code| !known.contains_key(**code)).collect();
            assert!(missing.is_empty(), "{file} lacks {missing:?}");
        }
    }

    #[test]
    fn every_word_of_a_vocabulary_has_a_message() {
        let known = messages("en", "app.ftl");
        let dashed = |word: &str| word.replace('_', "-");
        let statuses = ImageStatus::ALL.iter().map(|word| format!("image-status-{}", dashed(word.as_str())));
        let visibilities = Visibility::ALL.iter().map(|word| format!("image-visibility-{word}"));
        let hints = Visibility::ALL.iter().map(|word| format!("image-visibility-{word}-hint"));
        let scopes = ImageScope::ALL.iter().map(|word| format!("images-scope-{word}"));
        let themes = Theme::ALL.iter().map(|word| format!("theme-{}", word.as_str()));
        let ids = statuses.chain(visibilities).chain(hints).chain(scopes).chain(themes).chain(definitions());
        let missing: Vec<_> = ids.filter(|id| !known.contains_key(id)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    /// Ids about the catalog that are put together from words.
    fn definitions() -> impl Iterator<Item = String> {
        let verdicts = ImportVerdict::ALL
            .iter()
            .flat_map(|word| [format!("transfer-verdict-{word}"), format!("transfer-count-{word}")]);
        let modes = ImportMode::ALL
            .iter()
            .flat_map(|word| [format!("transfer-mode-{word}"), format!("transfer-mode-{word}-hint")]);
        let formats = ExportFormat::ALL
            .iter()
            .flat_map(|word| [format!("transfer-format-{word}"), format!("transfer-format-{word}-hint")]);
        let nodes = NodeKind::ALL.iter().map(|word| format!("studio-node-{word}"));
        let kinds = CorrectionKind::ALL.iter().map(|word| format!("correct-kind-{word}"));
        let fates = CorrectionFate::ALL.iter().map(|word| format!("correct-fate-{word}"));
        let severities = FindingSeverity::ALL.iter().map(|word| format!("report-severity-{word}"));
        let corrections = kinds.chain(fates).chain(severities);
        let visibilities = MetadefVisibility::ALL.iter().map(|word| format!("transfer-visibility-{word}"));
        verdicts.chain(corrections).chain(modes).chain(formats).chain(nodes).chain(visibilities)
    }

    #[test]
    fn arguments_of_errors_are_put_into_words() {
        let say = |code, name, value| argument(loader(Lang::ZhCn), code, name, value);
        assert_eq!(say("error-image-too-large", "limit", "1073741824"), "1 GiB");
        assert_eq!(
            say("error-transition", "from", "pending_delete"),
            loader(Lang::ZhCn).get("image-status-pending-delete")
        );
        assert_eq!(say("error-negative", "field", "min_disk"), loader(Lang::ZhCn).get("field-min-disk"));
        assert_eq!(say("error-negative", "field", "os_distro"), "os_distro");
        assert_eq!(say("error-protected", "id", "x"), "x");
    }

    #[test]
    fn languages_do_not_mix() {
        assert_eq!(loader(Lang::En).get("images-title"), "Images");
        assert_eq!(loader(Lang::ZhCn).get("images-title"), "镜像");
    }
}
