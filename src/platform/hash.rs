//! SHA-256 by the browser, and how its bytes are written down.

use js_sys::Uint8Array;
use nhatky_domain::ids::BlobHash;
use wasm_bindgen_futures::JsFuture;

/// None where the browser has no WebCrypto.
pub(crate) async fn sha256(bytes: &[u8]) -> Option<BlobHash> {
    let subtle = super::window().crypto().ok()?.subtle();
    let promise = subtle.digest_with_str_and_u8_array("SHA-256", bytes).ok()?;
    let buffer = JsFuture::from(promise).await.ok()?;
    Uint8Array::new(&buffer)
        .to_vec()
        .try_into()
        .ok()
        .map(BlobHash)
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const FOR_URLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// With padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut text = encode(bytes, STANDARD);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Without padding.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    encode(bytes, FOR_URLS)
}

fn encode(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, idx| {
            bits << 8 | usize::from(group.get(idx).copied().unwrap_or(0))
        });
        for idx in 0..=group.len() {
            let letter = alphabet.get(bits >> (18 - 6 * idx) & 63);
            text.push(letter.copied().unwrap_or(b'A').into());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_rfc_says() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
            assert_eq!(base64url(bytes.as_bytes()), text.trim_end_matches('='));
        }
        assert_eq!(base64url(&[0xfb, 0xff, 0xfe]), "-__-");
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }
}
