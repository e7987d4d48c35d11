//! How many uploads run at once: a bound for the program, and a fair share for each project.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::ctx::ProjectId;
use crate::error::{Error, Result};

/// Uploads of one project.
const PER_PROJECT: usize = 16;
/// Uploads of the whole program.
const IN_ALL: usize = 128;

/// The uploads that run now, by project.
#[derive(Clone, Default)]
pub struct UploadSlots(Arc<Mutex<HashMap<Option<ProjectId>, usize>>>);

/// A place that is given back when it is dropped.
pub struct Slot {
    slots: UploadSlots,
    project: Option<ProjectId>,
}

impl UploadSlots {
    /// Takes a place, if there is one.
    pub fn take(&self, project: Option<&ProjectId>) -> Result<Slot> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let project = project.cloned();
        let own = running.get(&project).copied().unwrap_or_default();
        if own >= PER_PROJECT || running.values().sum::<usize>() >= IN_ALL {
            return Err(Error::TooManyUploads { limit: PER_PROJECT });
        }
        running.insert(project.clone(), own + 1);
        drop(running);
        Ok(Slot { slots: self.clone(), project })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut running = self.slots.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = running.get_mut(&self.project) {
            *own -= 1;
            if *own == 0 {
                running.remove(&self.project);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_has_its_share_and_gets_it_back() {
        let slots = UploadSlots::default();
        let (one, other) = (ProjectId::from("one"), ProjectId::from("other"));
        let held: Vec<Slot> = (0..PER_PROJECT).map(|_| slots.take(Some(&one)).unwrap()).collect();
        assert!(matches!(slots.take(Some(&one)), Err(Error::TooManyUploads { .. })));
        assert!(slots.take(Some(&other)).is_ok());
        drop(held);
        assert!(slots.take(Some(&one)).is_ok());
    }
}
