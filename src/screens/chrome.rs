//! What the bars around every screen show, from the state; and the two sheets that they open.

use leptos::prelude::*;

use super::me::post_list;
use crate::components::button::{LinkButton, Look};
use crate::components::dialog::{Dialog, Position};
use crate::components::frame::{Badge, BarMessage, Chrome, Tab};
use crate::components::icon::Icon;
use crate::route::Route;
use crate::state::device::use_device;
use crate::state::navigation::{Navigation, use_navigation};
use crate::state::session::use_session;
use crate::state::start::use_start;
use crate::state::sync::{Connection, Sync, use_sync};
use crate::text;

/// Which sheet is open, and where it was opened: going elsewhere closes it.
#[derive(Clone, Copy, PartialEq)]
enum Sheet {
    Add,
    Posts,
}

/// To be provided to all screens, and to be drawn beside them.
pub(crate) fn chrome() -> (Chrome, AnyView) {
    let (session, sync, navigation) = (use_session(), use_sync(), use_navigation());
    let opened = RwSignal::new(None::<(Sheet, Route)>);
    let route = navigation.route();
    let open = move |sheet| opened.set(Some((sheet, route.get_untracked())));
    let unit = session.unit();
    let has_choice = session.account().read_untracked().holdings.len() > 1;
    let (bar, on_bar_action) = bar(sync);
    let chrome = Chrome {
        post: Signal::derive(move || unit.get().map(|unit| unit.short_name)),
        on_switch_post: has_choice.then(|| Callback::new(move |()| open(Sheet::Posts))),
        bar,
        on_bar_action,
        tabs: Signal::derive(move || tabs(route.get(), sync)),
        on_add: Callback::new(move |()| open(Sheet::Add)),
        on_back: Callback::new(move |()| navigation.back()),
        is_demo: session.is_demo(),
    };
    (chrome, sheets(opened, navigation))
}

fn tabs(route: Route, sync: Sync) -> Vec<Tab> {
    let waiting = Badge::Waiting(sync.waiting().get());
    let tab = |label, at: Route, href, icon, badge| Tab {
        label,
        href,
        icon,
        is_current: route == at,
        badge,
    };
    vec![
        tab(
            text::frame::TAB_HOME,
            Route::Home,
            "/",
            Icon::Home,
            Badge::None,
        ),
        tab(
            text::frame::TAB_JOURNAL,
            Route::Journal,
            "/nhat-ky",
            Icon::Journal,
            waiting,
        ),
        tab(
            text::frame::TAB_ME,
            Route::Me,
            "/ca-nhan",
            Icon::Person,
            Badge::None,
        ),
    ]
}

fn sheets(opened: RwSignal<Option<(Sheet, Route)>>, navigation: Navigation) -> AnyView {
    let route = navigation.route();
    let is_open = move |sheet| Signal::derive(move || opened.get() == Some((sheet, route.get())));
    let on_close = Callback::new(move |()| opened.set(None));
    view! {
        <Dialog
            open=is_open(Sheet::Add)
            title=text::frame::ADD
            position=Position::Sheet
            on_close=on_close
        >
            <LinkButton
                label=text::home::LOG_ACTIVITY
                href=Route::NewActivity.path()
                icon=Icon::Pen
                look=Look::BigPrimary
            />
            <LinkButton
                label=text::home::HALF_HOUR
                href=Route::NewHalfHour.path()
                icon=Icon::Clock
                look=Look::Big
                hint=text::home::HALF_HOUR_HINT
            />
        </Dialog>
        <Dialog
            open=is_open(Sheet::Posts)
            title=text::me::POSTS
            position=Position::Sheet
            on_close=on_close
        >
            {post_list(on_close)}
        </Dialog>
    }
    .into_any()
}

/// What the bar says and what its button does.
#[derive(Clone, Copy)]
enum Action {
    Update,
    Retry,
    EnterCode,
}

fn message(connection: &Connection, has_update: bool) -> Option<(String, Option<Action>)> {
    let (text, action) = match connection {
        Connection::Quiet if has_update => {
            (text::frame::NEW_VERSION.to_owned(), Some(Action::Update))
        }
        Connection::Quiet => return None,
        Connection::Offline => (text::frame::NO_NETWORK.to_owned(), None),
        Connection::Syncing { done, total } => (text::frame::syncing(*done, *total), None),
        Connection::Slow => (text::connection::SLOW.to_owned(), Some(Action::Retry)),
        Connection::Unreachable { .. } => (
            text::connection::UNREACHABLE.to_owned(),
            Some(Action::Retry),
        ),
        Connection::ServerTrouble { .. } => (
            text::connection::SERVER_TROUBLE.to_owned(),
            Some(Action::Retry),
        ),
        Connection::ServerFull { photos_only } => (
            text::connection::server_full(*photos_only).to_owned(),
            Some(Action::Retry),
        ),
        Connection::SignedOut => (
            text::connection::SIGNED_OUT.to_owned(),
            Some(Action::EnterCode),
        ),
        Connection::Revoked => (
            text::connection::REVOKED.to_owned(),
            Some(Action::EnterCode),
        ),
        Connection::ClockOff { hours } => (text::connection::clock_off(*hours), None),
        Connection::StoreFailed(error) => {
            (text::store::reason(error).to_owned(), Some(Action::Retry))
        }
    };
    Some((text, action))
}

fn label(action: Action) -> String {
    match action {
        Action::Update => text::frame::UPDATE,
        Action::Retry => text::connection::TRY_AGAIN,
        Action::EnterCode => text::connection::ENTER_CODE,
    }
    .to_owned()
}

fn bar(sync: Sync) -> (Signal<Option<BarMessage>>, Callback<()>) {
    let (start, navigation, connection) = (use_start(), use_navigation(), sync.connection());
    let has_update = use_device().has_update();
    let said = Memo::new(move |_| {
        let (text, action) = message(&connection.read(), has_update.get())?;
        Some(BarMessage {
            text,
            action: action.map(label),
        })
    });
    let on_action = Callback::new(move |()| {
        let said = message(&connection.read_untracked(), has_update.get_untracked());
        match said.and_then(|(_, action)| action) {
            Some(Action::Update) => start.update(),
            Some(Action::Retry) => sync.sync_now(),
            Some(Action::EnterCode) => navigation.go(Route::Activate),
            None => {}
        }
    });
    (said.into(), on_action)
}
