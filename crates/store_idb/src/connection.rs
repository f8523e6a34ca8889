//! The connection to one database: opened when needed, given up when it is dead or in the way.
//!
//! Every operation of the store runs through [`Connection::run`]. A failure that a new handle may
//! cure drops the handle and repeats the whole operation once: nothing of a failed transaction was
//! written, and an operation whose commit was done but not confirmed may be done again.

mod opening;
mod operation;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};

use nhatky_sync::store::{StoreError, Stored};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, IdbDatabase, IdbVersionChangeEvent};

pub(crate) use self::opening::delete;
use self::operation::Operation;
use crate::error::named;
use crate::heal::{Heals, is_curable};
use crate::schema::Schema;

/// Something happened to the connection that the page should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Another tab has a newer version of the app and needs the store. What is typed may still be
    /// saved before the returned future is ready; afterwards only a reload of the page helps.
    Superseded,
    /// The data is being deleted, by another tab or by the person in the browser's settings.
    Deleted,
}

/// Hears of every failure, and whether it was met by opening the database anew.
type Teller = Rc<dyn Fn(&StoreError, bool)>;
type Watcher = Rc<dyn Fn(Notice) -> Pin<Box<dyn Future<Output = ()>>>>;

pub(crate) struct Connection {
    name: String,
    schema: &'static Schema,
    handle: RefCell<Option<Handle>>,
    heals: RefCell<Heals>,
    /// Why no handle may be opened again in this page.
    retired: RefCell<Option<StoreError>>,
    healed: Cell<u32>,
    watcher: RefCell<Option<Watcher>>,
    teller: RefCell<Option<Teller>>,
    /// Whether a row that cannot be read was told of.
    told_unread: Cell<bool>,
}

struct Handle {
    database: IdbDatabase,
    _on_versionchange: Closure<dyn FnMut(IdbVersionChangeEvent)>,
    _on_close: Closure<dyn FnMut(Event)>,
}

impl Drop for Handle {
    /// Running transactions still end; the database's own events have nobody to tell any more.
    fn drop(&mut self) {
        self.database.set_onversionchange(None);
        self.database.set_onclose(None);
        self.database.close();
    }
}

impl Connection {
    pub(crate) fn new(name: &str, schema: &'static Schema) -> Rc<Self> {
        Rc::new(Self {
            name: name.to_owned(),
            schema,
            handle: RefCell::default(),
            heals: RefCell::default(),
            retired: RefCell::default(),
            healed: Cell::default(),
            watcher: RefCell::default(),
            teller: RefCell::default(),
            told_unread: Cell::default(),
        })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn watch(&self, watcher: Watcher) {
        *self.watcher.borrow_mut() = Some(watcher);
    }

    pub(crate) fn tell_failures(&self, teller: Teller) {
        *self.teller.borrow_mut() = Some(teller);
    }

    /// Gives up the handle; the next operation opens another.
    pub(crate) fn disconnect(&self) {
        self.handle.borrow_mut().take();
    }

    /// How often a dead connection was replaced.
    pub(crate) fn heals(&self) -> u32 {
        self.healed.get()
    }

    pub(crate) async fn run(self: &Rc<Self>, operation: &Operation<'_>) -> Stored<Vec<JsValue>> {
        let mut is_first = true;
        loop {
            let outcome = match self.database().await {
                Ok(database) => operation.perform(&database).await,
                Err(error) => Err(error),
            };
            match outcome {
                Err(error) if is_first && self.may_heal(&error) => {
                    self.tell(&error, true);
                    is_first = false;
                    self.healed.set(self.healed.get() + 1);
                    self.disconnect();
                }
                outcome => {
                    if let Err(error) = &outcome {
                        self.tell(error, false);
                    }
                    return outcome;
                }
            }
        }
    }

    fn tell(&self, error: &StoreError, is_healing: bool) {
        let teller = self.teller.borrow().clone();
        if let Some(teller) = teller {
            teller(error, is_healing);
        }
    }

    /// Once: such a row is met with each reading.
    pub(crate) fn tell_unread(&self, error: &StoreError) {
        if !self.told_unread.replace(true) {
            self.tell(error, false);
        }
    }

    fn may_heal(&self, error: &StoreError) -> bool {
        self.retired.borrow().is_none()
            && is_curable(error)
            && self.heals.borrow_mut().take(js_sys::Date::now())
    }

    async fn database(self: &Rc<Self>) -> Stored<IdbDatabase> {
        if let Some(error) = &*self.retired.borrow() {
            return Err(error.clone());
        }
        if let Some(handle) = &*self.handle.borrow() {
            return Ok(handle.database.clone());
        }
        let database = opening::open(&self.name, self.schema).await?;
        let handle = self.attach(database.clone());
        // Two operations may have opened at once: the later handle stays, the other one closes
        // when its running transactions have ended.
        self.handle.borrow_mut().replace(handle);
        Ok(database)
    }

    fn attach(self: &Rc<Self>, database: IdbDatabase) -> Handle {
        let on_versionchange = Closure::new({
            let connection = Rc::downgrade(self);
            move |event: IdbVersionChangeEvent| Self::superseded(&connection, &event)
        });
        let on_close = Closure::new({
            let connection = Rc::downgrade(self);
            move |_: Event| {
                if let Some(connection) = connection.upgrade() {
                    connection.disconnect();
                }
            }
        });
        database.set_onversionchange(Some(on_versionchange.as_ref().unchecked_ref()));
        database.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Handle {
            database,
            _on_versionchange: on_versionchange,
            _on_close: on_close,
        }
    }

    /// Lets the page save what is typed, then gets out of the way for good.
    fn superseded(connection: &Weak<Self>, event: &IdbVersionChangeEvent) {
        let Some(connection) = connection.upgrade() else {
            return;
        };
        let (notice, reason) = match event.new_version() {
            Some(version) => (Notice::Superseded, connection.too_new(version)),
            None => (
                Notice::Deleted,
                named("InvalidStateError", "the store was deleted"),
            ),
        };
        let watcher = connection.watcher.borrow().clone();
        spawn_local(async move {
            if let Some(watcher) = watcher {
                watcher(notice).await;
            }
            *connection.retired.borrow_mut() = Some(reason);
            connection.disconnect();
        });
    }

    fn too_new(&self, found: f64) -> StoreError {
        StoreError::SchemaTooNew {
            found: found as u32,
            supported: self.schema.version,
        }
    }
}
