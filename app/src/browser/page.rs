//! The page itself: its address, what it keeps, what has the focus.

use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// Puts a pair into the query of the page's address, without going anywhere.
pub fn replace_query(key: &str, value: &str) {
    let Ok(href) = window().location().href() else { return };
    let Ok(mut url) = url::Url::parse(&href) else { return };
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| name != key)
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    url.query_pairs_mut().clear().extend_pairs(others).append_pair(key, value);
    replace_address(url.as_str());
}

/// Gives the page another address, without going anywhere.
pub fn replace_address(address: &str) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // Fails only for addresses of other sites.
        let _ = history.replace_state_with_url(&state, "", Some(address));
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn storage_of_tab() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// What this tab keeps under a name until it is closed.
pub fn kept_in_tab(name: &str) -> Option<String> {
    storage_of_tab()?.get_item(name).ok().flatten()
}

/// Keeps a text in this tab; nothing forgets it.
pub fn keep_in_tab(name: &str, value: Option<&str>) {
    if let Some(storage) = storage_of_tab() {
        let _ = match value {
            Some(value) => storage.set_item(name, value),
            None => storage.remove_item(name),
        };
    }
}

/// What this browser keeps under a name.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a text in this browser; browsers may be told to keep nothing, or have no room.
pub fn keep(name: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(name, value).is_ok())
}

pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// Moves the focus to the element of this id, once what is being drawn is there.
pub fn focus_on(id: String) {
    focus_on_one_of(vec![id]);
}

/// [`focus_on`] the first of these that there is.
pub fn focus_on_one_of(ids: Vec<String>) {
    request_animation_frame(move || {
        let find = |id: &String| document().get_element_by_id(id)?.dyn_into::<HtmlElement>().ok();
        if let Some(element) = ids.iter().find_map(find) {
            let _ = element.focus();
            element.scroll_into_view_with_scroll_into_view_options(&nearest());
            if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                input.select();
            }
        }
    });
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}

/// Takes the focus from what has it, so that what was typed there is entered.
pub fn enter_typed() {
    let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = focused {
        let _ = element.blur();
        let _ = element.focus();
    }
}

/// Has something the focus that takes text?
pub fn is_typing() -> bool {
    document().active_element().is_some_and(|element| {
        element.has_type::<HtmlInputElement>()
            || element.has_type::<HtmlTextAreaElement>()
            || element.has_type::<web_sys::HtmlSelectElement>()
    })
}

/// Puts the caret of a text area at the beginning of a line, from 1 on, and shows it.
pub fn go_to_line(id: &str, line: usize) {
    let Some(area) = text_area(id) else { return };
    let text = area.value();
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(utf16).sum();
    let length = text.lines().nth(line.saturating_sub(1)).map_or(0, utf16);
    let at = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
    let _ = area.focus();
    let _ = area.set_selection_range(at(before), at(before + length));
    scroll_to(&area, line);
}

/// Shows a line of a text area, from 1 on, once what is being drawn is there.
pub fn show_line(id: &'static str, line: usize) {
    request_animation_frame(move || {
        if let Some(area) = text_area(id) {
            scroll_to(&area, line);
        }
    });
}

fn scroll_to(area: &HtmlTextAreaElement, line: usize) {
    let lines = i32::try_from(area.value().lines().count().max(1)).unwrap_or(i32::MAX);
    let line = i32::try_from(line).unwrap_or(i32::MAX);
    area.set_scroll_top((area.scroll_height() / lines).saturating_mul(line.saturating_sub(4)).max(0));
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

fn text_area(id: &str) -> Option<HtmlTextAreaElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Has one element scroll as another does.
pub fn scroll_alike(id: &str, as_id: &str) {
    if let (Some(element), Some(other)) =
        (document().get_element_by_id(id), document().get_element_by_id(as_id))
    {
        element.set_scroll_top(other.scroll_top());
    }
}

/// Lets something be dragged; some browsers want it to hold data.
pub fn start_drag(event: &DragEvent) {
    if let Some(transfer) = event.data_transfer() {
        let _ = transfer.set_data("text/plain", "");
    }
}

/// Is the key pressed that commands are given with?
pub fn has_command_key(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key()
}

/// Is the dialog open?
pub fn is_open(dialog: NodeRef<leptos::html::Dialog>) -> bool {
    dialog.get_untracked().is_some_and(|dialog| dialog.open())
}
