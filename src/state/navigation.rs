//! The current route, and going elsewhere. Links need none of this: a plain `<a href>` to an
//! address of the app changes the route without loading a page.

use leptos::prelude::*;

use crate::route::Route;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Navigation {
    route: RwSignal<Route>,
}

pub(crate) fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    pub(crate) fn new(route: Route) -> Self {
        Self {
            route: RwSignal::new(route),
        }
    }

    pub(crate) fn route(self) -> Signal<Route> {
        self.route.into()
    }

    /// A new entry in the phone's history.
    pub(crate) fn go(self, route: Route) {
        self.route.set(route);
    }

    /// In place of the current entry: «back» does not come here again.
    pub(crate) fn replace(self, route: Route) {
        self.route.set(route);
    }

    /// To where the person came from, else to the parent of the current route.
    pub(crate) fn back(self) {
        self.route.update(|route| *route = route.parent());
    }
}
