//! The browser's half.

use std::cell::Cell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use vitrine_wire::Problem;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{File, HtmlElement, ProgressEvent, XmlHttpRequest};

use super::UploadEnd;
use crate::preferences::{Lang, Preferences, Theme};

/// A file that somebody chose.
#[derive(Clone, Debug)]
pub struct ChosenFile(SendWrapper<File>);

impl ChosenFile {
    pub fn name(&self) -> String {
        self.0.name()
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "browsers count bytes in doubles"
    )]
    pub fn size(&self) -> u64 {
        self.0.size() as u64
    }
}

/// An upload on its way.
#[derive(Clone, Debug)]
pub struct Transfer {
    request: SendWrapper<XmlHttpRequest>,
    is_cancelled: SendWrapper<Rc<Cell<bool>>>,
}

impl Transfer {
    pub fn abort(&self) {
        self.is_cancelled.set(true);
        // Fails only for a request that has ended.
        let _ = self.request.abort();
    }
}

fn root_element() -> Option<web_sys::Element> {
    document().document_element()
}

/// Says that the page is live; tests and styles may wait for it.
pub fn mark_hydrated() {
    set_attribute("data-hydrated", "");
}

fn set_attribute(name: &str, value: &str) {
    if let Some(root) = root_element() {
        // Fails only for names that are no names.
        let _ = root.set_attribute(name, value);
    }
}

/// What the server wrote into the document.
pub fn document_preferences() -> Preferences {
    let get = |name: &str| root_element().and_then(|root| root.get_attribute(name));
    Preferences {
        lang: get("lang").and_then(|code| Lang::parse(&code)).unwrap_or_default(),
        theme: get("data-theme").and_then(|word| Theme::parse(&word)).unwrap_or_default(),
    }
}

/// Puts a choice into effect at once.
pub fn show_preferences(preferences: Preferences) {
    set_attribute("lang", preferences.lang.html());
    match preferences.theme {
        Theme::System => {
            if let Some(root) = root_element() {
                let _ = root.remove_attribute("data-theme");
            }
        }
        theme => set_attribute("data-theme", theme.as_str()),
    }
}

pub fn icons_url() -> String {
    let meta = document().query_selector("meta[name=vitrine-icons]").ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

pub fn open_dialog(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        // Fails only for one that is open.
        let _ = dialog.show_modal();
    }
}

pub fn close_dialog(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        dialog.close();
    }
}

/// Puts text into the clipboard; browsers refuse outside of TLS and localhost, and say so themselves.
pub fn copy(text: &str) {
    let _ = window().navigator().clipboard().write_text(text);
}

/// Moves the focus, once what is being drawn is there.
pub fn focus(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = element::<HtmlElement>(id) {
            let _ = element.focus();
        }
    });
}

fn element<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id).and_then(|found| found.dyn_into().ok())
}

pub fn close_popover(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        // Fails only for one that is closed.
        let _ = element.hide_popover();
    }
}

/// Does the browser find what an input holds in order? What is not there is.
pub fn is_valid(id: &str) -> bool {
    element::<web_sys::HtmlInputElement>(id).is_none_or(|input| input.check_validity())
}

/// Something that happens later, unless it is cleared.
pub type Timer = leptos::leptos_dom::helpers::TimeoutHandle;

/// Does something once a time has passed.
pub fn after(wait: std::time::Duration, act: impl FnOnce() + 'static) -> Option<Timer> {
    set_timeout_with_handle(act, wait).ok()
}

/// The element that had the focus at some moment.
#[derive(Clone, Debug)]
pub struct Focus(SendWrapper<HtmlElement>);

impl Focus {
    pub fn give_back(&self) {
        // Fails for nothing that a page holds.
        let _ = self.0.focus();
    }
}

pub fn focused() -> Option<Focus> {
    let element = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
    Some(Focus(SendWrapper::new(element)))
}

/// Milliseconds since the page was loaded.
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

pub fn chosen_file(input: NodeRef<html::Input>) -> Option<ChosenFile> {
    let file = input.get_untracked()?.files()?.get(0)?;
    Some(ChosenFile(SendWrapper::new(file)))
}

pub fn dropped_file(event: &leptos::ev::DragEvent) -> Option<ChosenFile> {
    let file = event.data_transfer()?.files()?.get(0)?;
    Some(ChosenFile(SendWrapper::new(file)))
}

/// What the submitted form sends as text: of radio buttons and checkboxes, those that are checked.
pub fn form_pairs(event: &leptos::ev::SubmitEvent) -> Vec<(String, String)> {
    let form = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok());
    let data = form.and_then(|form| web_sys::FormData::new_with_form(&form).ok());
    let entries = data.map(|data| data.entries().into_iter()).into_iter().flatten().flatten();
    let pair = |entry| {
        let entry = web_sys::js_sys::Array::from(&entry);
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    entries.filter_map(pair).collect()
}

/// The names of the files of an input, with their folders where a folder was chosen.
pub fn chosen_names(input: NodeRef<html::Input>) -> Vec<String> {
    let files = input.get_untracked().and_then(|input| input.files());
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).map(|file| file.name()).collect()
}

/// Puts dropped files into an input, as if they had been chosen there.
pub fn take_dropped(input: NodeRef<html::Input>, event: &leptos::ev::DragEvent) {
    let files = event.data_transfer().and_then(|data| data.files());
    if let (Some(input), Some(files)) = (input.get_untracked(), files) {
        input.set_files(Some(&files));
    }
}

/// Sends what a form holds, files too; the answer, or the problem that it tells.
pub async fn post_form_data<T: serde::de::DeserializeOwned>(
    form: NodeRef<html::Form>,
    url: &str,
) -> Result<T, Problem> {
    let form = form.get_untracked().ok_or_else(Problem::unreachable)?;
    let data = web_sys::FormData::new_with_form(&form).map_err(|_| Problem::unreachable())?;
    let request = gloo_net::http::Request::post(url).body(data).map_err(|_| Problem::unreachable())?;
    let response = request.send().await.map_err(|_| Problem::unreachable())?;
    let text = response.text().await.map_err(|_| Problem::unreachable())?;
    if response.ok() {
        return serde_json::from_str(&text).map_err(|_| Problem::unreachable());
    }
    Err(serde_json::from_str(&text).unwrap_or_else(|_| Problem::unreachable()))
}

/// Has the browser ask before the page is left, as long as `is_busy`.
pub fn warn_on_leave(is_busy: impl Fn() -> bool + 'static) {
    let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
        if is_busy() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Sends a file as it is. `progress` gets the bytes sent, `end` how it went.
pub fn upload(
    url: &str,
    file: &ChosenFile,
    progress: impl Fn(u64) + 'static,
    end: impl FnOnce(UploadEnd) + 'static,
) -> Option<Transfer> {
    let request = XmlHttpRequest::new().ok()?;
    let is_cancelled = Rc::new(Cell::new(false));
    request.open_with_async("PUT", url, true).ok()?;
    request.set_request_header("Content-Type", "application/octet-stream").ok()?;
    watch_progress(&request, progress);
    watch_end(&request, Rc::clone(&is_cancelled), end);
    request.send_with_opt_blob(Some(&file.0)).ok()?;
    Some(Transfer { request: SendWrapper::new(request), is_cancelled: SendWrapper::new(is_cancelled) })
}

fn watch_progress(request: &XmlHttpRequest, progress: impl Fn(u64) + 'static) {
    let Ok(upload) = request.upload() else { return };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "browsers count bytes in doubles"
    )]
    let listener =
        Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| progress(event.loaded() as u64));
    upload.set_onprogress(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

fn watch_end(request: &XmlHttpRequest, is_cancelled: Rc<Cell<bool>>, end: impl FnOnce(UploadEnd) + 'static) {
    let asked = request.clone();
    let listener = Closure::once_into_js(move |_: web_sys::Event| end(outcome(&asked, is_cancelled.get())));
    request.set_onloadend(Some(listener.unchecked_ref()));
}

fn outcome(request: &XmlHttpRequest, is_cancelled: bool) -> UploadEnd {
    match request.status() {
        _ if is_cancelled => UploadEnd::Cancelled,
        Ok(200..300) => UploadEnd::Stored,
        Ok(status) if status > 0 => {
            let text = request.response_text().ok().flatten().unwrap_or_default();
            UploadEnd::Refused(serde_json::from_str(&text).unwrap_or_else(|_| Problem::unreachable()))
        }
        _ => UploadEnd::Refused(Problem::unreachable()),
    }
}

/// Posts a small form in the background; the page does not wait for it.
pub fn post_form(url: &str, fields: &[(&str, &str)]) {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    let request = gloo_net::http::Request::post(url)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(body.finish());
    if let Ok(request) = request {
        leptos::task::spawn_local(async move {
            // The choice is in effect; remembering it is tried once.
            let _ = request.send().await;
        });
    }
}
