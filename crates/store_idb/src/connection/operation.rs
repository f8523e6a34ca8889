//! What an operation of the store is: questions, then writes made out of the answers.
//!
//! Steps are plain functions, so they cannot wait for anything; and there is one future for all
//! operations, which keeps two dozen state machines out of the app.

use std::rc::Rc;

use js_sys::Array;
use nhatky_sync::store::Stored;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::IdbDatabase;

use super::Connection;
use crate::transaction::{Access, Transaction};

/// A storage that has not answered a mere look by then is held for dead.
const ANSWER_MS: i32 = 5_000;

/// Asks what the operation needs to know.
pub(crate) type Ask<'a> = &'a dyn Fn(&Transaction);
/// Issues every write, knowing the results. May run again on a new connection.
pub(crate) type Write<'a> = &'a dyn Fn(&Transaction, &[JsValue]) -> Stored<()>;

pub(crate) struct Operation<'a> {
    stores: &'a [&'a str],
    access: Access,
    ask: Ask<'a>,
    write: Write<'a>,
    /// When to hold the storage for dead; none to wait as long as it takes.
    patience_ms: Option<i32>,
}

impl Operation<'_> {
    pub(super) async fn perform(&self, database: &IdbDatabase) -> Stored<Vec<JsValue>> {
        let transaction = Transaction::begin(database, self.stores, self.access)?;
        (self.ask)(&transaction);
        let results = transaction.results(self.patience_ms).await?;
        if self.access != Access::Read {
            (self.write)(&transaction, &results)?;
            transaction.commit().await?;
        }
        Ok(results)
    }
}

fn write_nothing(_: &Transaction, _: &[JsValue]) -> Stored<()> {
    Ok(())
}

impl Connection {
    /// Writes that depend on what is stored.
    pub(crate) async fn change(
        self: &Rc<Self>,
        stores: &[&str],
        access: Access,
        ask: Ask<'_>,
        write: Write<'_>,
    ) -> Stored<Vec<JsValue>> {
        let operation = Operation {
            stores,
            access,
            ask,
            write,
            patience_ms: None,
        };
        self.run(&operation).await
    }

    /// Writes that depend on nothing stored. Strict.
    pub(crate) async fn write(
        self: &Rc<Self>,
        stores: &[&str],
        write: &dyn Fn(&Transaction),
    ) -> Stored<()> {
        let write = |transaction: &Transaction, _: &[JsValue]| {
            write(transaction);
            Ok(())
        };
        let written = self.change(stores, Access::Strict, &|_| {}, &write);
        written.await.map(|_| ())
    }

    /// One row written over any earlier one. Strict.
    pub(crate) async fn put_at(
        self: &Rc<Self>,
        store: &str,
        key: &JsValue,
        row: &JsValue,
    ) -> Stored<()> {
        self.write(&[store], &|transaction| transaction.put_at(store, key, row))
            .await
    }

    pub(crate) async fn read(
        self: &Rc<Self>,
        stores: &[&str],
        ask: Ask<'_>,
    ) -> Stored<Vec<JsValue>> {
        self.change(stores, Access::Read, ask, &write_nothing).await
    }

    /// One question, its result.
    pub(crate) async fn read_one(self: &Rc<Self>, store: &str, ask: Ask<'_>) -> Stored<JsValue> {
        let results = self.read(&[store], ask).await?;
        Ok(results.into_iter().next().unwrap_or_default())
    }

    /// One row; undefined where there is none.
    pub(crate) async fn get(self: &Rc<Self>, store: &str, key: &JsValue) -> Stored<JsValue> {
        self.read_one(store, &|transaction| transaction.get(store, key))
            .await
    }

    /// All rows in the order of their keys.
    pub(crate) async fn get_all(self: &Rc<Self>, store: &str) -> Stored<Array> {
        self.get_range(store, &JsValue::UNDEFINED, 0).await
    }

    /// The rows within a range or, with `undefined`, all; at most `limit`, 0 for no limit.
    pub(crate) async fn get_range(
        self: &Rc<Self>,
        store: &str,
        range: &JsValue,
        limit: u32,
    ) -> Stored<Array> {
        let ask = |transaction: &Transaction| transaction.get_range(store, range, limit);
        Ok(self.read_one(store, &ask).await?.unchecked_into())
    }

    /// Whether the storage answers, if need be after opening it anew.
    pub(crate) async fn probe(self: &Rc<Self>) -> Stored<()> {
        let store = self.schema.probe;
        let operation = Operation {
            stores: &[store],
            access: Access::Read,
            ask: &|transaction| transaction.count(store),
            write: &write_nothing,
            patience_ms: Some(ANSWER_MS),
        };
        self.run(&operation).await.map(|_| ())
    }
}
