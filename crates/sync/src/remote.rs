//! The server as the phone sees it: HTTP in the app, a router in process in tests.

mod answer;
#[cfg(test)]
mod tests;

use std::future::Future;

use nhatky_domain::ids::{InstallId, UploadId};

pub use self::answer::HttpAnswer;
use crate::protocol::{
    AnnounceBlob, BlobTicket, ChunkReply, Hello, PullReply, PullRequest, PushReply, SignedIn,
};

/// Why a whole request had no answer of its kind, by what can be done about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemoteError {
    /// No connection, a cut, a time-out, or somebody else answering (a captive portal).
    #[error("the server cannot be reached")]
    Offline,
    /// Somebody on the way refused in the server's place: perhaps for what was sent.
    #[error("refused on the way")]
    Intercepted,
    /// The session is over: sign in with the install's key.
    #[error("signed out")]
    SignedOut,
    /// This install was revoked: nothing will be accepted from it.
    #[error("this install was revoked")]
    Revoked,
    /// Send less at a time.
    #[error("the request was too large")]
    TooLarge,
    /// Try again, not before the given time has passed.
    #[error("the server is busy")]
    Busy { retry_after_ms: i64 },
    /// The server takes nothing for now, but tells what it has. As for [`Self::Busy`].
    #[error("the server can only be read")]
    ReadOnly { retry_after_ms: i64 },
    /// The server's disk fills up: what it will not take stays here until there is room.
    #[error("the server has no room")]
    NoRoom { photos_only: bool },
    /// The server understood and will not do it, now or later.
    #[error("refused: {code}")]
    Refused { code: String },
    /// A fault at the server's side or an answer that cannot be read: try again later.
    #[error("the server failed ({status})")]
    Failed { status: u16 },
}

/// What a request gives.
pub type Answered<T> = Result<T, RemoteError>;

/// Requests. None of them retries by itself.
pub trait Remote {
    /// Asks for a nonce and makes sure that the server is ours.
    fn greet(&self) -> impl Future<Output = Answered<Hello>>;
    /// Signs the nonce with the install's key and opens a session.
    fn sign_in(&self, nonce: &str) -> impl Future<Output = Answered<SignedIn>>;
    /// Becomes this install from now on, with the key that it has. The session is still the old
    /// one's: the next request signs in anew.
    fn renew(&self, install: InstallId) -> impl Future<Output = Answered<()>>;
    /// Sends the text of [`crate::protocol::push_body`].
    fn push(&self, body: String) -> impl Future<Output = Answered<PushReply>>;
    fn pull(&self, request: &PullRequest) -> impl Future<Output = Answered<PullReply>>;
    /// The catalogue's JSON text, kept as it came.
    fn catalogue(&self) -> impl Future<Output = Answered<String>>;
    fn announce(&self, blob: &AnnounceBlob) -> impl Future<Output = Answered<BlobTicket>>;
    /// Appends at `offset`. If the server stands elsewhere, its offset is the answer and nothing
    /// was stored.
    fn send_chunk(
        &self,
        upload: UploadId,
        offset: u64,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Answered<ChunkReply>>;
}

/// Time and chance, from outside.
pub trait Environment {
    /// The device's clock, right or wrong.
    fn now_ms(&self) -> i64;
    /// Evenly spread over 0..2^32.
    fn random(&self) -> u32;
}
