//! «Xuất ra tệp»: one record that the server has not taken, to be read by people and programs.

use leptos::prelude::*;

use super::facts;
use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::components::toast::use_toast;
use crate::screens::entry;
use crate::state::device::use_device;
use crate::state::records::RecordView;
use crate::state::session::use_session;
use crate::text;

pub(super) fn export(view: &RecordView) -> AnyView {
    let (device, toast) = (use_device(), use_toast());
    let (name, content) = (file_name(view), file(view));
    let on_press = Callback::new(move |()| {
        device.save_text(&name, &content);
        toast.say(text::attention::EXPORTED);
    });
    view! { <Button icon=Icon::Journal label=text::attention::EXPORT on_press=on_press /> }
        .into_any()
}

/// «nhat-ky-doan-2020-07-24.txt»
fn file_name(view: &RecordView) -> String {
    let day = view
        .row
        .day
        .map_or_else(String::new, nhatky_domain::date::Date::iso);
    ["nhat-ky-doan-", &day, ".txt"].concat()
}

fn file(view: &RecordView) -> String {
    let today = use_session().today().get();
    let place = entry::place(&view.row.place, today).words();
    let mut facts = facts(view);
    facts.insert(0, (place, view.row.title.clone()));
    let reasons: Vec<_> = view
        .problems
        .iter()
        .filter(|problem| !problem.is_conflict())
        .map(|problem| text::refusal::reason(&problem.code))
        .collect();
    text::attention::file(&facts, &reasons, &view.wires)
}
