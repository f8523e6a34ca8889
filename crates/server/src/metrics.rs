//! Numbers for Prometheus. None of them names a person, a unit or a record.

use nhatky_sync::protocol::Status;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use crate::backup::Journal;
use crate::clock_guard::ClockState;
use crate::photo_place::Standing;
use crate::retention::Removed;
use crate::room::{Room, Space};

/// A kind of request: the route's pattern, never the path asked for.
#[derive(Debug, Clone, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct RequestKind {
    pub method: String,
    pub route: String,
    pub status: u16,
}

/// How a mutation ended.
#[derive(Debug, Clone, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct MutationKind {
    pub status: String,
}

/// Something that was removed because it was old.
#[derive(Debug, Clone, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct RemovedKind {
    pub what: String,
}

/// Counters of this process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    pub requests: Family<RequestKind, Counter>,
    pub seconds: Histogram,
    pub mutations: Family<MutationKind, Counter>,
    pub chunk_bytes: Counter,
    pub blobs: Counter,
    removed: Family<RemovedKind, Counter>,
    epochs: Gauge,
    clock_behind: Gauge,
    free_bytes: Gauge,
    room: Gauge,
    photos_misplaced: Gauge,
    photos_missing: Gauge,
    backup_age: Gauge,
    backup_overdue: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("nhatky");
        let requests = Family::default();
        // From 1 ms to about 16 s.
        let seconds = Histogram::new(exponential_buckets(0.001, 2.0, 15));
        let mutations = Family::default();
        let removed = Family::default();
        let (chunk_bytes, blobs) = (Counter::default(), Counter::default());
        registry.register("requests", "Requests answered", requests.clone());
        registry.register("request_seconds", "Time to an answer", seconds.clone());
        registry.register("mutations", "Mutations by outcome", mutations.clone());
        registry.register("chunk_bytes", "Bytes of photos stored", chunk_bytes.clone());
        registry.register("blobs", "Photos completed", blobs.clone());
        let help = "Removed because it was old enough";
        registry.register("removed", help, removed.clone());
        let mut gauge = |name, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let help = "Epochs so far: one more whenever the database was put back";
        let epochs = gauge("epochs", help);
        let clock_behind = gauge("clock_behind", "1 while pushes wait for the clock");
        let free_bytes = gauge("disk_free_bytes", "Free on the disk of the data folder");
        let help = "What is taken: 2 all, 1 text without photos, 0 nothing";
        let room = gauge("room", help);
        let photos_misplaced = gauge("photos_misplaced", "1 while photos wait for their folder");
        let photos_missing = gauge("photos_missing", "Missed by the last search, not forgotten");
        let help = "Age of the last good backup; -1 when there is none, or its time is yet to come";
        let backup_age = gauge("backup_age_seconds", help);
        let help = "1 when there is no good backup of the last 26 hours";
        let backup_overdue = gauge("backup_overdue", help);
        Self {
            registry,
            requests,
            seconds,
            mutations,
            chunk_bytes,
            blobs,
            removed,
            epochs,
            clock_behind,
            free_bytes,
            room,
            photos_misplaced,
            photos_missing,
            backup_age,
            backup_overdue,
        }
    }
}

impl Metrics {
    pub fn count_mutation(&self, status: Status) {
        let kind = MutationKind {
            status: format!("{status:?}").to_lowercase(),
        };
        self.mutations.get_or_create(&kind).inc();
    }

    pub fn note_database(&self, epochs: usize, clock: ClockState) {
        self.epochs.set(i64::try_from(epochs).unwrap_or(i64::MAX));
        self.clock_behind
            .set((clock != ClockState::Plausible).into());
    }

    pub fn note_space(&self, space: Space) {
        self.free_bytes
            .set(i64::try_from(space.free_bytes).unwrap_or(i64::MAX));
        self.room.set(match Room::of(space) {
            Room::ForPhotos => 2,
            Room::ForText => 1,
            Room::ForNothing => 0,
        });
    }

    pub fn note_place(&self, standing: Standing) {
        self.photos_misplaced
            .set((standing == Standing::Foreign).into());
    }

    pub fn note_missing(&self, photos: usize) {
        self.photos_missing
            .set(i64::try_from(photos).unwrap_or(i64::MAX));
    }

    pub fn note_removed(&self, removed: Removed) {
        for (what, number) in [
            ("photos", removed.photos),
            ("quarantined", removed.quarantined),
            ("versions", removed.versions),
        ] {
            let what = what.to_owned();
            let counter = self.removed.get_or_create(&RemovedKind { what });
            counter.inc_by(number);
        }
    }

    pub fn note_backups(&self, journal: &Journal, now: i64) {
        let age_s = journal.age_ms(now).map_or(-1, |age_ms| age_ms / 1000);
        self.backup_age.set(age_s);
        self.backup_overdue.set(journal.is_overdue(now).into());
    }

    /// In the text format that Prometheus reads.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        if text::encode(&mut out, &self.registry).is_err() {
            tracing::error!("metrics cannot be written");
        }
        out
    }
}
