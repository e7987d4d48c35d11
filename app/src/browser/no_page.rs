//! [`page`](super) on the server: there is none.

use leptos::ev::{DragEvent, KeyboardEvent};

pub fn replace_query(_: &str, _: &str) {}
pub fn replace_address(_: &str) {}
pub fn kept_in_tab(_: &str) -> Option<String> {
    None
}
pub fn keep_in_tab(_: &str, _: Option<&str>) {}
pub fn kept(_: &str) -> Option<String> {
    None
}
pub fn keep(_: &str, _: &str) -> bool {
    false
}
pub fn forget(_: &str) {}
pub fn focus_on(_: String) {}
pub fn focus_on_one_of(_ids: Vec<String>) {}
pub fn enter_typed() {}
pub fn is_typing() -> bool {
    false
}
pub fn go_to_line(_: &str, _: usize) {}
pub fn show_line(_: &'static str, _: usize) {}
pub fn scroll_alike(_: &str, _: &str) {}
pub fn start_drag(_: &DragEvent) {}
pub fn has_command_key(_: &KeyboardEvent) -> bool {
    false
}
pub fn is_open(_: leptos::prelude::NodeRef<leptos::html::Dialog>) -> bool {
    false
}
