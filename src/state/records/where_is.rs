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
    Quarantined { code: String },
    /// «Chờ gửi», but the server has held it for so long that somebody should look at it.
    Stuck { code: String },
}

/// Held longer than this is not held for a moment.
const LASTING_MS: i64 = 24 * 60 * 60 * 1000;

impl WhereIs {
    /// Counts towards «Chờ gửi (2)».
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(
            self,
            Self::Queued { .. } | Self::Sending | Self::SendingPhotos { .. }
        )
    }

    /// Counts towards «Cần xử lý (1)»: it will not simply arrive.
    pub(crate) fn needs_attention(&self) -> bool {
        matches!(
            self,
            Self::Conflict
                | Self::NeedsAction { .. }
                | Self::Quarantined { .. }
                | Self::Stuck { .. }
        )
    }
}

/// What is known of one record that was handed in here or pulled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    /// This phone's mutations on it, in the order of their numbers; those that the person has
    /// answered or given up after a refusal are left out.
    pub(crate) work: &'a [&'a OutboxRow],
    pub(crate) in_flight: &'a HashSet<MutationId>,
    pub(crate) base: Option<&'a Summary>,
    pub(crate) photos: Photos<'a>,
    /// Device time.
    pub(crate) now_ms: i64,
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

/// Whether the server has held it for too long, by the device's clock.
pub(super) fn is_stuck(row: &OutboxRow, now_ms: i64) -> bool {
    row.state.status == Some(Status::Held) && now_ms - row.mutation.at >= LASTING_MS
}

fn problem(work: &[&OutboxRow]) -> Option<WhereIs> {
    let of = |status| work.iter().find(|row| row.state.status == Some(status));
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
    let code = |row: &&&OutboxRow| row.state.code.clone().unwrap_or_default();
    if waiting.is_empty() {
        None
    } else if waiting
        .iter()
        .any(|row| facts.in_flight.contains(&row.mutation.id))
    {
        Some(WhereIs::Sending)
    } else if let Some(row) = of(Status::Quarantined) {
        Some(WhereIs::Quarantined { code: code(row) })
    } else if let Some(row) = waiting.iter().find(|row| is_stuck(row, facts.now_ms)) {
        Some(WhereIs::Stuck { code: code(row) })
    } else {
        let held = of(Status::Held).map(code);
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
