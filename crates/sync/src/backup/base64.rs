//! Bytes as letters and back, without padding.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn encode(bytes: &[u8], text: &mut String) {
    for group in bytes.chunks(3) {
        let byte = |idx: usize| u32::from(group.get(idx).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for idx in 0..=group.len() {
            let letter = ALPHABET.get((bits >> (18 - 6 * idx) & 63) as usize);
            text.push(letter.copied().unwrap_or(b'A').into());
        }
    }
}

/// None if it is not what `encode` writes.
pub(super) fn decode(text: &str, bytes: &mut Vec<u8>) -> Option<()> {
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in group {
            bits = bits << 6 | value(*letter)?;
        }
        bits <<= 6 * (4 - group.len());
        let n_bytes = group.len().checked_sub(1).filter(|n_bytes| *n_bytes > 0)?;
        bytes.extend(bits.to_be_bytes().get(1..=n_bytes)?);
    }
    Some(())
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}
