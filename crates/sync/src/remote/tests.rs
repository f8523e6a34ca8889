//! Every status and many broken answers, through the mapping that ships, the driver and the
//! engine: whatever they are, the outbox keeps what is in it.

use nhatky_domain::ids::{InstallId, MutationId, UploadId};
use uuid::Uuid;

use super::{Answered, Environment, HttpAnswer, Remote, RemoteError};
use crate::conformance::run;
use crate::conformance::samples::{NOW_MS, mutation, work};
use crate::driver::run_round;
use crate::engine::{Engine, Known, Notice};
use crate::json;
use crate::protocol::{
    AnnounceBlob, BlobTicket, ChunkReply, Hello, Outcome, PullReply, PullRequest, PushReply,
    SignedIn, Status,
};
use crate::store::memory::MemoryStore;
use crate::store::{Outbox as _, OutboxRow};

const HTML: &str = "<!doctype html><html><body>Wi-Fi miễn phí: bấm để vào mạng</body></html>";

/// A server, or whoever stands before it, that answers everything alike.
struct Parrot(HttpAnswer);

impl Remote for Parrot {
    async fn greet(&self) -> Answered<Hello> {
        self.0.clone().read()
    }

    async fn sign_in(&self, _: &str) -> Answered<SignedIn> {
        self.0.clone().read()
    }

    async fn renew(&self, _: InstallId) -> Answered<()> {
        self.0.clone().accepted().map(|_| ())
    }

    async fn push(&self, _: String) -> Answered<PushReply> {
        self.0.clone().read()
    }

    async fn pull(&self, _: &PullRequest) -> Answered<PullReply> {
        self.0.clone().read()
    }

    async fn catalogue(&self) -> Answered<String> {
        self.0.clone().accepted()
    }

    async fn announce(&self, _: &AnnounceBlob) -> Answered<BlobTicket> {
        self.0.clone().read()
    }

    async fn send_chunk(&self, _: UploadId, _: u64, _: Vec<u8>) -> Answered<ChunkReply> {
        self.0.clone().read()
    }
}

struct Stopped;

impl Environment for Stopped {
    fn now_ms(&self) -> i64 {
        NOW_MS
    }

    fn random(&self) -> u32 {
        1 << 31
    }
}

fn answer(status: u16, content_type: &str, text: &str) -> HttpAnswer {
    HttpAnswer {
        status,
        content_type: Some(content_type.to_owned()),
        retry_after: None,
        text: text.to_owned(),
    }
}

fn json_answer(status: u16, text: &str) -> HttpAnswer {
    answer(status, "application/json", text)
}

fn push_reply(results: Vec<Outcome>) -> String {
    json::to_text(&PushReply {
        epoch: nhatky_domain::ids::Epoch(Uuid::nil()),
        now: NOW_MS,
        results,
        gaps: Vec::new(),
        install_fork: false,
    })
}

async fn queued() -> MemoryStore {
    let store = MemoryStore::new();
    for number in 1..=2 {
        store.enqueue(&work(number, &[])).await.unwrap();
    }
    store
}

/// One round; gives whether it was broken off and when the next is due.
async fn round(store: &MemoryStore, answer: HttpAnswer) -> (bool, Option<i64>) {
    let mut engine = Engine::new(Known {
        app: "test".into(),
        install: InstallId(Uuid::from_u128(1)),
        heard: None,
        account_digest: None,
        catalogue_version: None,
    });
    let mut failed = false;
    let mut tell = |notice| failed |= matches!(notice, Notice::Failed { .. });
    let wake_at_ms = run_round(&mut engine, store, &Parrot(answer), &Stopped, &mut tell).await;
    (failed, wake_at_ms)
}

#[track_caller]
fn check_keeps(answer: &HttpAnswer) {
    run(async {
        let store = queued().await;
        let before = store.outbox().await.unwrap();
        let (failed, wake_at_ms) = round(&store, answer.clone()).await;
        assert!(failed && wake_at_ms.is_some(), "{answer:?}");
        assert_eq!(store.outbox().await.unwrap(), before, "{answer:?}");
        assert_eq!(store.retained().await.unwrap(), [], "{answer:?}");
    });
}

#[test]
fn i_37_no_status_drops_anything_from_the_queue() {
    let codes = [
        "signed_out",
        "revoked",
        "malformed",
        "not_allowed",
        "no_room",
        "no_room_for_photos",
        "clock_behind",
        "unknown_install",
        "server_fault",
        "a_word_of_a_newer_server",
    ];
    for status in (100..200).chain(300..600) {
        for code in codes {
            let text = format!(r#"{{"code":"{code}","message":"m"}}"#);
            check_keeps(&json_answer(status, &text));
        }
        for text in ["", "{", "[]", "null", "\"503\"", HTML] {
            check_keeps(&json_answer(status, text));
            check_keeps(&answer(status, "text/html; charset=utf-8", text));
        }
    }
}

#[test]
fn a_good_status_with_another_body_drops_nothing() {
    let applied = Outcome::bare(mutation(1), Status::Applied);
    let whole = push_reply(vec![applied]);
    let cut = &whole[..whole.len() / 2];
    for status in 200..300 {
        for text in ["", "{}", "[]", "null", "OK", cut, HTML] {
            check_keeps(&json_answer(status, text));
        }
        for content_type in ["text/html", "text/plain", ""] {
            check_keeps(&answer(status, content_type, &whole));
        }
        let unnamed = HttpAnswer {
            content_type: None,
            ..json_answer(status, &whole)
        };
        check_keeps(&unnamed);
    }
}

fn ids(rows: &[OutboxRow]) -> Vec<MutationId> {
    rows.iter().map(|row| row.mutation.id).collect()
}

/// What is in the outbox after a good answer with these outcomes.
fn left_after(results: Vec<Outcome>) -> (Vec<MutationId>, Vec<MutationId>) {
    run(async {
        let store = queued().await;
        round(&store, json_answer(200, &push_reply(results))).await;
        let retained = store.retained().await.unwrap();
        (ids(&store.outbox().await.unwrap()), ids(&retained))
    })
}

#[test]
fn i_39_results_that_are_missing_or_for_others_settle_only_what_they_name() {
    let applied = |number| Outcome::bare(mutation(number), Status::Applied);
    let both = vec![mutation(1), mutation(2)];
    assert_eq!(left_after(vec![]), (both.clone(), vec![]));
    assert_eq!(left_after(vec![applied(7), applied(8)]), (both, vec![]));
    assert_eq!(
        left_after(vec![applied(9), applied(2)]),
        (vec![mutation(1)], vec![mutation(2)])
    );
}

#[test]
fn the_first_of_two_outcomes_for_one_mutation_counts() {
    let applied = Outcome::bare(mutation(1), Status::Applied);
    let held = Outcome::bare(mutation(1), Status::Held);
    assert_eq!(
        left_after(vec![applied, held]),
        (vec![mutation(2)], vec![mutation(1)])
    );
}

#[test]
fn a_refusal_on_the_way_is_told_from_a_line_that_is_down() {
    for (status, expected) in [
        (400, RemoteError::Intercepted),
        (403, RemoteError::Intercepted),
        (406, RemoteError::Intercepted),
        (200, RemoteError::Offline),
        (302, RemoteError::Offline),
        (401, RemoteError::Offline),
        (407, RemoteError::Offline),
        (429, RemoteError::Offline),
        (502, RemoteError::Offline),
    ] {
        let told = answer(status, "text/html", HTML).accepted();
        assert_eq!(told, Err(expected), "{status}");
    }
}

#[test]
fn a_server_is_left_alone_as_long_as_it_asks() {
    for (status, retry_after, at_least_ms) in [
        (503, Some("120"), 120_000),
        (429, Some("60"), 60_000),
        (503, Some("Wed, 21 Oct 2026 07:28:00 GMT"), 10_000),
        (503, None, 10_000),
    ] {
        let busy = HttpAnswer {
            retry_after: retry_after.map(ToOwned::to_owned),
            ..json_answer(status, "{}")
        };
        let (_, wake_at_ms) = run(async { round(&queued().await, busy).await });
        assert!(wake_at_ms >= Some(NOW_MS + at_least_ms), "{wake_at_ms:?}");
    }
}

#[test]
fn a_server_that_refuses_pushes_alone_is_told_from_a_busy_one() {
    let code = |code: &str| format!("{{\"code\":\"{code}\",\"message\":\"\"}}");
    let accepted = |text: &str| json_answer(503, text).accepted().unwrap_err();
    for read_only in ["clock_behind", "sealed"] {
        let error = accepted(&code(read_only));
        assert!(matches!(error, RemoteError::ReadOnly { .. }), "{error:?}");
    }
    for text in [code("unavailable"), "{}".to_owned(), "<html>".to_owned()] {
        let error = accepted(&text);
        assert!(matches!(error, RemoteError::Busy { .. }), "{error:?}");
    }
}
