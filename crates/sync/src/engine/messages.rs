//! What goes into a step and what comes out of it.

use std::collections::BTreeMap;

use nhatky_domain::ids::{BlobHash, Epoch, InstallId, MutationId, RecordId, UploadId};

use crate::protocol::{
    Account, AnnounceBlob, BlobTicket, ChunkReply, Hello, PullReply, PullRequest, PushHead,
    PushReply, SignedIn,
};
use crate::remote::{Answered, RemoteError};
use crate::store::{Heard, OutboxRow, Settlement, StoreError, Stored, Transfer};

/// Something happened.
#[derive(Debug)]
pub enum Event {
    /// Start a round. One that was under way is given up: nothing it had not stored is counted on.
    Trigger,
    Outbox(Stored<Vec<OutboxRow>>),
    Greeted(Answered<Hello>),
    SignedIn(Answered<SignedIn>),
    Pushed(Answered<PushReply>),
    Settled(Stored<()>),
    EpochBegun(Stored<()>),
    InstallRenewed(Answered<InstallId>),
    Cursors(Stored<BTreeMap<String, i64>>),
    Pulled(Answered<Box<PullReply>>),
    PageStored(Stored<()>),
    CatalogueStored(Answered<()>),
    Transfers(Stored<Vec<Transfer>>),
    Announced(Answered<BlobTicket>),
    ChunkSent(Answered<ChunkReply>),
    TransferSaved(Stored<()>),
    Confirmed(Stored<Vec<Transfer>>),
    /// The bytes to be sent cannot be read.
    ChunkUnread(StoreError),
}

/// Something to do. All but the last six are answered by the event of the same kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    LoadOutbox,
    Greet,
    SignIn {
        nonce: String,
    },
    Push {
        head: PushHead,
        wires: Vec<String>,
    },
    Settle(Vec<Settlement>),
    /// Become an install of its own and remember which.
    RenewInstall,
    /// Mark everything as to be offered again, and remember this epoch.
    BeginEpoch(Epoch),
    LoadCursors,
    Pull(PullRequest),
    StorePage {
        expected: BTreeMap<String, i64>,
        reply: Box<PullReply>,
    },
    /// Fetch the catalogue and store it under this version.
    FetchCatalogue {
        version: String,
    },
    LoadTransfers,
    Announce(AnnounceBlob),
    SendChunk {
        transfer: Box<Transfer>,
        upload: UploadId,
        offset: u64,
        len: u64,
    },
    SaveTransfer(Transfer),
    /// The photos that are to be asked about, in the order in which they were confirmed.
    LoadConfirmed,
    /// Store who the person is.
    SaveAccount(Box<Account>),
    /// Of the photos to be asked about only this one stays to be.
    KeepNewest(BlobHash),
    /// Store what was heard from the server.
    SaveHeard(Heard),
    /// Forget what settled or was confirmed before this server time.
    ForgetBefore(i64),
    /// Start the next round at this device time.
    WakeAt(i64),
    /// For the screen.
    Tell(Notice),
}

/// What the screen may want to know. Never the ground for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Mutations are on their way.
    Pushing(Vec<MutationId>),
    /// These were answered.
    Settled { records: Vec<RecordId>, left: usize },
    /// Device clock minus server clock.
    ClockOffset(i64),
    /// The base has new content.
    PageStored { records: Vec<RecordId> },
    Sending {
        record: RecordId,
        is_thumbnail: bool,
        sent_bytes: u64,
        size_bytes: u64,
    },
    /// The round ended with everything done that could be.
    Finished { at_ms: i64 },
    /// The round was broken off.
    Failed { error: Failure, next_try_ms: i64 },
}

/// Why a round was broken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    Remote(RemoteError),
    Store(StoreError),
}

/// What the step needs from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub now_ms: i64,
    pub random: u32,
}

/// What is known at the start of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub app: String,
    pub install: InstallId,
    /// None before the server has said its epoch.
    pub heard: Option<Heard>,
    pub account_digest: Option<String>,
    pub catalogue_version: Option<String>,
}
