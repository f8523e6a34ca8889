//! One schedule: a server, some phones, the way between them, and everything that goes wrong.
//!
//! ```text
//! seed ─► plan (which faults, how often) ─► steps ─► quiet, without faults ─► checks
//! ```
//!
//! A step is one decision: a person does something, a phone goes on for some calls, a request is
//! carried, a misfortune happens. Nothing moves between steps, so the seed says it all.

mod misfortunes;
mod network;
mod pasts;
mod quiet;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use nhatky_domain::ids::InstallId;

use self::pasts::Past;
use crate::chance::Chance;
use crate::check;
use crate::fault::Fault;
use crate::ledger::{Device, Ledger};
use crate::mail::{Letter, Mail};
use crate::organisation::{START_MS, Who};
use crate::phone::watch::Watch;
use crate::phone::{Making, Phone};
use crate::planted::Planted;
use crate::server::Server;
use crate::trace::Trace;

/// Longer than any schedule that still finds something new.
const STEPS: usize = 300;
const TEN_YEARS_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

/// A promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken(pub(crate) String);

/// Shorthand of everything that checks.
pub(crate) type Kept = Result<(), Broken>;

/// Which faults may happen in this schedule. Each has a chance of its own, so that some schedules
/// are about one of them alone.
#[derive(Debug)]
struct Plan {
    /// One request in so many meets a fault.
    network_one_in: usize,
    /// One step in so many is a misfortune.
    misfortune_one_in: usize,
    faults: BTreeSet<Fault>,
    /// A phone goes on for at most so many calls before others get their turn.
    fuel: usize,
}

impl Plan {
    fn of(chance: &mut Chance) -> Self {
        let is_in = |_: &&Fault| !chance.one_in(3);
        let faults = Fault::ALL.iter().filter(is_in).copied().collect();
        Self {
            faults,
            network_one_in: [2, 3, 5, 10][chance.below(4)],
            misfortune_one_in: [8, 12, 20, 40][chance.below(4)],
            fuel: [1, 3, 10, 100][chance.below(4)],
        }
    }
}

pub(crate) struct World {
    pub(crate) server: Server,
    pub(crate) phones: Vec<Phone>,
    pub(crate) ledger: Rc<RefCell<Ledger>>,
    pub(crate) fired: BTreeSet<Fault>,
    chance: Chance,
    trace: Trace,
    plan: Plan,
    mail: Rc<Mail>,
    /// Requests that arrive after their phone has given up on them.
    late: Vec<Letter>,
    pasts: Vec<Past>,
    time_ms: Rc<Cell<i64>>,
    planted: Option<Planted>,
    next_device: Device,
}

impl World {
    pub(crate) fn new(seed: u64, planted: Option<Planted>, keeps_lines: bool) -> Self {
        let mut chance = Chance::of(seed);
        let plan = Plan::of(&mut chance);
        let mut world = Self {
            server: Server::founded(planted),
            phones: Vec::new(),
            ledger: Rc::default(),
            fired: BTreeSet::new(),
            trace: Trace::new(keeps_lines),
            plan,
            mail: Rc::default(),
            late: Vec::new(),
            pasts: Vec::new(),
            time_ms: Rc::new(Cell::new(START_MS)),
            planted,
            next_device: 0,
            chance,
        };
        for who in Who::ALL {
            world.buy_phone(who);
        }
        world.buy_phone(Who::Member);
        world
    }

    /// Everything from the first step to the last check.
    ///
    /// # Errors
    /// What was broken.
    pub(crate) fn run(&mut self) -> Kept {
        for _ in 0..STEPS {
            self.step()?;
        }
        self.come_to_rest()?;
        check::at_rest(self)?;
        let end = check::digest_of(self);
        self.tell(&end);
        Ok(())
    }

    pub(crate) fn digest(&self) -> u64 {
        self.trace.digest()
    }

    pub(crate) fn into_lines(self) -> Vec<String> {
        self.trace.into_lines()
    }

    fn tell(&mut self, line: &str) {
        self.trace.tell(line);
    }

    fn may(&self, fault: Fault) -> bool {
        self.plan.faults.contains(&fault)
    }

    fn fire(&mut self, fault: Fault) {
        self.fired.insert(fault);
    }

    fn step(&mut self) -> Kept {
        self.pass_time();
        self.keep_a_past();
        if self.chance.one_in(self.plan.misfortune_one_in) {
            return self.misfortune();
        }
        match self.chance.below(10) {
            0..=2 => self.somebody_acts(),
            3..=6 => self.somebody_syncs(),
            _ => self.something_travels(),
        }
    }

    fn pass_time(&mut self) {
        let passed_ms = match self.chance.below(20) {
            0 => 60 * 60 * 1000,
            _ => 1 + self.chance.below(10_000) as i64,
        };
        self.time_ms.set(self.time_ms.get() + passed_ms);
        self.server.set_clock(self.time_ms.get());
    }

    fn fuel(&mut self) -> u32 {
        let most = self.plan.fuel;
        1 + u32::try_from(self.chance.below(most)).unwrap_or(0)
    }

    fn somebody_acts(&mut self) -> Kept {
        let (nth, fuel) = (self.chance.below(self.phones.len()), self.fuel());
        let Some(phone) = self.phones.get_mut(nth) else {
            return Ok(());
        };
        let mut line = format!("{phone:?} goes on");
        if !phone.is_acting() {
            let what = phone.do_next(&mut self.chance, &self.ledger);
            line = format!("{phone:?} {what}");
        }
        phone.act(fuel);
        self.tell(&line);
        self.hear(nth)
    }

    fn somebody_syncs(&mut self) -> Kept {
        let (nth, fuel) = (self.chance.below(self.phones.len()), self.fuel());
        let Some(phone) = self.phones.get_mut(nth) else {
            return Ok(());
        };
        if !phone.is_syncing() {
            let tab = self.chance.below(phone.tabs.len());
            phone.start_round(tab);
        }
        let is_done = phone.go_on(fuel);
        let line = format!("{phone:?} syncs {is_done}");
        self.tell(&line);
        self.hear(nth)
    }

    /// Whether the phone has found something wrong by itself.
    fn hear(&self, nth: usize) -> Kept {
        let Some(phone) = self.phones.get(nth) else {
            return Ok(());
        };
        match phone.disk.take_complaints().into_iter().next() {
            Some(complaint) => Err(Broken(format!("{phone:?}: {complaint}"))),
            None => Ok(()),
        }
    }

    fn buy_phone(&mut self, who: Who) {
        let (install, watch) = (InstallId(self.chance.id()), self.watch(0));
        self.server.activate(who, install);
        let making = Making {
            who,
            device: self.next_device(),
            install,
            mail: Rc::clone(&self.mail),
            planted: self.planted,
        };
        self.phones.push(Phone::activated(making, watch));
    }

    fn watch(&mut self, ahead_ms: i64) -> Watch {
        Watch::new(Rc::clone(&self.time_ms), ahead_ms, self.chance.branch())
    }

    fn next_device(&mut self) -> Device {
        self.next_device += 1;
        self.next_device
    }
}
