use super::{OTHER, PERSON, committed, look};
use crate::store::{CodeRow, Codes as _, Store, StoreError, Transaction as _};

fn code(name: u8) -> CodeRow {
    CodeRow {
        hash: vec![name; 32],
        person: PERSON,
        expires_at: 100,
        is_reusable: false,
        used_by: None,
    }
}

pub(crate) async fn a_code_is_used_once<S: Store>(store: &S) {
    committed!(store, |tx| tx.add_codes(&[code(1)]).await.unwrap());
    let uses = committed!(store, |tx| [
        tx.use_code(&[1; 32], b"first", 7).await.unwrap(),
        tx.use_code(&[1; 32], b"second", 8).await.unwrap(),
        tx.use_code(&[2; 32], b"first", 9).await.unwrap(),
    ]);
    assert_eq!(uses, [true, false, false]);
    let row = look(store).await.code(&[1; 32]).await.unwrap().unwrap();
    assert_eq!(row.used_by.as_deref(), Some(b"first".as_slice()));
    assert_eq!(look(store).await.code(&[2; 32]).await.unwrap(), None);
    let mut tx = store.write().await.unwrap();
    let again = tx.add_codes(&[code(1)]).await;
    assert!(matches!(again, Err(StoreError::Constraint(_))));
}

pub(crate) async fn new_codes_void_unused_ones_except_reusable_ones<S: Store>(store: &S) {
    let reusable = CodeRow {
        is_reusable: true,
        ..code(2)
    };
    let of_another = CodeRow {
        person: OTHER,
        ..code(3)
    };
    let codes = [code(1), reusable, of_another, code(4)];
    committed!(store, |tx| {
        tx.add_codes(&codes).await.unwrap();
        tx.use_code(&[4; 32], b"first", 7).await.unwrap();
        tx.void_codes(PERSON).await.unwrap();
    });
    for (name, is_left) in [(1, false), (2, true), (3, true), (4, true)] {
        let row = look(store).await.code(&[name; 32]).await.unwrap();
        assert_eq!(row.is_some(), is_left, "{name}");
    }
}

pub(crate) async fn failures_are_counted_by_bucket_and_hour<S: Store>(store: &S) {
    committed!(store, |tx| {
        tx.note_failure("a", 10, 0).await.unwrap();
        tx.note_failure("a", 10, 0).await.unwrap();
        tx.note_failure("a", 11, 0).await.unwrap();
        tx.note_failure("b", 11, 11).await.unwrap();
    });
    let mut tx = look(store).await;
    assert_eq!(tx.failures("a", 11).await.unwrap(), 1);
    assert_eq!(tx.failures("b", 11).await.unwrap(), 1);
    assert_eq!(
        tx.failures("a", 10).await.unwrap(),
        0,
        "hour 10 was forgotten"
    );
}
