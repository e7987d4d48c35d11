//! Where in its texts an entry holds what was looked for.

use std::ops::Range;

use vitrine_wire::metadef::{SearchField, SearchMatch};

use super::entries::{Entry, Text};
use super::query::Term;
use super::words::{Form, Word, words};

/// Characters of a long text that are shown.
const SHOWN: usize = 200;
/// Of these, those before the first word that was found.
const BEFORE: usize = 40;
/// Values of an `enum` that are shown.
const MAX_VALUES: usize = 5;
const CUT: char = '…';

/// The texts of an entry that hold any of the terms.
#[must_use]
pub fn matches(entry: &Entry, terms: &[Term]) -> Vec<SearchMatch> {
    let mut all: Vec<SearchMatch> = Vec::new();
    let found = |field, language: Option<&str>, text: &str| {
        let places = places(text, terms);
        (!places.is_empty()).then(|| shown(field, language, text, &places))
    };
    let of_texts = |field, texts: &[Text]| -> Vec<SearchMatch> {
        texts.iter().filter_map(|it| found(field, it.language.as_deref(), &it.text)).collect()
    };
    all.extend(found(SearchField::Name, None, &entry.name));
    all.extend(entry.keys.iter().filter_map(|key| {
        // What is in the name too was told with it.
        let prefix = key.chars().count() - entry.name.chars().count();
        let hit = found(SearchField::Key, None, key)?;
        hit.ranges.first().is_some_and(|[start, _]| *start < prefix).then_some(hit)
    }));
    all.extend(of_texts(SearchField::Title, &entry.texts.titles));
    let values = entry.texts.values.iter().filter_map(|value| found(SearchField::Value, None, value));
    all.extend(values.take(MAX_VALUES));
    all.extend(of_texts(SearchField::Description, &entry.texts.descriptions));
    all
}

/// The beginning of a text.
#[must_use]
pub fn excerpt(text: &str) -> String {
    cut(text, 0).0
}

/// Where a text holds any of the terms: in order, apart from each other.
fn places(text: &str, terms: &[Term]) -> Vec<Range<usize>> {
    let words = words(text);
    let letters: Vec<char> = text.chars().collect();
    let mut places: Vec<Range<usize>> =
        terms.iter().flat_map(|term| places_of(term, &words, &letters)).collect();
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for place in places {
        match apart.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
}

fn places_of(term: &Term, words: &[Word], letters: &[char]) -> Vec<Range<usize>> {
    match term {
        Term::Word { whole, parts } => {
            let beginning = |word: &Word| {
                let wanted =
                    [whole].into_iter().chain(parts).find(|it| word.text.starts_with(it.as_str()))?;
                Some(word.place.start..word.place.start + length(&letters[word.place.clone()], wanted))
            };
            words.iter().filter(|word| word.form != Form::Sign).filter_map(beginning).collect()
        }
        Term::Phrase(signs) => {
            let is_phrase = |run: &&[Word]| {
                run.iter().zip(signs).all(|(word, sign)| word.form == Form::Sign && word.text == *sign)
            };
            let place = |run: &[Word]| Some(run.first()?.place.start..run.last()?.place.end);
            words.windows(signs.len()).filter(is_phrase).filter_map(place).collect()
        }
    }
}

/// How many of the letters make up the lower-cased `beginning`.
fn length(letters: &[char], beginning: &str) -> usize {
    let mut left = beginning.chars().count();
    letters
        .iter()
        .take_while(|letter| {
            let is_inside = left > 0;
            left = left.saturating_sub(letter.to_lowercase().count());
            is_inside
        })
        .count()
}

fn shown(field: SearchField, language: Option<&str>, text: &str, places: &[Range<usize>]) -> SearchMatch {
    let first = places.first().map_or(0, |place| place.start);
    let (text, start, end) = cut(text, first);
    // Where something was cut off, its mark comes before the rest.
    let shift = usize::from(start > 0);
    let inside = places.iter().filter(|place| place.start < end);
    let ranges = inside.map(|place| [place.start - start + shift, place.end.min(end) - start + shift]);
    SearchMatch { field, language: language.map(str::to_owned), ranges: ranges.collect(), text }
}

/// What is shown of a text where `first` is to be seen, and which of its characters these are.
fn cut(text: &str, first: usize) -> (String, usize, usize) {
    let count = text.chars().count();
    if count <= SHOWN {
        return (text.to_owned(), 0, count);
    }
    let start = first.saturating_sub(BEFORE).min(count - SHOWN);
    let end = start + SHOWN;
    let mut part = String::new();
    part.extend((start > 0).then_some(CUT));
    part.extend(text.chars().skip(start).take(SHOWN));
    part.extend((end < count).then_some(CUT));
    (part, start, end)
}

#[cfg(test)]
mod tests {
    use vitrine_wire::metadef::SearchKind;

    use super::super::entries::Texts;
    use super::super::query::SearchQuery;
    use super::*;

    fn terms(text: &str) -> Vec<Term> {
        SearchQuery::parse(&[("q".to_owned(), text.to_owned())]).unwrap().terms
    }

    #[test]
    fn marks_are_where_words_begin() {
        for (text, question, expected) in [
            ("CPU Pinning policy", "pin cpu", vec![(0, 3), (4, 7)]),
            ("hw:cpu_policy", "hw:cpu_policy", vec![(0, 2), (3, 6), (7, 13)]),
            ("Spin", "pin", vec![]),
            ("hwCpuPolicy", "policy", vec![(5, 11)]),
            ("OpenStack", "openS", vec![(0, 5)]),
            ("CPU 绑定策略，绑定", "绑定", vec![(4, 6), (9, 11)]),
            ("绑 定", "绑定", vec![(0, 3)]),
            ("İstanbul", "istanbul", vec![]),
            ("ÄRGER", "ärg", vec![(0, 3)]),
        ] {
            let found: Vec<_> = places(text, &terms(question)).iter().map(|it| (it.start, it.end)).collect();
            assert_eq!(found, expected, "{text} {question}");
        }
    }

    #[test]
    fn long_texts_are_cut_around_the_first_mark() {
        let text = format!("{}的 pinning {}", "filler ".repeat(60), "more ".repeat(60));
        let entry = Entry {
            kind: SearchKind::Property,
            object: None,
            name: "cpu_policy".to_owned(),
            property_type: None,
            texts: Texts {
                descriptions: vec![Text { language: Some("en".to_owned()), text }],
                values: (0..9).map(|n| format!("pin{n}")).collect(),
                ..Texts::default()
            },
            keys: vec!["hw:cpu_policy".to_owned()],
        };
        let found = matches(&entry, &terms("pin"));
        assert_eq!(found.len(), 1 + MAX_VALUES);
        let last = found.last().unwrap();
        let [start, end] = last.ranges[0];
        let marked: String = last.text.chars().skip(start).take(end - start).collect();
        assert_eq!((marked.as_str(), last.text.chars().count()), ("pin", SHOWN + 2));
        let found = matches(&entry, &terms("cpu"));
        assert_eq!(found.len(), 1, "the key adds nothing to the name");
        let found = matches(&entry, &terms("hw cpu"));
        assert_eq!(found[1].ranges, [[0, 2], [3, 6]]);
    }
}
