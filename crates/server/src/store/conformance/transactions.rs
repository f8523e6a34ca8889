use nhatky_domain::ids::Epoch;
use uuid::Uuid;

use super::{abandon, committed, keep, look};
use crate::store::{
    Counters as _, EPOCH_JUMP, EpochReason, EpochRow, OrganisationRow, Store, StoreError,
    Transaction as _,
};

pub(super) fn organisation() -> OrganisationRow {
    OrganisationRow {
        id: Uuid::from_u128(1),
        name: "Đoàn Khối".to_owned(),
        address: Some("https://nhatky.example.vn".to_owned()),
        epoch: Epoch(Uuid::from_u128(2)),
        is_demo: true,
        founded_at: 5,
        directory_rev: 0,
    }
}

pub(crate) async fn what_is_not_committed_was_never_there<S: Store>(store: &S) {
    let mut tx = store.write().await.unwrap();
    tx.found(&organisation()).await.unwrap();
    abandon::<S>(tx).await;
    assert_eq!(look(store).await.organisation().await.unwrap(), None);
    committed!(store, |tx| tx.found(&organisation()).await.unwrap());
    let found = look(store).await.organisation().await.unwrap();
    assert_eq!(found, Some(organisation()));
}

pub(crate) async fn an_organisation_is_founded_once<S: Store>(store: &S) {
    committed!(store, |tx| tx.found(&organisation()).await.unwrap());
    let second = OrganisationRow {
        id: Uuid::from_u128(7),
        ..organisation()
    };
    let mut tx = store.write().await.unwrap();
    let refused = tx.found(&second).await;
    assert!(matches!(refused, Err(StoreError::Constraint(_))));
}

pub(crate) async fn numbers_of_a_scope_count_up_without_a_hole<S: Store>(store: &S) {
    let firsts = committed!(store, |tx| [
        tx.take_seqs("a", 1, 0).await.unwrap(),
        tx.take_seqs("a", 25, 0).await.unwrap(),
        tx.take_seqs("b", 2, 0).await.unwrap(),
        tx.take_seqs("a", 1, 0).await.unwrap(),
    ]);
    assert_eq!(firsts, [1, 2, 1, 27]);
    let scopes = ["a", "b", "c"].map(ToOwned::to_owned);
    let last = look(store).await.last_seqs(&scopes).await.unwrap();
    assert_eq!(last, [("a".to_owned(), 27), ("b".to_owned(), 2)].into());
}

pub(crate) async fn numbers_follow_the_clock_and_never_go_back<S: Store>(store: &S) {
    let founded = organisation().founded_at;
    let before = EpochRow {
        epoch: Epoch(Uuid::from_u128(3)),
        parent: Some(organisation().epoch),
        began_at: founded,
        reason: EpochReason::Restored,
        install: None,
    };
    let firsts = committed!(store, |tx| {
        tx.found(&organisation()).await.unwrap();
        let early = tx.take_seqs("a", 3, founded - 1).await.unwrap();
        let crowded = tx.take_seqs("a", 3, founded + 1).await.unwrap();
        let later = tx.take_seqs("a", 2, founded + 600).await.unwrap();
        let put_back = tx.take_seqs("a", 1, founded).await.unwrap();
        let another = tx.take_seqs("b", 1, founded + 700).await.unwrap();
        tx.begin_epoch(&before).await.unwrap();
        let in_the_next = tx.take_seqs("b", 1, founded + 900).await.unwrap();
        [early, crowded, later, put_back, another, in_the_next]
    });
    assert_eq!(firsts, [1, 4, 601, 603, 701, EPOCH_JUMP + 901]);
}

pub(crate) async fn writers_take_turns<S: Store>(store: &S) {
    committed!(store, |tx| tx.found(&organisation()).await.unwrap());
    let work = |store: S| async move {
        let mut tx = store.write().await.unwrap();
        tx.lock_counters().await.unwrap();
        let before = tx.last_seqs(&["a".to_owned()]).await.unwrap();
        tokio::task::yield_now().await;
        let first = tx.take_seqs("a", 1, 0).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(first, before.get("a").copied().unwrap_or(0) + 1);
        first
    };
    let workers: Vec<_> = (0..20).map(|_| tokio::spawn(work(store.clone()))).collect();
    let mut firsts = Vec::new();
    for worker in workers {
        firsts.push(worker.await.unwrap());
    }
    firsts.sort_unstable();
    assert_eq!(firsts, Vec::from_iter(1..=20));
}

pub(crate) async fn a_reader_does_not_wait_for_a_writer<S: Store>(store: &S) {
    committed!(store, |tx| tx.found(&organisation()).await.unwrap());
    let mut writer = store.write().await.unwrap();
    writer.lock_counters().await.unwrap();
    writer.take_seqs("a", 1, 0).await.unwrap();
    let scope = ["a".to_owned()];
    let seen = look(store).await.last_seqs(&scope).await.unwrap();
    assert!(seen.is_empty(), "not committed yet");
    keep::<S>(writer).await;
    assert_eq!(look(store).await.last_seqs(&scope).await.unwrap()["a"], 1);
}

pub(crate) async fn a_reader_sees_one_moment<S: Store>(store: &S) {
    let scope = ["a".to_owned()];
    committed!(store, |tx| tx.take_seqs("a", 1, 0).await.unwrap());
    let mut reader = look(store).await;
    assert_eq!(reader.last_seqs(&scope).await.unwrap()["a"], 1);
    committed!(store, |tx| tx.take_seqs("a", 1, 0).await.unwrap());
    assert_eq!(reader.last_seqs(&scope).await.unwrap()["a"], 1);
    keep::<S>(reader).await;
    assert_eq!(look(store).await.last_seqs(&scope).await.unwrap()["a"], 2);
}

pub(crate) async fn an_epoch_follows_the_one_before_and_its_numbers_meet_no_older_one<S: Store>(
    store: &S,
) {
    let first = organisation();
    let second = EpochRow {
        epoch: Epoch(Uuid::from_u128(3)),
        parent: Some(first.epoch),
        began_at: 9,
        reason: EpochReason::CursorAhead,
        install: Some(super::INSTALL),
    };
    committed!(store, |tx| {
        tx.found(&first).await.unwrap();
        tx.take_seqs("a", 5, 0).await.unwrap();
        tx.lock_counters().await.unwrap();
        tx.begin_epoch(&second).await.unwrap();
    });
    let mut tx = look(store).await;
    let now = tx.organisation().await.unwrap().unwrap();
    assert_eq!(now.epoch, second.epoch);
    let epochs = tx.epochs().await.unwrap();
    assert_eq!(epochs.len(), 2);
    assert_eq!(
        (epochs[0].epoch, epochs[0].parent, epochs[0].reason),
        (first.epoch, None, EpochReason::Founded)
    );
    assert_eq!(epochs[1], second);
    keep::<S>(tx).await;
    let firsts = committed!(store, |tx| [
        tx.take_seqs("a", 1, 0).await.unwrap(),
        tx.take_seqs("b", 1, 0).await.unwrap(),
        tx.take_seqs("b", 1, 0).await.unwrap(),
    ]);
    assert_eq!(firsts, [EPOCH_JUMP + 6, EPOCH_JUMP + 1, EPOCH_JUMP + 2]);
}

pub(crate) async fn an_epoch_that_was_not_committed_never_began<S: Store>(store: &S) {
    committed!(store, |tx| tx.found(&organisation()).await.unwrap());
    let mut tx = store.write().await.unwrap();
    tx.lock_counters().await.unwrap();
    tx.begin_epoch(&EpochRow {
        epoch: Epoch(Uuid::from_u128(3)),
        parent: Some(organisation().epoch),
        began_at: 9,
        reason: EpochReason::Restored,
        install: None,
    })
    .await
    .unwrap();
    abandon::<S>(tx).await;
    let mut tx = look(store).await;
    assert_eq!(tx.organisation().await.unwrap(), Some(organisation()));
    assert_eq!(tx.epochs().await.unwrap().len(), 1);
    keep::<S>(tx).await;
    assert_eq!(
        committed!(store, |tx| tx.take_seqs("a", 1, 0).await.unwrap()),
        1
    );
}

pub(crate) async fn a_sealed_organisation_gives_no_numbers_until_it_is_unsealed<S: Store>(
    store: &S,
) {
    assert!(!committed!(store, |tx| tx.seal(4).await.unwrap()));
    committed!(store, |tx| tx.found(&organisation()).await.unwrap());
    assert_eq!(look(store).await.sealed_at().await.unwrap(), None);
    assert!(committed!(store, |tx| tx.seal(5).await.unwrap()));
    assert!(!committed!(store, |tx| tx.seal(6).await.unwrap()));
    assert_eq!(look(store).await.sealed_at().await.unwrap(), Some(5));
    let mut tx = store.write().await.unwrap();
    let refused = tx.lock_counters().await;
    assert!(matches!(refused, Err(StoreError::Sealed)));
    abandon::<S>(tx).await;
    committed!(store, |tx| {
        tx.unseal().await.unwrap();
        tx.lock_counters().await.unwrap();
    });
    assert_eq!(look(store).await.sealed_at().await.unwrap(), None);
}

pub(crate) async fn a_seal_waits_for_whoever_holds_the_counters<S: Store>(store: &S) {
    committed!(store, |tx| tx.found(&organisation()).await.unwrap());
    let mut writer = store.write().await.unwrap();
    writer.lock_counters().await.unwrap();
    let sealing = tokio::spawn({
        let store = store.clone();
        async move { committed!(store, |tx| tx.seal(5).await.unwrap()) }
    });
    tokio::task::yield_now().await;
    writer.take_seqs("a", 1, 0).await.unwrap();
    keep::<S>(writer).await;
    assert!(sealing.await.unwrap());
    let last = look(store).await.last_seqs(&["a".to_owned()]).await;
    assert_eq!(last.unwrap()["a"], 1);
}
