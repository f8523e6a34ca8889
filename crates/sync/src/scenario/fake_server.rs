//! A server in memory for the scenarios: receipts, one scope, chunks; and faults on request.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};

use nhatky_domain::ids::{BlobHash, Epoch, InstallId, MutationId, RecordId, UploadId};
use serde::Deserialize;
use uuid::Uuid;

use super::first_body::received;
use crate::json;
use crate::merge;
use crate::protocol::{
    AnnounceBlob, BlobTicket, Change, ChunkReply, Hello, Mutation, Op, Outcome, PullReply,
    PullRequest, PushReply, RecordBody, SignedIn, Status,
};
use crate::remote::{Answered, Remote, RemoteError};

const SCOPE: &str = "p:author";
const EPOCH: Epoch = Epoch(Uuid::from_u128(1));
pub(super) const NOW: i64 = 1_595_580_000_000;

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Pass,
    /// It never arrives.
    LoseRequest,
    /// It is carried out, the answer never arrives.
    LoseReply,
}

#[derive(Debug)]
struct Upload {
    hash: BlobHash,
    size: usize,
    bytes: Vec<u8>,
    record: RecordId,
}

/// One organisation with one author.
#[derive(Debug, Default)]
pub struct FakeServer {
    faults: RefCell<VecDeque<Fault>>,
    receipts: RefCell<HashMap<MutationId, Status>>,
    records: RefCell<BTreeMap<RecordId, (i64, RecordBody)>>,
    blobs: RefCell<HashMap<BlobHash, Vec<u8>>>,
    uploads: RefCell<HashMap<UploadId, Upload>>,
    cuts: RefCell<Vec<usize>>,
    chunks: Cell<usize>,
    chunk_bytes: Cell<usize>,
    seq: Cell<i64>,
    applied: Cell<usize>,
}

#[derive(Deserialize)]
struct PushBody {
    mutations: Vec<Mutation>,
}

impl FakeServer {
    #[must_use]
    pub fn with_faults(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self {
            faults: RefCell::new(faults.into_iter().collect()),
            ..Self::default()
        }
    }

    /// The chunks with these numbers (from 1) arrive, their answers do not.
    pub fn cut_chunks(&self, numbers: impl IntoIterator<Item = usize>) {
        self.cuts.borrow_mut().extend(numbers);
    }

    #[must_use]
    pub fn faults_left(&self) -> usize {
        self.faults.borrow().len()
    }

    #[must_use]
    pub fn records(&self) -> Vec<RecordBody> {
        self.records
            .borrow()
            .values()
            .map(|(_, body)| body.clone())
            .collect()
    }

    #[must_use]
    pub fn blobs(&self) -> HashMap<BlobHash, Vec<u8>> {
        self.blobs.borrow().clone()
    }

    /// How many mutations had an effect.
    #[must_use]
    pub fn times_applied(&self) -> usize {
        self.applied.get()
    }

    #[must_use]
    pub fn bytes_received_in_chunks(&self) -> usize {
        self.chunk_bytes.get()
    }

    fn answer<T>(&self, act: impl FnOnce() -> Answered<T>) -> Answered<T> {
        match self.faults.borrow_mut().pop_front().unwrap_or(Fault::Pass) {
            Fault::Pass => act(),
            Fault::LoseRequest => Err(RemoteError::Offline),
            Fault::LoseReply => act().and(Err(RemoteError::Offline)),
        }
    }

    fn next_seq(&self) -> i64 {
        self.seq.set(self.seq.get() + 1);
        self.seq.get()
    }

    fn apply(&self, mutation: &Mutation) -> Outcome {
        let mut receipts = self.receipts.borrow_mut();
        if let Some(status) = receipts.get(&mutation.id) {
            return Outcome {
                of: Some(*status),
                ..Outcome::bare(mutation.id, Status::Duplicate)
            };
        }
        let mut records = self.records.borrow_mut();
        let status = match (mutation.read_op(), records.get_mut(&mutation.record)) {
            (Ok(Op::Create(create)), None) => {
                let body = received(mutation, create);
                records.insert(mutation.record, (self.next_seq(), body));
                Status::Applied
            }
            (Ok(Op::Patch(patch)), Some((seq, body))) => {
                let joined = merge::patch(None, &mut body.fields, &patch);
                body.rev += 1;
                *seq = self.next_seq();
                if joined.clashed.is_empty() {
                    Status::Applied
                } else {
                    Status::Conflict
                }
            }
            _ => Status::Rejected,
        };
        self.applied.set(self.applied.get() + 1);
        receipts.insert(mutation.id, status);
        Outcome {
            rev: records.get(&mutation.record).map(|(_, body)| body.rev),
            ..Outcome::bare(mutation.id, status)
        }
    }

    /// Bookkeeping after a blob's last byte.
    fn finish(&self, upload: &Upload) {
        self.blobs
            .borrow_mut()
            .insert(upload.hash, upload.bytes.clone());
        let have = self.blobs.borrow().len();
        if let Some((seq, body)) = self.records.borrow_mut().get_mut(&upload.record) {
            body.complete_at = (have == 2).then_some(NOW);
            *seq = self.next_seq();
        }
    }

    fn append(&self, id: UploadId, offset: u64, bytes: &[u8]) -> Answered<ChunkReply> {
        let mut uploads = self.uploads.borrow_mut();
        let upload = uploads.get_mut(&id).ok_or(RemoteError::Refused {
            code: "unknown_upload".into(),
        })?;
        self.chunk_bytes.set(self.chunk_bytes.get() + bytes.len());
        if offset == upload.bytes.len() as u64 {
            upload.bytes.extend_from_slice(bytes);
        }
        let complete = upload.bytes.len() == upload.size;
        if complete {
            self.finish(upload);
        }
        Ok(ChunkReply {
            offset: upload.bytes.len() as u64,
            complete,
        })
    }
}

impl Remote for FakeServer {
    async fn greet(&self) -> Answered<Hello> {
        Err(RemoteError::Failed { status: 500 })
    }

    async fn sign_in(&self, _nonce: &str) -> Answered<SignedIn> {
        Err(RemoteError::Failed { status: 500 })
    }

    async fn renew(&self, _install: InstallId) -> Answered<()> {
        Err(RemoteError::Failed { status: 500 })
    }

    async fn push(&self, body: String) -> Answered<PushReply> {
        let push: PushBody =
            json::from_text(&body).map_err(|_| RemoteError::Failed { status: 400 })?;
        self.answer(|| {
            let results = push
                .mutations
                .iter()
                .map(|mutation| self.apply(mutation))
                .collect();
            Ok(PushReply {
                epoch: EPOCH,
                now: NOW,
                results,
                gaps: Vec::new(),
                install_fork: false,
            })
        })
    }

    async fn pull(&self, request: &PullRequest) -> Answered<PullReply> {
        self.answer(|| {
            let cursor = request.cursors.get(SCOPE).copied().unwrap_or(0);
            let records = self.records.borrow();
            let new: Vec<_> = records.values().filter(|(seq, _)| *seq > cursor).collect();
            Ok(PullReply {
                epoch: EPOCH,
                now: NOW,
                scopes: vec![SCOPE.into()],
                changes: new
                    .iter()
                    .map(|(seq, body)| Change {
                        scope: SCOPE.into(),
                        seq: *seq,
                        record: body.id,
                        present: true,
                    })
                    .collect(),
                records: new.iter().map(|(_, body)| body.clone()).collect(),
                cursors: [(SCOPE.to_owned(), self.seq.get())].into(),
                more: false,
                account: None,
                catalogue: "c1".into(),
                newest: None,
            })
        })
    }

    async fn catalogue(&self) -> Answered<String> {
        self.answer(|| Ok("{}".to_owned()))
    }

    async fn announce(&self, blob: &AnnounceBlob) -> Answered<BlobTicket> {
        self.answer(|| {
            if self.blobs.borrow().contains_key(&blob.sha256) {
                return Ok(BlobTicket {
                    have: true,
                    upload: None,
                    offset: 0,
                });
            }
            let id = UploadId(Uuid::from_slice(&blob.sha256.0[..16]).unwrap_or_default());
            let mut uploads = self.uploads.borrow_mut();
            let size = usize::try_from(blob.size).unwrap_or(usize::MAX);
            let upload = uploads.entry(id).or_insert(Upload {
                hash: blob.sha256,
                size,
                bytes: Vec::new(),
                record: blob.record,
            });
            Ok(BlobTicket {
                have: false,
                upload: Some(id),
                offset: upload.bytes.len() as u64,
            })
        })
    }

    async fn send_chunk(
        &self,
        upload: UploadId,
        offset: u64,
        bytes: Vec<u8>,
    ) -> Answered<ChunkReply> {
        self.chunks.set(self.chunks.get() + 1);
        let is_cut = self.cuts.borrow().contains(&self.chunks.get());
        let reply = self.answer(|| self.append(upload, offset, &bytes));
        if is_cut {
            reply.and(Err(RemoteError::Offline))
        } else {
            reply
        }
    }
}
