//! Many schedules: on every processor, each twice, with a verdict in one line.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use crate::fault::Fault;
use crate::planted::Planted;
use crate::world::World;

/// What to run.
#[derive(Debug, Clone, Copy)]
pub struct Campaign {
    pub first_seed: u64,
    pub schedules: u64,
    pub planted: Option<Planted>,
}

/// A schedule that broke a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub seed: u64,
    pub what: String,
}

/// What many schedules came to.
#[derive(Debug, Default)]
pub struct Verdict {
    pub schedules: u64,
    /// In how many schedules each fault happened.
    pub fired: BTreeMap<Fault, u64>,
    /// The one with the lowest seed.
    pub failure: Option<Failure>,
}

/// One in so many schedules at least has to meet each fault.
const RAREST_ONE_IN: u64 = 20;
/// Fewer schedules say nothing about how often a fault happens.
const ENOUGH: u64 = 200;

impl Verdict {
    /// Faults that happened too seldom to say that anything was tested.
    #[must_use]
    pub fn rare_faults(&self) -> Vec<Fault> {
        let is_rare = |fault: &Fault| {
            let fired = self.fired.get(fault).copied().unwrap_or(0);
            self.schedules >= ENOUGH && fired * RAREST_ONE_IN < self.schedules
        };
        Fault::ALL.into_iter().filter(is_rare).collect()
    }
}

/// Runs the schedules; stops early at the first that breaks a promise.
#[must_use]
pub fn run(campaign: Campaign) -> Verdict {
    let next = AtomicU64::new(0);
    let is_over = AtomicBool::new(false);
    let verdict = Mutex::new(Verdict::default());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let nth = next.fetch_add(1, Ordering::Relaxed);
                    if nth >= campaign.schedules {
                        return;
                    }
                    let seed = campaign.first_seed.wrapping_add(nth);
                    let (fired, failure) = twice(seed, campaign.planted);
                    if failure.is_some() {
                        is_over.store(true, Ordering::Relaxed);
                    }
                    let Ok(mut verdict) = verdict.lock() else {
                        return;
                    };
                    verdict.note(fired, failure);
                }
            });
        }
    });
    verdict.into_inner().unwrap_or_default()
}

impl Verdict {
    fn note(&mut self, fired: Vec<Fault>, failure: Option<Failure>) {
        self.schedules += 1;
        for fault in fired {
            *self.fired.entry(fault).or_insert(0) += 1;
        }
        let is_first = |failure: &Failure| {
            let known = self.failure.as_ref();
            known.is_none_or(|known| failure.seed < known.seed)
        };
        if let Some(failure) = failure.filter(is_first) {
            self.failure = Some(failure);
        }
    }
}

fn twice(seed: u64, planted: Option<Planted>) -> (Vec<Fault>, Option<Failure>) {
    let fail = |what: String| Some(Failure { seed, what });
    let mut first = World::new(seed, planted, false);
    let result = first.run();
    let fired = first.fired.iter().copied().collect();
    if let Err(broken) = result {
        return (fired, fail(broken.0));
    }
    let mut second = World::new(seed, planted, false);
    // It went well the first time; if not now, the traces differ.
    let _ = second.run();
    let differs = first.digest() != second.digest();
    let failure = differs.then(|| fail("two runs of one seed differ".to_owned()));
    (fired, failure.flatten())
}

/// One schedule with everything that happened in it, and what it broke.
#[must_use]
pub fn tell(seed: u64, planted: Option<Planted>) -> (Vec<String>, Option<String>) {
    let mut world = World::new(seed, planted, true);
    let broken = world.run().err().map(|broken| broken.0);
    (world.into_lines(), broken)
}
