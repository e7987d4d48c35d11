//! What the end of a request must know of its middle.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Travels in the context; clones write on the same sheet.
#[derive(Clone, Debug, Default)]
pub struct Notes(Arc<Sheet>);

#[derive(Debug, Default)]
struct Sheet {
    hidden: AtomicBool,
    recorded: AtomicBool,
}

impl Notes {
    /// Something exists, and was kept from the caller as if it did not.
    pub fn hide(&self) {
        self.0.hidden.store(true, Ordering::Relaxed);
    }

    /// Was something kept from the caller?
    #[must_use]
    pub fn has_hidden(&self) -> bool {
        self.0.hidden.load(Ordering::Relaxed)
    }

    /// The refusal is on record; nobody else needs to see to it.
    pub(super) fn refusal_recorded(&self) {
        self.0.recorded.store(true, Ordering::Relaxed);
    }

    /// Is a refusal of this request on record?
    #[must_use]
    pub fn is_refusal_recorded(&self) -> bool {
        self.0.recorded.load(Ordering::Relaxed)
    }
}
