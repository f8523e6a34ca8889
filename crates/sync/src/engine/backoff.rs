//! How long to wait after a failed round.

const FIRST_MS: i64 = 5_000;
const MOST_MS: i64 = 15 * 60 * 1000;

/// Full jitter: anywhere between now and a bound that doubles, so that a thousand phones that
/// lost the server together do not come back together.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    pub(super) fn next_ms(&mut self, random: u32) -> i64 {
        let bound_ms = FIRST_MS
            .saturating_mul(1 << self.failures.min(20))
            .min(MOST_MS);
        self.failures += 1;
        (bound_ms * i64::from(random)) >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_up_to_a_quarter_of_an_hour() {
        let mut backoff = Backoff::default();
        let waits: Vec<_> = (0..12).map(|_| backoff.next_ms(u32::MAX)).collect();
        assert_eq!(waits[..3], [4_999, 9_999, 19_999]);
        assert_eq!(waits[11], MOST_MS - 1);
    }

    #[test]
    fn chance_may_say_at_once() {
        assert_eq!(Backoff::default().next_ms(0), 0);
    }
}
