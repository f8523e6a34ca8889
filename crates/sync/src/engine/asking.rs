//! Whether the server still has the photos that it confirmed. A server that was put back may know
//! every mutation that this phone heard of and lack photos that came after them: nothing else would
//! ever tell.
//!
//! > A photo is asked about until the server has been found to have it and all that were confirmed
//! > up to then; the newest of them is asked about every day. So none that comes after a loss hides it.

use std::vec::IntoIter;

use nhatky_domain::ids::BlobHash;

use super::blobs::announcement;
use super::{Effect, Engine, Event, Failure, Moment, Phase, forgetting};
use crate::protocol::{AnnounceBlob, BlobTicket};
use crate::remote::{Answered, RemoteError};
use crate::store::{Stored, Transfer};

impl Engine {
    /// Once a day and once after each start, when everything else is done.
    pub(super) fn ask_about_confirmed(&mut self, moment: Moment) -> Vec<Effect> {
        if self.put_off.is_some() || !forgetting::is_due(self.asked_at_ms, self.server_time_ms) {
            return self.finish(moment);
        }
        self.phase = Phase::LoadingConfirmed;
        vec![Effect::LoadConfirmed]
    }

    pub(super) fn step_asking(
        &mut self,
        phase: Phase,
        event: Event,
        moment: Moment,
    ) -> Vec<Effect> {
        match (phase, event) {
            (Phase::LoadingConfirmed, Event::Confirmed(photos)) => {
                self.confirmed_loaded(photos, moment)
            }
            (Phase::Asking(photo, rest), Event::Announced(answer)) => {
                self.asked(photo, rest, answer, moment)
            }
            (phase, _) => {
                self.phase = phase;
                Vec::new()
            }
        }
    }

    fn confirmed_loaded(&mut self, photos: Stored<Vec<Transfer>>, moment: Moment) -> Vec<Effect> {
        match photos {
            Ok(photos) => {
                let blobs: Vec<_> = photos.iter().filter_map(announcement).collect();
                self.ask(None, blobs.into_iter(), moment)
            }
            Err(error) => self.fail(Failure::Store(error), moment),
        }
    }

    /// About the next one; `last` was found to be there.
    fn ask(
        &mut self,
        last: Option<BlobHash>,
        mut rest: IntoIter<AnnounceBlob>,
        moment: Moment,
    ) -> Vec<Effect> {
        if let Some(blob) = rest.next() {
            self.phase = Phase::Asking(blob.sha256, rest);
            return vec![Effect::Announce(blob)];
        }
        let mut effects = self.answered(moment);
        effects.extend(last.map(Effect::KeepNewest));
        effects
    }

    /// Without one of them others may be missing too: everything is offered again and read anew, as
    /// if another epoch had begun.
    fn asked(
        &mut self,
        photo: BlobHash,
        rest: IntoIter<AnnounceBlob>,
        answer: Answered<BlobTicket>,
        moment: Moment,
    ) -> Vec<Effect> {
        match (answer, self.known.heard) {
            (Ok(BlobTicket { have: true, .. }), _) => self.ask(Some(photo), rest, moment),
            (Ok(_), Some(heard)) if !self.epoch_begun => {
                self.asked_at_ms = Some(self.server_time_ms);
                self.begin_epoch(heard.epoch, moment)
            }
            (Ok(_) | Err(RemoteError::Refused { .. } | RemoteError::NoRoom { .. }), _) => {
                self.answered(moment)
            }
            (Err(error), _) => self.remote_failed(error, moment),
        }
    }

    fn answered(&mut self, moment: Moment) -> Vec<Effect> {
        self.asked_at_ms = Some(self.server_time_ms);
        self.finish(moment)
    }
}
