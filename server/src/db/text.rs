//! What text a column can hold and how it is searched.

/// Could any row hold this text? PostgreSQL knows no NUL in text and fails where SQLite finds nothing:
/// callers answer "nothing" themselves.
pub(super) fn is_storable(text: &str) -> bool {
    !text.contains('\0')
}

/// Text as it is compared without regard to case. Folded here because the two databases do it
/// differently: SQLite knows ASCII only, PostgreSQL depends on the locale.
pub(super) fn folded(text: &str) -> String {
    text.to_lowercase()
}

/// A `LIKE` pattern for texts that contain this one; `\` is its escape.
pub(super) fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_in_a_search_mean_themselves() {
        assert_eq!(containing(r"50%_a\b"), r"%50\%\_a\\b%");
    }

    #[test]
    fn folding_knows_more_than_ascii() {
        assert_eq!(folded("ÄRGER"), folded("ärger"));
    }
}
