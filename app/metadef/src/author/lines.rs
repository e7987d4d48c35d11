//! On which line of a JSON text what stands.

use std::collections::{BTreeMap, BTreeSet};

/// Names of members and positions in lists, from the outside in.
pub type Path = Vec<String>;

/// Lines of what a text holds, from 1 on.
#[derive(Debug, Default)]
pub struct Lines {
    at: BTreeMap<Path, usize>,
    twice: Option<(Path, usize)>,
}

impl Lines {
    /// Reads a text that is known to be JSON; of another, what comes before its fault.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut scan = Scan { rest: text.char_indices().peekable(), text, line: 1, lines: Self::default() };
        scan.value(&mut Vec::new());
        scan.lines
    }

    /// The line of what a path leads to, or of the nearest thing around it.
    #[must_use]
    pub fn line(&self, path: &[String]) -> usize {
        let around = (0..=path.len()).rev().find_map(|length| self.at.get(&path[..length]));
        around.copied().unwrap_or(1)
    }

    /// A member that stands twice in its object, with the line of the second.
    #[must_use]
    pub fn twice(&self) -> Option<(&Path, usize)> {
        self.twice.as_ref().map(|(path, line)| (path, *line))
    }
}

struct Scan<'a> {
    rest: std::iter::Peekable<std::str::CharIndices<'a>>,
    text: &'a str,
    line: usize,
    lines: Lines,
}

impl Scan<'_> {
    fn value(&mut self, path: &mut Path) {
        self.blank();
        self.lines.at.entry(path.clone()).or_insert(self.line);
        match self.rest.peek() {
            Some((_, '{')) => self.members(path),
            Some((_, '[')) => self.items(path),
            Some((_, '"')) => drop(self.string()),
            _ => while self.rest.next_if(|(_, c)| !matches!(c, ',' | '}' | ']' | '\n')).is_some() {},
        }
        self.blank();
    }

    fn members(&mut self, path: &mut Path) {
        self.rest.next();
        let mut seen = BTreeSet::new();
        loop {
            self.blank();
            let line = self.line;
            let Some(name) = self.string() else { break };
            path.push(name.clone());
            if !seen.insert(name) && self.lines.twice.is_none() {
                self.lines.twice = Some((path.clone(), line));
            }
            self.lines.at.insert(path.clone(), line);
            self.blank();
            self.rest.next_if(|(_, c)| *c == ':');
            self.value(path);
            path.pop();
            if self.rest.next_if(|(_, c)| *c == ',').is_none() {
                break;
            }
        }
        self.rest.next_if(|(_, c)| *c == '}');
    }

    fn items(&mut self, path: &mut Path) {
        self.rest.next();
        self.blank();
        for position in 0usize.. {
            if matches!(self.rest.peek(), None | Some((_, ']'))) {
                break;
            }
            path.push(position.to_string());
            self.value(path);
            path.pop();
            if self.rest.next_if(|(_, c)| *c == ',').is_none() {
                break;
            }
            self.blank();
        }
        self.rest.next_if(|(_, c)| *c == ']');
    }

    /// A string with its quotes, as what it means.
    fn string(&mut self) -> Option<String> {
        let (start, _) = self.rest.next_if(|(_, c)| *c == '"')?;
        loop {
            match self.rest.next()? {
                (_, '\\') => drop(self.rest.next()),
                (end, '"') => return serde_json::from_str(&self.text[start..=end]).ok(),
                _ => {}
            }
        }
    }

    fn blank(&mut self) {
        while let Some((_, c)) = self.rest.next_if(|(_, c)| c.is_ascii_whitespace()) {
            self.line += usize::from(c == '\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, path: &[&str]) -> usize {
        let path: Path = path.iter().map(|part| (*part).to_owned()).collect();
        Lines::of(text).line(&path)
    }

    #[test]
    fn members_and_items_have_lines() {
        let text = "{\n \"a\": 1,\n \"b\": [\n  {\"c\\\"\": \"}\\n\"},\n  2\n ],\n \"d\":\n  {}\n}";
        for (path, expected) in [
            (&[][..], 1),
            (&["a"][..], 2),
            (&["b"], 3),
            (&["b", "0"], 4),
            (&["b", "0", "c\""], 4),
            (&["b", "1"], 5),
            (&["d"], 7),
            (&["d", "nothing"], 7),
            (&["nothing"], 1),
        ] {
            assert_eq!(line(text, path), expected, "{path:?}");
        }
    }

    #[test]
    fn a_member_that_stands_twice_is_found() {
        let lines = Lines::of("{\"a\": {\"x\": 1,\n\"x\": 2}, \"b\": {\"x\": 1}}");
        let (path, line) = lines.twice().unwrap();
        assert_eq!((path.join("."), line), ("a.x".to_owned(), 2));
        assert!(Lines::of("[{\"a\": 1}, {\"a\": 1}]").twice().is_none());
    }

    #[test]
    fn what_is_no_json_is_survived() {
        for text in ["", "{", "{\"a", "[1,", "{\"a\":}", "]", "{,}", "\"\\"] {
            let _ = Lines::of(text);
        }
    }
}
