//! From an address to the screens of whoever uses this browser, or to what is said instead.

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_sync::store::{StoreError, Stored};

use super::{Inside, Stage, Start};
use crate::platform::timer;
use crate::route::Route;
use crate::state::navigation::Navigation;

/// Between tries to open a storage that does not answer; then only the person's «Mở lại» is left.
const PAUSES_MS: [i64; 6] = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

impl Start {
    pub(super) async fn open(self) {
        if self.navigation.route().get_untracked() == Route::Rescue {
            return self.rescue();
        }
        let found = self.look().await;
        let is_to_be_tried_again = matches!(found, Err(StoreError::Failed { .. }));
        self.show(found).await;
        self.navigation.begin();
        self.device.start_worker();
        if is_to_be_tried_again {
            self.open_later().await;
        }
    }

    /// A browser that has just come back to life, on a phone with little memory, may take long to
    /// get hold of its storage. What was said of that stays on the screen until it has.
    async fn open_later(self) {
        for pause_ms in PAUSES_MS {
            timer::sleep(pause_ms).await;
            if !self.has_failed() {
                return;
            }
            let found = self.look().await;
            if !matches!(found, Err(StoreError::Failed { .. })) && self.has_failed() {
                return self.show(found).await;
            }
        }
    }

    /// Not so any more once the person saves their work instead.
    fn has_failed(self) -> bool {
        self.stage.get_untracked() == Stage::Failed
    }

    async fn show(self, found: Stored<Option<Inside>>) {
        match found {
            Ok(Some(inside)) => {
                return_to_camera(inside, self.navigation).await;
                self.stage.set(Stage::Inside(inside));
            }
            Ok(None) => {
                self.stage.set(Stage::Outside);
                spawn_local(self.look_for_traces());
            }
            Err(error) => {
                self.failure.set(Some(error));
                self.stage.set(Stage::Failed);
            }
        }
    }
}

/// A phone with little memory kills the browser behind the camera: the next start goes back to
/// the draft that was waiting for the photo.
async fn return_to_camera(inside: Inside, navigation: Navigation) {
    if navigation.route().get_untracked() != Route::Home {
        return;
    }
    let drafts = inside.work.stored_drafts().await;
    if let Some(draft) = drafts.iter().find(|draft| draft.awaiting_photo) {
        navigation.go(Route::Draft(draft.id));
    }
}
