//! Sorted lists and maps with one sort for all of them.
//!
//! The standard library's sort is compiled anew for every type, 3 KB each on the phone, and
//! `collect` into a map brings one too.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Equal ones keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let keys = Vec::from_iter(items.iter().map(key));
    let order = sorted(keys.len(), &|one, other| {
        keys.get(one).cmp(&keys.get(other))
    });
    let mut places = Vec::from_iter(items.drain(..).map(Some));
    for place in order {
        items.extend(places.get_mut(place).and_then(Option::take));
    }
}

/// The places `0..len` in the order that `compare` gives them.
fn sorted(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order = Vec::from_iter(0..len);
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// The map of these entries; of equal keys the last one counts.
#[must_use]
pub fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ones_keep_their_order() {
        let mut words = vec!["hai", "ba", "một", "tư", "sáu"];
        sort_by_key(&mut words, |word| word.chars().count());
        assert_eq!(words, ["ba", "tư", "hai", "một", "sáu"]);
    }

    #[test]
    fn of_equal_keys_the_last_entry_counts() {
        assert_eq!(
            map([(1, "a"), (2, "b"), (1, "c")]),
            [(1, "c"), (2, "b")].into()
        );
    }
}
