//! What scripts store may be thrown away by the browser, all of it at once. A cookie of the server's,
//! or a preference, may be left and tell of it.

use leptos::prelude::*;
use nhatky_domain::date::{Date, Timestamp};
use nhatky_sync::protocol::LastInstall;

use super::{PERSON, Start};
use crate::platform::{clock, preferences, remote};

/// What was stored here is gone; with what the server knows of it, if it could be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Erased(pub(crate) Option<LastInstall>);

impl Start {
    /// Set while nobody is inside though this browser held somebody's work before.
    pub(crate) fn erased(self) -> Signal<Option<Erased>> {
        self.erased.into()
    }

    /// In Vietnam, by the device's clock.
    pub(crate) fn today(self) -> Date {
        Timestamp(clock::now_ms()).vn_date()
    }

    pub(super) async fn look_for_traces(self) {
        if preferences::get(PERSON).is_some() {
            self.erased.set(Some(Erased(None)));
        }
        if let Ok(Some(last)) = remote::last_install().await {
            self.erased.set(Some(Erased(Some(last))));
        }
    }
}
