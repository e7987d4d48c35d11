//! Text as it is searched: its words.
//!
//! Words are lower-cased runs of letters and digits. A word in camel case also counts by its parts. Chinese,
//! Japanese and Korean letters are words of their own, since nothing between them tells where words end:
//! a run of them is looked for as a phrase. What is indexed and what is looked for go through here alike, so
//! that no database cuts text in its own way.

use std::ops::Range;

/// Stands between texts of one field, so that no phrase runs from one into the next. No word holds it.
pub const GAP: &str = "¶";

/// What of one field is indexed: words beyond are not found.
const MAX_WORDS: usize = 4_000;
const MAX_BYTES: usize = 64 * 1024;
/// Characters of a word that count; no query is longer.
const MAX_LENGTH: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Whole,
    /// Of a word in camel case, whose whole stands before it.
    Part,
    /// A letter that is a word of its own.
    Sign,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub form: Form,
    /// Its place in the original, in characters.
    pub place: Range<usize>,
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut run: Vec<char> = Vec::new();
    let mut length = 0;
    for (index, letter) in text.chars().enumerate() {
        length = index + 1;
        let is_sign = is_sign(letter);
        if letter.is_alphanumeric() && !is_sign {
            run.push(letter);
            continue;
        }
        close(&mut found, &mut run, index);
        if is_sign {
            found.push(word(&[letter], Form::Sign, index));
        }
    }
    close(&mut found, &mut run, length);
    found
}

/// Ends the word that ends before `end`.
fn close(found: &mut Vec<Word>, run: &mut Vec<char>, end: usize) {
    if run.is_empty() {
        return;
    }
    let start = end - run.len();
    found.push(word(run, Form::Whole, start));
    let is_hump = |at: &usize| run[at - 1].is_lowercase() && run[*at].is_uppercase();
    let mut cuts: Vec<usize> = (1..run.len()).filter(is_hump).collect();
    if !cuts.is_empty() {
        cuts.insert(0, 0);
        cuts.push(run.len());
        let parts = cuts.windows(2).map(|cut| word(&run[cut[0]..cut[1]], Form::Part, start + cut[0]));
        found.extend(parts);
    }
    run.clear();
}

fn word(letters: &[char], form: Form, start: usize) -> Word {
    let text = letters.iter().take(MAX_LENGTH).flat_map(|letter| letter.to_lowercase()).collect();
    Word { text, form, place: start..start + letters.len() }
}

/// Is this a letter of a script that puts nothing between words?
fn is_sign(letter: char) -> bool {
    letter.is_alphanumeric()
        && matches!(letter,
            '\u{2e80}'..='\u{2fdf}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{30ff}'
            | '\u{3100}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7af}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ffdc}'
            | '\u{20000}'..='\u{3ffff}')
}

/// The texts of a field as they are indexed: words with blanks between them, [`GAP`] between texts.
#[must_use]
pub fn prepared<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = String::new();
    let mut count = 0;
    for text in texts {
        let mut pending = if line.is_empty() { None } else { Some(GAP) };
        for word in words(text) {
            if count >= MAX_WORDS || line.len() + word.text.len() > MAX_BYTES {
                return line;
            }
            for piece in pending.take().into_iter().chain([word.text.as_str()]) {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(piece);
                count += 1;
            }
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_end_where_letters_and_digits_do() {
        for (text, expected) in [
            ("hw:cpu_policy", vec!["hw", "cpu", "policy"]),
            ("x86-64, DDR4!", vec!["x86", "64", "ddr4"]),
            ("hwCpuPolicy", vec!["hwcpupolicy", "hw", "cpu", "policy"]),
            ("OpenStack vCPU QoS", vec!["openstack", "open", "stack", "vcpu", "v", "cpu", "qos", "qo", "s"]),
            ("IPv4 ÄRGER", vec!["ipv4", "ärger"]),
            ("CPU绑定策略", vec!["cpu", "绑", "定", "策", "略"]),
            ("メモリ、NUMA", vec!["メ", "モ", "リ", "numa"]),
            ("\0\"*'!&|():^", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn places_count_characters() {
        let found = words("的 vCPU");
        let places: Vec<_> = found.iter().map(|word| word.place.clone()).collect();
        assert_eq!(places, [0..1, 2..6, 2..3, 3..6]);
        let long = words(&"ab".repeat(200));
        assert_eq!((long[0].text.chars().count(), long[0].place.clone()), (200, 0..400));
    }

    #[test]
    fn texts_of_a_field_stay_apart() {
        assert_eq!(prepared(["CPU 绑", "", "!", "定x"]), "cpu 绑 ¶ 定 x");
        assert_eq!(prepared([]), "");
    }

    #[test]
    fn a_field_has_a_limit() {
        let endless = "绑 ".repeat(10_000);
        assert_eq!(prepared([endless.as_str()]).split(' ').count(), MAX_WORDS);
        let wide = format!("{} ", "x".repeat(199)).repeat(1_000);
        let line = prepared([wide.as_str()]);
        assert!(line.len() <= MAX_BYTES + 1_000 && line.len() > MAX_BYTES - 1_000);
    }
}
