//! One story a file.

mod accessibility;
mod activation;
mod attention;
mod backup;
mod corrections;
mod diagnostics;
mod drafts;
mod ended;
mod eviction;
mod kb1;
mod keyboard;
mod offline;
mod photos;
mod secretary;
mod sign_in_page;
mod slow_server;
mod storage;
mod storage_full;
mod two_persons;
mod two_tabs;
mod update;
mod wrong_clock;
