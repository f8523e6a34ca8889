//! What there is to say about network and server. Never the ground for a decision.

use nhatky_sync::store::StoreError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Connection {
    /// Nothing to say.
    Quiet,
    /// The phone says that it has no network.
    Offline,
    /// «Đang đồng bộ… 1/2», in records.
    Syncing {
        done: u32,
        total: u32,
    },
    /// There seems to be a network but the server does not answer. Device time of the next try.
    Unreachable {
        next_try_ms: i64,
    },
    /// The server answered with a fault or is busy.
    ServerTrouble {
        next_try_ms: i64,
    },
    /// The install's key is not accepted: a new code is needed to send. Writing goes on.
    SignedOut,
    /// This install was revoked.
    Revoked,
    /// The device's clock is off by this many hours, ahead if positive.
    ClockOff {
        hours: i64,
    },
    StoreFailed(StoreError),
}
