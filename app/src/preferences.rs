//! What a visitor prefers: the language and the theme. Decided on the server, read from the document in
//! the browser, so that both halves agree.

use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// Cookie that remembers the language.
pub const LANG_COOKIE: &str = "vitrine_lang";
/// Cookie that remembers the theme.
pub const THEME_COOKIE: &str = "vitrine_theme";
/// Language ranges of a header that are looked at.
const MAX_RANGES: usize = 16;

/// A language that there are texts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    #[default]
    En,
    ZhCn,
}

impl Lang {
    pub const ALL: &'static [Self] = &[Self::En, Self::ZhCn];

    /// As the cookie, the form and `locales/` spell it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }

    /// As `<html lang>` spells it.
    #[must_use]
    pub const fn html(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-Hans",
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "简体中文",
        }
    }

    #[must_use]
    pub fn identifier(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }

    /// The language of this exact code, in either spelling.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lang| lang.code() == code || lang.html() == code)
    }

    /// The language that an `Accept-Language` header likes best of those there are.
    #[must_use]
    pub fn negotiate(header: Option<&str>) -> Self {
        accepted(header).find_map(Self::of_range).unwrap_or_default()
    }

    /// Traditional Chinese readers are served English rather than the other script.
    fn of_range(range: &str) -> Option<Self> {
        let range = range.to_ascii_lowercase().replace('_', "-");
        match range.as_str() {
            "zh" | "zh-cn" | "zh-sg" => Some(Self::ZhCn),
            script if script.starts_with("zh-hans") => Some(Self::ZhCn),
            "en" => Some(Self::En),
            english if english.starts_with("en-") => Some(Self::En),
            _ => None,
        }
    }
}

/// The language ranges of an `Accept-Language` header, the most wanted first.
pub fn accepted(header: Option<&str>) -> impl Iterator<Item = &str> {
    let mut ranges: Vec<(&str, f32)> =
        header.unwrap_or_default().split(',').take(MAX_RANGES).filter_map(range).collect();
    ranges.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    ranges.into_iter().map(|(range, _)| range)
}

fn range(item: &str) -> Option<(&str, f32)> {
    let mut parts = item.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok())?;
    (quality > 0.0).then_some((name, quality))
}

/// Light, dark, or whatever the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: &'static [Self] = &[Self::Light, Self::Dark, Self::System];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|theme| theme.as_str() == word)
    }
}

/// How pages are shown to somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    pub lang: Lang,
    pub theme: Theme,
}

impl Preferences {
    /// Cookies first, then what the browser says, then the defaults.
    #[must_use]
    pub fn negotiate(lang: Option<&str>, theme: Option<&str>, accept_language: Option<&str>) -> Self {
        Self {
            lang: lang.and_then(Lang::parse).unwrap_or_else(|| Lang::negotiate(accept_language)),
            theme: theme.and_then(Theme::parse).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_negotiated_by_preference() {
        for (header, expected) in [
            ("zh", Lang::ZhCn),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::ZhCn),
            ("zh-Hans-SG", Lang::ZhCn),
            ("zh_CN", Lang::ZhCn),
            ("en;q=0.5, zh;q=0.9", Lang::ZhCn),
            ("en-GB, zh", Lang::En),
            ("fr, zh;q=0.1", Lang::ZhCn),
            ("zh;q=0, en", Lang::En),
            ("zh-TW", Lang::En),
            ("*", Lang::En),
            ("", Lang::En),
        ] {
            assert_eq!(Lang::negotiate(Some(header)), expected, "{header}");
        }
        assert_eq!(Lang::negotiate(None), Lang::En);
    }

    #[test]
    fn cookies_win_unless_they_are_nonsense() {
        let chosen = Preferences::negotiate(Some("en"), Some("dark"), Some("zh"));
        assert_eq!(chosen, Preferences { lang: Lang::En, theme: Theme::Dark });
        let nonsense = Preferences::negotiate(Some("xx"), Some("pink"), Some("zh"));
        assert_eq!(nonsense, Preferences { lang: Lang::ZhCn, theme: Theme::System });
    }
}
