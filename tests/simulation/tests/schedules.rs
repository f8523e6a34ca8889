//! A few schedules with every build; `cargo xtask simulate` runs thousands.

use nhatky_simulation::{Campaign, Planted, run, tell};

/// More than any planted bug of ours needs; the promise is 2,000.
const ENOUGH: u64 = 2_000;

#[test]
fn seeds_that_once_broke_a_promise_keep_it() {
    let seeds = include_str!("../seeds.txt");
    let lines = seeds.lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let seed = line.split(' ').next().and_then(|seed| seed.parse().ok());
        let (_, broken) = tell(seed.expect("a line begins with its seed"), None);
        assert_eq!(broken, None, "{line}");
    }
}

#[test]
fn every_planted_bug_is_caught() {
    for (planted, name, _) in Planted::ALL {
        let verdict = run(Campaign {
            first_seed: 0,
            schedules: ENOUGH,
            planted: Some(planted),
        });
        let failure = verdict.failure;
        assert!(failure.is_some(), "{name} was not caught");
        println!("{name}: {failure:?} after {}", verdict.schedules);
    }
}

#[test]
fn one_seed_has_one_trace() {
    assert_eq!(tell(7, None), tell(7, None));
}
