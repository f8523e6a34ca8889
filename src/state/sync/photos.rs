//! When photos may be sent; text always may.

use crate::platform::{agent, preferences};

const KEY: &str = "photos";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhotoSending {
    Now,
    /// Only where the browser can tell, see `Sync::knows_wifi`.
    OnWifi,
    /// «khi tôi bấm»: with «Đồng bộ ngay».
    OnDemand,
}

const NAMES: [(PhotoSending, &str); 3] = [
    (PhotoSending::Now, "now"),
    (PhotoSending::OnWifi, "wifi"),
    (PhotoSending::OnDemand, "demand"),
];

/// Who has not chosen here has perhaps told the browser to spare data.
pub(super) fn chosen() -> PhotoSending {
    let name = preferences::get(KEY).unwrap_or_default();
    match NAMES.iter().find(|(_, known)| *known == name) {
        Some((choice, _)) => *choice,
        None if agent::saves_data() => PhotoSending::OnDemand,
        None => PhotoSending::Now,
    }
}

pub(super) fn choose(choice: PhotoSending) {
    if let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == choice) {
        preferences::set(KEY, name);
    }
}

/// A browser that no longer tells the kind of network must not keep photos back for ever.
pub(super) fn are_allowed(choice: PhotoSending, is_manual: bool) -> bool {
    match choice {
        PhotoSending::Now => true,
        PhotoSending::OnWifi => is_manual || agent::is_on_wifi().unwrap_or(true),
        PhotoSending::OnDemand => is_manual,
    }
}
