//! A storage of which some reads fail: what is left is saved, and the rest named.

use super::stores::{phone, restore, saved};
use super::*;
use crate::store::{Blobs, Salvage, Shelf, StoreError, Stored, Transfer};

/// IndexedDB that only half works: some reads fail, the rest is there.
struct Half<'a> {
    store: &'a MemoryStore,
    broken: &'a [(Shelf, &'a str)],
}

fn broken() -> StoreError {
    StoreError::Failed {
        name: "UnknownError".to_owned(),
        message: "Internal error".to_owned(),
    }
}

impl Salvage for Half<'_> {
    async fn names(&self, shelf: Shelf) -> Stored<Vec<String>> {
        if self.broken.contains(&(shelf, "")) {
            return Err(broken());
        }
        self.store.names(shelf).await
    }

    async fn piece(&self, shelf: Shelf, name: &str) -> Stored<Option<Piece>> {
        if self.broken.contains(&(shelf, name)) {
            return Err(broken());
        }
        self.store.piece(shelf, name).await
    }

    async fn put_back(&self, _: &Piece) -> Stored<bool> {
        Err(broken())
    }
}

impl Blobs for Half<'_> {
    async fn blob(&self, hash: nhatky_domain::ids::BlobHash) -> Stored<Option<Vec<u8>>> {
        self.store.blob(hash).await
    }

    async fn transfers(&self) -> Stored<Vec<Transfer>> {
        Err(broken())
    }

    async fn transfers_of(&self, _: nhatky_domain::ids::RecordId) -> Stored<Vec<Transfer>> {
        Err(broken())
    }

    async fn save_transfer(&self, _: &Transfer) -> Stored<()> {
        Err(broken())
    }

    async fn free_confirmed(&self) -> Stored<u64> {
        Err(broken())
    }
}

/// What a reader of the file is told.
fn lost_in(part: &str) -> Vec<Lost> {
    let (entries, _) = read(part.as_bytes(), 1000);
    let lost = entries.iter().filter_map(|entry| match entry {
        Entry::Lost(line) => Some(Lost::read(line)),
        _ => None,
    });
    lost.collect()
}

#[test]
fn what_lay_on_a_shelf_of_a_newer_build_is_still_said_to_be_lost() {
    for line in ["voices/5: UnknownError: x", "voices/5", "?", ""] {
        assert_eq!(Lost::read(line).shelf, None, "{line}");
    }
    assert_eq!(Lost::read("voices/5: x").name, "5");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_saved() {
    let (phone, other) = (phone(), MemoryStore::new());
    let half = Half {
        store: &phone,
        broken: &[(Shelf::Outbox, "1"), (Shelf::Retained, "")],
    };
    let (saved, parts) = saved(&half, u64::MAX);
    let lost_from = |shelf, name: &str| Lost {
        shelf: Some(shelf),
        name: name.to_owned(),
    };
    let named = [
        lost_from(Shelf::Retained, ""),
        lost_from(Shelf::Outbox, "1"),
    ];
    assert_eq!(saved.lost, named);
    assert_eq!(lost_in(&parts[0]), named);
    let lost = |text: &str| parts[0].lines().any(|line| line.ends_with(text));
    assert!(lost("\toutbox/1: UnknownError: Internal error"));
    assert!(lost("\tretained/: UnknownError: Internal error"));
    restore(&other, &parts[0]);
    run(async {
        assert_eq!(other.outbox().await.unwrap().len(), 1);
        assert_eq!(other.drafts().await.unwrap().len(), 2);
        // Whose photos they are is not known any more; they are not left behind.
        for number in [10, 11, 20, 21, 30, 31, 50] {
            assert!(other.blob(hash(number)).await.unwrap().is_some());
        }
    });
}
