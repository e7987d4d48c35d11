//! What somebody is working on: the document, how it came about, and the JSON that is being typed.

use serde::{Deserialize, Serialize};
use vitrine_wire::metadef::{Change, Document, changes};

use super::edit::{Edit, Stale, apply_all};
use super::json::{self, Fault};
use super::merge::{Merged, merge};
use super::selection::Selection;

/// One step of the work, which undo takes back as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is typed into: steps at one slot that follow each other are one, until they are sealed.
    slot: Option<String>,
    back: Vec<Edit>,
    /// What was looked at before.
    from: Selection,
}

/// Why an edit was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The JSON that is typed says no document: the form waits for it.
    Frozen,
    /// The edit was made for another document.
    Stale,
}

/// What survives a reload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub base: Option<Document>,
    /// Of what was saved last, as the server names it.
    pub revision: Option<String>,
    pub document: Document,
    pub selection: Selection,
    /// JSON that says no document yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
}

/// A namespace at work.
#[derive(Clone, Debug)]
pub struct Workspace {
    base: Option<Document>,
    revision: Option<String>,
    document: Document,
    selection: Selection,
    done: Vec<Step>,
    undone: Vec<Step>,
    is_sealed: bool,
    typed: Option<(String, Fault)>,
}

/// The slot of JSON.
const JSON: &str = "json";

impl Workspace {
    /// Starts with a namespace that is saved.
    #[must_use]
    pub fn open(saved: Document, revision: Option<String>) -> Self {
        Self::start(Some(saved.clone()), revision, saved)
    }

    /// Starts with one that is not saved yet.
    #[must_use]
    pub fn create(document: Document) -> Self {
        Self::start(None, None, document)
    }

    fn start(base: Option<Document>, revision: Option<String>, document: Document) -> Self {
        Self {
            base,
            revision,
            document,
            selection: Selection::Namespace,
            done: Vec::new(),
            undone: Vec::new(),
            is_sealed: true,
            typed: None,
        }
    }

    /// Takes up what a draft holds. There is nothing to undo then.
    #[must_use]
    pub fn restore(draft: Draft) -> Self {
        let mut restored = Self::start(draft.base, draft.revision, draft.document);
        restored.select(draft.selection);
        if let Some(text) = draft.typed {
            restored.type_json(&text);
        }
        restored
    }

    #[must_use]
    pub fn draft(&self) -> Draft {
        Draft {
            base: self.base.clone(),
            revision: self.revision.clone(),
            document: self.document.clone(),
            selection: self.selection.clone(),
            typed: self.typed.as_ref().map(|(text, _)| text.clone()),
        }
    }

    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What was saved last, unless nothing was.
    #[must_use]
    pub fn base(&self) -> Option<&Document> {
        self.base.as_ref()
    }

    #[must_use]
    pub fn revision(&self) -> Option<&str> {
        self.revision.as_deref()
    }

    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Looks at something; at the namespace, if it is not there.
    pub fn select(&mut self, selection: Selection) {
        self.seal();
        self.selection = if selection.is_in(&self.document) { selection } else { Selection::Namespace };
    }

    /// Makes edits as one step.
    ///
    /// # Errors
    ///
    /// If the JSON that is typed is no document, or the edits are for another; nothing is changed then.
    pub fn edit(&mut self, edits: Vec<Edit>) -> Result<(), Refused> {
        self.step(None, edits)
    }

    /// Makes edits that belong to what is typed at a slot (a control's name): until it is sealed, typing on
    /// is one step. The edits must set what those before them set.
    ///
    /// # Errors
    ///
    /// As of [`Workspace::edit`].
    pub fn type_at(&mut self, slot: &str, edits: Vec<Edit>) -> Result<(), Refused> {
        self.step(Some(slot.to_owned()), edits)
    }

    fn step(&mut self, slot: Option<String>, edits: Vec<Edit>) -> Result<(), Refused> {
        if self.typed.is_some() {
            return Err(Refused::Frozen);
        }
        self.make(slot, edits).map_err(|Stale| Refused::Stale)
    }

    fn make(&mut self, slot: Option<String>, edits: Vec<Edit>) -> Result<(), Stale> {
        if edits.is_empty() {
            return Ok(());
        }
        let back = apply_all(&mut self.document, edits)?;
        self.undone.clear();
        let goes_on = !self.is_sealed
            && slot.is_some()
            && self.done.last().is_some_and(|last| last.slot == slot && is_alike(&last.back, &back));
        if !goes_on {
            self.done.push(Step { slot: slot.clone(), back, from: self.selection.clone() });
        }
        self.is_sealed = slot.is_none();
        self.keep_selection();
        Ok(())
    }

    /// Ends what was typed: what is typed next is a step of its own.
    pub fn seal(&mut self) {
        self.is_sealed = true;
    }

    fn keep_selection(&mut self) {
        if !self.selection.is_in(&self.document) {
            self.selection = Selection::Namespace;
        }
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.typed.is_some() || !self.done.is_empty()
    }

    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes the last step back: JSON that says no document first of all.
    pub fn undo(&mut self) {
        self.seal();
        if self.typed.take().is_none() {
            Self::turn(&mut self.document, &mut self.selection, &mut self.done, &mut self.undone);
            self.keep_selection();
        }
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self) {
        self.seal();
        Self::turn(&mut self.document, &mut self.selection, &mut self.undone, &mut self.done);
        self.keep_selection();
    }

    fn turn(document: &mut Document, selection: &mut Selection, from: &mut Vec<Step>, to: &mut Vec<Step>) {
        let Some(step) = from.pop() else {
            return;
        };
        // Steps stand on each other, so each finds what it was made for.
        if let Ok(back) = apply_all(document, step.back) {
            let before = std::mem::replace(selection, step.from);
            to.push(Step { slot: step.slot, back, from: before });
        }
    }

    /// The JSON: what is typed, or the document.
    #[must_use]
    pub fn json(&self) -> String {
        self.typed.as_ref().map_or_else(|| json::text(&self.document), |(text, _)| text.clone())
    }

    /// What is wrong with the JSON that is typed.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.typed.as_ref().map(|(_, fault)| fault)
    }

    /// Takes JSON as it is typed. What says a document becomes it; what does not is kept as text, and the
    /// document stays as it is.
    pub fn type_json(&mut self, text: &str) {
        match json::read(text) {
            Err(fault) => self.typed = Some((text.to_owned(), fault)),
            Ok(document) => {
                self.typed = None;
                if document != self.document {
                    // The whole is replaced, which no document refuses.
                    let _ = self.make(Some(JSON.to_owned()), vec![Edit::Whole(Box::new(document))]);
                }
            }
        }
    }

    /// Is there something to save?
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.typed.is_some() || self.base.as_ref() != Some(&self.document)
    }

    /// What saving would change, node by node.
    #[must_use]
    pub fn plan(&self) -> Vec<Change> {
        changes(self.base.as_ref(), Some(&self.document))
    }

    /// Notes that a document was saved; one may have worked on since.
    pub fn saved(&mut self, document: Document, revision: Option<String>) {
        self.seal();
        self.base = Some(document);
        self.revision = revision;
    }

    /// What comes of this work and of what another saved meanwhile.
    #[must_use]
    pub fn merged(&self, theirs: &Document) -> Merged {
        match &self.base {
            Some(base) => merge(base, &self.document, theirs),
            // Nothing was there: all that differs is said twice.
            None => merge(&bare(theirs), &self.document, theirs),
        }
    }

    /// Goes on from what another saved, with what became of both; a step that can be undone.
    ///
    /// # Errors
    ///
    /// If the JSON that is typed is no document.
    pub fn rebase(
        &mut self,
        theirs: Document,
        revision: Option<String>,
        merged: Document,
    ) -> Result<(), Refused> {
        self.step(None, vec![Edit::Whole(Box::new(merged))])?;
        self.saved(theirs, revision);
        Ok(())
    }
}

/// A namespace of that name with nothing in it.
fn bare(document: &Document) -> Document {
    let (visibility, protected) = (document.visibility, document.protected);
    Document { visibility, protected, ..Document::new(document.namespace.as_str()) }
}

/// Do these take back the same things, so that the older ones do for both?
fn is_alike(older: &[Edit], newer: &[Edit]) -> bool {
    use super::edit::ListEdit::Replace;
    older.len() == newer.len()
        && older.iter().zip(newer).all(|pair| match pair {
            (Edit::Attribute(one), Edit::Attribute(other)) => {
                std::mem::discriminant(one) == std::mem::discriminant(other)
            }
            (Edit::Property { at, name, .. }, Edit::Property { at: place, name: other, .. }) => {
                (at, name) == (place, other)
            }
            (Edit::Translation { language, .. }, Edit::Translation { language: other, .. }) => {
                language == other
            }
            (Edit::Object(Replace(one, _)), Edit::Object(Replace(other, _)))
            | (Edit::Tag(Replace(one, _)), Edit::Tag(Replace(other, _)))
            | (Edit::Association(Replace(one, _)), Edit::Association(Replace(other, _))) => one == other,
            (Edit::Whole(_), Edit::Whole(_)) => true,
            _ => false,
        })
}
