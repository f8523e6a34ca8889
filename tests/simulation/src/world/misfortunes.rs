//! Misfortunes that are not the network's.

use nhatky_domain::date::Date;
use nhatky_domain::holding::Holding;
use nhatky_domain::ids::HoldingId;
use nhatky_server::store::Directory as _;

use super::{Kept, TEN_YEARS_MS, World};
use crate::check;
use crate::fault::Fault;
use crate::organisation::{BASE, CELL_B, CELLS, OTHER_BASE, Who, unit};
use crate::phone::Phone;

/// More copies of browser profiles than that are no story of their own.
const MOST_PHONES: usize = 7;

impl World {
    pub(super) fn misfortune(&mut self) -> Kept {
        const KINDS: [Fault; 13] = [
            Fault::PhoneCrash,
            Fault::SecondTab,
            Fault::StorageFull,
            Fault::Evicted,
            Fault::Cloned,
            Fault::ClockJump,
            Fault::UnknownWork,
            Fault::OlderServer,
            Fault::Restored,
            Fault::PutBack,
            Fault::HoldingEnded,
            Fault::HoldingMoved,
            Fault::UnitMoved,
        ];
        let kind = KINDS[self.chance.below(KINDS.len())];
        if !self.may(kind) {
            return Ok(());
        }
        let line = format!("{kind:?}");
        self.tell(&line);
        match kind {
            Fault::PhoneCrash => self.crash(),
            Fault::UnknownWork => self.send_unknown_work(),
            Fault::HoldingEnded | Fault::HoldingMoved | Fault::UnitMoved => {
                self.reorganise(kind);
                Ok(())
            }
            Fault::OlderServer => {
                let is_older = !self.server.is_older();
                self.server.restart(is_older);
                self.fire(kind);
                Ok(())
            }
            Fault::Restored | Fault::PutBack => {
                self.put_back(kind);
                check::chain_verifies(&self.server.tables())
            }
            _ => {
                self.strike(kind);
                Ok(())
            }
        }
    }

    /// The phone dies; whatever its person was told is still there when it starts again.
    fn crash(&mut self) -> Kept {
        let nth = self.chance.below(self.phones.len());
        let Some(phone) = self.phones.get_mut(nth) else {
            return Ok(());
        };
        let lost = phone.crash(&mut self.chance);
        let line = format!("{phone:?} loses {lost} relaxed writes");
        self.tell(&line);
        self.fire(Fault::PhoneCrash);
        match self.phones.get(nth) {
            Some(phone) => check::saved_on(self, phone),
            None => Ok(()),
        }
    }

    fn strike(&mut self, kind: Fault) {
        let nth = self.chance.below(self.phones.len());
        let number = self.chance.below(1_000);
        let Some(phone) = self.phones.get_mut(nth) else {
            return;
        };
        match kind {
            Fault::SecondTab if phone.tabs.len() == 1 => phone.open_tab(),
            Fault::SecondTab => phone.close_tab(number % 2),
            Fault::StorageFull => {
                let nth = u32::try_from(1 + number % 3).unwrap_or(1);
                phone.disk.fill_up(nth);
            }
            Fault::ClockJump => {
                let ahead_ms = [-TEN_YEARS_MS, TEN_YEARS_MS, 7 * 60 * 60 * 1000, 0];
                phone.watch.set_ahead(ahead_ms[number % 4]);
            }
            Fault::Evicted => self.evict(nth),
            _ if self.phones.len() < MOST_PHONES => self.copy_profile(nth),
            _ => return,
        }
        self.fire(kind);
    }

    /// The browser has erased everything; the person activates the phone anew.
    fn evict(&mut self, nth: usize) {
        let Some(phone) = self.phones.get(nth) else {
            return;
        };
        let who = phone.who;
        let mut ledger = self.ledger.borrow_mut();
        ledger.device_evicted(phone.device, phone.install());
        drop(ledger);
        self.buy_phone(who);
        self.phones.swap_remove(nth);
    }

    /// A backup of the phone is put on another one.
    fn copy_profile(&mut self, nth: usize) {
        let watch = self.watch(0);
        let device = self.next_device();
        let Some(phone) = self.phones.get(nth) else {
            return;
        };
        let mut ledger = self.ledger.borrow_mut();
        ledger.device_copied(phone.device, device, phone.install());
        drop(ledger);
        let making = phone.making(device, phone.install());
        let copy = Phone::over(making, phone.disk.cloned(), watch);
        self.phones.push(copy);
    }

    fn reorganise(&mut self, kind: Fault) {
        let today = self.server.today();
        if kind == Fault::UnitMoved {
            let parents = [BASE, OTHER_BASE];
            let parent = parents[self.chance.below(2)];
            let moved = [unit(CELL_B, Some(parent))];
            let put = self.server.write(async |tx| tx.put_units(&moved).await);
            if put.is_ok() {
                self.fire(kind);
            }
            return;
        }
        let who = Who::ALL[self.chance.below(Who::ALL.len())];
        let mut holdings = self.ended(who, today);
        if kind == Fault::HoldingMoved || self.chance.one_in(2) {
            let units = match who {
                Who::BaseSecretary => [BASE, OTHER_BASE],
                _ => CELLS,
            };
            let id = HoldingId(self.chance.id());
            let unit = units[self.chance.below(2)];
            holdings.push(who.holding(id, unit, today));
        }
        let put = self
            .server
            .write(async |tx| tx.put_holdings(&holdings).await);
        if put.is_ok() {
            self.fire(kind);
        }
    }

    /// Everything that the person holds, ended as of today.
    fn ended(&self, who: Who, today: Date) -> Vec<Holding> {
        let tables = self.server.tables();
        let held = tables.holdings.rows();
        let held = held.filter(|holding| holding.person == who.person() && holding.until.is_none());
        held.map(|holding| Holding {
            until: Some(today),
            ..holding.clone()
        })
        .collect()
    }
}
