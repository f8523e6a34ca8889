//! What a person sees, one file a route.
//!
//! A screen takes what it needs from `state`, lays out components and calls one action. It calls
//! no browser API, spawns nothing, and holds no string: those are in `text`.
#![expect(unreachable_pub, reason = "the component macro writes a bare `pub`")]

mod entry;

pub(crate) mod activate;
pub(crate) mod chrome;
pub(crate) mod failed;
mod install;
pub(crate) mod me;
pub(crate) mod welcome;

pub(crate) mod backup;
pub(crate) mod diagnostics;
pub(crate) mod draft;
pub(crate) mod home;
pub(crate) mod journal;
pub(crate) mod new_draft;
pub(crate) mod queue;
pub(crate) mod record;
