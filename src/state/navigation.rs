//! The current route, and going elsewhere. Links need none of this: a plain `<a href>` to an
//! address of the app changes the route without loading a page.
//!
//! After each change the page stands where it belongs (at the top, or where it was when going
//! back), the focus is on the new heading, and the page's title is that heading.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::{history, timer};
use crate::route::Route;
use crate::text;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Navigation {
    route: RwSignal<Route>,
    places: StoredValue<Rc<RefCell<Places>>, LocalStorage>,
}

/// How far down each entry of the history was scrolled.
#[derive(Debug, Default)]
struct Places {
    current: u32,
    heights: BTreeMap<u32, f64>,
}

pub(crate) fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// Reads the address and follows it from now on. An unknown one leads home.
    pub(crate) fn start() -> Self {
        let route = Route::parse(&history::path());
        if route.is_none() {
            history::replace(&Route::Home.path());
        }
        history::scroll_by_hand();
        let places = Places {
            current: history::depth(),
            ..Places::default()
        };
        let navigation = Self {
            route: RwSignal::new(route.unwrap_or(Route::Home)),
            places: StoredValue::new_local(Rc::new(RefCell::new(places))),
        };
        history::on_move(move || navigation.moved());
        history::on_link(move |path| navigation.follow(path));
        navigation
    }

    pub(crate) fn route(self) -> Signal<Route> {
        self.route.into()
    }

    /// A new entry in the phone's history.
    pub(crate) fn go(self, route: Route) {
        self.remember_place();
        history::push(&route.path());
        self.arrive(route, 0.0);
    }

    /// In place of the current entry: «back» does not come here again.
    pub(crate) fn replace(self, route: Route) {
        history::replace(&route.path());
        self.arrive(route, 0.0);
    }

    /// To where the person came from, else to the parent of the current route.
    pub(crate) fn back(self) {
        if history::depth() > 0 {
            history::back();
        } else {
            self.replace(self.route.get_untracked().parent());
        }
    }

    /// A link was followed. One to where the person is leads to its top.
    fn follow(self, path: &str) -> bool {
        let Some(route) = Route::parse(path) else {
            return false;
        };
        if route == self.route.get_untracked() {
            self.replace(route);
        } else {
            self.go(route);
        }
        true
    }

    fn moved(self) {
        self.remember_place();
        let height = self.places.with_value(|places| {
            let places = places.borrow();
            places
                .heights
                .get(&history::depth())
                .copied()
                .unwrap_or(0.0)
        });
        self.arrive(
            Route::parse(&history::path()).unwrap_or(Route::Home),
            height,
        );
    }

    fn remember_place(self) {
        self.places.with_value(|places| {
            let mut places = places.borrow_mut();
            let current = places.current;
            places.heights.insert(current, history::scroll_position());
        });
    }

    fn arrive(self, route: Route, height: f64) {
        self.places
            .with_value(|places| places.borrow_mut().current = history::depth());
        if route != self.route.get_untracked() {
            self.route.set(route);
        }
        self.settle(height);
    }

    /// The first screen is there: it is named, and the focus stays where a page starts.
    pub(super) fn begin(self) {
        timer::after_paint(|| history::name_page(text::frame::APP_NAME));
    }

    fn settle(self, height: f64) {
        timer::after_paint(move || {
            history::name_page(text::frame::APP_NAME);
            history::focus_heading();
            history::scroll_to(height);
        });
    }
}
