//! How large something is: «212 KB», «4,2 MB».

use nhatky_domain::number::print;

const KILOBYTE: u64 = 1000;
const MEGABYTE: u64 = 1000 * KILOBYTE;

/// Rounded up, so that nothing there is never 0 KB.
pub(crate) fn size(bytes: u64) -> String {
    if bytes < MEGABYTE {
        return bytes.div_ceil(KILOBYTE).to_string() + " KB";
    }
    let tenths = bytes.div_ceil(MEGABYTE / 10);
    print(i64::try_from(tenths).unwrap_or(i64::MAX), 1) + " MB"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_like_the_phone_writes_them() {
        for (bytes, words) in [
            (0, "0 KB"),
            (1, "1 KB"),
            (211_500, "212 KB"),
            (1_000_000, "1 MB"),
            (4_150_000, "4,2 MB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }
}
