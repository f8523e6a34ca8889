//! What screens are made of: values in, callbacks out.
//!
//! A component knows domain types and `text/`; it never reads the store, the network, the clock or
//! the session, and keeps nothing but what is being typed. Its style has its name in `style/`.
#![expect(unreachable_pub, reason = "the component macro writes a bare `pub`")]

pub(crate) mod button;
pub(crate) mod chip;
pub(crate) mod dialog;
pub(crate) mod facts;
pub(crate) mod field;
pub(crate) mod focus;
pub(crate) mod fold;
pub(crate) mod frame;
pub(crate) mod icon;
pub(crate) mod issue_list;
pub(crate) mod live;
pub(crate) mod notice;
pub(crate) mod photo_grid;
pub(crate) mod progress;
pub(crate) mod row;
pub(crate) mod search_box;
pub(crate) mod skeleton;
pub(crate) mod toast;
pub(crate) mod way;
