//! Feeds a decoder until its time is over. One decoder at a time, because memory is counted for the
//! whole process.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use nhatky_tests::chance::Chance;

use crate::mutator::Mutator;
use crate::{MEMORY, corpus};

/// A decoder with its promises: panics when one is broken.
pub(crate) type Decoder = fn(&[u8]);

const A_SHORT_WHILE: Duration = Duration::from_secs(1);
/// A body of n bytes may make this many times n bytes of values, and what a decoder needs anyway.
const MEMORY_TIMES: usize = 64;
const MEMORY_BYTES: usize = 1 << 20;

/// Seeds `Chance`; another number finds other things.
const SEED: u64 = 1_954;

pub(crate) fn run(target: &str, decoder: Decoder) -> Result<()> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let inputs = corpus::inputs(target)?;
    ensure!(!inputs.is_empty(), "{target} has no inputs to begin with");
    for input in &inputs {
        feed(target, decoder, input)?;
    }
    let time = number("NHATKY_FUZZ_SECONDS")?.map_or(A_SHORT_WHILE, Duration::from_secs);
    let seed = number("NHATKY_FUZZ_SEED")?.unwrap_or(SEED);
    let mut mutator = Mutator::new(Chance::new(seed), inputs);
    let (end, mut count) = (Instant::now() + time, 0_u64);
    while Instant::now() < end {
        feed(target, decoder, &mutator.next())?;
        count += 1;
    }
    println!("{target}: {count} inputs");
    Ok(())
}

fn feed(target: &str, decoder: Decoder, input: &[u8]) -> Result<()> {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let outcome = catch_unwind(AssertUnwindSafe(|| decoder(input)));
    let used = MEMORY.peak_usage().saturating_sub(before);
    let complaint = match outcome {
        Err(_) => "a promise is broken, see above".to_owned(),
        Ok(()) if used > MEMORY_BYTES + MEMORY_TIMES * input.len() => {
            format!("{used} bytes of memory for {} of input", input.len())
        }
        Ok(()) => return Ok(()),
    };
    let file = corpus::keep(target, input)?;
    bail!("{target}: {complaint}; kept as {}", file.display())
}

fn number(name: &str) -> Result<Option<u64>> {
    let text = std::env::var(name).ok();
    Ok(text.map(|text| text.parse()).transpose()?)
}
