//! Countable results: those of the chosen fields of work first, the rest by search.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::indicator::Indicator;
use nhatky_domain::value::Value;

use super::counts::entry;
use super::finder::finder;
use super::input::{DECIMALS, input};
use super::number::{amount, echo, typed};
use super::{Control, Offer, Sources};
use crate::components::button::icon_button;
use crate::components::icon::Icon;
use crate::text;

/// Rows are made anew only when the set of indicators changes, never while a number is typed.
pub(super) fn indicators(control: &Control) -> AnyView {
    let sources = control.sources;
    let value = control.value;
    let added = RwSignal::new(Vec::<String>::new());
    let codes = Memo::new(move |_| {
        let mut codes = suggested(&sources.indicators.read(), sources);
        let answered = match &*value.read() {
            Value::Map(entries) => entries.keys().cloned().collect(),
            _ => Vec::new(),
        };
        for code in answered.into_iter().chain(added.get()) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    });
    let rows = {
        let control = control.clone();
        move || {
            let codes = codes.get().into_iter();
            codes
                .filter_map(|code| row(&control, &code, added))
                .collect::<Vec<_>>()
        }
    };
    let offers = Signal::derive(move || offers(&sources.indicators.read()));
    let on_choose = Callback::new(move |code| added.update(|added| added.push(code)));
    let find = control.id.clone() + "-find";
    view! {
        <div>{rows}</div>
        {finder(find, text::field::FIND_INDICATOR, offers, codes.into(), on_choose)}
    }
    .into_any()
}

/// Codes suggested for the chosen fields of work, in the order of the catalogue.
fn suggested(indicators: &[Indicator], sources: Sources) -> Vec<String> {
    let topics = sources.topics.read();
    let fits = |row: &&Indicator| row.suggested_for.iter().any(|topic| topics.contains(topic));
    indicators
        .iter()
        .filter(fits)
        .map(|row| row.code.as_str().to_owned())
        .collect()
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
fn row(control: &Control, code: &str, added: RwSignal<Vec<String>>) -> Option<AnyView> {
    let indicators = control.sources.indicators.get();
    let indicator = indicators.iter().find(|row| row.code.as_str() == code)?;
    let id = [&control.id, "-", code].concat();
    let (value, on_change) = entry(control.value, control.on_change, code.to_owned());
    let typed = typed(value, on_change, indicator.decimals);
    let code = code.to_owned();
    let on_remove = Callback::new(move |()| {
        on_change.run(Value::Null);
        added.update(|added| added.retain(|present| *present != code));
    });
    let say = amount(indicator.measure.clone(), indicator.decimals);
    let view = view! {
        <div class="measure">
            <label class="measure__label" for=id.clone()>
                {indicator.name.clone()}
            </label>
            {input(control, id, DECIMALS, typed.shown, typed.on_input, typed.on_leave)}
            <span class="measure__unit">{indicator.measure.clone()}</span>
            {icon_button(Icon::Close, text::field::remove(&indicator.name), on_remove)}
            {echo(value, indicator.decimals, typed.on_input, say)}
        </div>
    };
    Some(view.into_any())
}
