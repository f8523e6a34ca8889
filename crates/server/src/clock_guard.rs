//! Whether the server's clock can be right. Order and deadlines follow it, so while it is behind
//! what is known to have happened no work is taken; phones keep theirs, and reading goes on.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use nhatky_domain::date::Timestamp;

use crate::app::App;
use crate::error::ApiError;
use crate::store::{Installs, Result, Store};

/// Clocks of several machines at one database differ by so much.
const SLACK_MS: i64 = 2 * 60 * 1000;
/// Phones come daily. When none was heard for longer, the clock may be years ahead instead.
const UNHEARD_MS: i64 = 2 * 24 * 60 * 60 * 1000;
/// A machine that has just started finds the time within a minute.
const RETRY_AFTER_S: u32 = 60;

/// When this program was built.
#[must_use]
pub fn built_at() -> Timestamp {
    Timestamp(env!("NHATKY_BUILT_AT_MS").parse().unwrap_or(0))
}

/// How the clock stands to what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// Nothing speaks against it, or it is not looked at.
    Plausible,
    BeforeBuild,
    /// Before the last time at which a phone was heard.
    BeforeStored,
}

impl ClockState {
    /// A word for logs and operators.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Plausible => "plausible",
            Self::BeforeBuild => "before_build",
            Self::BeforeStored => "before_stored",
        }
    }

    #[must_use]
    pub fn of(now: i64, floor: Timestamp, newest_stored: i64) -> Self {
        if now < floor.0 {
            Self::BeforeBuild
        } else if now < newest_stored.saturating_sub(SLACK_MS) {
            Self::BeforeStored
        } else {
            Self::Plausible
        }
    }

    /// Of the running server.
    ///
    /// # Errors
    /// The store fails.
    pub async fn now<S: Store>(app: &App<S>) -> Result<Self> {
        let Some(floor) = app.settings.clock_floor else {
            return Ok(Self::Plausible);
        };
        let newest_stored = app.store.read().await?.newest_contact().await?;
        Ok(Self::of(app.now(), floor, newest_stored))
    }
}

/// Whether the clock may say how old things are: not while it is days past the last time at which
/// a phone was heard. A server that stood still so long only waits for its first phone.
///
/// # Errors
/// The store fails.
pub async fn tells_age<S: Store>(app: &App<S>) -> Result<bool> {
    if app.settings.clock_floor.is_none() {
        return Ok(true);
    }
    let heard_at = app.store.read().await?.newest_contact().await?;
    Ok(app.now() <= heard_at.saturating_add(UNHEARD_MS))
}

/// A request whose time will count: taken while the clock can be right.
#[derive(Debug, Clone, Copy)]
pub struct RightClock;

impl<S: Store> FromRequestParts<App<S>> for RightClock {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, app: &App<S>) -> Result<Self, ApiError> {
        match ClockState::now(app).await? {
            ClockState::Plausible => Ok(Self),
            state => {
                tracing::error!(state = state.word(), "the server's clock is behind");
                Err(ApiError::ClockBehind {
                    retry_after_s: RETRY_AFTER_S,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_behind_before_the_build_and_before_what_is_stored() {
        let of = |now, stored| ClockState::of(now, Timestamp(1_000), stored);
        assert_eq!(of(999, 0), ClockState::BeforeBuild);
        assert_eq!(of(1_000, 0), ClockState::Plausible);
        assert_eq!(of(5_000, 5_000 + SLACK_MS), ClockState::Plausible);
        assert_eq!(of(5_000, 5_001 + SLACK_MS), ClockState::BeforeStored);
    }

    #[test]
    fn the_program_knows_when_it_was_built() {
        assert!(built_at().0 > 1_700_000_000_000);
    }
}
