//! The address bar and the phone's back button.
//!
//! Each entry of ours carries its number, so that «back» inside the app is told from leaving it.

use wasm_bindgen::prelude::*;
use web_sys::{Event, History, HtmlAnchorElement, MouseEvent};

use super::{document, listen, window};

pub(crate) fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Behind `#`, without it.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

pub(crate) fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// How many entries of ours lie before this one.
pub(crate) fn depth() -> u32 {
    let state = history().and_then(|history| history.state().ok());
    state.and_then(|state| state.as_f64()).unwrap_or(0.0) as u32
}

pub(crate) fn push(path: &str) {
    if let Some(history) = history() {
        // Refused after a hundred in half a minute; the app then moves without an entry.
        let _ = history.push_state_with_url(&(depth() + 1).into(), "", Some(path));
    }
}

pub(crate) fn replace(path: &str) {
    if let Some(history) = history() {
        let _ = history.replace_state_with_url(&depth().into(), "", Some(path));
    }
}

/// Loads another page of the app from the start.
pub(crate) fn load(path: &str) {
    // Refused only for what is no address.
    let _ = window().location().assign(path);
}

pub(crate) fn back() {
    if let Some(history) = history() {
        let _ = history.back();
    }
}

/// The app places the page itself: the browser would do it before the screen is there.
pub(crate) fn scroll_by_hand() {
    if let Some(history) = history() {
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
}

fn history() -> Option<History> {
    window().history().ok()
}

/// Back and forward, by whatever button; also a changed fragment.
pub(crate) fn on_move(mut then: impl FnMut() + 'static) {
    listen(&window(), "popstate", move |_| then());
}

/// A plain click on a link into the app. `then` says whether it took it; if not, the browser does.
pub(crate) fn on_link(then: impl Fn(&str) -> bool + 'static) {
    listen(&document(), "click", move |event| {
        let Some(link) = plain_click(&event) else {
            return;
        };
        let is_ours = link.origin() == origin()
            && link.target().is_empty()
            && !link.has_attribute("download");
        let hash = link.hash();
        let is_taken = match hash.strip_prefix('#') {
            _ if !is_ours => false,
            // A place in this page makes no entry in the history.
            Some(id) => {
                focus_id(id);
                link.pathname() == path()
            }
            None => then(&link.pathname()),
        };
        if is_taken {
            event.prevent_default();
        }
    });
}

/// The link under a click of the main button that nobody handled yet.
fn plain_click(event: &Event) -> Option<HtmlAnchorElement> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let is_special = click.button() != 0
        || click.ctrl_key()
        || click.meta_key()
        || click.shift_key()
        || click.alt_key()
        || click.default_prevented();
    if is_special {
        return None;
    }
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

pub(crate) fn scroll_position() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

pub(crate) fn scroll_to(y: f64) {
    window().scroll_to_with_x_and_y(0.0, y);
}

/// Names the page after the screen's heading.
pub(crate) fn name_page(app_name: &str) {
    let title = heading()
        .and_then(|heading| heading.text_content())
        .unwrap_or_default();
    document().set_title(&if title == app_name || title.is_empty() {
        app_name.to_owned()
    } else {
        [&title, " – ", app_name].concat()
    });
}

/// Puts the focus on the screen's heading, so that a screen reader reads on from there.
pub(crate) fn focus_heading() {
    if let Some(heading) = heading() {
        // An attribute of fixed name and value is never refused.
        let _ = heading.set_attribute("tabindex", "-1");
        focus(&heading);
    }
}

fn heading() -> Option<web_sys::Element> {
    document().query_selector("h1").ok().flatten()
}

/// Brings an element of the page into view and gives it the focus.
pub(crate) fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
        focus(&element);
    }
}

fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // What cannot take the focus leaves it where it was.
        let _ = element.focus_with_options(&options);
    }
}
