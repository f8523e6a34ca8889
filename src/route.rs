//! The app's addresses. Pure: reading and moving through the history is `platform/history.rs`.
//!
//! Whatever is printed here is read back to the same route; an unknown address is no route.

use nhatky_domain::ids::{DraftId, RecordId};

/// One screen with what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Home,
    /// A new activity log.
    NewActivity,
    /// A new entry of thirty minutes.
    NewHalfHour,
    /// A form being filled, whichever form it is.
    Draft(DraftId),
    Journal,
    Record(RecordId),
    Queue,
    /// Own work into a file and back.
    Backup,
    /// The same when the rest of the app does not start.
    Rescue,
    Me,
    Diagnostics,
    /// The code stands in the fragment, which is never sent to the server.
    Activate,
}

const NEW_ACTIVITY: &str = "/ghi";
const NEW_HALF_HOUR: &str = "/30-phut";
const JOURNAL: &str = "/nhat-ky";
const RECORD: &str = "/muc/";
const QUEUE: &str = "/cho-gui";
const BACKUP: &str = "/sao-luu";
pub(crate) const RESCUE: &str = "/cuu-du-lieu";
const ME: &str = "/ca-nhan";
const DIAGNOSTICS: &str = "/chan-doan";
const ACTIVATE: &str = "/kich-hoat";

impl Route {
    /// None for an address that the app does not have.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let path = match path.strip_suffix('/') {
            Some(shorter) if !shorter.is_empty() && !shorter.ends_with('/') => shorter,
            _ => path,
        };
        let fixed = match path {
            "" | "/" | "/index.html" => Self::Home,
            NEW_ACTIVITY => Self::NewActivity,
            NEW_HALF_HOUR => Self::NewHalfHour,
            JOURNAL => Self::Journal,
            QUEUE => Self::Queue,
            BACKUP => Self::Backup,
            RESCUE => Self::Rescue,
            ME => Self::Me,
            DIAGNOSTICS => Self::Diagnostics,
            ACTIVATE => Self::Activate,
            _ => return Self::parse_with_id(path),
        };
        Some(fixed)
    }

    fn parse_with_id(path: &str) -> Option<Self> {
        if let Some(id) = path.strip_prefix(RECORD) {
            return id.parse().ok().map(Self::Record);
        }
        let id = path.strip_prefix(NEW_ACTIVITY)?.strip_prefix('/')?;
        id.parse().ok().map(Self::Draft)
    }

    pub(crate) fn path(self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::NewActivity => NEW_ACTIVITY.to_owned(),
            Self::NewHalfHour => NEW_HALF_HOUR.to_owned(),
            Self::Draft(id) => [NEW_ACTIVITY, "/", &id.to_string()].concat(),
            Self::Journal => JOURNAL.to_owned(),
            Self::Record(id) => RECORD.to_owned() + &id.to_string(),
            Self::Queue => QUEUE.to_owned(),
            Self::Backup => BACKUP.to_owned(),
            Self::Rescue => RESCUE.to_owned(),
            Self::Me => ME.to_owned(),
            Self::Diagnostics => DIAGNOSTICS.to_owned(),
            Self::Activate => ACTIVATE.to_owned(),
        }
    }

    /// Where the arrow in the top bar leads when there is nothing to go back to.
    pub(crate) fn parent(self) -> Self {
        match self {
            Self::Record(_) | Self::Queue => Self::Journal,
            Self::Diagnostics | Self::Backup => Self::Me,
            _ => Self::Home,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_read_back_from_its_address() {
        let draft = DraftId::from_time(1_595_577_600_000, [7; 10]);
        let record = RecordId::from_time(1_595_577_600_000, [9; 10]);
        for route in [
            Route::Home,
            Route::NewActivity,
            Route::NewHalfHour,
            Route::Draft(draft),
            Route::Journal,
            Route::Record(record),
            Route::Queue,
            Route::Backup,
            Route::Rescue,
            Route::Me,
            Route::Diagnostics,
            Route::Activate,
        ] {
            assert_eq!(Route::parse(&route.path()), Some(route));
            if route != Route::Home {
                assert_eq!(Route::parse(&(route.path() + "/")), Some(route));
            }
        }
    }

    #[test]
    fn other_addresses_are_no_route() {
        for path in ["/khong-co", "/muc", "/muc/1", "/muc/../ghi", "/ghi/x", "//"] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }
}
