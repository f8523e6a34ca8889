//! One person's phone: a store, a clock, one or two tabs with an engine each, and hands.

pub(crate) mod disk;
pub(crate) mod hands;
pub(crate) mod watch;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use nhatky_domain::ids::InstallId;
use nhatky_server::session::Signed;
use nhatky_sync::driver::{keys, run_round};
use nhatky_sync::engine::{Engine, Known};
use nhatky_sync::json;
use nhatky_sync::protocol::Account;
use nhatky_sync::store::{EPOCH, Heard, Settings as _};

use self::disk::Disk;
use self::watch::Watch;
use crate::chance::Chance;
use crate::ledger::{Device, Ledger};
use crate::mail::{Mail, Wire};
use crate::organisation::{self, Who};
use crate::planted::Planted;
use crate::poll::{at_once, poll};

type Task<T> = Pin<Box<dyn Future<Output = T>>>;

/// A page of the app.
pub(crate) struct Tab {
    /// Away while a round runs.
    engine: Option<Engine>,
    round: Option<Task<Engine>>,
    /// As which this page signs in: what the store said when it was opened, or a renewal since.
    install: Rc<Cell<InstallId>>,
}

pub(crate) struct Phone {
    pub(crate) who: Who,
    pub(crate) device: Device,
    /// That was activated.
    first_install: InstallId,
    pub(crate) disk: Rc<Disk>,
    pub(crate) watch: Rc<Watch>,
    pub(crate) tabs: Vec<Tab>,
    deed: Option<Task<()>>,
    mail: Rc<Mail>,
    planted: Option<Planted>,
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} on device {}", self.who, self.device)
    }
}

/// What a phone is made of.
#[derive(Debug, Clone)]
pub(crate) struct Making {
    pub(crate) who: Who,
    pub(crate) device: Device,
    pub(crate) install: InstallId,
    pub(crate) mail: Rc<Mail>,
    pub(crate) planted: Option<Planted>,
}

impl Phone {
    /// Just activated: who the person is stands in the store.
    pub(crate) fn activated(making: Making, watch: Watch) -> Self {
        let disk = Disk::new(making.planted);
        let account = Account {
            person: making.who.person(),
            name: format!("{:?}", making.who),
            holdings: vec![making.who.first_holding()],
            organisation: String::new(),
            demo: false,
            digest: String::new(),
        };
        let text = json::to_text(&account);
        let heard = Heard::new(organisation::row().epoch).to_string();
        for (key, text) in [(keys::ACCOUNT, text), (EPOCH, heard)] {
            // In memory and not full: it cannot fail.
            let _ = at_once(disk.now().put_setting(key, &text));
        }
        Self::over(making, disk, watch)
    }

    /// The app on a store that is there already.
    pub(crate) fn over(making: Making, disk: Disk, watch: Watch) -> Self {
        let mut phone = Self {
            who: making.who,
            device: making.device,
            first_install: making.install,
            disk: Rc::new(disk),
            watch: Rc::new(watch),
            tabs: Vec::new(),
            deed: None,
            mail: making.mail,
            planted: making.planted,
        };
        phone.open_tab();
        phone
    }

    /// As which it speaks: the one that was activated, unless a copy became one of its own.
    pub(crate) fn install(&self) -> InstallId {
        let renewed = at_once(self.disk.now().setting(keys::INSTALL))
            .ok()
            .flatten();
        let renewed = renewed.and_then(|text| text.parse().ok());
        renewed.unwrap_or(self.first_install)
    }

    pub(crate) fn making(&self, device: Device, install: InstallId) -> Making {
        Making {
            who: self.who,
            device,
            install,
            mail: Rc::clone(&self.mail),
            planted: self.planted,
        }
    }

    /// A start of the app: the engine knows what the store says.
    pub(crate) fn open_tab(&mut self) {
        let rows = self.disk.now();
        let setting = |key| at_once(rows.setting(key)).ok().flatten();
        let account = setting(keys::ACCOUNT);
        let account = account.and_then(|text| json::from_text::<Account>(&text).ok());
        let engine = Engine::new(Known {
            app: "mô phỏng".to_owned(),
            install: self.install(),
            heard: setting(EPOCH).and_then(|text| Heard::read(&text)),
            account_digest: account.map(|account| account.digest),
            catalogue_version: setting(keys::CATALOGUE_VERSION),
        });
        self.tabs.push(Tab {
            engine: Some(engine),
            round: None,
            install: Rc::new(Cell::new(self.install())),
        });
    }

    /// A page is closed in the middle of whatever it does.
    pub(crate) fn close_tab(&mut self, nth: usize) {
        if self.tabs.len() > 1 && nth < self.tabs.len() {
            self.tabs.remove(nth);
        }
    }

    /// The phone dies and starts again. Gives how many relaxed writes were lost.
    pub(crate) fn crash(&mut self, chance: &mut Chance) -> usize {
        self.tabs.clear();
        self.deed = None;
        let lost = self.disk.crash(chance);
        self.open_tab();
        lost
    }

    /// The person closes the app and opens it once more.
    pub(crate) fn start_anew(&mut self) {
        self.tabs.clear();
        self.open_tab();
    }

    pub(crate) fn is_syncing(&self) -> bool {
        self.tabs.iter().any(|tab| tab.round.is_some())
    }

    pub(crate) fn is_acting(&self) -> bool {
        self.deed.is_some()
    }

    /// Starts a round in a tab, unless another tab holds the lock.
    pub(crate) fn start_round(&mut self, nth: usize) -> bool {
        if self.is_syncing() {
            return false;
        }
        let (disk, watch) = (Rc::clone(&self.disk), Rc::clone(&self.watch));
        let Some(tab) = self.tabs.get_mut(nth) else {
            return false;
        };
        let Some(mut engine) = tab.engine.take() else {
            return false;
        };
        let wire = Wire {
            mail: Rc::clone(&self.mail),
            signed: Cell::new(Signed {
                install: tab.install.get(),
                person: self.who.person(),
            }),
            install: Rc::clone(&tab.install),
            disk: Rc::clone(&self.disk),
            planted: self.planted,
        };
        tab.round = Some(Box::pin(async move {
            run_round(&mut engine, &*disk, &wire, &*watch, &mut |_| {}).await;
            engine
        }));
        true
    }

    /// Goes on with the round that runs, as far as the fuel lasts. True at its end.
    pub(crate) fn go_on(&mut self, fuel: u32) -> bool {
        self.disk.refuel(fuel);
        for tab in &mut self.tabs {
            let Some(round) = &mut tab.round else {
                continue;
            };
            if let Poll::Ready(engine) = poll(round.as_mut()) {
                tab.round = None;
                tab.engine = Some(engine);
                return true;
            }
        }
        false
    }

    /// The person begins to do something.
    pub(crate) fn do_next(&mut self, chance: &mut Chance, ledger: &Rc<RefCell<Ledger>>) -> String {
        let (what, deed) = hands::choose(self, chance, ledger);
        self.deed = deed;
        what
    }

    /// Goes on with what the person does. True at its end.
    pub(crate) fn act(&mut self, fuel: u32) -> bool {
        self.disk.refuel(fuel);
        let Some(deed) = &mut self.deed else {
            return true;
        };
        let is_done = poll(deed.as_mut()).is_ready();
        if is_done {
            self.deed = None;
        }
        is_done
    }
}
