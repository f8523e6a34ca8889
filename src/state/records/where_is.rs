//! Where a record is: what a person reads about it once it was handed in, and never how it stands in
//! its workflow.

use std::collections::HashSet;

use nhatky_domain::ids::MutationId;
use nhatky_sync::protocol::Status;
use nhatky_sync::store::{OutboxRow, Summary};

/// Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WhereIs {
    /// «Chờ gửi»; `held` is the server's reason for keeping it waiting.
    Queued { held: Option<String> },
    /// «Đang gửi»
    Sending,
    /// «Máy chủ đã nhận số liệu · đang gửi ảnh 1/3»: photo `current` is under way or next.
    SendingPhotos { current: u32, total: u32 },
    /// «Máy chủ đã nhận lúc 18:32»: complete, every photo confirmed by hash. Server time.
    Received { at_ms: i64 },
    /// «Hai bản khác nhau»
    Conflict,
    /// «Cần xử lý»; `code` says what the server refused.
    NeedsAction { code: String },
    /// «Máy chủ đã giữ, chưa xử lý được»
    Quarantined,
}

impl WhereIs {
    /// Counts towards «Chờ gửi (2)».
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(
            self,
            Self::Queued { .. } | Self::Sending | Self::SendingPhotos { .. } | Self::Quarantined
        )
    }

    /// Nothing moves on unless the person does something.
    pub(crate) fn needs_person(&self) -> bool {
        matches!(self, Self::Conflict | Self::NeedsAction { .. })
    }
}

/// What is known of one record that was handed in here or pulled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    /// This phone's mutations on it, in the order of their numbers; those whose refusal the
    /// person has dismissed are left out.
    pub(crate) work: &'a [&'a OutboxRow],
    pub(crate) in_flight: &'a HashSet<MutationId>,
    pub(crate) base: Option<&'a Summary>,
    pub(crate) photos: Photos<'a>,
}

/// Thumbnails do not count.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Photos<'a> {
    pub(crate) total: u32,
    /// On this phone and not confirmed by the server.
    pub(crate) unconfirmed: u32,
    /// Why the server will not take one of them.
    pub(crate) refused: Option<&'a str>,
}

pub(crate) fn where_is(facts: Facts<'_>) -> WhereIs {
    problem(facts.work)
        .or_else(|| unsettled(facts))
        .or_else(|| photos(facts))
        .unwrap_or_else(|| received(facts))
}

/// A refusal is over when the person, having seen it, has changed the record again.
fn problem(work: &[&OutboxRow]) -> Option<WhereIs> {
    let is_open = |row: &&&OutboxRow| {
        let settled_at_ms = row.state.settled_at_ms.unwrap_or(i64::MAX);
        !work.iter().any(|later| later.mutation.at > settled_at_ms)
    };
    let open: Vec<_> = work.iter().filter(is_open).collect();
    let of = |status| open.iter().find(|row| row.state.status == Some(status));
    if of(Status::Conflict).is_some() {
        return Some(WhereIs::Conflict);
    }
    let code = of(Status::Rejected)?.state.code.clone();
    Some(WhereIs::NeedsAction {
        code: code.unwrap_or_default(),
    })
}

fn unsettled(facts: Facts<'_>) -> Option<WhereIs> {
    let waiting = facts
        .work
        .iter()
        .filter(|row| row.state.settled_at_ms.is_none());
    let waiting: Vec<_> = waiting.collect();
    let of = |status| waiting.iter().find(|row| row.state.status == Some(status));
    if waiting.is_empty() {
        None
    } else if waiting
        .iter()
        .any(|row| facts.in_flight.contains(&row.mutation.id))
    {
        Some(WhereIs::Sending)
    } else if of(Status::Quarantined).is_some() {
        Some(WhereIs::Quarantined)
    } else {
        let held = of(Status::Held).map(|row| row.state.code.clone().unwrap_or_default());
        Some(WhereIs::Queued { held })
    }
}

fn photos(facts: Facts<'_>) -> Option<WhereIs> {
    let Photos {
        total,
        unconfirmed,
        refused,
    } = facts.photos;
    if unconfirmed > 0 {
        let current = total.saturating_sub(unconfirmed) + 1;
        return Some(WhereIs::SendingPhotos {
            current: current.min(total),
            total,
        });
    }
    if let Some(code) = refused {
        return Some(WhereIs::NeedsAction {
            code: code.to_owned(),
        });
    }
    let base = facts
        .base
        .filter(|base| base.photos_have < base.photos_total)?;
    Some(WhereIs::SendingPhotos {
        current: base.photos_have + 1,
        total: base.photos_total,
    })
}

fn received(facts: Facts<'_>) -> WhereIs {
    let by_base = facts
        .base
        .map(|base| base.complete_at_ms.unwrap_or(base.received_at_ms));
    let by_work = facts
        .work
        .iter()
        .filter_map(|row| row.state.received_at_ms)
        .max();
    WhereIs::Received {
        at_ms: by_base.or(by_work).unwrap_or(0),
    }
}

#[cfg(test)]
mod tests;
