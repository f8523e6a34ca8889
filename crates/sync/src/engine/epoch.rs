//! The server's epoch: when it is another one, its database was put back to an earlier state.
//!
//! > Nothing is concluded from what a restored server lacks. Everything is kept, what had settled
//! > is offered again in the order of its numbers, and then everything is read anew.

use nhatky_domain::ids::Epoch;

use super::{Effect, Engine, Failure, Moment, Phase};
use crate::protocol::Newest;
use crate::remote::RemoteError;
use crate::store::{Heard, OutboxRow, Settlement};

impl Engine {
    /// What the store has of it is what holds for all tabs; what could not be written there is added.
    /// Numbers of another install say nothing of this one's.
    pub fn recall(&mut self, mut kept: Heard) {
        let is_anothers = |install| install != self.known.install;
        if kept.install.is_some_and(is_anothers) {
            kept.acknowledged = 0;
        }
        if let Some(known) = self.known.heard.filter(|known| known.epoch == kept.epoch) {
            kept.acknowledged = kept.acknowledged.max(known.acknowledged);
            known.newest.into_iter().for_each(|told| kept.hear_of(told));
        }
        self.known.heard = Some(kept);
    }

    /// Whether an answer of this epoch goes on from what is known. If it does not, nothing of it is
    /// stored: what it says settled would be offered to no server that goes back once more.
    pub(super) fn goes_on(&self, epoch: Epoch) -> bool {
        let known = self.known.heard;
        known.is_none_or(|known| known.epoch == epoch)
    }

    /// Remembers the epoch, the highest number that was told to have settled in it, and the newest
    /// mutation that was heard of: should the server ever know less, it can tell that its database
    /// was put back.
    pub(super) fn note_told(
        &mut self,
        epoch: Epoch,
        rows: &[OutboxRow],
        outcomes: &[Settlement],
        newest: Option<Newest>,
    ) -> Option<Effect> {
        let is_settled = |row: &&OutboxRow| {
            let mut told = outcomes.iter();
            told.any(|told| told.id == row.mutation.id && told.state.settled_at_ms.is_some())
        };
        let highest = rows.iter().filter(is_settled).map(|row| row.mutation.seq);
        let before = self.known.heard;
        let mut heard = before.unwrap_or_else(|| Heard::new(epoch));
        heard.acknowledged = highest.fold(heard.acknowledged, u64::max);
        heard.install = Some(self.known.install);
        let settled = outcomes
            .iter()
            .filter(|told| told.state.settled_at_ms.is_some());
        let taken = settled.filter_map(|told| {
            let (id, at) = (told.id, told.state.received_at_ms?);
            Some(Newest { id, at })
        });
        taken.chain(newest).for_each(|told| heard.hear_of(told));
        self.known.heard = Some(heard);
        (before != Some(heard)).then_some(Effect::SaveHeard(heard))
    }

    /// The newest mutation that was heard of, for the server to look up.
    pub(super) fn newest(&self) -> Option<Newest> {
        self.known.heard?.newest
    }

    pub(super) fn after_settling(&mut self) -> Vec<Effect> {
        if self.is_forked && !self.renewed {
            self.renew()
        } else {
            self.load_outbox()
        }
    }

    /// Once a round: a server that names another epoch with each answer is out of order.
    pub(super) fn begin_epoch(&mut self, epoch: Epoch, moment: Moment) -> Vec<Effect> {
        if self.epoch_begun {
            let fault = RemoteError::Failed { status: 200 };
            return self.fail(Failure::Remote(fault), moment);
        }
        self.phase = Phase::BeginningEpoch(epoch);
        vec![Effect::BeginEpoch(epoch)]
    }

    pub(super) fn epoch_begun(&mut self, epoch: Epoch) -> Vec<Effect> {
        self.known.heard = Some(Heard::new(epoch));
        self.epoch_begun = true;
        self.sent.clear();
        self.load_outbox()
    }
}
