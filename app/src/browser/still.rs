//! The server's half: there is no browser here, and nothing to do.

use leptos::html;
use leptos::prelude::*;

use super::UploadEnd;
use crate::preferences::Preferences;

/// A file that somebody chose; never one on the server.
#[derive(Clone, Debug)]
pub struct ChosenFile;

impl ChosenFile {
    pub fn name(&self) -> String {
        String::new()
    }

    pub fn size(&self) -> u64 {
        0
    }
}

/// An upload on its way; never one on the server.
#[derive(Clone, Debug)]
pub struct Transfer;

impl Transfer {
    pub fn abort(&self) {}
}

/// Something that happens later; never on the server.
#[derive(Clone, Copy, Debug)]
pub struct Timer;

impl Timer {
    pub fn clear(&self) {}
}

/// The element that has the focus; none on the server.
#[derive(Clone, Copy, Debug)]
pub struct Focus;

impl Focus {
    pub fn give_back(&self) {}
}

pub fn after(_: std::time::Duration, _: impl FnOnce() + 'static) -> Option<Timer> {
    None
}
pub fn focused() -> Option<Focus> {
    None
}

pub fn document_preferences() -> Preferences {
    use_context().unwrap_or_default()
}

pub fn icons_url() -> String {
    #[cfg(feature = "ssr")]
    return use_context::<crate::backend::AssetUrls>().unwrap_or_default().icons;
    #[cfg(not(feature = "ssr"))]
    String::new()
}

pub fn show_preferences(_: Preferences) {}
pub fn open_dialog(_: NodeRef<html::Dialog>) {}
pub fn close_dialog(_: NodeRef<html::Dialog>) {}
pub fn copy(_: &str) {}
pub fn focus(_: &'static str) {}
pub fn close_popover(_: &str) {}
pub fn is_valid(_: &str) -> bool {
    true
}
pub fn now_ms() -> f64 {
    0.0
}
pub fn chosen_file(_: NodeRef<html::Input>) -> Option<ChosenFile> {
    None
}
pub fn dropped_file(_: &leptos::ev::DragEvent) -> Option<ChosenFile> {
    None
}
pub fn form_pairs(_: &leptos::ev::SubmitEvent) -> Vec<(String, String)> {
    Vec::new()
}
pub fn chosen_names(_: NodeRef<html::Input>) -> Vec<String> {
    Vec::new()
}
pub fn take_dropped(_: NodeRef<html::Input>, _: &leptos::ev::DragEvent) {}
pub async fn post_form_data<T>(_: NodeRef<html::Form>, _: &str) -> Result<T, vitrine_wire::Problem> {
    Err(vitrine_wire::Problem::unreachable())
}
pub fn warn_on_leave(_: impl Fn() -> bool + 'static) {}

pub fn upload(
    _: &str,
    _: &ChosenFile,
    _: impl Fn(u64) + 'static,
    _: impl FnOnce(UploadEnd) + 'static,
) -> Option<Transfer> {
    None
}

pub fn post_form(_: &str, _: &[(&str, &str)]) {}
