//! Whether the server still has the photo that it confirmed last. A server that was put back may know
//! every mutation that this phone heard of and lack the photos that came after them: nothing else
//! would ever tell.

use super::blobs::announcement;
use super::{Effect, Engine, Event, Failure, Moment, Phase, forgetting};
use crate::protocol::BlobTicket;
use crate::remote::{Answered, RemoteError};
use crate::store::{Stored, Transfer};

impl Engine {
    /// Once a day and once after each start, when everything else is done.
    pub(super) fn ask_about_newest(&mut self, moment: Moment) -> Vec<Effect> {
        if self.put_off.is_some() || !forgetting::is_due(self.asked_at_ms, self.server_time_ms) {
            return self.finish(moment);
        }
        self.phase = Phase::LoadingNewest;
        vec![Effect::LoadNewestPhoto]
    }

    pub(super) fn step_asking(
        &mut self,
        phase: Phase,
        event: Event,
        moment: Moment,
    ) -> Vec<Effect> {
        match (phase, event) {
            (Phase::LoadingNewest, Event::NewestPhoto(newest)) => {
                self.newest_loaded(newest, moment)
            }
            (Phase::Asking, Event::Announced(answer)) => self.newest_answered(answer, moment),
            (phase, _) => {
                self.phase = phase;
                Vec::new()
            }
        }
    }

    fn newest_loaded(&mut self, newest: Stored<Option<Transfer>>, moment: Moment) -> Vec<Effect> {
        match newest {
            Ok(newest) => match newest.as_ref().and_then(announcement) {
                Some(blob) => {
                    self.phase = Phase::Asking;
                    vec![Effect::Announce(blob)]
                }
                None => self.answered(moment),
            },
            Err(error) => self.fail(Failure::Store(error), moment),
        }
    }

    /// Without the photo that came last, others may be missing too: everything is offered again and
    /// read anew, as if another epoch had begun.
    fn newest_answered(&mut self, answer: Answered<BlobTicket>, moment: Moment) -> Vec<Effect> {
        match (answer, self.known.heard) {
            (Ok(BlobTicket { have: false, .. }), Some(heard)) if !self.epoch_begun => {
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
