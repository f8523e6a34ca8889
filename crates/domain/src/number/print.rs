use super::{MAX_DECIMALS, scale};
use crate::digits::{push_number, push_padded};

/// `1.234,5` for 12345 with one decimal; zeros at the end of the decimals are left out.
#[must_use]
pub fn print(value: i64, decimals: u8) -> String {
    let mut out = String::new();
    if value < 0 {
        out.push('-');
    }
    let scale = scale(decimals);
    push_grouped(&mut out, value.unsigned_abs() / scale);
    push_fraction(&mut out, value.unsigned_abs() % scale, decimals);
    out
}

/// `1.234.567`
fn push_grouped(out: &mut String, number: u64) {
    if number < 1000 {
        push_number(out, number);
        return;
    }
    push_grouped(out, number / 1000);
    out.push('.');
    push_padded(out, (number % 1000) as u32, 3);
}

fn push_fraction(out: &mut String, mut fraction: u64, decimals: u8) {
    if fraction == 0 {
        return;
    }
    out.push(',');
    let mut place = scale(decimals.min(MAX_DECIMALS)) / 10;
    while fraction > 0 {
        push_number(out, fraction / place);
        fraction %= place;
        place /= 10;
    }
}
