//! Two texts, line by line.

use similar::{ChangeTag, TextDiff};

/// How many lines around a difference are told.
const AROUND: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Same,
    Removed,
    Added,
    /// Lines that are the same were left out here.
    Gap,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    pub text: String,
}

/// What differs between two texts, with some lines around; nothing if they are the same.
#[must_use]
pub fn compared(before: &str, after: &str) -> Vec<Line> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    for (position, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if position > 0 {
            lines.push(Line { kind: LineKind::Gap, text: String::new() });
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let kind = match change.tag() {
                ChangeTag::Equal => LineKind::Same,
                ChangeTag::Delete => LineKind::Removed,
                ChangeTag::Insert => LineKind::Added,
            };
            lines.push(Line { kind, text: change.value().trim_end_matches('\n').to_owned() });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_stand_with_lines_around_them() {
        assert_eq!(compared("a\nb\n", "a\nb\n"), []);
        let before: String = (0..20).map(|number| format!("{number}\n")).collect();
        let after = before.replace("2\n", "two\n").replace("19\n", "");
        let shown: Vec<String> = compared(&before, &after)
            .into_iter()
            .map(|line| {
                let mark = match line.kind {
                    LineKind::Same => ' ',
                    LineKind::Removed => '-',
                    LineKind::Added => '+',
                    LineKind::Gap => '@',
                };
                format!("{mark}{}", line.text)
            })
            .collect();
        let expected =
            [" 0", " 1", "-2", "+two", " 3", " 4", " 5", "@", " 9", " 10", " 11", "-12", "+1two", " 13"];
        assert_eq!(shown[..expected.len()], expected);
        assert_eq!(shown.last().unwrap(), "-19");
    }
}
