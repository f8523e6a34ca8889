//! One transaction, as the steps of an operation see it: requests to issue, nothing to wait for.
//!
//! Only [`crate::connection::Connection::run`] waits, so no transaction can be open across an
//! `.await` that is not a request on it. A request that cannot be issued is remembered and fails
//! the whole operation; until then the steps go on as if nothing had happened.

use std::cell::RefCell;

use js_sys::Promise;
use nhatky_sync::store::{StoreError, Stored};
use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbIndex, IdbObjectStore, IdbRequest, IdbTransaction};

use crate::dom;
use crate::error::{named, store_error};
use crate::leaving::Undecided;

/// What a transaction does and how far `complete` can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    /// What a person wrote: on the disk before it is said to be saved.
    Strict,
    /// Copies of what the server has: a power cut may take the last seconds.
    Relaxed,
}

/// Aborted unless committed: a future that is dropped half-way leaves nothing half-written.
#[derive(Debug)]
pub(crate) struct Transaction {
    inner: IdbTransaction,
    ended: Promise,
    is_open: bool,
    /// Until it is committed.
    undecided: Option<Undecided>,
    /// Requests whose results are wanted, in the order of issue.
    asked: RefCell<Vec<IdbRequest>>,
    fault: RefCell<Option<StoreError>>,
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
            undecided: Some(Undecided::new(&inner)),
            inner,
            is_open: access != Access::Read,
            asked: RefCell::default(),
            fault: RefCell::default(),
        })
    }

    /// Waits for everything asked; the results are in the order of asking.
    pub(crate) async fn results(&self, patience_ms: Option<i32>) -> Stored<Vec<JsValue>> {
        self.sound()?;
        let asked = self.asked.take();
        if let Some(last) = asked.last() {
            // They are answered in their order: when the last has its result, all have.
            let answered = dom::answered(last);
            let event = match patience_ms {
                Some(ms) => dom::within(&answered, ms).await,
                None => dom::event(&answered).await,
            };
            if event.is_none() {
                return Err(named("TimeoutError", "the storage does not answer"));
            }
        }
        let mut results = Vec::new();
        for request in asked {
            match (request.result(), request.error()) {
                (Ok(result), Ok(None)) => results.push(result),
                // A failed request takes its transaction down, which knows the true reason.
                _ => {
                    dom::event(&self.ended).await;
                    return Err(self.reason());
                }
            }
        }
        Ok(results)
    }

    /// Waits for `complete`: only then is anything written.
    pub(crate) async fn commit(mut self) -> Stored<()> {
        self.sound()?;
        self.is_open = false;
        self.undecided = None;
        // At once, not after the last request's event: a page that is being left gets no more
        // events. Refused only where the transaction is ending by itself.
        #[expect(
            deprecated,
            reason = "what takes its place differs only in the error, unread here"
        )]
        let _ = self.inner.commit();
        let ending = dom::event(&self.ended).await;
        if ending.is_some_and(|event| event.type_() == "complete") {
            return Ok(());
        }
        Err(self.reason())
    }

    /// # Errors
    /// The first request that could not be issued.
    fn sound(&self) -> Stored<()> {
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    fn reason(&self) -> StoreError {
        match self.inner.error() {
            Some(exception) => store_error(&exception),
            None => named("AbortError", "the transaction was aborted"),
        }
    }

    fn issue(&self, request: Result<IdbRequest, JsValue>) -> Option<IdbRequest> {
        request
            .inspect_err(|thrown| {
                self.fault
                    .borrow_mut()
                    .get_or_insert_with(|| store_error(thrown));
            })
            .ok()
    }

    fn ask(&self, request: Result<IdbRequest, JsValue>) {
        self.asked.borrow_mut().extend(self.issue(request));
    }

    fn table(&self, store: &str) -> Result<IdbObjectStore, JsValue> {
        self.inner.object_store(store)
    }

    fn index(&self, store: &str, index: &str) -> Result<IdbIndex, JsValue> {
        self.table(store)?.index(index)
    }
}

/// Questions: each adds one result, undefined where there is nothing.
impl Transaction {
    pub(crate) fn get(&self, store: &str, key: &JsValue) {
        self.ask(self.table(store).and_then(|table| table.get(key)));
    }

    /// The key itself if there is such a row: does not read the row.
    pub(crate) fn get_key(&self, store: &str, key: &JsValue) {
        self.ask(self.table(store).and_then(|table| table.get_key(key)));
    }

    /// All rows in the order of their keys.
    pub(crate) fn get_all(&self, store: &str) {
        self.get_range(store, &JsValue::UNDEFINED, 0);
    }

    /// The rows within a range or, with `undefined`, all; at most `limit`, 0 for no limit.
    pub(crate) fn get_range(&self, store: &str, range: &JsValue, limit: u32) {
        let table = self.table(store);
        self.ask(table.and_then(|table| table.get_all_with_key_and_limit(range, limit)));
    }

    pub(crate) fn get_all_keys(&self, store: &str) {
        self.ask(self.table(store).and_then(|table| table.get_all_keys()));
    }

    pub(crate) fn count(&self, store: &str) {
        self.ask(self.table(store).and_then(|table| table.count()));
    }

    pub(crate) fn get_by(&self, store: &str, index: &str, key: &JsValue) {
        self.ask(self.index(store, index).and_then(|index| index.get(key)));
    }

    /// The rows with this key; with `undefined`, every row that the index has, in its order.
    pub(crate) fn get_all_by(&self, store: &str, index: &str, key: &JsValue) {
        let index = self.index(store, index);
        self.ask(index.and_then(|index| index.get_all_with_key(key)));
    }
}

/// Writes.
impl Transaction {
    /// Writes a row that carries its key.
    pub(crate) fn put(&self, store: &str, row: &JsValue) {
        self.issue(self.table(store).and_then(|table| table.put(row)));
    }

    pub(crate) fn put_at(&self, store: &str, key: &JsValue, row: &JsValue) {
        let table = self.table(store);
        self.issue(table.and_then(|table| table.put_with_key(row, key)));
    }

    pub(crate) fn delete(&self, store: &str, key: &JsValue) {
        self.issue(self.table(store).and_then(|table| table.delete(key)));
    }

    pub(crate) fn clear(&self, store: &str) {
        self.issue(self.table(store).and_then(|table| table.clear()));
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
