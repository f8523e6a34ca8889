//! Pushing: batches in the order of their numbers, settled by outcomes.

use super::{Effect, Engine, Moment, Notice, Phase};
use crate::protocol::{Outcome, PROTOCOL, PushHead, PushReply};
use crate::store::{OutboxRow, Settlement, WorkState};

const FIRST_BYTES: usize = 64 * 1024;
const MOST_BYTES: usize = 512 * 1024;
/// The server's limit on one push.
const MOST_MUTATIONS: usize = 200;

/// How much goes into one push: halved when it was too large, doubled when it went through.
#[derive(Debug)]
pub(super) struct BatchSize {
    bytes: usize,
}

impl Default for BatchSize {
    fn default() -> Self {
        Self { bytes: FIRST_BYTES }
    }
}

impl BatchSize {
    /// Whether a smaller batch than these rows is possible.
    pub(super) fn shrink(&mut self, rows: &[OutboxRow]) -> bool {
        let is_possible = rows.len() > 1;
        if is_possible {
            self.bytes = rows.iter().map(|row| row.wire.len()).sum::<usize>() / 2;
        }
        is_possible
    }

    fn grow(&mut self) {
        self.bytes = (self.bytes * 2).min(MOST_BYTES);
    }

    /// From the front, at least one.
    fn take(&self, rows: Vec<OutboxRow>) -> Vec<OutboxRow> {
        let mut bytes = 0;
        let fits = |(idx, row): &(usize, OutboxRow)| {
            bytes += row.wire.len();
            *idx == 0 || (bytes <= self.bytes && *idx < MOST_MUTATIONS)
        };
        rows.into_iter()
            .enumerate()
            .take_while(fits)
            .map(|(_, row)| row)
            .collect()
    }
}

impl Engine {
    pub(super) fn load_outbox(&mut self) -> Vec<Effect> {
        self.phase = Phase::LoadingOutbox;
        vec![Effect::LoadOutbox]
    }

    /// The batch did not go through as a whole and counts as not sent.
    pub(super) fn load_outbox_again(&mut self, rows: &[OutboxRow]) -> Vec<Effect> {
        for row in rows {
            self.sent.remove(&row.mutation.id);
        }
        self.load_outbox()
    }

    /// Sends what was not sent in this round yet: new work, and once a round what was held.
    pub(super) fn push_next(&mut self, rows: Vec<OutboxRow>) -> Vec<Effect> {
        let pending = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let unsent = self.unsent(rows);
        if unsent.is_empty() {
            return self.load_cursors();
        }
        let batch = self.batch.take(unsent);
        self.sent.extend(batch.iter().map(|row| row.mutation.id));
        let new_ones = batch.iter().filter(|row| !row.state.offer_again);
        let ids = new_ones.map(|row| row.mutation.id).collect();
        let head = PushHead {
            proto: PROTOCOL,
            app: self.known.app.clone(),
            install: self.known.install,
            epoch: self.known.heard.map(|heard| heard.epoch),
            pending,
            acknowledged: self.known.heard.map(|heard| heard.acknowledged),
            newest: self.newest(),
        };
        let wires = batch.iter().map(|row| row.wire.clone()).collect();
        self.phase = Phase::Pushing(batch);
        vec![
            Effect::Tell(Notice::Pushing(ids)),
            Effect::Push { head, wires },
        ]
    }

    pub(super) fn settle(
        &mut self,
        rows: &[OutboxRow],
        reply: PushReply,
        moment: Moment,
    ) -> Vec<Effect> {
        self.batch.grow();
        self.doubt.clear(rows);
        let offset = self.clock_told(reply.now, moment);
        if !self.goes_on(reply.epoch) {
            let mut effects = vec![offset];
            effects.extend(self.begin_epoch(reply.epoch, moment));
            return effects;
        }
        self.is_forked |= reply.install_fork;
        let outcomes = settlements(rows, reply.results, reply.now);
        let settled: Vec<_> = outcomes
            .iter()
            .filter(|outcome| outcome.state.settled_at_ms.is_some())
            .map(|outcome| outcome.id)
            .collect();
        let records = rows
            .iter()
            .filter(|row| settled.contains(&row.mutation.id))
            .map(|row| row.mutation.record)
            .collect();
        let left = rows.len() - settled.len().min(rows.len());
        let mut effects = vec![offset];
        effects.extend(self.note_told(reply.epoch, rows, &outcomes, None));
        self.phase = Phase::Settling;
        effects.push(Effect::Settle(outcomes));
        effects.push(Effect::Tell(Notice::Settled { records, left }));
        effects
    }
}

/// What was sent and answered, each once, whatever else the answer says.
fn settlements(rows: &[OutboxRow], results: Vec<Outcome>, now_ms: i64) -> Vec<Settlement> {
    let mut settlements = Vec::<Settlement>::with_capacity(results.len());
    for outcome in results {
        let is_told = settlements.iter().any(|told| told.id == outcome.id);
        let row = rows.iter().find(|row| row.mutation.id == outcome.id);
        if let (false, Some(row)) = (is_told, row) {
            settlements.push(settlement(row, outcome, now_ms));
        }
    }
    settlements
}

/// An outcome as it is written down. A status that this build does not know settles nothing. One
/// that settles as it did before changes nothing that the person sees, its time included: they
/// may have acted on it since.
fn settlement(row: &OutboxRow, outcome: Outcome, now_ms: i64) -> Settlement {
    let status = outcome.effective();
    let before = Some(&row.state).filter(|before| before.status == Some(status));
    let settled_at_ms = before.and_then(|before| before.settled_at_ms);
    Settlement {
        id: outcome.id,
        is_retained: row.state.offer_again,
        state: WorkState {
            status: Some(status),
            code: outcome.code,
            fields: outcome.fields,
            on: outcome.on,
            rev: outcome.rev,
            received_at_ms: outcome.received_at,
            settled_at_ms: status.settles().then(|| settled_at_ms.unwrap_or(now_ms)),
            offer_again: false,
        },
    }
}
