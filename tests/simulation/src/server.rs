//! The server: its real endpoints over a database and files in memory.

mod gate;
mod making;
mod meddling;
mod past;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use nhatky_domain::date::{Date, Timestamp};
use nhatky_domain::ids::RecordId;
use nhatky_server::app::App;
use nhatky_server::apply;
use nhatky_server::error::ApiError;
use nhatky_server::routes::in_process;
use nhatky_server::session::Signed;
use nhatky_server::store::memory::{MemoryStore, MemoryTx, Tables};
use nhatky_server::store::{InstallRow, Installs as _, Store as _, Transaction as _};
use nhatky_server::upload_folder::UploadFolder;
use nhatky_sync::protocol::SignedIn;
use nhatky_sync::remote::{Answered, RemoteError};
use object_store::memory::InMemory;
use object_store::{ObjectStoreExt as _, path::Path};

use self::gate::Gate;
pub(crate) use self::gate::without_what_was_told;
use self::making::{WorldClock, app, found};
use self::meddling::Meddling;
pub(crate) use self::past::Loss;
use crate::mail::{Letter, Reply, Request, Seen};
use crate::oracle;
use crate::organisation::{self, START_MS, Who};
use crate::planted::Planted;
use crate::poll::at_once;

/// Of one page: so few that pages are cut.
const MOST_CHANGES: u32 = 5;
const SESSION_MS: i64 = 12 * 60 * 60 * 1000;

#[derive(Debug)]
pub(crate) struct Server {
    store: MemoryStore,
    app: App<MemoryStore>,
    objects: Arc<InMemory>,
    uploads: UploadFolder,
    clock: Arc<WorldClock>,
    meddling: Arc<Meddling>,
    gate: Gate,
    planted: Option<Planted>,
    is_older: bool,
    /// Counts the pasts that it has had.
    lineage: u32,
    /// How many epochs there were when it was last put back without a word.
    silent_epochs: Option<usize>,
    /// Records that there were when it was put back.
    lost: Rc<BTreeSet<RecordId>>,
}

impl Server {
    pub(crate) fn founded(planted: Option<Planted>) -> Self {
        let store = MemoryStore::default();
        at_once(found(&store));
        let meddling = Arc::new(Meddling::new(planted));
        let objects = Arc::new(InMemory::new());
        let uploads = UploadFolder::in_memory();
        let clock = Arc::new(WorldClock(AtomicI64::new(START_MS)));
        let meddled = store.with_meddler(Arc::<Meddling>::clone(&meddling));
        let app = app(meddled, &clock, &objects, &uploads, false);
        Self {
            store,
            app,
            objects,
            uploads,
            clock,
            meddling,
            gate: Gate::new(planted),
            planted,
            is_older: false,
            lineage: 0,
            silent_epochs: None,
            lost: Rc::default(),
        }
    }

    pub(crate) fn tables(&self) -> Tables {
        self.store.snapshot()
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.0.load(Ordering::Relaxed)
    }

    pub(crate) fn today(&self) -> Date {
        Timestamp(self.now_ms()).vn_date()
    }

    pub(crate) fn set_clock(&self, now_ms: i64) {
        self.clock.0.store(now_ms, Ordering::Relaxed);
    }

    pub(crate) fn lineage(&self) -> u32 {
        self.lineage
    }

    pub(crate) fn is_older(&self) -> bool {
        self.is_older
    }

    /// Whether the bytes of a photo are there.
    pub(crate) fn holds_bytes(&self, sha: nhatky_domain::ids::BlobHash) -> bool {
        let found = at_once(self.app.blobs.get(sha));
        let hash = found.map(|bytes| bytes.map(|bytes| nhatky_server::keys::sha256(&bytes)));
        matches!(hash, Ok(Some(hash)) if hash == sha.0)
    }

    /// What the operator does behind the program's back.
    pub(crate) fn write<T>(&self, work: impl AsyncFnOnce(&mut MemoryTx) -> T) -> T {
        at_once(async {
            let Ok(mut tx) = self.store.write().await else {
                panic!("the memory refuses");
            };
            let result = work(&mut tx).await;
            let committed = tx.commit().await;
            assert!(committed.is_ok(), "nobody meddles with the operator");
            result
        })
    }

    pub(crate) fn activate(&self, who: Who, install: nhatky_domain::ids::InstallId) {
        let row = InstallRow {
            id: install,
            person: who.person(),
            public_key: Vec::new(),
            device: String::new(),
            made_at: self.now_ms(),
            revoked_at: None,
            seen_at: self.now_ms(),
            app: String::new(),
            pending: 0,
            seen_through: 0,
            highest_seq: 0,
        };
        let added = self.write(async |tx| tx.add_install(&row).await);
        assert!(added.is_ok(), "an install of that name is there already");
    }

    /// The process dies and another begins, perhaps of an older program.
    pub(crate) fn restart(&mut self, is_older: bool) {
        self.meddling.killed();
        self.is_older = is_older;
        self.app = app(
            self.app.store.clone(),
            &self.clock,
            &self.objects,
            &self.uploads,
            is_older,
        );
        if !is_older {
            // What the older one could not read. A failure would leave it for the next start.
            let _ = at_once(apply::retry_quarantined(&self.app));
            let _ = at_once(apply::retry_held(&self.app));
        }
    }

    /// As [`Self::restart`], in the instant after a request was committed.
    pub(crate) fn kill_after(&mut self, before: &Tables) {
        if self.planted == Some(Planted::BlobRowBeforeBytes) {
            self.lose_bytes_since(before);
        }
        self.restart(self.is_older);
    }

    fn lose_bytes_since(&self, before: &Tables) {
        let organisation = organisation::row().id.to_string();
        for row in self.tables().blobs.rows() {
            if before.blobs.get(&row.sha).is_none() {
                let name = row.sha.to_string();
                let place = [&organisation, &name[..2], &name[2..4], &name];
                // A planted bug: not there is what it wants.
                let _ = at_once(self.objects.delete(&Path::from_iter(place)));
            }
        }
    }

    /// The next commit fails.
    pub(crate) fn fail_next_commit(&self) {
        self.meddling.refuse_next();
    }

    /// Whether it has failed; from here on commits go through.
    pub(crate) fn take_failed_commit(&self) -> bool {
        self.meddling.take_refused()
    }

    /// What the server answers to a letter.
    pub(crate) fn answer(&mut self, letter: &Letter) -> Answered<Reply> {
        let (app, signed) = (&self.app, letter.signed);
        match letter.request.clone() {
            Request::Greet => answered(at_once(in_process::hello(app))).map(Reply::Hello),
            Request::SignIn => Ok(Reply::SignedIn(SignedIn {
                now: self.now_ms(),
                expires_at: self.now_ms() + SESSION_MS,
            })),
            Request::Renew(install) => {
                answered(at_once(in_process::renew(app, signed, install))).map(|()| Reply::Renewed)
            }
            Request::Push { body, .. } => {
                let open = self.gate.open(signed, body, &self.tables());
                self.meddling.restore_bodies(&open.originals);
                let reply = answered(at_once(in_process::push(app, signed, open.body.clone())))?;
                Ok(Reply::Push(self.gate.close(open, reply)))
            }
            Request::Pull(asked) => {
                let mut asked = self.gate.ask(asked, &self.tables());
                asked.limit = asked.limit.min(MOST_CHANGES);
                let reply = answered(at_once(in_process::pull(app, signed, asked)))?;
                let reply = self.gate.cut(reply, &self.tables());
                Ok(Reply::Pull(Box::new(reply), self.seen(signed)))
            }
            Request::Catalogue => {
                answered(at_once(in_process::catalogue(app, signed))).map(Reply::Catalogue)
            }
            Request::Announce(blob) => {
                answered(at_once(in_process::announce(app, signed, blob))).map(Reply::Ticket)
            }
            Request::Chunk {
                upload,
                offset,
                bytes,
            } => answered(at_once(in_process::append(
                app, signed, upload, offset, bytes,
            )))
            .map(Reply::Chunk),
        }
    }

    fn seen(&self, signed: Signed) -> Seen {
        let tables = self.tables();
        let readable = oracle::readable(&tables, signed.person, self.today());
        let all = tables.records.rows().map(|row| row.record.id);
        let hidden: BTreeSet<RecordId> = all.filter(|id| !readable.contains(id)).collect();
        Seen {
            lineage: self.lineage,
            hidden: Rc::new(hidden),
            lost: Rc::clone(&self.lost),
        }
    }
}

/// As a phone understands the status.
fn answered<T>(answer: Result<T, ApiError>) -> Answered<T> {
    answer.map_err(|error| match error {
        ApiError::Refused { status, code, .. } => match (status.as_u16(), code) {
            (401, _) => RemoteError::SignedOut,
            (413, _) => RemoteError::TooLarge,
            (403, "revoked") => RemoteError::Revoked,
            (400..500, code) => RemoteError::Refused {
                code: code.to_owned(),
            },
            (status, _) => RemoteError::Failed { status },
        },
        ApiError::TooMany { retry_after_s } => RemoteError::Busy {
            retry_after_ms: i64::from(retry_after_s) * 1000,
        },
        ApiError::ClockBehind { retry_after_s } => RemoteError::ReadOnly {
            retry_after_ms: i64::from(retry_after_s) * 1000,
        },
        ApiError::Moved => RemoteError::ReadOnly {
            retry_after_ms: 120_000,
        },
        ApiError::Store(_) | ApiError::Files(_) => RemoteError::Busy {
            retry_after_ms: 10_000,
        },
    })
}
