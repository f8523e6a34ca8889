//! Whole stories of syncing, told over any store: the engine and its driver against a server in
//! memory that loses requests and replies. Memory runs them on the host, IndexedDB in a browser.

#![expect(
    clippy::expect_used,
    reason = "a scenario is a test: it fails by a panic"
)]

mod fake_server;
mod first_body;

use std::cell::Cell;

use nhatky_domain::ids::{
    BlobHash, DraftId, FieldCode, HoldingId, InstallId, MutationId, PersonId, RecordId, UnitId,
};
use nhatky_domain::value::Value;
use uuid::Uuid;

pub use self::fake_server::{FakeServer, Fault};
use crate::driver::run_round;
use crate::engine::{Engine, Known};
use crate::protocol::{CreateBody, Op, PatchBody};
use crate::remote::Environment;
use crate::store::{Draft, NewBlob, NewWork, PhoneStore};

/// The person who writes in the scenarios.
pub const AUTHOR: PersonId = PersonId(Uuid::from_u128(0xA));
const UNIT: UnitId = UnitId(Uuid::from_u128(0xB));
const HOLDING: HoldingId = HoldingId(Uuid::from_u128(0xC));
const RECORD: RecordId = RecordId(Uuid::from_u128(0xD));
const DRAFT: DraftId = DraftId(Uuid::from_u128(0xE));
/// Larger than two first chunks, so that a transfer takes several.
const PHOTO_BYTES: usize = 200_000;
/// More rounds than any script of faults here needs.
const MOST_ROUNDS: usize = 40;

/// A clock that moves by itself.
#[derive(Debug, Default)]
pub struct SteadyClock(Cell<i64>);

impl Environment for SteadyClock {
    fn now_ms(&self) -> i64 {
        self.0.set(self.0.get() + 10_000);
        1_595_577_600_000 + self.0.get()
    }

    fn random(&self) -> u32 {
        0
    }
}

/// A new engine, as after a start of the app.
#[must_use]
pub fn engine() -> Engine {
    Engine::new(Known {
        app: "scenario".into(),
        install: InstallId(Uuid::from_u128(0xF)),
        heard: None,
        account_digest: None,
        catalogue_version: None,
    })
}

/// Runs rounds, each with an engine that knows nothing of the one before, until nothing waits.
///
/// # Panics
/// If work still waits after more rounds than the faults explain.
pub async fn sync_until_quiet<S: PhoneStore>(store: &S, server: &FakeServer) {
    let clock = SteadyClock::default();
    for _ in 0..MOST_ROUNDS {
        run_round(&mut engine(), store, server, &clock, &mut |_| {}).await;
        let waits = !store.outbox().await.expect("outbox").is_empty()
            || !store.transfers().await.expect("transfers").is_empty();
        if !waits && server.faults_left() == 0 {
            return;
        }
    }
    panic!("work still waits");
}

fn photo(byte: u8) -> NewBlob {
    NewBlob {
        hash: BlobHash([byte; 32]),
        mime: "image/jpeg".into(),
        bytes: vec![byte; PHOTO_BYTES],
        is_thumbnail: false,
    }
}

fn thumbnail(byte: u8) -> NewBlob {
    NewBlob {
        bytes: vec![byte; 9_000],
        is_thumbnail: true,
        ..photo(byte)
    }
}

fn draft(title: &str) -> Draft {
    Draft {
        id: DRAFT,
        form: "HD".into(),
        form_version: 1,
        record: RECORD,
        edits: false,
        unit: UNIT,
        holding: HOLDING,
        fields: [(FieldCode::from("ten"), Value::text(title))].into(),
        seen: Default::default(),
        saved_at_ms: 1,
        awaiting_photo: false,
        answers: Vec::new(),
    }
}

fn work(number: u128, op: Op, draft: Option<DraftId>, blobs: Vec<BlobHash>) -> NewWork {
    NewWork {
        id: MutationId(Uuid::from_u128(number)),
        op,
        record: RECORD,
        holding: HOLDING,
        deps: Vec::new(),
        at_ms: 2,
        offset_ms: None,
        draft,
        blobs,
    }
}

/// Hands in one log with a photo and its thumbnail.
async fn hand_in<S: PhoneStore>(store: &S, title: &str) {
    let draft = draft(title);
    let blobs = [photo(1), thumbnail(2)];
    store.save_photos(&draft, &blobs).await.expect("photos");
    let create = CreateBody {
        form: draft.form.clone(),
        form_version: 1,
        unit: UNIT,
        fields: draft.fields.clone(),
    };
    let hashes = blobs.iter().map(|blob| blob.hash).collect();
    store
        .enqueue(&work(1, Op::Create(create), Some(DRAFT), hashes))
        .await
        .expect("enqueue");
}

async fn assert_arrived_once<S: PhoneStore>(store: &S, server: &FakeServer, title: &str) {
    assert_eq!(server.records().len(), 1);
    let base = store
        .base(RECORD)
        .await
        .expect("base")
        .expect("the record came back");
    assert_eq!(
        base.body.fields.get(&"ten".into()),
        Some(&Value::text(title))
    );
    assert_eq!(base.body.complete_at.is_some(), server.blobs().len() == 2);
    assert_eq!(server.blobs().get(&photo(1).hash), Some(&photo(1).bytes));
    assert!(store.drafts().await.expect("drafts").is_empty());
    assert!(
        store.blob(photo(1).hash).await.expect("blob").is_some(),
        "a confirmed photo stays for its time"
    );
}

/// # Panics
/// If the story goes otherwise.
pub async fn a_log_with_a_photo_arrives<S: PhoneStore>(store: &S) {
    let server = FakeServer::default();
    hand_in(store, "Thay 25 bóng đèn").await;
    sync_until_quiet(store, &server).await;
    assert_arrived_once(store, &server, "Thay 25 bóng đèn").await;
    assert_eq!(store.retained().await.expect("retained").len(), 1);
}

/// # Panics
/// If the story goes otherwise.
pub async fn lost_requests_and_replies_lose_and_double_nothing<S: PhoneStore>(store: &S) {
    use Fault::{LoseReply, LoseRequest, Pass};
    let server = FakeServer::with_faults([
        LoseRequest,
        LoseReply,
        LoseReply,
        Pass,
        LoseRequest,
        Pass,
        LoseReply,
        Pass,
        Pass,
        Pass,
        LoseReply,
        Pass,
        Pass,
        LoseRequest,
        LoseReply,
        Pass,
        Pass,
        Pass,
        LoseReply,
    ]);
    hand_in(store, "Trồng 40 cây xanh").await;
    sync_until_quiet(store, &server).await;
    assert_arrived_once(store, &server, "Trồng 40 cây xanh").await;
    assert_eq!(server.times_applied(), 1);
}

/// # Panics
/// If the story goes otherwise.
pub async fn an_edit_made_before_the_first_was_sent_arrives_after_it<S: PhoneStore>(store: &S) {
    let server = FakeServer::with_faults([Fault::LoseReply]);
    hand_in(store, "Dọn vệ sinh").await;
    let (before, after) = (draft("Dọn vệ sinh"), draft("Dọn vệ sinh trạm y tế"));
    let patch: PatchBody =
        crate::merge::difference(&before.fields, &after.fields).expect("a difference");
    store
        .enqueue(&work(2, Op::Patch(patch), None, Vec::new()))
        .await
        .expect("enqueue");
    sync_until_quiet(store, &server).await;
    assert_arrived_once(store, &server, "Dọn vệ sinh trạm y tế").await;
    assert_eq!(server.times_applied(), 2);
}

/// # Panics
/// If the story goes otherwise.
pub async fn bytes_sent_again_after_a_cut_are_at_most_one_chunk<S: PhoneStore>(store: &S) {
    let server = FakeServer::default();
    server.cut_chunks([2, 3]);
    hand_in(store, "Hiến máu").await;
    sync_until_quiet(store, &server).await;
    assert_arrived_once(store, &server, "Hiến máu").await;
    let twice = server.bytes_received_in_chunks() - (PHOTO_BYTES + 9_000);
    assert!(
        twice <= 2 * 128 * 1024,
        "{twice} bytes were sent again after two cuts"
    );
}
