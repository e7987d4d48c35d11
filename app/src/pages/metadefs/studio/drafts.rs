//! Work that is not saved, kept in this browser so that a reload loses nothing.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use vitrine_metadef::author::{Draft, Workspace};
use vitrine_wire::metadef::Opened;

use super::state::Studio;
use crate::browser;

/// The name under which the draft of a namespace is kept, for each author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftName(String);

#[derive(Serialize, Deserialize)]
struct Kept {
    draft: Draft,
    /// Names that properties had and have.
    #[serde(default)]
    renames: Vec<(String, String)>,
}

impl DraftName {
    /// Of a namespace, or of one that is not saved yet: a copy of another, or from nothing.
    #[must_use]
    pub fn new(opened: &Opened, from: Option<&str>) -> Self {
        match &opened.revision {
            Some(_) => Self::saved(&opened.author, &opened.document.namespace),
            None => Self(format!("vitrine.draft.{}.new.{}", opened.author, from.unwrap_or_default())),
        }
    }

    /// Of a namespace that was saved under this name.
    #[must_use]
    pub fn saved(author: &str, namespace: &str) -> Self {
        Self(format!("vitrine.draft.{author}.of.{namespace}"))
    }

    fn take_up(&self) -> Option<Kept> {
        serde_json::from_str(&browser::kept(&self.0)?).ok()
    }

    fn keep(&self, work: &Workspace, renames: Vec<(String, String)>) -> bool {
        let kept = serde_json::to_string(&Kept { draft: work.draft(), renames });
        kept.is_ok_and(|text| browser::keep(&self.0, &text))
    }
}

/// How the draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// There is nothing to keep.
    Nothing,
    Kept,
    /// The browser keeps nothing.
    Refused,
}

/// A workspace to go on with.
pub struct Begun {
    pub work: Workspace,
    pub renames: Vec<(String, String)>,
    /// It was left with something to save.
    pub was_left: bool,
}

/// The workspace as it was left, or as it was opened.
#[must_use]
pub fn begin(opened: &Opened, name: &DraftName) -> Begun {
    let left = name.take_up().map(|kept| (Workspace::restore(kept.draft), kept.renames));
    match left.filter(|(work, _)| work.is_changed()) {
        Some((work, renames)) => Begun { work, renames, was_left: true },
        None => Begun { work: fresh(opened), renames: Vec::new(), was_left: false },
    }
}

fn fresh(opened: &Opened) -> Workspace {
    match &opened.revision {
        Some(revision) => Workspace::open(opened.document.clone(), Some(revision.clone())),
        None => Workspace::create(opened.document.clone()),
    }
}

/// Is there anything that is worth keeping?
#[must_use]
pub fn has_work(work: &Workspace, opened: &Opened) -> bool {
    work.fault().is_some()
        || if work.base().is_some() { work.is_changed() } else { *work.document() != opened.document }
}

/// Keeps the draft whenever nothing has changed for a moment.
pub fn keep_draft(studio: Studio, name: RwSignal<DraftName>, keeping: RwSignal<Keeping>) {
    Effect::new(move |_| {
        let name = name.get();
        let state = studio.read_settled(|work| {
            if !studio.opened(|opened| has_work(work, opened)) {
                browser::forget(&name.0);
                Keeping::Nothing
            } else if name.keep(work, studio.renames()) {
                Keeping::Kept
            } else {
                Keeping::Refused
            }
        });
        keeping.set(state);
    });
}

/// Drops what was kept.
pub fn forget(name: &DraftName) {
    browser::forget(&name.0);
}
