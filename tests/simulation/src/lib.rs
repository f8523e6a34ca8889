#![doc = include_str!("../README.md")]

mod campaign;
mod chance;
mod check;
mod fault;
mod ledger;
mod mail;
mod oracle;
mod organisation;
mod phone;
mod photos;
mod planted;
mod poll;
mod server;
mod trace;
mod world;

pub use self::campaign::{Campaign, Failure, Verdict, run, tell};
pub use self::fault::Fault;
pub use self::planted::Planted;
