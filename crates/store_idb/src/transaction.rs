//! One transaction: reads first, then every write in one go, then `commit`.
//!
//! A future that is dropped half-way leaves nothing half-written: writes are issued together
//! after the last wait, and a transaction that is not committed is aborted.

use js_sys::{Array, Promise};
use nhatky_sync::store::{StoreError, Stored};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{IdbDatabase, IdbIndex, IdbObjectStore, IdbRequest, IdbTransaction};

use crate::dom;
use crate::error::{named, store_error};

/// What a transaction does and how far `complete` can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    /// What a person wrote: on the disk before it is said to be saved.
    Strict,
    /// Copies of what the server has: a power cut may take the last seconds.
    Relaxed,
}

/// Aborted unless committed.
#[derive(Debug)]
pub(crate) struct Transaction {
    inner: IdbTransaction,
    ended: Promise,
    is_open: bool,
}

impl Transaction {
    pub(crate) fn begin(database: &IdbDatabase, stores: &[&str], access: Access) -> Stored<Self> {
        let (mode, durability) = match access {
            Access::Read => ("readonly", "default"),
            Access::Strict => ("readwrite", "strict"),
            Access::Relaxed => ("readwrite", "relaxed"),
        };
        let inner = dom::begin(database, stores, mode, durability)
            .map_err(|thrown| store_error(&thrown))?;
        Ok(Self {
            ended: dom::ended(&inner),
            inner,
            is_open: access != Access::Read,
        })
    }

    pub(crate) fn table(&self, store: &str) -> Stored<Table> {
        let inner = self.inner.object_store(store);
        inner.map(Table).map_err(|thrown| store_error(&thrown))
    }

    /// The result of a request. Those asked before it have theirs too by then.
    pub(crate) async fn read(&self, request: &Reply) -> Stored<JsValue> {
        dom::event(&dom::answered(&request.0)).await;
        self.result(request).await
    }

    /// As `read`, but none if there is no answer within the time.
    pub(crate) async fn read_within(&self, request: &Reply, ms: i32) -> Option<Stored<JsValue>> {
        dom::within(&dom::answered(&request.0), ms).await?;
        Some(self.result(request).await)
    }

    async fn result(&self, request: &Reply) -> Stored<JsValue> {
        match request.0.result() {
            Ok(value) if request.0.error().is_ok_and(|error| error.is_none()) => Ok(value),
            _ => Err(self.failure().await),
        }
    }

    /// Waits for `complete`: only then is anything written.
    pub(crate) async fn commit(mut self) -> Stored<()> {
        self.is_open = false;
        let ending = dom::event(&self.ended).await;
        if ending.is_some_and(|event| event.type_() == "complete") {
            return Ok(());
        }
        Err(self.reason())
    }

    /// A failed request takes its transaction down; the transaction knows the true reason.
    async fn failure(&self) -> StoreError {
        dom::event(&self.ended).await;
        self.reason()
    }

    fn reason(&self) -> StoreError {
        match self.inner.error() {
            Some(exception) => store_error(&exception),
            None => named("AbortError", "the transaction was aborted"),
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if self.is_open {
            // Already over is just as well.
            let _ = self.inner.abort();
        }
    }
}

/// A request under way.
#[derive(Debug)]
pub(crate) struct Reply(IdbRequest);

impl Reply {
    /// The result, once a later request of the same transaction has been read.
    pub(crate) fn value(&self) -> Stored<JsValue> {
        self.0.result().map_err(|thrown| store_error(&thrown))
    }

    pub(crate) fn array(&self) -> Stored<Array> {
        Ok(self.value()?.unchecked_into())
    }
}

type Asked = Result<IdbRequest, JsValue>;

fn reply(request: Asked) -> Stored<Reply> {
    request.map(Reply).map_err(|thrown| store_error(&thrown))
}

fn issued(request: Asked) -> Stored<()> {
    reply(request).map(|_| ())
}

/// An object store within a transaction.
#[derive(Debug)]
pub(crate) struct Table(IdbObjectStore);

impl Table {
    pub(crate) fn get(&self, key: &JsValue) -> Stored<Reply> {
        reply(self.0.get(key))
    }

    /// The key itself if there is such a row, else undefined: does not read the row.
    pub(crate) fn get_key(&self, key: &JsValue) -> Stored<Reply> {
        reply(self.0.get_key(key))
    }

    pub(crate) fn get_all(&self) -> Stored<Reply> {
        reply(self.0.get_all())
    }

    pub(crate) fn get_range(&self, range: &JsValue, limit: u32) -> Stored<Reply> {
        reply(self.0.get_all_with_key_and_limit(range, limit))
    }

    pub(crate) fn get_all_keys(&self) -> Stored<Reply> {
        reply(self.0.get_all_keys())
    }

    pub(crate) fn count(&self) -> Stored<Reply> {
        reply(self.0.count())
    }

    pub(crate) fn index(&self, name: &str) -> Stored<Index> {
        let inner = self.0.index(name);
        inner.map(Index).map_err(|thrown| store_error(&thrown))
    }

    /// Writes a row that carries its key.
    pub(crate) fn put(&self, row: &JsValue) -> Stored<()> {
        issued(self.0.put(row))
    }

    pub(crate) fn put_at(&self, key: &JsValue, row: &JsValue) -> Stored<()> {
        issued(self.0.put_with_key(row, key))
    }

    pub(crate) fn delete(&self, key: &JsValue) -> Stored<()> {
        issued(self.0.delete(key))
    }

    pub(crate) fn clear(&self) -> Stored<()> {
        issued(self.0.clear())
    }
}

/// An index within a transaction.
#[derive(Debug)]
pub(crate) struct Index(IdbIndex);

impl Index {
    pub(crate) fn get(&self, key: &JsValue) -> Stored<Reply> {
        reply(self.0.get(key))
    }

    pub(crate) fn get_all(&self, key: &JsValue) -> Stored<Reply> {
        reply(self.0.get_all_with_key(key))
    }

    /// Every row that has this index, in the order of the index.
    pub(crate) fn rows(&self) -> Stored<Reply> {
        reply(self.0.get_all())
    }

    pub(crate) fn count(&self, key: &JsValue) -> Stored<Reply> {
        reply(self.0.count_with_key(key))
    }
}
