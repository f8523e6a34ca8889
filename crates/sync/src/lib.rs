#![doc = include_str!("../README.md")]

pub mod protocol;

pub mod merge;
pub mod view;

pub mod backup;
pub mod driver;
pub mod engine;
pub mod remote;
pub mod store;

pub mod json;

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
#[cfg(feature = "conformance")]
pub mod scenario;
