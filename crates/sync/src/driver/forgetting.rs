//! Forgetting what settled long ago, on the word of a server whose clock may stand years ahead for a
//! while.
//! > Nothing is forgotten unless the server has named a day not long after the one it named before.

use super::{keys, note};
use crate::store::PhoneStore;

const DAY_MS: i64 = 24 * 3_600_000;
/// A phone that was off for longer forgets a day later.
const LONGEST_STEP_MS: i64 = 30 * DAY_MS;

/// Forgets what had settled before the time named the last time, if this one follows on it; what
/// cannot be forgotten now is forgotten tomorrow.
pub(super) async fn forget<S: PhoneStore>(store: &S, before_ms: i64) {
    let named = store.setting(keys::FORGET_BEFORE).await.ok().flatten();
    let named: Option<i64> = named.and_then(|text| text.parse().ok());
    let step_ms = named.map(|named_ms| before_ms - named_ms);
    if step_ms.is_some_and(|step_ms| (0..DAY_MS).contains(&step_ms)) {
        return;
    }
    note(store, keys::FORGET_BEFORE, &before_ms.to_string()).await;
    if let (Some(named_ms), Some(DAY_MS..=LONGEST_STEP_MS)) = (named, step_ms) {
        let _ = store.forget_settled(named_ms).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::run;
    use crate::conformance::samples::{NOW_MS, applied, work};
    use crate::store::Outbox as _;
    use crate::store::memory::MemoryStore;

    /// How much is retained after each of the times named.
    fn retained_after<const N: usize>(named: [i64; N]) -> [usize; N] {
        run(async {
            let store = MemoryStore::new();
            store.enqueue(&work(1, &[])).await.unwrap();
            store.settle(&[applied(1, NOW_MS)]).await.unwrap();
            let mut retained = [0; N];
            for (left, before_ms) in retained.iter_mut().zip(named) {
                forget(&store, before_ms).await;
                *left = store.retained().await.unwrap().len();
            }
            retained
        })
    }

    #[test]
    fn what_settled_long_ago_goes_a_day_after_its_time() {
        let days = [-1, 0, 1, 2].map(|days| NOW_MS + 1 + days * DAY_MS);
        assert_eq!(retained_after(days), [1, 1, 0, 0]);
    }

    #[test]
    fn a_servers_clock_that_stands_years_ahead_for_some_hours_forgets_nothing() {
        let ahead = NOW_MS + 3_650 * DAY_MS;
        let named = [
            NOW_MS - DAY_MS,
            ahead,
            ahead + 1,
            ahead + DAY_MS / 2,
            NOW_MS - 1,
            NOW_MS,
        ];
        assert_eq!(retained_after(named), [1; 6]);
    }
}
