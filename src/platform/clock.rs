//! Time and chance.

use nhatky_sync::remote::Environment;

/// The device's clock, right or wrong: milliseconds since 1970, UTC.
pub(crate) fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Unguessable bytes.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Ok(crypto) = super::window().crypto() {
        // Refused only for more than 64 KiB at a time.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// What a round of syncing is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BrowserEnvironment;

impl Environment for BrowserEnvironment {
    fn now_ms(&self) -> i64 {
        now_ms()
    }

    fn random(&self) -> u32 {
        u32::from_le_bytes(random())
    }
}
