//! Countable results: the first of those suggested for the chosen fields of work, the others of
//! them behind a button, the rest by search.

mod shown;

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::indicator::Indicator;
use nhatky_domain::value::Value;

use super::counts::entry;
use super::finder::finder;
use super::input::{DECIMALS, input};
use super::number::{amount, echo, typed};
use super::{Control, Offer};
use crate::components::button::{Button, Look, icon_button};
use crate::components::focus::focus_soon;
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::text;
use shown::{Shown, keep, shown};

/// Rows are made anew only when the set of indicators changes, never while a number is typed.
pub(super) fn indicators(control: &Control) -> AnyView {
    let sources = control.sources;
    let is_whole = RwSignal::new(false);
    let shown = shown(sources, control.value, is_whole);
    let rows = {
        let control = control.clone();
        move || {
            let codes = shown.codes.get().into_iter();
            codes
                .filter_map(|code| row(&control, &code, shown))
                .collect::<Vec<_>>()
        }
    };
    let offers = Signal::derive(move || offers(&sources.indicators.read()));
    let id = control.id.clone();
    let find = [&id, "-find"].concat();
    let on_choose = Callback::new(move |code: String| {
        focus_soon([&id, "-", &code].concat());
        shown.kept.update(|kept| kept.push(code));
    });
    view! {
        <div>{rows}</div>
        {more(shown, is_whole)}
        {finder(find, text::field::FIND_INDICATOR, offers, shown.codes.into(), on_choose)}
    }
    .into_any()
}

/// «Xem thêm 12 kết quả thường ghi», while some are hidden.
fn more(shown: Shown, is_whole: RwSignal<bool>) -> AnyView {
    let on_press = Callback::new(move |()| is_whole.set(true));
    let button = move || {
        let (codes, suggested) = (shown.codes.read(), shown.suggested.read());
        let hidden = suggested
            .iter()
            .filter(|code| !codes.contains(code))
            .count();
        (hidden > 0).then(|| {
            let label = text::field::more_suggested(hidden);
            view! { <Button label=label look=Look::Plain on_press=on_press /> }
        })
    };
    live(button)
}

fn offers(indicators: &[Indicator]) -> Arc<[Offer]> {
    let offer = |row: &Indicator| {
        Offer::new(
            row.code.as_str().to_owned(),
            row.name.clone(),
            row.measure.clone(),
        )
    };
    indicators.iter().map(offer).collect()
}

/// None for an indicator that this phone's catalogue does not have; its amount is kept.
fn row(control: &Control, code: &str, shown: Shown) -> Option<AnyView> {
    let indicators = control.sources.indicators.get();
    let indicator = indicators.iter().find(|row| row.code.as_str() == code)?;
    let id = [&control.id, "-", code].concat();
    let all = control.value;
    let (value, on_entry) = entry(all, control.on_change, code.to_owned());
    let remove = removal(&indicator.name, code, on_entry, shown);
    let code = code.to_owned();
    let on_change = Callback::new(move |changed| {
        keep(shown, &code, &all.read_untracked());
        on_entry.run(changed);
    });
    let typed = typed(value, on_change, indicator.decimals);
    let say = amount(indicator.measure.clone(), indicator.decimals);
    let view = view! {
        <div class="measure">
            <label class="measure__label" for=id.clone()>
                {indicator.name.clone()}
            </label>
            {input(control, id, DECIMALS, typed.shown, typed.on_input, typed.on_leave)}
            <span class="measure__unit">{indicator.measure.clone()}</span>
            {remove}
            {echo(value, indicator.decimals, typed.on_input, say)}
        </div>
    };
    Some(view.into_any())
}

/// A suggested one stays where it is.
fn removal(name: &str, code: &str, on_entry: Callback<Value>, shown: Shown) -> Option<AnyView> {
    let code = code.to_owned();
    (!shown.suggested.read_untracked().contains(&code)).then(|| {
        let on_remove = Callback::new(move |()| {
            shown.kept.update(|kept| kept.retain(|row| *row != code));
            on_entry.run(Value::Null);
        });
        icon_button(Icon::Close, text::field::remove(name), on_remove)
    })
}
