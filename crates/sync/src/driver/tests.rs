//! Rounds of a phone whose storage is full.

use std::collections::BTreeMap;

use nhatky_domain::ids::Epoch;
use uuid::Uuid;

use super::*;
use crate::conformance::run;
use crate::conformance::samples::{NOW_MS, applied, blob, confirmed, draft, hash, record, work};
use crate::engine::Known;
use crate::protocol::{
    AnnounceBlob, BlobTicket, ChunkReply, Hello, Mutation, Outcome, PullReply, PullRequest,
    PushReply, SignedIn, Status,
};
use crate::store::memory::MemoryStore;
use crate::store::{Blobs as _, Drafts as _, Outbox as _};

/// More writes than the round has.
const MOST_WRITES: u32 = 20;

/// A server that takes everything and has every photo already.
struct Willing;

#[derive(serde::Deserialize)]
struct Pushed {
    mutations: Vec<Mutation>,
}

impl Remote for Willing {
    async fn greet(&self) -> Answered<Hello> {
        Err(RemoteError::Offline)
    }

    async fn sign_in(&self, _: &str) -> Answered<SignedIn> {
        Err(RemoteError::Offline)
    }

    async fn renew(&self, _: InstallId) -> Answered<()> {
        Err(RemoteError::Offline)
    }

    async fn push(&self, body: String) -> Answered<PushReply> {
        let pushed: Pushed = json::from_text(&body).unwrap();
        let applied = |mutation: Mutation| Outcome::bare(mutation.id, Status::Applied);
        Ok(PushReply {
            epoch: Epoch(Uuid::nil()),
            now: NOW_MS,
            results: pushed.mutations.into_iter().map(applied).collect(),
            gaps: Vec::new(),
            install_fork: false,
        })
    }

    async fn pull(&self, _: &PullRequest) -> Answered<PullReply> {
        Ok(PullReply {
            epoch: Epoch(Uuid::nil()),
            now: NOW_MS,
            scopes: Vec::new(),
            changes: Vec::new(),
            records: Vec::new(),
            cursors: BTreeMap::new(),
            more: false,
            account: None,
            catalogue: "c1".into(),
            newest: None,
        })
    }

    async fn catalogue(&self) -> Answered<String> {
        Ok("{}".to_owned())
    }

    async fn announce(&self, _: &AnnounceBlob) -> Answered<BlobTicket> {
        Ok(BlobTicket {
            have: true,
            upload: None,
            offset: 0,
        })
    }

    async fn send_chunk(&self, _: UploadId, _: u64, _: Vec<u8>) -> Answered<ChunkReply> {
        Err(RemoteError::Offline)
    }
}

struct Stopped;

impl Environment for Stopped {
    fn now_ms(&self) -> i64 {
        NOW_MS
    }

    fn random(&self) -> u32 {
        0
    }
}

/// One log with its photo is with the server, and another is to be sent.
async fn phone() -> MemoryStore {
    let store = MemoryStore::new();
    for number in 1..=2 {
        let photos = [blob(number, 1_000)];
        store
            .save_photos(&draft(number, &[number]), &photos)
            .await
            .unwrap();
        store.enqueue(&work(number, &[number])).await.unwrap();
    }
    store.settle(&[applied(1, NOW_MS)]).await.unwrap();
    let sent = store.transfers_of(record(1)).await.unwrap().remove(0);
    let sent = confirmed(&sent, NOW_MS);
    store.save_transfer(&sent).await.unwrap();
    store
}

#[test]
fn a_round_makes_room_for_whatever_it_has_to_write() {
    run(async {
        let mut makings = 0;
        for nth in 1..=MOST_WRITES {
            let store = phone().await;
            store.fail_write(nth);
            let mut engine = Engine::new(Known {
                app: "test".into(),
                install: InstallId(Uuid::nil()),
                heard: None,
                account_digest: None,
                catalogue_version: None,
            });
            let wake_at_ms = run_round(&mut engine, &store, &Willing, &Stopped, &mut |_| {}).await;
            assert_eq!(wake_at_ms, None, "write {nth}");
            assert_eq!(store.outbox().await.unwrap(), [], "write {nth}");
            assert_eq!(store.transfers().await.unwrap(), [], "write {nth}");
            makings += u32::from(store.blob(hash(1)).await.unwrap().is_none());
        }
        assert!(makings >= 5, "room was made {makings} times");
    });
}
