//! Syncing as the screens see it, and what starts it.

pub(crate) mod connection;
pub(crate) mod queue;

use std::sync::Arc;

use leptos::prelude::*;

pub(crate) use self::connection::Connection;
pub(crate) use self::queue::QueueItem;

/// When photos may be sent; text always may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhotoSending {
    Now,
    /// Only where the browser can tell, see `Sync::knows_wifi`.
    OnWifi,
    /// «khi tôi bấm»: with «Đồng bộ ngay».
    OnDemand,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Sync {
    connection: RwSignal<Connection>,
    queue: RwSignal<Arc<[QueueItem]>>,
}

pub(crate) fn use_sync() -> Sync {
    expect_context()
}

impl Sync {
    /// What the connection bar has to say.
    pub(crate) fn connection(self) -> Signal<Connection> {
        self.connection.into()
    }

    /// Device time of the last round that finished.
    pub(crate) fn last_sync_ms(self) -> Signal<Option<i64>> {
        todo!()
    }

    /// Records with something that the server has not confirmed, oldest first; those that need
    /// the person's attention before all others.
    pub(crate) fn queue(self) -> Signal<Arc<[QueueItem]>> {
        self.queue.into()
    }

    /// «Chờ gửi (2)»: records, not mutations; what needs attention is not waiting.
    pub(crate) fn waiting(self) -> Signal<u32> {
        todo!()
    }

    /// Whether a record needs the person: refused or in conflict.
    pub(crate) fn needs_attention(self) -> Signal<bool> {
        todo!()
    }

    /// «Đồng bộ ngay»; photos too, whatever was chosen. Nothing happens while a round runs.
    pub(crate) fn sync_now(self) {
        todo!()
    }

    pub(crate) fn is_running(self) -> Signal<bool> {
        todo!()
    }

    pub(crate) fn photo_sending(self) -> Signal<PhotoSending> {
        todo!()
    }

    pub(crate) fn choose_photo_sending(self, choice: PhotoSending) {
        todo!()
    }

    /// Whether «khi có Wi-Fi» can be offered.
    pub(crate) fn knows_wifi(self) -> bool {
        todo!()
    }

    /// Bytes sent and received this calendar month on this device.
    pub(crate) fn used_this_month(self) -> Signal<u64> {
        todo!()
    }
}
