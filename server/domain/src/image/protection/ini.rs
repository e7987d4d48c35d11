//! The shape of a protection file: `[sections]` with `key = value` or `key: value` below them.
//!
//! As Python's reader has it: `#` and `;` begin comment lines, a line that is indented goes on with the
//! value before it, keys have no case, and everything between the outer brackets is a section's name.

use super::ProtectionError;

pub(super) struct Section {
    pub name: String,
    /// Keys in lower case.
    pub entries: Vec<(String, String)>,
}

pub(super) fn parse(text: &str) -> Result<Vec<Section>, ProtectionError> {
    let mut sections: Vec<Section> = Vec::new();
    for (line, content) in text.lines().enumerate().map(|(at, content)| (at + 1, content)) {
        let trimmed = content.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        let goes_on = content.starts_with(char::is_whitespace);
        match (sections.last_mut(), section_name(trimmed)) {
            (Some(Section { entries, .. }), _) if goes_on && !entries.is_empty() => {
                if let Some((_, value)) = entries.last_mut() {
                    value.push(' ');
                    value.push_str(trimmed);
                }
            }
            (_, Some(name)) => {
                let section = name.to_owned();
                if sections.iter().any(|section| section.name == name) {
                    return Err(ProtectionError::DuplicateSection { line, section });
                }
                sections.push(Section { name: section, entries: Vec::new() });
            }
            (Some(section), None) => section.add(line, trimmed)?,
            (None, None) => return Err(ProtectionError::Line(line)),
        }
    }
    Ok(sections)
}

fn section_name(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    (!name.is_empty()).then_some(name)
}

impl Section {
    fn add(&mut self, line: usize, text: &str) -> Result<(), ProtectionError> {
        let (key, value) = text.split_once(['=', ':']).ok_or(ProtectionError::Line(line))?;
        let key = key.trim().to_ascii_lowercase();
        if self.entries.iter().any(|(known, _)| *known == key) {
            return Err(ProtectionError::DuplicateKey { line, section: self.name.clone(), key });
        }
        self.entries.push((key, value.trim().to_owned()));
        Ok(())
    }
}
