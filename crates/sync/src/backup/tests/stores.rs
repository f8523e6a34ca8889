//! From one store into another.

use super::*;
use crate::conformance::samples::{applied, confirmed};
use crate::store::{Blobs, OutboxRow, Salvage, StoreError};

/// Parts in memory.
#[derive(Default)]
struct Parts {
    whole: Vec<String>,
    current: String,
}

impl Sink for Parts {
    type Error = ();

    async fn write(&mut self, text: String) -> Result<(), ()> {
        self.current += &text;
        Ok(())
    }

    async fn end_part(&mut self) -> Result<(), ()> {
        self.whole.push(std::mem::take(&mut self.current));
        Ok(())
    }

    fn progress(&mut self, done: usize, total: usize) {
        assert!(done <= total);
    }
}

pub(super) fn saved<S: Blobs + Salvage>(store: &S, part_bytes: u64) -> (Saved, Vec<String>) {
    let mut parts = Parts::default();
    let saved = run(save(store, head(), part_bytes, &mut parts)).unwrap();
    (saved, parts.whole)
}

/// Says whether anything changed.
pub(super) fn restore(store: &MemoryStore, part: &str) -> bool {
    let (entries, end) = read(part.as_bytes(), 1000);
    end.unwrap();
    let mut has_changed = false;
    for entry in entries {
        if let Entry::Piece(piece) = entry {
            has_changed |= run(put_back(store, &piece)) == Ok(Verdict::PutBack);
        }
    }
    has_changed
}

/// Two drafts, one with a photo; two logs that wait, with two photos each; one that was received.
pub(super) fn phone() -> MemoryStore {
    let store = MemoryStore::new();
    run(async {
        for number in 1..=3 {
            let photos = [number * 10, number * 10 + 1];
            let blobs = photos.map(|photo| blob(photo, 40_000));
            store
                .save_photos(&draft(number, &photos), &blobs)
                .await
                .unwrap();
            store.enqueue(&work(number, &photos)).await.unwrap();
        }
        store.settle(&[applied(3, NOW_MS)]).await.unwrap();
        for transfer in store.transfers_of(record(3)).await.unwrap() {
            let confirmed = confirmed(&transfer, NOW_MS);
            store.save_transfer(&confirmed).await.unwrap();
        }
        store.save_draft(&draft(4, &[])).await.unwrap();
        let photo = [blob(50, 70_000)];
        store.save_photos(&draft(5, &[50]), &photo).await.unwrap();
    });
    store
}

/// Keeps nothing but the longest text that was ever held.
#[derive(Default)]
struct Longest(usize);

impl Sink for Longest {
    type Error = ();

    async fn write(&mut self, text: String) -> Result<(), ()> {
        self.0 = self.0.max(text.len());
        Ok(())
    }

    async fn end_part(&mut self) -> Result<(), ()> {
        Ok(())
    }

    fn progress(&mut self, _: usize, _: usize) {}
}

#[test]
fn i_16_a_backup_of_200_photos_is_written_in_small_pieces() {
    let store = MemoryStore::new();
    for number in 0..100 {
        let photos = [number, number + 100];
        let blobs = photos.map(|photo| blob(photo, 250_000));
        run(store.save_photos(&draft(number, &photos), &blobs)).unwrap();
    }
    let mut longest = Longest::default();
    let saved = run(save(&store, head(), u64::MAX, &mut longest)).unwrap();
    assert_eq!(saved.photos, 200);
    assert!(longest.0 < 100_000, "{} bytes at once", longest.0);
}

fn check_same_work(one: &MemoryStore, other: &MemoryStore) {
    run(async {
        assert_eq!(one.outbox().await, other.outbox().await);
        let settled = async |store: &MemoryStore| {
            let rows = store.retained().await.unwrap().into_iter();
            let what = |row: OutboxRow| (row.mutation.id, row.mutation.body, row.state.status);
            rows.map(what).collect::<Vec<_>>()
        };
        assert_eq!(settled(one).await, settled(other).await);
        assert_eq!(one.drafts().await, other.drafts().await);
        assert_eq!(one.transfers().await, other.transfers().await);
        assert_eq!(one.blob(hash(50)).await, other.blob(hash(50)).await);
    });
}

#[test]
fn everything_comes_back_on_another_phone_and_nothing_twice() {
    let (phone, other) = (phone(), MemoryStore::new());
    let (saved, parts) = saved(&phone, u64::MAX);
    let expected = Saved {
        drafts: 2,
        records: 3,
        photos: 5,
        lost: Vec::new(),
        parts: 1,
        bytes: parts[0].len() as u64,
    };
    assert_eq!(saved, expected);
    assert!(restore(&other, &parts[0]));
    check_same_work(&phone, &other);
    assert!(!restore(&other, &parts[0]));
    assert!(!restore(&phone, &parts[0]));
}

#[test]
fn parts_can_be_put_back_alone_and_in_any_order() {
    let phone = phone();
    const PART_BYTES: u64 = 400_000;
    let (saved, parts) = saved(&phone, PART_BYTES);
    assert!(parts.len() >= 3, "{saved:?}");
    assert!(parts.iter().all(|part| part.len() as u64 <= PART_BYTES));
    let last: Vec<_> = parts
        .iter()
        .map(|part| read(part.as_bytes(), 99).1.unwrap().is_last)
        .collect();
    assert_eq!(last.iter().filter(|is_last| **is_last).count(), 1);
    assert_eq!(last.last(), Some(&true));
    for turn in 0..parts.len() {
        let other = MemoryStore::new();
        for idx in 0..parts.len() {
            restore(&other, &parts[(idx + turn) % parts.len()]);
        }
        run(async {
            let queued = other.transfers().await.unwrap();
            assert_eq!(queued, phone.transfers().await.unwrap());
            assert_eq!(other.outbox().await.unwrap().len(), 2);
            assert_eq!(other.drafts().await.unwrap().len(), 2);
        });
        assert!(parts.iter().all(|part| !restore(&other, part)));
    }
}

#[test]
fn photos_that_the_server_has_are_left_out() {
    let (_, parts) = saved(&phone(), u64::MAX);
    assert!(!parts[0].contains(&format!("photo\t{}", hash(30))));
    let photos = parts[0].lines().filter(|line| line.starts_with("photo"));
    assert!(
        photos
            .clone()
            .any(|line| line.contains(&hash(10).to_string()))
    );
    assert!(
        !photos
            .clone()
            .any(|line| line.contains(&hash(30).to_string()))
    );
}

#[test]
fn a_piece_that_this_build_cannot_read_is_left_in_the_file() {
    let odd = Piece::Draft("{\"id\":7}".to_owned());
    let put = run(put_back(&MemoryStore::new(), &odd));
    assert_eq!(put, Ok(Verdict::NotUnderstood));
    let full = MemoryStore::new();
    full.fail_write(1);
    let put = run(put_back(&full, &Piece::Photo(blob(1, 3))));
    assert_eq!(put, Err(StoreError::QuotaExceeded));
}
