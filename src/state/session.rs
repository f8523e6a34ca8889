//! Who works with the app now: the person, the post, and what the catalogue says around them.

mod today;

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::date::{Date, Timestamp};
use nhatky_domain::holding::Holding;
use nhatky_domain::ids::{HoldingId, PersonId};
use nhatky_domain::unit::{Unit, UnitTree};
use nhatky_sync::driver::keys;
use nhatky_sync::json;
use nhatky_sync::protocol::Account;
use nhatky_sync::store::{Settings, StoreError, Stored};

use crate::platform::{clock, preferences};
use crate::state::store::Db;

/// The preference that keeps the chosen post.
const HOLDING: &str = "holding";
/// The setting that keeps the last post.
const LAST_POST: &str = "last_post";

/// Catalogue and tree belong together and are replaced together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Books {
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) tree: Arc<UnitTree>,
}

impl Books {
    fn new(catalogue: Catalogue) -> Self {
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
    /// Kept when the account has no post any more.
    last_post: RwSignal<Option<Holding>>,
    offset_ms: RwSignal<Option<i64>>,
    today: RwSignal<Date>,
}

/// Of the person whose screens are shown.
pub(crate) fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// As stored. None for a database in which nobody was ever activated.
    pub(super) async fn load(db: &Db) -> Stored<Option<Self>> {
        let Some(account) = read_account(db).await? else {
            return Ok(None);
        };
        let books = read_books(db).await?;
        let offset_ms = db.setting(keys::CLOCK_OFFSET).await?;
        let last_post = db.setting(LAST_POST).await?.unwrap_or_default();
        let session = Self {
            account: RwSignal::new(Arc::new(account)),
            books: RwSignal::new(books),
            chosen: RwSignal::new(preferences::get(HOLDING).and_then(|id| id.parse().ok())),
            last_post: RwSignal::new(json::from_text(&last_post).ok()),
            offset_ms: RwSignal::new(offset_ms.and_then(|text| text.parse().ok())),
            today: RwSignal::new(Timestamp(clock::now_ms()).vn_date()),
        };
        today::keep_true(session.today);
        Ok(Some(session))
    }

    /// Takes over what was stored since and says whether that was anything. What cannot be read
    /// stays as it was.
    pub(super) async fn reload(self, db: &Db) -> bool {
        let mut is_new = false;
        if let Ok(Some(account)) = read_account(db).await
            && *self.account.get_untracked() != account
        {
            if account.holdings.is_empty() {
                self.keep_post(db).await;
            }
            self.account.set(Arc::new(account));
            is_new = true;
        }
        let version = db.setting(keys::CATALOGUE_VERSION).await.ok().flatten();
        if version.as_ref() != Some(&self.books.read_untracked().catalogue.version)
            && let Ok(books) = read_books(db).await
        {
            self.books.set(books);
            is_new = true;
        }
        is_new
    }

    /// Of work that is begun after the last post has ended, somebody will want to know for whom.
    async fn keep_post(self, db: &Db) {
        if let Some(post) = self.holding().get_untracked() {
            // Without it new work waits for a post.
            let _ = db.put_setting(LAST_POST, &json::to_text(&post)).await;
            self.last_post.set(Some(post));
        }
    }

    pub(super) fn set_offset(self, offset_ms: i64) {
        self.offset_ms.set(Some(offset_ms));
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

    /// The post that new work is made under: the chosen one, else the first held today, else the
    /// one that was held last: an ended post blocks no writing.
    pub(crate) fn holding(self) -> Signal<Option<Holding>> {
        let (account, holdings) = (self.account, self.holdings());
        Signal::derive(move || {
            let held = current(holdings.get(), self.chosen.get());
            held.or_else(|| account.read().holdings.last().cloned())
                .or_else(|| self.last_post.get())
        })
    }

    /// No post is held any more.
    pub(crate) fn has_post_ended(self) -> Signal<bool> {
        let holdings = self.holdings();
        Signal::derive(move || holdings.read().is_empty())
    }

    pub(crate) fn switch_to(self, holding: HoldingId) {
        preferences::set(HOLDING, &holding.to_string());
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

async fn read_account(db: &Db) -> Stored<Option<Account>> {
    let Some(text) = db.setting(keys::ACCOUNT).await? else {
        return Ok(None);
    };
    let corrupt = || StoreError::Corrupt {
        store: "settings",
        key: keys::ACCOUNT.to_owned(),
    };
    json::from_text(&text).map(Some).map_err(|_| corrupt())
}

/// A catalogue that cannot be read counts as none: it is pulled again.
async fn read_books(db: &Db) -> Stored<Books> {
    let text = db.setting(keys::CATALOGUE).await?.unwrap_or_default();
    Ok(json::from_text(&text).map(Books::new).unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use nhatky_domain::holding::Role;
    use nhatky_domain::ids::UnitId;

    use super::*;

    fn holding(number: u8, from: &str, until: Option<&str>) -> Holding {
        Holding {
            id: HoldingId::from_time(0, [number; 10]),
            person: PersonId::from_time(0, [0; 10]),
            unit: UnitId::from_time(0, [number; 10]),
            post: "doan_vien".into(),
            post_name: "Đoàn viên".to_owned(),
            role: Role::R1,
            from: Date::parse_iso(from).unwrap(),
            until: until.and_then(Date::parse_iso),
        }
    }

    #[test]
    fn the_chosen_post_is_worked_under_and_an_ended_one_is_not() {
        let account = Account {
            person: PersonId::from_time(0, [0; 10]),
            name: "Nguyễn Thị Thu Hà".to_owned(),
            holdings: vec![
                holding(1, "2019-01-01", Some("2020-07-01")),
                holding(2, "2019-01-01", None),
                holding(3, "2020-07-24", None),
            ],
            organisation: "Đoàn Khối".to_owned(),
            demo: false,
            digest: String::new(),
        };
        let day = Date::parse_iso("2020-07-24").unwrap();
        let [ended, first, second] = account.holdings.clone().try_into().unwrap();
        let held = held_on(&account, day);
        assert_eq!(held, [first.clone(), second.clone()]);
        assert_eq!(current(held.clone(), None), Some(first.clone()));
        assert_eq!(current(held.clone(), Some(second.id)), Some(second));
        assert_eq!(current(held, Some(ended.id)), Some(first));
        assert_eq!(current(Vec::new(), None), None);
    }
}
