//! Files on their way to the service. They belong to no page: walking about does not stop them.

use leptos::prelude::*;
use vitrine_wire::Problem;

use crate::browser::{self, ChosenFile, Transfer, UploadEnd};
use crate::routes;
use crate::rpc::images::abandon_image;

/// Where an upload stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    Sending,
    Done,
    Failed(Problem),
}

/// One file.
#[derive(Clone)]
pub struct Item {
    /// Tells two tries for one image apart.
    pub number: usize,
    pub image_id: String,
    pub name: String,
    /// Bytes in all.
    pub size: u64,
    /// Bytes on their way or there.
    pub sent: RwSignal<u64>,
    pub progress: RwSignal<Progress>,
    /// Milliseconds since the page was loaded.
    pub started: f64,
    transfer: StoredValue<Option<Transfer>>,
    /// The record was made for this file and goes with it.
    is_own_record: bool,
}

/// All files of this visit.
#[derive(Clone, Copy)]
pub struct Uploads {
    items: RwSignal<Vec<Item>>,
    /// How many have ended; what shows images reads it, and loads them again.
    ended: RwSignal<usize>,
    /// How many were started.
    started: StoredValue<usize>,
    /// What items are made of outlives the page that starts them.
    owner: StoredValue<Option<Owner>>,
}

impl Uploads {
    #[must_use]
    pub fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            ended: RwSignal::new(0),
            started: StoredValue::new(0),
            owner: StoredValue::new(Owner::current()),
        }
    }

    #[must_use]
    pub fn items(self) -> Vec<Item> {
        self.items.get()
    }

    /// Changes whenever an upload ends.
    #[must_use]
    pub fn ended(self) -> usize {
        self.ended.get()
    }

    /// Is a file on its way into this image?
    #[must_use]
    pub fn is_sending(self, image_id: &str) -> bool {
        let is_it = |item: &Item| item.image_id == image_id && item.progress.get() == Progress::Sending;
        self.items.read().iter().any(is_it)
    }

    #[must_use]
    pub fn is_busy(self) -> bool {
        self.items.get_untracked().iter().any(|item| item.progress.get_untracked() == Progress::Sending)
    }

    /// Sends a file into an image. `done` is called once it is stored.
    pub fn start(
        self,
        image_id: String,
        file: &ChosenFile,
        is_own_record: bool,
        done: impl FnOnce() + 'static,
    ) {
        let item = self.item(&image_id, file, is_own_record);
        self.items.update(|items| {
            // A second try takes the place of the one that failed.
            items.retain(|known| known.image_id != image_id);
            items.push(item.clone());
        });
        let (sent, progress) = (item.sent, item.progress);
        let ended = self.ended;
        let end = move |end| {
            match end {
                UploadEnd::Stored => {
                    progress.set(Progress::Done);
                    done();
                }
                UploadEnd::Refused(problem) => progress.set(Progress::Failed(problem)),
                UploadEnd::Cancelled => {}
            }
            ended.update(|count| *count += 1);
        };
        let transfer = browser::upload(&routes::upload(&image_id), file, move |bytes| sent.set(bytes), end);
        if transfer.is_none() {
            progress.set(Progress::Failed(Problem::unreachable()));
        }
        item.transfer.set_value(transfer);
    }

    fn item(self, image_id: &str, file: &ChosenFile, is_own_record: bool) -> Item {
        let number = self.started.get_value();
        self.started.set_value(number + 1);
        let make = || Item {
            number,
            image_id: image_id.to_owned(),
            name: file.name(),
            size: file.size(),
            sent: RwSignal::new(0),
            progress: RwSignal::new(Progress::Sending),
            started: browser::now_ms(),
            transfer: StoredValue::new(None),
            is_own_record,
        };
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// Stops sending and removes the record that was made for the file.
    pub fn cancel(self, item: &Item) {
        item.transfer.with_value(|transfer| transfer.iter().for_each(Transfer::abort));
        self.forget(item);
        if item.is_own_record {
            let id = item.image_id.clone();
            leptos::task::spawn_local(async move {
                // A record that stays is queued, and can be deleted by hand.
                let _ = abandon_image(id).await;
            });
        }
    }

    /// Takes an upload that ended from the list.
    pub fn forget(self, item: &Item) {
        self.items.update(|items| items.retain(|known| known.number != item.number));
    }
}

/// [`Uploads::ended`] of this visit, for the source of a resource.
pub fn uploads_ended() -> impl Fn() -> usize + Copy + Send + Sync + 'static {
    let uploads = use_context::<Uploads>();
    move || uploads.map_or(0, Uploads::ended)
}

/// Bytes and seconds of a transfer so far, as a rate and what is left.
#[must_use]
pub fn pace(sent: u64, size: u64, elapsed_ms: f64) -> Option<(u64, u64)> {
    if elapsed_ms < 250.0 || sent == 0 {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive, and far below 2^63"
    )]
    let elapsed = elapsed_ms as u64;
    let rate = sent.saturating_mul(1000) / elapsed;
    (rate > 0).then(|| (rate, size.saturating_sub(sent).div_ceil(rate)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pace_is_told_once_there_is_one() {
        assert_eq!(pace(0, 100, 1000.0), None);
        assert_eq!(pace(50, 100, 100.0), None);
        assert_eq!(pace(1000, 5000, 2000.0), Some((500, 8)));
        assert_eq!(pace(5000, 5000, 2000.0), Some((2500, 0)));
    }
}
