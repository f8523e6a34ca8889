//! Numbers as Vietnamese writes them: a point between thousands, a comma before decimals.
//!
//! A value is an integer in the smallest unit (metres of a kilometre field, grams of a tonne), never
//! a float. `decimals` says how many of its digits stand behind the comma, at most 18. What can be
//! meant in two ways is never guessed: the person is asked.

mod parse;
mod print;

pub use parse::{NumberError, parse};
pub use print::print;

const MAX_DECIMALS: u8 = 18;

/// Smallest units in one whole.
fn scale(decimals: u8) -> u64 {
    10_u64.pow(decimals.min(MAX_DECIMALS).into())
}

#[cfg(test)]
mod tests;
