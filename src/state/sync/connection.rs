//! What there is to say about network and server. Never the ground for a decision. Pure.

use nhatky_sync::engine::Failure;
use nhatky_sync::remote::RemoteError;
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
    /// A round runs, and the server has not answered for a while.
    Slow,
    /// There seems to be a network but the server does not answer. Device time of the next try.
    Unreachable {
        next_try_ms: i64,
    },
    /// The server answered with a fault or is busy.
    ServerTrouble {
        next_try_ms: i64,
    },
    /// The server's disk fills up: photos, or everything, waits here.
    ServerFull {
        photos_only: bool,
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

/// Less than this is of no consequence to anybody.
const HOUR_MS: i64 = 60 * 60 * 1000;

#[derive(Debug)]
pub(super) struct Situation {
    pub(super) is_online: bool,
    pub(super) is_running: bool,
    pub(super) is_slow: bool,
    /// Records that waited when the round began, and now.
    pub(super) began_with: u32,
    pub(super) waiting: u32,
    pub(super) trouble: Option<(Failure, i64)>,
    pub(super) offset_ms: Option<i64>,
}

pub(super) fn connection(now: &Situation) -> Connection {
    let total = now.began_with.max(now.waiting);
    if !now.is_online {
        return Connection::Offline;
    }
    if now.is_slow {
        return Connection::Slow;
    }
    if now.is_running && total > 0 {
        return Connection::Syncing {
            done: total - now.waiting,
            total,
        };
    }
    if let Some((failure, next_try_ms)) = &now.trouble {
        return trouble(failure, *next_try_ms);
    }
    // Rounded to the nearest, so that a minute short of seven hours is seven.
    match now.offset_ms {
        Some(offset_ms) if offset_ms.abs() >= HOUR_MS => Connection::ClockOff {
            hours: (offset_ms + offset_ms.signum() * HOUR_MS / 2) / HOUR_MS,
        },
        _ => Connection::Quiet,
    }
}

fn trouble(failure: &Failure, next_try_ms: i64) -> Connection {
    match failure {
        Failure::Store(error) => Connection::StoreFailed(error.clone()),
        Failure::Remote(error) => match error {
            RemoteError::Offline => Connection::Unreachable { next_try_ms },
            RemoteError::SignedOut => Connection::SignedOut,
            RemoteError::Revoked => Connection::Revoked,
            RemoteError::NoRoom { photos_only } => Connection::ServerFull {
                photos_only: *photos_only,
            },
            // The server does not know this install or its key: as good as signed out.
            RemoteError::Refused { code }
                if matches!(
                    code.as_str(),
                    "unknown_install" | "bad_signature" | "no_key"
                ) =>
            {
                Connection::SignedOut
            }
            RemoteError::Intercepted
            | RemoteError::TooLarge
            | RemoteError::Busy { .. }
            | RemoteError::ReadOnly { .. }
            | RemoteError::Refused { .. }
            | RemoteError::Failed { .. } => Connection::ServerTrouble { next_try_ms },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calm() -> Situation {
        Situation {
            is_online: true,
            is_running: false,
            is_slow: false,
            began_with: 0,
            waiting: 0,
            trouble: None,
            offset_ms: Some(40 * 60 * 1000),
        }
    }

    #[test]
    fn a_round_with_nothing_to_send_says_nothing() {
        assert_eq!(
            connection(&Situation {
                is_running: true,
                ..calm()
            }),
            Connection::Quiet
        );
    }

    #[test]
    fn a_round_counts_records_up() {
        let now = Situation {
            is_running: true,
            began_with: 2,
            waiting: 1,
            ..calm()
        };
        assert_eq!(connection(&now), Connection::Syncing { done: 1, total: 2 });
        let now = Situation {
            is_running: true,
            began_with: 2,
            waiting: 3,
            ..calm()
        };
        assert_eq!(connection(&now), Connection::Syncing { done: 0, total: 3 });
    }

    #[test]
    fn i_28_a_round_that_gets_no_answer_says_so() {
        let now = Situation {
            is_running: true,
            is_slow: true,
            waiting: 1,
            ..calm()
        };
        assert_eq!(connection(&now), Connection::Slow);
    }

    #[test]
    fn no_network_is_said_before_anything_else() {
        let now = Situation {
            is_online: false,
            is_running: true,
            waiting: 1,
            ..calm()
        };
        assert_eq!(connection(&now), Connection::Offline);
    }

    #[test]
    fn what_broke_a_round_off_is_said_until_the_next() {
        let of = |error| {
            let trouble = Some((Failure::Remote(error), 9));
            connection(&Situation {
                trouble,
                offset_ms: Some(HOUR_MS * 7),
                ..calm()
            })
        };
        assert_eq!(
            of(RemoteError::Offline),
            Connection::Unreachable { next_try_ms: 9 }
        );
        assert_eq!(of(RemoteError::SignedOut), Connection::SignedOut);
        assert_eq!(of(RemoteError::Revoked), Connection::Revoked);
        let code = "unknown_install".to_owned();
        assert_eq!(of(RemoteError::Refused { code }), Connection::SignedOut);
        for error in [
            RemoteError::Failed { status: 500 },
            RemoteError::Intercepted,
        ] {
            let trouble = Connection::ServerTrouble { next_try_ms: 9 };
            assert_eq!(of(error), trouble);
        }
        assert_eq!(
            of(RemoteError::NoRoom { photos_only: true }),
            Connection::ServerFull { photos_only: true }
        );
    }

    #[test]
    fn a_clock_that_is_hours_off_is_said() {
        let of = |offset_ms| {
            connection(&Situation {
                offset_ms: Some(offset_ms),
                ..calm()
            })
        };
        assert_eq!(of(7 * HOUR_MS - 60_000), Connection::ClockOff { hours: 7 });
        assert_eq!(of(-HOUR_MS), Connection::ClockOff { hours: -1 });
    }
}
