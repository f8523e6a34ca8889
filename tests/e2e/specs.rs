//! One story a file.

mod accessibility;
mod activation;
mod corrections;
mod drafts;
mod kb1;
mod keyboard;
mod offline;
mod photos;
mod secretary;
mod storage;
mod two_persons;
mod two_tabs;
mod update;
mod wrong_clock;
