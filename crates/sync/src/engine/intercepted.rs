//! Somebody on the way, a filter or a proxy, that answers a push in the server's place because it
//! dislikes one text in it. What it dislikes is found by halving and waits; everything else goes.
//! Nothing is dropped or settled by such an answer, and each text is tried again in every round.

use std::collections::HashSet;

use nhatky_domain::ids::{MutationId, RecordId};

use super::{Effect, Engine, Failure, Moment, Notice, Phase};
use crate::protocol::Status;
use crate::remote::RemoteError;
use crate::store::{OutboxRow, Settlement, WorkState};

/// The reason that a mutation is given which is let through nowhere. No server gives it.
pub const INTERCEPTED: &str = "intercepted";

/// Such answers in one round: where nothing at all is let through, there is an end to asking.
const MOST_ANSWERS: u32 = 16;

#[derive(Debug, Default)]
pub(super) struct Doubt {
    /// What the last batch that met such an answer began with.
    front: Option<MutationId>,
    /// What met it alone, and has not been answered by the server since.
    alone: HashSet<MutationId>,
    /// Such answers in this round.
    answers: u32,
}

impl Doubt {
    pub(super) fn begin_round(&mut self) {
        self.answers = 0;
    }

    /// These got through.
    pub(super) fn clear(&mut self, rows: &[OutboxRow]) {
        for row in rows {
            self.alone.remove(&row.mutation.id);
        }
    }

    fn is_about(&self, row: &OutboxRow) -> bool {
        self.alone.contains(&row.mutation.id) || row.state.code.as_deref() == Some(INTERCEPTED)
    }
}

impl Engine {
    /// What was not sent in this round. What was let through nowhere comes last, by itself, and
    /// what has to follow it waits until it has gone.
    pub(super) fn unsent(&self, rows: Vec<OutboxRow>) -> Vec<OutboxRow> {
        let mut back: Vec<(RecordId, MutationId)> = Vec::new();
        let (mut free, mut last) = (Vec::new(), None);
        for row in rows {
            let (record, id) = (row.mutation.record, row.mutation.id);
            let follows = |(on, before): &(RecordId, MutationId)| {
                *on == record || row.mutation.deps.contains(before)
            };
            let (follows, is_sent) = (back.iter().any(follows), self.sent.contains(&id));
            if follows || self.doubt.is_about(&row) {
                back.push((record, id));
                if !follows && !is_sent {
                    last = last.or(Some(row));
                }
            } else if !is_sent {
                free.push(row);
            }
        }
        if free.is_empty() {
            free.extend(last);
        }
        free
    }

    /// The first time in a row the answer may have had to do with the network. Then the batch is
    /// halved, and what meets it alone is passed over for this round.
    pub(super) fn intercepted(&mut self, rows: &[OutboxRow], moment: Moment) -> Vec<Effect> {
        let Some(front) = rows.first() else {
            return self.load_outbox();
        };
        self.doubt.answers += 1;
        let is_known = self.doubt.is_about(front);
        let is_again =
            is_known || self.doubt.front.replace(front.mutation.id) == Some(front.mutation.id);
        if !is_again && self.doubt.answers == 1 {
            return self.fail(Failure::Remote(RemoteError::Intercepted), moment);
        }
        if self.doubt.answers >= MOST_ANSWERS {
            return self.load_cursors();
        }
        if self.batch.shrink(rows) || !is_again {
            return self.load_outbox_again(rows);
        }
        self.doubt.alone.insert(front.mutation.id);
        self.pass_over(front)
    }

    /// The person is told why it waits, unless the server has given a reason of its own before.
    fn pass_over(&mut self, row: &OutboxRow) -> Vec<Effect> {
        if row.state.status.is_some() {
            return self.load_outbox();
        }
        self.phase = Phase::Settling;
        let waits = Settlement {
            id: row.mutation.id,
            is_retained: false,
            state: WorkState {
                status: Some(Status::Held),
                code: Some(INTERCEPTED.to_owned()),
                ..WorkState::default()
            },
        };
        let (records, left) = (Vec::new(), 1);
        vec![
            Effect::Settle(vec![waits]),
            Effect::Tell(Notice::Settled { records, left }),
        ]
    }

    /// Whether something was left out of a round that otherwise came through.
    pub(super) fn left_out(&self) -> Option<RemoteError> {
        let is_passed_over = |id| self.sent.contains(id);
        let is_left_out =
            self.doubt.answers >= MOST_ANSWERS || self.doubt.alone.iter().any(is_passed_over);
        is_left_out.then_some(RemoteError::Intercepted)
    }
}
