use uuid::Uuid;

use super::{committed, look};
use crate::store::{Cell, Column, Dump, Kind, Store, StoreError, TABLES, Table, Transaction as _};

/// A row that differs from others by `number`; every second one leaves out what may be left out.
pub(crate) fn row(table: &Table, number: u8) -> Vec<Cell> {
    let cell = |(idx, column): (usize, &Column)| match column.kind {
        _ if column.is_optional && number % 2 == 1 => Cell::Null,
        Kind::Id => Cell::Id(Uuid::from_u128(u128::from(number) << 8 | idx as u128)),
        Kind::Bytes => Cell::Bytes(vec![number; 32]),
        Kind::Text => Cell::Text(format!("{} «{number}»\n\"ệ\"", column.name)),
        Kind::Number => Cell::Number(i64::from(number) << 33 | idx as i64),
        Kind::Flag => Cell::Flag(number >= 2),
    };
    table.columns.iter().enumerate().map(cell).collect()
}

/// The organisation is one.
pub(crate) fn rows(table: &Table, count: u8) -> Vec<Vec<Cell>> {
    let is_one = table.name == "organisation";
    let count = if is_one { 1 } else { count };
    (0..count).map(|number| row(table, number)).collect()
}

async fn found<T: Dump>(tx: &mut T, table: &Table) -> Vec<Vec<Cell>> {
    let mut found = Vec::new();
    let read = tx.each_row::<StoreError>(table, |row| {
        found.push(row);
        Ok(())
    });
    read.await.unwrap();
    found
}

fn named<'a>(name: &str) -> &'a Table {
    TABLES.iter().find(|table| table.name == name).unwrap()
}

pub(crate) async fn every_row_of_every_table_comes_back_by_its_key<S: Store<Tx: Dump>>(store: &S) {
    committed!(store, |tx| for table in TABLES {
        let mut rows = rows(table, 5);
        rows.reverse();
        tx.add_rows(table, &rows).await.unwrap();
        tx.add_rows(table, &[]).await.unwrap();
    });
    let mut tx = look(store).await;
    for table in TABLES {
        assert_eq!(
            found(&mut tx, table).await,
            rows(table, 5),
            "{}",
            table.name
        );
    }
}

pub(crate) async fn texts_are_sorted_by_their_bytes<S: Store<Tx: Dump>>(store: &S) {
    let scope = |name: &&str| vec![Cell::Text((*name).to_owned()), Cell::Number(1)];
    let sorted = ["", "A", "B", "a", "a:b", "a_b", "b", "ă", "Đ", "ệ"];
    let rows: Vec<_> = sorted.iter().rev().map(scope).collect();
    let table = named("scope");
    committed!(store, |tx| tx.add_rows(table, &rows).await.unwrap());
    let expected: Vec<_> = sorted.iter().map(scope).collect();
    assert_eq!(found(&mut look(store).await, table).await, expected);
}

pub(crate) async fn a_row_that_is_there_already_is_refused<S: Store<Tx: Dump>>(store: &S) {
    let table = named("person");
    committed!(store, |tx| tx
        .add_rows(table, &rows(table, 1))
        .await
        .unwrap());
    let mut tx = store.write().await.unwrap();
    let refused = tx.add_rows(table, &rows(table, 2)).await;
    assert!(matches!(refused, Err(StoreError::Constraint(_))));
}

pub(crate) async fn who_takes_rows_may_stop<S: Store<Tx: Dump>>(store: &S) {
    #[derive(Debug)]
    struct Enough;
    impl From<StoreError> for Enough {
        fn from(_: StoreError) -> Self {
            Self
        }
    }
    let table = named("person");
    committed!(store, |tx| tx
        .add_rows(table, &rows(table, 9))
        .await
        .unwrap());
    let mut taken = 0;
    let mut tx = look(store).await;
    let stopped = tx.each_row(table, |_| {
        taken += 1;
        if taken < 3 { Ok(()) } else { Err(Enough) }
    });
    assert!(stopped.await.is_err());
    assert_eq!(taken, 3);
    assert_eq!(found(&mut tx, table).await.len(), 9);
}
