//! What is looked for and what is found, in the words of either database. All of it is made of words that
//! hold letters and digits only, and these are quoted all the same.

use vitrine_domain::metadef::search::{GAP, Prepared, Term};

/// The positions that PostgreSQL tells apart.
const MAX_POSITION: usize = 16_383;

/// For `MATCH` of SQLite's FTS5.
pub(super) fn fts5(terms: &[Term]) -> String {
    let word = |text: &str| format!("\"{}\"*", text.replace('"', "\"\""));
    let phrase = |signs: &[String]| format!("\"{}\"", signs.join(" ").replace('"', "\"\""));
    joined(terms, word, phrase, [" AND ", " OR "])
}

/// For PostgreSQL's `tsquery`.
pub(super) fn tsquery(terms: &[Term]) -> String {
    let phrase = |signs: &[String]| {
        let signs: Vec<String> = signs.iter().map(|sign| lexeme(sign)).collect();
        format!("({})", signs.join(" <-> "))
    };
    joined(terms, |text| format!("{}:*", lexeme(text)), phrase, [" & ", " | "])
}

fn joined(
    terms: &[Term],
    word: impl Fn(&str) -> String,
    phrase: impl Fn(&[String]) -> String,
    [and, or]: [&str; 2],
) -> String {
    let term = |term: &Term| match term {
        Term::Phrase(signs) => phrase(signs),
        Term::Word { whole, parts } if parts.is_empty() => word(whole),
        Term::Word { whole, parts } => {
            let parts: Vec<String> = parts.iter().map(|part| word(part)).collect();
            format!("({}{or}({}))", word(whole), parts.join(and))
        }
    };
    let terms: Vec<String> = terms.iter().map(term).collect();
    terms.join(and)
}

/// PostgreSQL's `tsvector`, weighted by field. Its own parser would cut words in its own way.
pub(super) fn tsvector(words: &Prepared) -> String {
    let fields =
        [(&words.names, 'A'), (&words.titles, 'B'), (&words.values, 'C'), (&words.descriptions, 'D')];
    let mut vector = String::new();
    let mut position = 0;
    for (line, weight) in fields {
        // Fields have a gap between them too.
        position += 1;
        for word in line.split_whitespace() {
            position += 1;
            if word != GAP {
                let place = format!("{}:{}{weight} ", lexeme(word), position.min(MAX_POSITION));
                vector.push_str(&place);
            }
        }
    }
    vector
}

fn lexeme(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use vitrine_domain::metadef::SearchQuery;

    use super::*;

    fn terms(text: &str) -> Vec<Term> {
        SearchQuery::parse(&[("q".to_owned(), text.to_owned())]).unwrap().terms
    }

    #[test]
    fn every_word_is_quoted() {
        for (text, sqlite, postgres) in [
            ("hw:CPU", r#""hw"* AND "cpu"*"#, "'hw':* & 'cpu':*"),
            ("绑定 x", r#""绑 定" AND "x"*"#, "('绑' <-> '定') & 'x':*"),
            ("aB", r#"("ab"* OR ("a"* AND "b"*))"#, "('ab':* | ('a':* & 'b':*))"),
            (
                "a\" OR 'b\\) | NOT c",
                r#""a"* AND "or"* AND "b"* AND "not"* AND "c"*"#,
                "'a':* & 'or':* & 'b':* & 'not':* & 'c':*",
            ),
        ] {
            assert_eq!((fts5(&terms(text)).as_str(), tsquery(&terms(text)).as_str()), (sqlite, postgres));
        }
    }

    #[test]
    fn fields_and_texts_stay_apart() {
        let words = Prepared {
            names: "cpu ¶ hw cpu".to_owned(),
            titles: "绑".to_owned(),
            values: String::new(),
            descriptions: "x".to_owned(),
        };
        assert_eq!(tsvector(&words), "'cpu':2A 'hw':4A 'cpu':5A '绑':7B 'x':10D ");
    }
}
