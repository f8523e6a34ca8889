//! The end of a schedule: nothing goes wrong any more, and everything finds its place.

use super::{Broken, Kept, World};
use crate::check;

/// Rounds of all phones until nothing moves: a few; more is a quarrel without end.
const MOST_PASSES: usize = 12;
/// Steps of one round: far more than its calls.
const MOST_TURNS: usize = 3_000;
const ALL_CALLS: u32 = 1_000;

impl World {
    pub(super) fn come_to_rest(&mut self) -> Kept {
        self.tell("rest");
        self.server.take_failed_commit();
        self.server.restart(false);
        for letter in std::mem::take(&mut self.late) {
            self.go_well(&letter)?;
        }
        for phone in &mut self.phones {
            phone.disk.fill_up(0);
            while !phone.act(ALL_CALLS) {}
            phone.start_anew();
        }
        let mut before = String::new();
        for _ in 0..MOST_PASSES {
            for nth in 0..self.phones.len() {
                self.pass_time();
                self.whole_round(nth)?;
            }
            let now = check::digest_of(self);
            if now == before {
                return Ok(());
            }
            before = now;
        }
        Err(Broken("the phones do not come to rest".to_owned()))
    }

    fn whole_round(&mut self, nth: usize) -> Kept {
        for _ in 0..MOST_TURNS {
            let Some(phone) = self.phones.get_mut(nth) else {
                return Ok(());
            };
            phone.start_round(0);
            let is_done = phone.go_on(ALL_CALLS);
            self.hear(nth)?;
            if is_done {
                return Ok(());
            }
            while let Some(letter) = self.mail.take(|_| 0) {
                self.go_well(&letter)?;
            }
        }
        Err(Broken("a round does not end".to_owned()))
    }
}
