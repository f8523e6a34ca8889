//! Bugs that can be planted, to see that the checks find them. Each is a mistake that some system
//! of this kind has made; none of them touches the product's code: a wrapper around a store, a
//! server or a way to it misbehaves.

/// One planted bug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Planted {
    CursorBeforePage,
    OutboxNotDurable,
    DraftRemovedBeforeOutbox,
    PhotoFreedEarly,
    BaseKeptWithoutScope,
    BodyRewritten,
    DroppedOnRefusal,
    SettledOnSuccess,
    MergeWithoutDigest,
    StaleReview,
    NumberAsKey,
    RestOfPageLost,
    ReceiptAfterCommit,
    DuplicateApplied,
    NumberOutsideLock,
    StaleEntitlement,
    DepartureNotTold,
    FactsAddedUp,
    BlobRowBeforeBytes,
    QuarantineDropped,
    RetainedNotOffered,
    ClientAheadIgnored,
    VersionRewritten,
}

impl Planted {
    /// Every bug with its name on the command line and what it is.
    pub const ALL: [(Self, &'static str, &'static str); 23] = [
        (
            Self::CursorBeforePage,
            "cursor-before-page",
            "the phone stores a page's cursors before its rows",
        ),
        (
            Self::OutboxNotDurable,
            "outbox-not-durable",
            "the outbox row is written without waiting for the disk",
        ),
        (
            Self::DraftRemovedBeforeOutbox,
            "draft-before-outbox",
            "the draft is removed before the outbox row is durable",
        ),
        (
            Self::PhotoFreedEarly,
            "photo-freed-early",
            "a photo leaves the phone when its text has arrived",
        ),
        (
            Self::BaseKeptWithoutScope,
            "base-kept",
            "rows of a scope that may no longer be read stay on the phone",
        ),
        (
            Self::BodyRewritten,
            "body-rewritten",
            "a mutation is written anew for its second sending",
        ),
        (
            Self::DroppedOnRefusal,
            "dropped-on-4xx",
            "the outbox is emptied when a request is refused",
        ),
        (
            Self::SettledOnSuccess,
            "settled-on-200",
            "a mutation counts as settled because the request was",
        ),
        (
            Self::MergeWithoutDigest,
            "merge-without-digest",
            "a patch overwrites answers that its author never saw",
        ),
        (
            Self::StaleReview,
            "stale-review",
            "a decision is taken on a revision that nobody looked at",
        ),
        (
            Self::NumberAsKey,
            "number-as-key",
            "the install's number tells whether a mutation is known",
        ),
        (
            Self::RestOfPageLost,
            "rest-of-page-lost",
            "a page that was cut counts as the whole",
        ),
        (
            Self::ReceiptAfterCommit,
            "receipt-after-commit",
            "receipts are written after the records",
        ),
        (
            Self::DuplicateApplied,
            "duplicate-applied",
            "a mutation that has settled is applied again",
        ),
        (
            Self::NumberOutsideLock,
            "number-outside-lock",
            "changes become visible later than their numbers",
        ),
        (
            Self::StaleEntitlement,
            "stale-entitlement",
            "who may read what is reckoned from an old directory",
        ),
        (
            Self::DepartureNotTold,
            "departure-not-told",
            "nobody is told that a record left a scope",
        ),
        (
            Self::FactsAddedUp,
            "facts-added-up",
            "an edited record counts in addition to what it was",
        ),
        (
            Self::BlobRowBeforeBytes,
            "blob-row-before-bytes",
            "a photo counts as stored before its bytes are durable",
        ),
        (
            Self::QuarantineDropped,
            "quarantine-dropped",
            "the body of a quarantined mutation is not kept",
        ),
        (
            Self::RetainedNotOffered,
            "retained-not-offered",
            "after a restore the phone offers only what had not settled",
        ),
        (
            Self::ClientAheadIgnored,
            "client-ahead-ignored",
            "a phone that knows more than the server is taken for one that knows as much",
        ),
        (
            Self::VersionRewritten,
            "version-rewritten",
            "a version is put down to whoever makes the next one",
        ),
    ];

    /// By its name on the command line.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known, _)| *known == name);
        found.map(|(planted, ..)| *planted)
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(planted, ..)| *planted == self);
        found.map_or("", |(_, name, _)| name)
    }
}
