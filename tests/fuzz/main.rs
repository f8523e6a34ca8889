//! Every decoder against bytes that nobody wrote: no panic, a clear error, memory bounded by the
//! length of the input, and what was read is written and read again as the same.
//!
//! `cargo xtask fuzz [TARGET] --seconds N`; a second each in the test command. An input that brings
//! a decoder down is put into `corpus/`, where they all come from: commit it with the repair.

mod corpus;
mod decoders;
mod engine;
mod mutator;

use anyhow::Result;

#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

#[test]
fn push() -> Result<()> {
    engine::run("push", decoders::wire::push)
}

#[test]
fn pull() -> Result<()> {
    engine::run("pull", decoders::wire::pull)
}

#[test]
fn replies() -> Result<()> {
    engine::run("replies", decoders::wire::replies)
}

#[test]
fn blobs() -> Result<()> {
    engine::run("blobs", decoders::photos::announcements_and_chunks)
}

#[test]
fn photos() -> Result<()> {
    engine::run("photos", decoders::photos::headers_of_pictures)
}

#[test]
fn catalogue() -> Result<()> {
    engine::run("catalogue", decoders::files::catalogue)
}

#[test]
fn units() -> Result<()> {
    engine::run("units", decoders::files::units)
}

#[test]
fn members() -> Result<()> {
    engine::run("members", decoders::files::members)
}

#[test]
fn backup() -> Result<()> {
    engine::run("backup", decoders::files::backup)
}
