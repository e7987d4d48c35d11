//! The table of expectations, read from its file.

use std::fmt;

const TABLE: &str = include_str!("table.txt");

/// Everybody who asks, in the order of the columns.
pub const CALLERS: [&str; 8] =
    ["nobody", "reader", "member", "admin", "other", "domain", "system", "unscoped"];

/// One call on one image, with the status for each caller.
pub struct Row {
    pub call: &'static str,
    pub image: &'static str,
    pub statuses: [u16; CALLERS.len()],
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.call, self.image)
    }
}

pub fn rows() -> Vec<Row> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(row).collect()
}

fn row(line: &'static str) -> Row {
    let mut words = line.split_whitespace();
    let (call, image) = (words.next().unwrap(), words.next().unwrap());
    let statuses: Vec<u16> = words.map(|word| word.parse().unwrap()).collect();
    Row { call, image, statuses: statuses.try_into().unwrap_or_else(|_| panic!("a row is cut: {line}")) }
}
