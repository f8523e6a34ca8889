//! Which numbers of an install never arrived though later ones did.

/// More of them would say nothing new.
const MAX_TOLD: usize = 100;

/// Given that everything up to `through` was seen and these numbers above it (ascending): up to
/// where everything is seen now, and what is missing before the highest.
pub(super) fn find(through: i64, seqs: &[i64]) -> (i64, Vec<u64>) {
    let mut complete = through;
    let mut missing = Vec::new();
    let mut expected = through.saturating_add(1);
    for &seq in seqs {
        if missing.is_empty() && seq == expected {
            complete = seq;
        }
        let room = MAX_TOLD - missing.len();
        missing.extend(
            (expected..seq)
                .take(room)
                .filter_map(|seq| u64::try_from(seq).ok()),
        );
        expected = seq.saturating_add(1);
    }
    (complete, missing)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn numbers_without_a_hole_are_complete() {
        assert_eq!(find(0, &[]), (0, vec![]));
        assert_eq!(find(3, &[4, 5]), (5, vec![]));
    }

    #[test]
    fn a_hole_is_told_until_it_is_filled() {
        assert_eq!(find(0, &[1, 2, 5, 6, 8]), (2, vec![3, 4, 7]));
        assert_eq!(find(2, &[3, 4, 5, 6, 8]), (6, vec![7]));
    }

    #[test]
    fn an_absurd_number_does_not_make_an_endless_list() {
        let (complete, missing) = find(0, &[1, i64::MAX]);
        assert_eq!(complete, 1);
        assert_eq!(missing.len(), 100);
    }
}
