//! When the app itself fails: its memory is not to be trusted any more, so the page says what is
//! safe with plain elements, and offers a new start.

use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::{document, listen, window};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
    pub(crate) reload: &'static str,
    pub(crate) rescue: &'static str,
    /// Where own work can be saved without the rest of the app.
    pub(crate) rescue_path: &'static str,
}

pub(crate) fn tell_of_panics(words: &Words) {
    let words = *words;
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map_or(String::new(), ToString::to_string);
        web_sys::console::error_2(&"panic".into(), &place.as_str().into());
        show(words, &place);
    }));
    // A trap without a panic: out of memory, a stack too deep.
    listen(&window(), "error", move |event| {
        let error = js_sys::Reflect::get(&event, &"error".into()).unwrap_or_default();
        let name = js_sys::Reflect::get(&error, &"name".into()).unwrap_or_default();
        if name == "RuntimeError" {
            let message = js_sys::Reflect::get(&error, &"message".into()).unwrap_or_default();
            show(words, &message.as_string().unwrap_or_default());
        }
    });
}

/// Nothing of this may panic.
fn show(words: Words, place: &str) {
    let Some(body) = document().body() else {
        return;
    };
    if body.query_selector(".crash").ok().flatten().is_some() {
        return;
    }
    if let Ok(notice) = notice(words, place) {
        // The body takes any element.
        let _ = body.prepend_with_node_1(&notice);
    }
    super::history::scroll_to(0.0);
}

fn notice(words: Words, place: &str) -> Result<Element, JsValue> {
    let notice = element("div", "crash notice notice--bad", "")?;
    notice.set_attribute("role", "alert")?;
    let body = element("div", "notice__body", "")?;
    let button = element("button", "button button--primary", words.reload)?;
    listen(&button, "click", |_| super::page::reload());
    let rescue = element("button", "button", words.rescue)?;
    let path = words.rescue_path;
    listen(&rescue, "click", move |_| super::history::load(path));
    for part in [
        element("h2", "notice__title", words.title)?,
        element("p", "", words.text)?,
        button,
        rescue,
        element("p", "note", place)?,
    ] {
        body.append_child(&part)?;
    }
    notice.append_child(&body)?;
    Ok(notice)
}

fn element(name: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    let element = document().create_element(name)?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    Ok(element)
}
