//! Amounts in đồng: whole numbers, in digits and in words.
//!
//! Mistaking đồng for triệu đồng is the classic slip, so an input field shows the words under the
//! digits. Nothing here rounds an amount.

mod words;

pub use words::words;

use crate::number;

/// «15.000.000 đồng»
#[must_use]
pub fn print(amount: i64) -> String {
    let mut out = number::print(amount, 0);
    out.push_str(" đồng");
    out
}

/// «15 triệu đồng», «1,5 tỷ đồng» where two decimals say the amount exactly; else all the digits.
#[must_use]
pub fn short(amount: i64) -> String {
    let (unit, name) = match amount.unsigned_abs() {
        0..1_000_000 => return print(amount),
        1_000_000..1_000_000_000 => (1_000_000, " triệu đồng"),
        _ => (1_000_000_000, " tỷ đồng"),
    };
    let hundredth = unit / 100;
    if amount % hundredth != 0 {
        return print(amount);
    }
    let mut out = number::print(amount / hundredth, 2);
    out.push_str(name);
    out
}

#[cfg(test)]
mod tests;
