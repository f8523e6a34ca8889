//! How much is said in comments: enough to know why, not so much that the code drowns.

use crate::{
    scan::scan,
    tree::{File, files},
};

/// Good code bases measured 8 to 16 %; these are where it becomes a smell.
const LEAST_PERCENT: usize = 4;
const MOST_PERCENT: usize = 20;

#[test]
fn every_part_explains_itself_and_does_not_chatter() {
    let parts = [
        "src/",
        "crates/domain/",
        "crates/sync/",
        "crates/store_idb/",
        "crates/server/",
        "crates/xtask/",
    ];
    for part in parts {
        let (n_comments, n_lines) = files()
            .iter()
            .filter(|file| file.path.starts_with(part) && file.is_rust() && !file.is_test())
            .map(count)
            .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let percent = n_comments * 100 / n_lines.max(1);
        println!("{part} {percent} % comments");
        assert!(
            (LEAST_PERCENT..=MOST_PERCENT).contains(&percent),
            "{part}: {percent} % of the lines are comments; {LEAST_PERCENT} to {MOST_PERCENT} is usual"
        );
    }
}

fn count(file: &File) -> (usize, usize) {
    let scan = scan(file);
    let lines = file
        .lines()
        .filter(|(line, text)| !text.trim().is_empty() && !scan.is_in_test(*line));
    lines.fold((0, 0), |(n_comments, n_lines), (_, text)| {
        let is_comment = text.trim_start().starts_with("//");
        (n_comments + usize::from(is_comment), n_lines + 1)
    })
}
