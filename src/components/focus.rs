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

pub(super) fn focus_soon(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // Fails for no element that is in the page.
            let _ = element.focus();
        }
    });
}
