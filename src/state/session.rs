//! Who works with the app now: the person, the post, and what the catalogue says around them.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::date::Date;
use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{HoldingId, PersonId};
use nhatky_domain::unit::{Unit, UnitTree};
use nhatky_sync::protocol::Account;

/// Catalogue and tree belong together and are replaced together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Books {
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) tree: Arc<UnitTree>,
}

impl Books {
    pub(crate) fn new(catalogue: Catalogue) -> Self {
        let tree = UnitTree::new(catalogue.units.iter().cloned());
        Self {
            catalogue: Arc::new(catalogue),
            tree: Arc::new(tree),
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Session {
    account: RwSignal<Arc<Account>>,
    books: RwSignal<Books>,
    chosen: RwSignal<Option<HoldingId>>,
    offset_ms: RwSignal<Option<i64>>,
    today: RwSignal<Date>,
}

/// Of the person whose screens are shown.
pub(crate) fn use_session() -> Session {
    expect_context()
}

impl Session {
    pub(crate) fn new(account: Account, books: Books, offset_ms: Option<i64>, today: Date) -> Self {
        Self {
            account: RwSignal::new(Arc::new(account)),
            books: RwSignal::new(books),
            chosen: RwSignal::new(None),
            offset_ms: RwSignal::new(offset_ms),
            today: RwSignal::new(today),
        }
    }

    pub(crate) fn account(self) -> Signal<Arc<Account>> {
        self.account.into()
    }

    /// Does not change while a `Session` lives.
    pub(crate) fn person(self) -> PersonId {
        self.account.read_untracked().person
    }

    /// Empty until it was pulled for the first time.
    pub(crate) fn catalogue(self) -> Signal<Arc<Catalogue>> {
        let books = self.books;
        Signal::derive(move || books.read().catalogue.clone())
    }

    pub(crate) fn tree(self) -> Signal<Arc<UnitTree>> {
        let books = self.books;
        Signal::derive(move || books.read().tree.clone())
    }

    /// Posts held today; several people have more than one.
    pub(crate) fn holdings(self) -> Signal<Vec<Holding>> {
        let (account, today) = (self.account, self.today);
        Signal::derive(move || held_on(&account.read(), today.get()))
    }

    /// The post that new work is made under: the chosen one, else the first held today. None when
    /// every post has ended, which blocks reading the unit's records but no writing of drafts.
    pub(crate) fn holding(self) -> Signal<Option<Holding>> {
        let (holdings, chosen) = (self.holdings(), self.chosen);
        Signal::derive(move || current(holdings.get(), chosen.get()))
    }

    pub(crate) fn switch_to(self, holding: HoldingId) {
        self.chosen.set(Some(holding));
    }

    /// The unit of the current post.
    pub(crate) fn unit(self) -> Signal<Option<Unit>> {
        let (holding, books) = (self.holding(), self.books);
        Signal::derive(move || {
            let unit = holding.get()?.unit;
            books.read().tree.get(unit).cloned()
        })
    }

    pub(crate) fn is_demo(self) -> Signal<bool> {
        let account = self.account;
        Signal::derive(move || account.read().demo)
    }

    /// Today in Vietnam, by the device's clock; moves on at midnight.
    pub(crate) fn today(self) -> Signal<Date> {
        self.today.into()
    }

    /// Device clock minus server clock; none until they have spoken.
    pub(crate) fn offset_ms(self) -> Signal<Option<i64>> {
        self.offset_ms.into()
    }
}

fn held_on(account: &Account, day: Date) -> Vec<Holding> {
    let held = account
        .holdings
        .iter()
        .filter(|holding| holding.is_held_on(day));
    held.cloned().collect()
}

fn current(holdings: Vec<Holding>, chosen: Option<HoldingId>) -> Option<Holding> {
    let idx = holdings
        .iter()
        .position(|holding| Some(holding.id) == chosen)
        .unwrap_or(0);
    holdings.into_iter().nth(idx)
}
