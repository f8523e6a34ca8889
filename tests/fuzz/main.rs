//! Every decoder against bytes that nobody wrote: no panic, a clear error, memory bounded by the
//! length of the input, and what was read is written and read again as the same.
//!
//! `cargo xtask fuzz [TARGET] --seconds N`; a second each in the test command. An input that brings
//! a decoder down is put into `corpus/`, where they all come from: commit it with the repair.

mod corpus;
mod decoders;
mod engine;
mod mutator;

#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

macro_rules! targets {
    ($($name:ident: $decoder:path),* $(,)?) => {$(
        #[test]
        fn $name() -> anyhow::Result<()> {
            engine::run(stringify!($name), $decoder)
        }
    )*};
}

targets! {
    push: decoders::wire::push,
    pull: decoders::wire::pull,
    replies: decoders::wire::replies,
    blobs: decoders::photos::announcements_and_chunks,
    photos: decoders::photos::headers_of_pictures,
    catalogue: decoders::files::catalogue,
    units: decoders::files::units,
    members: decoders::files::members,
    backup: decoders::files::backup,
    export: decoders::export::whole_and_broken,
}
