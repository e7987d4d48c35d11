//! Sentences of the API, from `locales/<lang>/server.ftl`.
//!
//! Every language is loaded once and never changed; a request picks a loader. Ids come from
//! `domain::Error::code`, so they are looked up at run time; a test walks all of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use rust_embed::RustEmbed;
use vitrine_app::preferences::Lang;

#[derive(RustEmbed)]
#[folder = "../locales"]
#[include = "*/server.ftl"]
struct Locales;

static LOADERS: LazyLock<HashMap<Lang, FluentLanguageLoader>> =
    LazyLock::new(|| Lang::ALL.iter().map(|&lang| (lang, load(lang))).collect());

fn load(lang: Lang) -> FluentLanguageLoader {
    let fallback = Lang::default().identifier();
    let loader = FluentLanguageLoader::new("server", fallback.clone());
    if let Err(error) = loader.load_languages(&Locales, &[lang.identifier(), fallback]) {
        tracing::error!(%error, "the texts of {} cannot be read", lang.code());
    }
    loader.set_use_isolating(false);
    loader
}

/// The message `id` in `lang`, or in English where that lacks it.
#[must_use]
pub fn message(lang: Lang, id: &str, args: &[(&'static str, String)]) -> String {
    let Some(loader) = LOADERS.get(&lang) else { return id.to_owned() };
    let args: HashMap<&str, &str> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    loader.get_args(id, args)
}
