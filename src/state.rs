//! Signals between the screens and what lies below: the only callers of `sync`, `store_idb` and,
//! besides `app.rs`, of `platform`.
//!
//! A screen takes what it needs from context, by one function a type. All of these are `Copy`;
//! what they give is a `Signal` that stays true by itself, so a screen never asks twice.
//!
//! | ask | for |
//! |---|---|
//! | [`session::use_session`] | who, under which post, catalogue, units, today |
//! | [`work::use_work`] | drafts; filling a form; handing in, cancelling |
//! | [`records::use_records`] | lists and single records, as pulled plus own work |
//! | [`sync::use_sync`] | what the connection bar says, what waits to be sent, «Đồng bộ ngay» |
//! | [`backup::use_backup`] | own work into a file and back |
//! | [`device::use_device`] | storage, installing, updating, theme |
//! | [`navigation::use_navigation`] | the current route and going elsewhere |
//! | [`start::use_start`] | who else uses this browser, changing person, updating |
//!
//! Actions that take time never return futures: they take an `on_done` callback, which is not run
//! if the screen has gone meanwhile. `Loaded` is what a screen shows of a thing that is read.
//!
//! Nothing here is shown as saved before the store said so.

pub(crate) mod activation;
pub(crate) mod start;

pub(crate) mod navigation;
pub(crate) mod session;

pub(crate) mod records;
pub(crate) mod work;

pub(crate) mod sync;

mod core;
mod log;
mod store;

pub(crate) mod backup;
pub(crate) mod device;

use nhatky_sync::store::StoreError;

/// Something that a screen reads from the phone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Loaded<T> {
    Waiting,
    Ready(T),
    /// It is not on this phone (any more).
    Missing,
    Failed(StoreError),
}
