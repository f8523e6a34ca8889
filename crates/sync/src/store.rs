//! What the phone keeps, behind traits: IndexedDB in the app, memory in tests.
//!
//! Every method is one whole, atomic operation, so that no transaction ever outlives a call.
//! Writes of drafts, photos and outbox are durable (strict) when the method returns `Ok`; what is
//! only a copy of the server's (base, account, catalogue) may be relaxed.
//! `conformance.rs` says all of this as tests; every implementation runs them.

mod heard;
pub mod memory;
mod page;
mod references;
mod room;
mod salvage;
mod types;

use std::future::Future;

use nhatky_domain::ids::{BlobHash, DraftId, Epoch, RecordId};

pub use self::heard::Heard;
pub use self::page::Page;
pub use self::references::referred_blobs;
pub use self::room::with_room;
pub use self::salvage::{KeptWork, Piece, SETTLED_ELSEWHERE, Shelf, renumbered};
pub use self::types::{
    BaseRow, Draft, NewBlob, NewWork, OutboxRow, Settlement, Summary, Transfer, WorkState,
};
use crate::protocol::{Mutation, PullReply};

/// Why the store did not do it, by what can be done about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Free space, then try again. Nothing was written.
    #[error("the browser's storage is full")]
    QuotaExceeded,
    /// Close other tabs of an older version.
    #[error("another tab holds an older version of the store open")]
    Blocked,
    /// Update the app; nothing was touched.
    #[error("the store has schema {found}, this app knows {supported}")]
    SchemaTooNew { found: u32, supported: u32 },
    /// A row that cannot be read. It is left as it is.
    #[error("unreadable row {key} in {store}")]
    Corrupt { store: &'static str, key: String },
    /// The page of a pull does not follow on what is stored: pull again from the stored cursors.
    #[error("the stored cursors have moved on")]
    CursorMoved,
    /// The browser's storage failed and stayed so after the connection was opened anew.
    #[error("{name}: {message}")]
    Failed { name: String, message: String },
}

/// Key of the setting that holds the text of [`Heard`].
pub const EPOCH: &str = "epoch";

/// What a store call gives.
pub type Stored<T> = Result<T, StoreError>;

/// Work in progress.
pub trait Drafts {
    /// Writes the draft over any earlier state of it. Strict.
    fn save_draft(&self, draft: &Draft) -> impl Future<Output = Stored<()>>;
    /// None if it was never saved, was handed in or discarded.
    fn draft(&self, id: DraftId) -> impl Future<Output = Stored<Option<Draft>>>;
    /// All drafts, the one saved last first.
    fn drafts(&self) -> impl Future<Output = Stored<Vec<Draft>>>;
    /// Removes a draft with the blobs that nothing else refers to. No draft is no error.
    fn discard_draft(&self, id: DraftId) -> impl Future<Output = Stored<()>>;
    /// Writes the draft, which refers to them, and the bytes together. Strict.
    fn save_photos(&self, draft: &Draft, blobs: &[NewBlob]) -> impl Future<Output = Stored<()>>;
}

/// Mutations: waiting, and settled but retained. A row that cannot be read is in none of the
/// lists and holds up no other; it stays as it is, for [`Salvage`].
pub trait Outbox {
    /// Takes the next number, writes the mutation, queues its blobs for sending and removes the
    /// draft: all or nothing, strict. A mutation that is here already, settled or not, gives the
    /// row it has and changes nothing.
    fn enqueue(&self, work: &NewWork) -> impl Future<Output = Stored<OutboxRow>>;
    /// Unsettled rows in the order of their numbers.
    fn outbox(&self) -> impl Future<Output = Stored<Vec<OutboxRow>>>;
    /// Unsettled rows, and retained ones to be offered again, in the order of their numbers.
    fn to_send(&self) -> impl Future<Output = Stored<Vec<OutboxRow>>>;
    /// Everything of this device on one record, settled or not, in order.
    fn work_on(&self, record: RecordId) -> impl Future<Output = Stored<Vec<OutboxRow>>>;
    /// Settled rows still retained, in order.
    fn retained(&self) -> impl Future<Output = Stored<Vec<OutboxRow>>>;
    /// Writes outcomes: rows go to the retained ones if settled, else to the outbox. A row that
    /// is not where the settlement says is left alone, and so is a retained one that was not to
    /// be offered again. Strict.
    fn settle(&self, outcomes: &[Settlement]) -> impl Future<Output = Stored<()>>;
    /// The server has another past than this phone remembers. Keeps everything, marks retained
    /// rows that it did not refuse and confirmed transfers as to be offered again, sets every cursor to 0, and remembers
    /// the epoch under [`EPOCH`]: all or nothing, strict.
    fn begin_epoch(&self, epoch: Epoch) -> impl Future<Output = Stored<()>>;
    /// Forgets retained rows that came into force and settled before `before_ms`, and blobs
    /// confirmed before it that no draft and no other row refers to; nothing that is to be offered
    /// again, and nothing that was refused: a person may not have seen it yet. Gives the bytes
    /// freed.
    fn forget_settled(&self, before_ms: i64) -> impl Future<Output = Stored<u64>>;
}

/// Bytes of photos and how far they have been sent.
pub trait Blobs {
    /// The whole blob; none if it was never here or was freed.
    fn blob(&self, hash: BlobHash) -> impl Future<Output = Stored<Option<Vec<u8>>>>;
    /// Blobs of handed-in records that the server has not confirmed, or not in its present past,
    /// smallest first.
    fn transfers(&self) -> impl Future<Output = Stored<Vec<Transfer>>>;
    /// All transfers of a record, confirmed ones included, in the order of their hashes.
    fn transfers_of(&self, record: RecordId) -> impl Future<Output = Stored<Vec<Transfer>>>;
    /// Writes how far one has come. Unknown to the store is no error and writes nothing. Strict.
    fn save_transfer(&self, transfer: &Transfer) -> impl Future<Output = Stored<()>>;
    /// Frees the bytes of confirmed photos that no draft and no unsettled row refers to, although
    /// they are still retained: for a full storage. Rows and transfers stay. Gives the bytes freed.
    fn free_confirmed(&self) -> impl Future<Output = Stored<u64>>;
}

/// The last pulled state.
pub trait Base {
    /// Scope → cursor.
    fn cursors(&self) -> impl Future<Output = Stored<std::collections::BTreeMap<String, i64>>>;
    /// Writes one page with its cursors, all or nothing. Scopes missing from `reply.scopes` are
    /// dropped; a row goes when the last scope it came through is gone.
    ///
    /// # Errors
    /// `CursorMoved` if the stored cursors are not `expected`: nothing is written.
    fn apply_page(
        &self,
        expected: &std::collections::BTreeMap<String, i64>,
        reply: &PullReply,
    ) -> impl Future<Output = Stored<()>>;
    /// None if it is in no scope of this person.
    fn base(&self, record: RecordId) -> impl Future<Output = Stored<Option<BaseRow>>>;
    /// One line for each record in the base, newest day first.
    fn summaries(&self) -> impl Future<Output = Stored<Vec<Summary>>>;
}

/// Small texts by key: account, catalogue, epoch, clock offset.
pub trait Settings {
    fn setting(&self, key: &str) -> impl Future<Output = Stored<Option<String>>>;
    fn put_setting(&self, key: &str, text: &str) -> impl Future<Output = Stored<()>>;
}

/// Own work piece by piece, for a backup: also of a store of which only a part can be read.
pub trait Salvage {
    /// The names of everything on a shelf, work in its order. Reads no piece.
    fn names(&self, shelf: Shelf) -> impl Future<Output = Stored<Vec<String>>>;
    /// One piece as it lies there; none if it has gone meanwhile.
    fn piece(&self, shelf: Shelf, name: &str) -> impl Future<Output = Stored<Option<Piece>>>;
    /// Puts a piece back and says whether that changed anything. A mutation that is here already,
    /// settled or not, stays as it is; a new one takes the next number if it is to be sent. Its
    /// photos that are here are queued if they are not on their way. A draft replaces none that was
    /// saved later, and does not come back when its record was handed in since. Strict.
    ///
    /// # Errors
    /// `Corrupt` for a piece that cannot be read: nothing is written.
    fn put_back(&self, piece: &Piece) -> impl Future<Output = Stored<bool>>;
}

/// Everything together.
pub trait PhoneStore: Drafts + Outbox + Blobs + Base + Settings + Salvage {}

impl<T: Drafts + Outbox + Blobs + Base + Settings + Salvage> PhoneStore for T {}

/// The text that an outbox row sends, made once when its number is known.
#[must_use]
pub fn wire_of(work: &NewWork, seq: u64) -> (Mutation, String) {
    let (op, v) = work.op.name();
    let mutation = Mutation {
        id: work.id,
        seq,
        op: op.to_owned(),
        v,
        record: work.record,
        holding: work.holding,
        deps: work.deps.clone(),
        at: work.at_ms,
        off: work.offset_ms,
        body: work.op.body(),
    };
    let wire = crate::json::to_text(&mutation);
    (mutation, wire)
}
