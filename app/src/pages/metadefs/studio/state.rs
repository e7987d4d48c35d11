//! The workspace as a page holds it: one document, and signals that tell of its changes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use vitrine_metadef::author::commands::Refusal;
use vitrine_metadef::author::{Edit, Fragment, Refused, Selection, Workspace};
use vitrine_wire::metadef::{Document, Opened};

use super::address;
use crate::browser;
use crate::i18n::{Presentation, presentation};

/// How long nothing must change before what is costly is made anew.
const PAUSE: Duration = Duration::from_millis(160);

/// Words in the language of the moment. They belong to no part of the page: what says them may be gone by then.
type Said = Arc<dyn Fn() -> String + Send + Sync>;

/// A handle on the workspace of a page.
#[derive(Clone, Copy)]
pub struct Studio {
    work: StoredValue<Workspace>,
    /// Counts changes.
    made: RwSignal<u64>,
    /// Counts the pauses after changes.
    settled: RwSignal<u64>,
    timer: StoredValue<Option<browser::Timer>>,
    /// Another form is to be shown: it stays the same while what it shows gets another name.
    form: RwSignal<u64>,
    /// The document was changed by something else than the JSON that is typed.
    told: RwSignal<u64>,
    selection: Memo<Selection>,
    said: RwSignal<Option<Said>>,
    clipboard: RwSignal<Option<Fragment>>,
    opened: StoredValue<Opened>,
    /// Names that properties had and have, in the order in which they were given.
    renames: StoredValue<Vec<(String, String)>>,
    presentation: Presentation,
}

impl Studio {
    #[must_use]
    pub fn new(opened: Opened, work: Workspace, renames: Vec<(String, String)>) -> Self {
        let work = StoredValue::new(work);
        let made = RwSignal::new(0);
        let selection = Memo::new(move |_| {
            made.track();
            work.with_value(|work| work.selection().clone())
        });
        Self {
            work,
            made,
            settled: RwSignal::new(0),
            timer: StoredValue::new(None),
            form: RwSignal::new(0),
            told: RwSignal::new(0),
            selection,
            said: RwSignal::new(None),
            clipboard: RwSignal::new(None),
            opened: StoredValue::new(opened),
            renames: StoredValue::new(renames),
            presentation: presentation(),
        }
    }

    /// Reads the workspace, and again after each change.
    pub fn read<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.made.track();
        self.peek(read)
    }

    /// Reads the workspace, and again when nothing has changed for a moment.
    pub fn read_settled<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.settled.track();
        self.peek(read)
    }

    /// Reads the workspace once.
    pub fn peek<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.work.with_value(read)
    }

    /// What comes of the document, told only when it is another.
    pub fn of<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Document, &Selection) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.read(|work| read(work.document(), work.selection())))
    }

    pub fn selection(self) -> Memo<Selection> {
        self.selection
    }

    pub fn form(self) -> RwSignal<u64> {
        self.form
    }

    pub fn told(self) -> RwSignal<u64> {
        self.told
    }

    /// What people were told last.
    pub fn said(self) -> String {
        self.said.with(|said| said.as_ref().map(|said| said()).unwrap_or_default())
    }

    pub fn clipboard(self) -> RwSignal<Option<Fragment>> {
        self.clipboard
    }

    pub fn opened<T>(self, read: impl FnOnce(&Opened) -> T) -> T {
        self.opened.with_value(read)
    }

    /// Is the form waiting for JSON to be repaired?
    pub fn is_frozen(self) -> bool {
        self.read(|work| work.fault().is_some())
    }

    /// A message in the language of the moment, wherever it is asked for.
    pub fn words(self, id: &str, args: Vec<(String, String)>) -> String {
        let args: HashMap<String, String> = args.into_iter().collect();
        self.presentation.texts().get_args(id, args)
    }

    /// Tells people something, politely.
    pub fn say(self, id: &'static str) {
        self.said.set(Some(Arc::new(move || self.words(id, Vec::new()))));
    }

    fn changed(self) {
        self.made.update(|count| *count += 1);
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        let settle = move || {
            self.timer.set_value(None);
            self.settled.update(|count| *count += 1);
        };
        self.timer.set_value(browser::after(PAUSE, settle));
    }

    /// Lets what waits for a pause see the changes now.
    pub fn settle(self) {
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
            self.timer.set_value(None);
        }
        self.settled.update(|count| *count += 1);
    }

    /// `None` once the page is gone.
    fn alter<T>(self, alter: impl FnOnce(&mut Workspace) -> T) -> Option<T> {
        let outcome = self.work.try_update_value(alter);
        self.changed();
        outcome
    }

    /// Selects something and shows its form.
    pub fn select(self, selection: Selection) {
        self.alter(|work| work.select(selection));
        self.form.update(|count| *count += 1);
        self.note_address();
    }

    fn note_address(self) {
        browser::replace_query("sel", &address::write(&self.peek(|work| work.selection().clone())));
    }

    /// Makes one step of what a command says, and tells if it refuses.
    pub fn run(self, command: impl FnOnce(&Document) -> Result<Vec<Edit>, Refusal>) -> bool {
        match self.peek(|work| command(work.document())) {
            Ok(edits) => self.step(edits),
            Err(refusal) => {
                self.refuse(&refusal);
                false
            }
        }
    }

    /// Makes edits as one step.
    pub fn step(self, edits: Vec<Edit>) -> bool {
        let before = self.selection.get_untracked();
        let done = self.alter(|work| work.edit(edits));
        self.told.update(|count| *count += 1);
        if self.peek(|work| *work.selection() != before) {
            self.form.update(|count| *count += 1);
        }
        self.judge(done)
    }

    /// Makes edits as one step and goes to what they made or moved, all at once: nobody sees the one
    /// without the other.
    pub fn step_to(self, selection: Selection, edits: Vec<Edit>) -> bool {
        let done = self.alter(|work| {
            let done = work.edit(edits);
            if done.is_ok() {
                work.select(selection);
            }
            done
        });
        self.told.update(|count| *count += 1);
        self.form.update(|count| *count += 1);
        self.note_address();
        self.judge(done)
    }

    /// As [`Studio::step_to`], of what a command says; tells if it refuses.
    pub fn run_to(
        self,
        selection: Selection,
        command: impl FnOnce(&Document) -> Result<Vec<Edit>, Refusal>,
    ) -> bool {
        match self.peek(|work| command(work.document())) {
            Ok(edits) => self.step_to(selection, edits),
            Err(refusal) => {
                self.refuse(&refusal);
                false
            }
        }
    }

    /// Makes edits that belong to what is typed at a control.
    pub fn type_at(self, slot: &str, command: impl FnOnce(&Document) -> Result<Vec<Edit>, Refusal>) {
        match self.peek(|work| command(work.document())) {
            Ok(edits) => {
                let done = self.alter(|work| work.type_at(slot, edits));
                self.told.update(|count| *count += 1);
                self.judge(done);
            }
            Err(refusal) => self.refuse(&refusal),
        }
    }

    /// Gives what is selected another name; the form stays as it is.
    pub fn rename(
        self,
        to: Selection,
        command: impl FnOnce(&Document) -> Result<Vec<Edit>, Refusal>,
    ) -> Result<(), Refusal> {
        let edits = self.peek(|work| command(work.document()))?;
        let renamed = match (self.selection.get_untracked(), &to) {
            (Selection::Property { name: from, .. }, Selection::Property { name: to, .. }) => {
                Some((from, to.clone()))
            }
            _ => None,
        };
        let done = self.alter(|work| {
            let done = work.edit(edits);
            if done.is_ok() {
                work.select(to);
            }
            done
        });
        self.told.update(|count| *count += 1);
        if self.judge(done) {
            self.renames.update_value(|all| all.extend(renamed));
        }
        self.note_address();
        Ok(())
    }

    pub fn renames(self) -> Vec<(String, String)> {
        self.renames.get_value()
    }

    pub fn forget_renames(self) {
        self.renames.set_value(Vec::new());
    }

    fn judge(self, done: Option<Result<(), Refused>>) -> bool {
        if done == Some(Err(Refused::Frozen)) {
            self.say("studio-frozen");
        }
        done == Some(Ok(()))
    }

    /// Tells why something was not done.
    pub fn refuse(self, refusal: &Refusal) {
        let refusal = refusal.clone();
        self.said.set(Some(Arc::new(move || self.refusal(&refusal))));
    }

    /// Why something was not done, in words.
    pub fn refusal(self, refusal: &Refusal) -> String {
        let args = match refusal {
            Refusal::TooLong { limit } => vec![("limit".to_owned(), limit.to_string())],
            Refusal::Taken { name } | Refusal::Missing { name } => vec![("name".to_owned(), name.clone())],
            Refusal::Empty => Vec::new(),
        };
        self.words(&format!("studio-refused-{}", refusal.code()), args)
    }

    /// What is typed next is a step of its own.
    pub fn seal(self) {
        self.work.update_value(Workspace::seal);
    }

    pub fn undo(self) {
        self.turn(Workspace::undo);
        self.say("studio-undone");
    }

    pub fn redo(self) {
        self.turn(Workspace::redo);
        self.say("studio-redone");
    }

    /// Something that may change all there is.
    pub fn turn<T>(self, turn: impl FnOnce(&mut Workspace) -> T) -> Option<T> {
        let outcome = self.alter(turn);
        self.form.update(|count| *count += 1);
        self.told.update(|count| *count += 1);
        self.settle();
        self.note_address();
        outcome
    }

    /// Takes JSON as it is typed.
    pub fn type_json(self, typed: &str) {
        let before = self.peek(|work| (work.selection().clone(), work.fault().is_some()));
        self.alter(|work| work.type_json(typed));
        if self.peek(|work| (work.selection().clone(), work.fault().is_some())) != before {
            self.form.update(|count| *count += 1);
        }
    }
}
