//! Which of the languages that there are texts in a reader gets.

/// Language ranges, the most wanted first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Languages(pub Vec<String>);

impl Languages {
    /// The best of the tags; `None` for a definition's own texts. These count as English, and are for
    /// everybody whom nothing else suits.
    #[must_use]
    pub fn choose<'a>(&self, tags: &[&'a str]) -> Option<&'a str> {
        for wanted in &self.0 {
            let found = [is_same, is_alike, is_wider].into_iter().find_map(|fits| {
                tags.iter().copied().find(|tag| fits(&wanted.to_ascii_lowercase(), &tag.to_ascii_lowercase()))
            });
            if found.is_some() || wanted == "*" || primary(wanted).eq_ignore_ascii_case("en") {
                return found;
            }
        }
        None
    }
}

fn is_same(wanted: &str, tag: &str) -> bool {
    wanted == tag
}

fn is_alike(wanted: &str, tag: &str) -> bool {
    written(wanted) == written(tag)
}

/// Is one of them the other, but more exactly?
fn is_wider(wanted: &str, tag: &str) -> bool {
    let (wanted, tag) = (written(wanted), written(tag));
    let begins = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|it| it.starts_with('-'));
    begins(wanted, tag) || begins(tag, wanted)
}

/// For Chinese, the script: what counts for readers, whether a tag names it or a country.
fn written(tag: &str) -> &str {
    match tag {
        "zh-cn" | "zh-sg" => "zh-hans",
        "zh-tw" | "zh-hk" | "zh-mo" => "zh-hant",
        _ if tag.starts_with("zh-hans-") => "zh-hans",
        _ if tag.starts_with("zh-hant-") => "zh-hant",
        _ => tag,
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_language_is_chosen() {
        let tags = ["de", "fr-CA", "pt-BR", "zh-CN"];
        for (wanted, expected) in [
            (vec!["de"], Some("de")),
            (vec!["DE-at"], Some("de")),
            (vec!["fr"], Some("fr-CA")),
            (vec!["fr-fr"], None),
            (vec!["ja", "pt"], Some("pt-BR")),
            (vec!["d"], None),
            (vec!["zh"], Some("zh-CN")),
            (vec!["zh-Hans-SG"], Some("zh-CN")),
            (vec!["zh-TW"], None),
            (vec!["zh-TW", "de"], Some("de")),
            (vec!["en-GB", "de"], None),
            (vec!["*", "de"], None),
            (vec![], None),
        ] {
            let languages = Languages(wanted.iter().map(|&it| it.to_owned()).collect());
            assert_eq!(languages.choose(&tags), expected, "{wanted:?}");
        }
        let english = Languages(vec!["en-GB".to_owned()]);
        assert_eq!(english.choose(&["de", "en"]), Some("en"));
        let chinese = Languages(vec!["zh-CN".to_owned()]);
        assert_eq!(chinese.choose(&["zh", "zh-Hans", "zh-CN"]), Some("zh-CN"));
    }
}
