//! Nonces for signing in: the server's time under its own seal, so that none has to be stored.

use subtle::ConstantTimeEq as _;

use crate::keys::{Purpose, ServerKey, from_base64url, random, to_base64url};

/// Long enough for a signature on a slow phone and line.
const LIFETIME_MS: i64 = 10 * 60 * 1000;
/// How far the clocks of two servers of one organisation may be apart.
const SKEW_MS: i64 = 60 * 1000;
const SALT_BYTES: usize = 8;
const SEAL_BYTES: usize = 16;

/// A new one, as text.
#[must_use]
pub fn make(key: &ServerKey, now: i64) -> String {
    let mut bytes = now.to_be_bytes().to_vec();
    bytes.extend(random::<SALT_BYTES>());
    let seal = key.hash(Purpose::Nonce, &[&bytes]);
    bytes.extend(seal.iter().take(SEAL_BYTES));
    to_base64url(&bytes)
}

/// Whether this server made it within the last minutes.
#[must_use]
pub fn is_fresh(key: &ServerKey, text: &str, now: i64) -> bool {
    let Some(bytes) = from_base64url(text) else {
        return false;
    };
    let Some((content, seal)) = bytes.split_at_checked(8 + SALT_BYTES) else {
        return false;
    };
    let expected = key.hash(Purpose::Nonce, &[content]);
    let Some((made_at, _)) = content.split_first_chunk::<8>() else {
        return false;
    };
    let age_ms = now.saturating_sub(i64::from_be_bytes(*made_at));
    let is_ours = expected
        .get(..SEAL_BYTES)
        .is_some_and(|expected| bool::from(expected.ct_eq(seal)));
    is_ours && (-SKEW_MS..=LIFETIME_MS).contains(&age_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> ServerKey {
        ServerKey::of_folder(tempfile::tempdir().unwrap().path()).unwrap()
    }

    #[test]
    fn a_nonce_is_good_for_ten_minutes_and_only_here() {
        let key = key();
        let nonce = make(&key, 1_000);
        assert!(is_fresh(&key, &nonce, 1_000));
        assert!(is_fresh(&key, &nonce, 1_000 + LIFETIME_MS));
        assert!(!is_fresh(&key, &nonce, 1_001 + LIFETIME_MS));
        assert!(is_fresh(&key, &nonce, 1_000 - SKEW_MS));
        assert!(!is_fresh(&key, &nonce, 999 - SKEW_MS), "from the future");
        assert!(!is_fresh(&self::key(), &nonce, 1_000), "another server's");
    }

    #[test]
    fn a_changed_or_cut_nonce_is_refused() {
        let key = key();
        let nonce = make(&key, 1_000);
        for cut in 0..nonce.len() {
            assert!(!is_fresh(&key, &nonce[..cut], 1_000));
        }
        assert!(!is_fresh(&key, &nonce.replace(&nonce[..2], "BB"), 1_000));
    }
}
