//! Texts as fields hold them, and as browsers send them.

/// Stands in one line for a line's end.
const BROKEN: &str = "⏎";

/// A text with the line ends of a document.
pub(super) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Is what was sent what the field held? Browsers write line ends their way, and drop the first of an area.
pub(super) fn is_same(sent: &str, held: &str) -> bool {
    let (sent, held) = (plain(sent), plain(held));
    sent == held || held.strip_prefix('\n') == Some(sent.as_str())
}

/// A list, one item a line.
pub(super) fn joined(items: &[String]) -> String {
    items.iter().map(|item| line(item)).collect::<Vec<_>>().join("\n")
}

fn line(item: &str) -> String {
    plain(item).replace('\n', BROKEN)
}

/// The items of such a list. Blank lines are none, unless the list held blanks before; an item that could
/// not be shown in one line is what it was.
pub(super) fn split(sent: &str, before: &[String]) -> Vec<String> {
    let sent = plain(sent);
    let has_blanks = before.iter().any(|item| item.trim().is_empty());
    let sent = if has_blanks { sent.strip_suffix('\n').unwrap_or(&sent) } else { &sent };
    let wanted = sent.split('\n').filter(|text| has_blanks || !text.trim().is_empty());
    let known = |text: &str| before.iter().find(|item| line(item) == text).cloned();
    wanted.map(|text| known(text).unwrap_or_else(|| text.to_owned())).collect()
}
