//! Moving the focus to where something is to be done, after what was changed just now is drawn.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;
use nhatky_domain::ids::FieldCode;

use super::field::field_id;

pub(super) const ISSUES_ID: &str = "issues";

/// To the list of what is missing.
pub(crate) fn focus_issues() {
    focus_soon(ISSUES_ID.to_owned());
}

/// To the control of a field, or to its legend if it has several.
pub(crate) fn focus_field(code: &FieldCode) {
    focus_soon(field_id(code));
}

/// Not if the person has meanwhile put the focus elsewhere: what they type there would go astray.
pub(super) fn focus_soon(id: String) {
    let before = document().active_element();
    request_animation_frame(move || {
        let now = document().active_element();
        let is_somewhere = now.as_ref().is_some_and(|now| now.tag_name() != "BODY");
        let element = document().get_element_by_id(&id);
        let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let (true, Some(element)) = (now == before || !is_somewhere, element) {
            // Fails for no element that is in the page.
            let _ = element.focus();
        }
    });
}
