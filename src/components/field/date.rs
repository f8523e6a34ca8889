//! A day, by the phone's own calendar. The echo says it with its weekday, because how the phone
//! writes it depends on the phone's language.

use leptos::prelude::*;
use nhatky_domain::date::Date;

use super::Control;
use super::input::{DATE, input, nothing};
use crate::components::live::live;

pub(super) fn date(control: &Control) -> AnyView {
    let shown = control.text();
    let echo = move || {
        let date = Date::parse_iso(&shown.read())?;
        Some([date.weekday().vi(), ", ", &date.vi_short()].concat())
    };
    view! {
        {input(control, control.id.clone(), DATE, shown, control.on_text(), nothing())}
        <p class="field__echo">{live(echo)}</p>
    }
    .into_any()
}
