//! Every string that a person reads, in Vietnamese, one file a part of the screen.
//!
//! People are addressed as «đồng chí»; buttons are bare verbs; no English words; house spelling
//! «ủy». «Đã gửi» is said of nothing that the server has not acknowledged.

pub(crate) mod activate;
pub(crate) mod attention;
pub(crate) mod backup;
pub(crate) mod connection;
pub(crate) mod crash;
pub(crate) mod device;
pub(crate) mod diagnostics;
pub(crate) mod field;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod home;
pub(crate) mod install;
pub(crate) mod journal;
pub(crate) mod me;
pub(crate) mod moment;
pub(crate) mod number;
pub(crate) mod photo;
pub(crate) mod place;
pub(crate) mod problem;
pub(crate) mod queue;
pub(crate) mod record;
pub(crate) mod refusal;
pub(crate) mod restore;
pub(crate) mod size;
pub(crate) mod standing;
pub(crate) mod store;
pub(crate) mod value;
