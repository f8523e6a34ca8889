//! An amount in đồng, with its words under it: the classic slip is đồng for triệu đồng.

use leptos::prelude::*;
use nhatky_domain::money::words;

use super::Control;
use super::input::{DIGITS, input};
use super::number::{echo, typed};
use super::quantity::affixed;
use crate::text;

pub(super) fn money(control: &Control) -> AnyView {
    let typed = typed(control.value, control.on_change, 0);
    let unit = text::field::CURRENCY.to_owned();
    let field = affixed(
        input(
            control,
            control.id.clone(),
            DIGITS,
            typed.shown,
            typed.on_input,
            typed.on_leave,
        ),
        unit,
    );
    let say = Callback::new(words);
    view! {
        {field}
        {echo(control.value, 0, typed.on_input, say)}
    }
    .into_any()
}
