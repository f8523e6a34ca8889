//! Storing a draft: one write after the other, each with what is on the screen at its moment.

use leptos::task::spawn_local;
use nhatky_sync::store::{Drafts as _, NewBlob, StoreError, with_room};

use super::open_draft::{OpenDraft, Saved};
use super::sheet::Sheet;
use crate::platform::clock;
use crate::platform::timer::Timer;

impl OpenDraft {
    /// An answer changed.
    pub(super) fn save_soon(self) {
        let sheet = self.sheet();
        self.set_saved(Saved::Pending);
        let mut autosave = sheet.autosave.get();
        let delay_ms = autosave.changed(clock::now_ms());
        sheet.autosave.set(autosave);
        let timer = Timer::after(delay_ms, move || self.save_now());
        sheet.timer.replace(Some(timer));
    }

    /// Whatever is not stored yet.
    pub(super) fn save_now(self) {
        let sheet = self.sheet();
        if sheet.autosave.get().is_due() && sheet.writing.begin() {
            spawn_local(self.write());
        }
    }

    /// The page may not come back: a write that is under way is not waited for. The store keeps
    /// the order in which writes begin.
    pub(super) fn save_before_hiding(self) {
        let sheet = self.sheet();
        if !sheet.autosave.get().is_due() || sheet.is_over.get() {
            return;
        }
        if sheet.writing.begin() {
            spawn_local(self.write());
        } else {
            spawn_local(async move {
                // The write under way comes round again and tells what became of it.
                let _ = self.core().db().save_draft(&self.snapshot()).await;
            });
        }
    }

    /// The page is seen again, so the phone did not kill it behind the camera; if a photo was
    /// taken, it comes by itself.
    pub(super) fn camera_is_closed(self) {
        if self.sheet().awaits_photo.replace(false) {
            self.save_soon();
        }
    }

    /// Until everything is stored, or could not be.
    pub(super) async fn flush(self) {
        let sheet = self.sheet();
        self.save_now();
        sheet.writing.rest().await;
    }

    async fn write(self) {
        let sheet = self.sheet();
        while sheet.autosave.get().is_due() && !sheet.is_over.get() {
            sheet.timer.take();
            let mut autosave = sheet.autosave.get();
            autosave.taken();
            sheet.autosave.set(autosave);
            let blobs = sheet.blobs.take();
            if let Err(error) = self.write_once(&blobs).await {
                self.not_written(&sheet, blobs, error);
                break;
            }
        }
        sheet.writing.end();
    }

    async fn write_once(self, blobs: &[NewBlob]) -> Result<(), StoreError> {
        let (db, draft) = (self.core().db(), self.snapshot());
        let save = async || match blobs {
            [] => db.save_draft(&draft).await,
            _ => db.save_photos(&draft, blobs).await,
        };
        with_room(&*db, save).await?;
        if !blobs.is_empty() {
            self.photos_stored(blobs);
        }
        // An answer given meanwhile is not in what was stored.
        if !self.sheet().autosave.get().is_due() {
            self.set_saved(Saved::At {
                at_ms: draft.saved_at_ms,
            });
        }
        Ok(())
    }

    /// The text is tried again with the next answer. Photos that found no room are given up, so
    /// that they do not keep the text from being stored.
    fn not_written(self, sheet: &Sheet, blobs: Vec<NewBlob>, error: StoreError) {
        let mut autosave = sheet.autosave.get();
        autosave.failed();
        sheet.autosave.set(autosave);
        self.set_saved(Saved::Failed(error.clone()));
        if !blobs.is_empty() {
            self.photos_not_stored(&blobs, &error);
            self.save_soon();
        }
    }
}
