//! Requests on their way. A phone writes a letter and waits; what becomes of it, and when, the
//! schedule says.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use nhatky_domain::ids::{InstallId, MutationId, RecordId, UploadId};
use nhatky_server::session::Signed;
use nhatky_sync::protocol::{
    AnnounceBlob, BlobTicket, ChunkReply, Hello, Outcome, PullReply, PullRequest, PushReply,
    SignedIn, Status,
};
use nhatky_sync::remote::{Answered, Remote, RemoteError};
use nhatky_sync::store::Outbox as _;

use crate::phone::disk::Disk;
use crate::planted::Planted;
use crate::poll::at_once;
use crate::server::without_what_was_told;

#[derive(Debug, Clone)]
pub(crate) enum Request {
    Greet,
    SignIn,
    Renew(InstallId),
    Push {
        body: String,
        /// What the phone had in its outbox.
        owed: Vec<MutationId>,
    },
    Pull(PullRequest),
    Catalogue,
    Announce(AnnounceBlob),
    Chunk {
        upload: UploadId,
        offset: u64,
        bytes: Vec<u8>,
    },
}

#[derive(Debug, Clone)]
pub(crate) enum Reply {
    Hello(Hello),
    SignedIn(SignedIn),
    Renewed,
    Push(PushReply),
    Pull(Box<PullReply>, Seen),
    Catalogue(String),
    Ticket(BlobTicket),
    Chunk(ChunkReply),
}

/// What was true when a pull was answered.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Counts the server's pasts.
    pub(crate) lineage: u32,
    /// Records that the person may not read.
    pub(crate) hidden: Rc<BTreeSet<RecordId>>,
    /// Records of an abandoned past: phones keep what they have of them, whatever the server says.
    pub(crate) lost: Rc<BTreeSet<RecordId>>,
}

type Slot = Rc<RefCell<Option<Answered<Reply>>>>;

/// One request and where its answer goes.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) signed: Signed,
    pub(crate) request: Request,
    slot: Slot,
}

impl Letter {
    /// A letter whose answer nobody waits for.
    pub(crate) fn without_return(signed: Signed, request: Request) -> Self {
        Self {
            signed,
            request,
            slot: Slot::default(),
        }
    }

    pub(crate) fn answer(&self, answer: Answered<Reply>) {
        self.slot.replace(Some(answer));
    }

    /// A push of which half has arrived.
    pub(crate) fn cut_in_half(&self) -> Self {
        let mut request = self.request.clone();
        if let Request::Push { body, .. } = &mut request {
            *body = body.chars().take(body.chars().count() / 2).collect();
        }
        Self::without_return(self.signed, request)
    }

    /// As a build would have written it that remembers nothing of what it was told
    /// but cursors.
    pub(crate) fn of_an_old_build(&self) -> Self {
        let request = match self.request.clone() {
            Request::Push { body, owed } => Request::Push {
                body: without_what_was_told(&body),
                owed,
            },
            Request::Pull(asked) => Request::Pull(PullRequest {
                account: None,
                newest: None,
                ..asked
            }),
            other => other,
        };
        Self::without_return(self.signed, request)
    }

    /// Whether the app that wrote it still runs.
    pub(crate) fn is_awaited(&self) -> bool {
        Rc::strong_count(&self.slot) > 1
    }
}

/// Letters that have been written and not yet fetched by the schedule.
#[derive(Debug, Default)]
pub(crate) struct Mail {
    open: RefCell<Vec<Letter>>,
}

impl Mail {
    /// The `nth` of those still awaited.
    pub(crate) fn take(&self, nth: impl FnOnce(usize) -> usize) -> Option<Letter> {
        let mut open = self.open.borrow_mut();
        open.retain(Letter::is_awaited);
        let nth = nth(open.len());
        (nth < open.len()).then(|| open.remove(nth))
    }
}

/// A phone's end of the line.
#[derive(Debug)]
pub(crate) struct Wire {
    pub(crate) mail: Rc<Mail>,
    /// Of the open session.
    pub(crate) signed: Cell<Signed>,
    /// As which the phone signs in next.
    pub(crate) install: Rc<Cell<InstallId>>,
    pub(crate) disk: Rc<Disk>,
    pub(crate) planted: Option<Planted>,
}

/// An answer to another question: as good as none.
const MIXED_UP: RemoteError = RemoteError::Failed { status: 200 };

impl Wire {
    async fn ask(&self, request: Request) -> Answered<Reply> {
        let slot = Slot::default();
        self.mail.open.borrow_mut().push(Letter {
            signed: self.signed.get(),
            request,
            slot: Rc::clone(&slot),
        });
        poll_fn(|_| slot.take().map_or(Poll::Pending, Poll::Ready)).await
    }

    fn owed(&self) -> Vec<MutationId> {
        let rows = at_once(self.disk.now().outbox()).unwrap_or_default();
        rows.iter().map(|row| row.mutation.id).collect()
    }
}

impl Remote for Wire {
    async fn greet(&self) -> Answered<Hello> {
        match self.ask(Request::Greet).await? {
            Reply::Hello(hello) => Ok(hello),
            _ => Err(MIXED_UP),
        }
    }

    async fn sign_in(&self, _nonce: &str) -> Answered<SignedIn> {
        match self.ask(Request::SignIn).await? {
            Reply::SignedIn(signed_in) => {
                self.signed.set(Signed {
                    install: self.install.get(),
                    ..self.signed.get()
                });
                Ok(signed_in)
            }
            _ => Err(MIXED_UP),
        }
    }

    async fn renew(&self, install: InstallId) -> Answered<()> {
        match self.ask(Request::Renew(install)).await? {
            Reply::Renewed => {
                self.install.set(install);
                Ok(())
            }
            _ => Err(MIXED_UP),
        }
    }

    async fn push(&self, body: String) -> Answered<PushReply> {
        let owed = self.owed();
        let sent = owed.clone();
        match self.ask(Request::Push { body, owed }).await {
            Ok(Reply::Push(reply)) if self.planted == Some(Planted::SettledOnSuccess) => {
                Ok(all_applied(reply))
            }
            Ok(Reply::Push(reply)) => Ok(reply),
            Ok(_) => Err(MIXED_UP),
            Err(error) => {
                if matches!(error, RemoteError::Refused { .. } | RemoteError::TooLarge) {
                    self.disk.request_was_refused(&sent);
                }
                Err(error)
            }
        }
    }

    async fn pull(&self, request: &PullRequest) -> Answered<PullReply> {
        match self.ask(Request::Pull(request.clone())).await? {
            Reply::Pull(reply, seen) => {
                self.disk.expect(seen);
                Ok(*reply)
            }
            _ => Err(MIXED_UP),
        }
    }

    async fn catalogue(&self) -> Answered<String> {
        match self.ask(Request::Catalogue).await? {
            Reply::Catalogue(text) => Ok(text),
            _ => Err(MIXED_UP),
        }
    }

    async fn announce(&self, blob: &AnnounceBlob) -> Answered<BlobTicket> {
        match self.ask(Request::Announce(blob.clone())).await? {
            Reply::Ticket(ticket) => Ok(ticket),
            _ => Err(MIXED_UP),
        }
    }

    async fn send_chunk(
        &self,
        upload: UploadId,
        offset: u64,
        bytes: Vec<u8>,
    ) -> Answered<ChunkReply> {
        let request = Request::Chunk {
            upload,
            offset,
            bytes,
        };
        match self.ask(request).await? {
            Reply::Chunk(reply) => Ok(reply),
            _ => Err(MIXED_UP),
        }
    }
}

fn all_applied(mut reply: PushReply) -> PushReply {
    let applied = |outcome: Outcome| Outcome::bare(outcome.id, Status::Applied);
    reply.results = reply.results.into_iter().map(applied).collect();
    reply
}
