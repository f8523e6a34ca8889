//! Units and persons: found by search, then shown as picked.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::value::Value;

use super::checks::with_item;
use super::finder::finder;
use super::{Control, Offer};
use crate::components::button::icon_button;
use crate::components::icon::Icon;
use crate::components::live::live;
use crate::text;

pub(super) fn unit(control: &Control) -> AnyView {
    one(control, control.sources.units)
}

pub(super) fn person(control: &Control) -> AnyView {
    one(control, control.sources.persons)
}

pub(super) fn units(control: &Control) -> AnyView {
    let (value, on_change) = (control.value, control.on_change);
    let change = move |key: String, is_in: bool| {
        on_change.run(with_item(&value.get_untracked(), &Value::Text(key), is_in));
    };
    let chosen = Signal::derive(move || {
        value
            .read()
            .items()
            .iter()
            .filter_map(Value::as_text)
            .map(str::to_owned)
            .collect()
    });
    let on_choose = Callback::new(move |key| change(key, true));
    let on_remove = Callback::new(move |key| change(key, false));
    let offers = control.sources.units;
    view! {
        {picks(offers, chosen, on_remove)}
        {finder(control.id.clone() + "-find", text::field::FIND, offers, chosen, on_choose)}
    }
    .into_any()
}

/// While one is chosen there is nothing to search; taking it off brings the search back.
fn one(control: &Control, offers: Signal<Arc<[Offer]>>) -> AnyView {
    let (shown, on_change) = (control.text(), control.on_change);
    let chosen = Signal::derive(move || {
        let key = shown.get();
        Vec::from_iter((!key.is_empty()).then_some(key))
    });
    let is_open = Memo::new(move |_| shown.read().is_empty());
    let on_choose = Callback::new(move |key| on_change.run(Value::Text(key)));
    let on_remove = Callback::new(move |_| on_change.run(Value::Null));
    let id = control.id.clone() + "-find";
    view! {
        {picks(offers, chosen, on_remove)}
        {move || {
            is_open.get().then(|| finder(id.clone(), text::field::FIND, offers, chosen, on_choose))
        }}
    }
    .into_any()
}

fn picks(
    offers: Signal<Arc<[Offer]>>,
    chosen: Signal<Vec<String>>,
    on_remove: Callback<String>,
) -> AnyView {
    let shown = move || {
        let offers = offers.read();
        let chosen = chosen.get().into_iter();
        chosen
            .map(|key| pick(&offers, key, on_remove))
            .collect::<Vec<_>>()
    };
    view! { <ul class="picks" role="list">{live(shown)}</ul> }.into_any()
}

/// One that is chosen; by its key when it is not among the offers any more.
fn pick(offers: &[Offer], key: String, on_remove: Callback<String>) -> AnyView {
    let offer = offers.iter().find(|offer| offer.key == key);
    let (name, under) = offer.map_or((key.clone(), String::new()), |offer| {
        (offer.name.clone(), offer.under.clone())
    });
    let on_press = Callback::new(move |()| on_remove.run(key.clone()));
    let label = text::field::remove(&name);
    view! {
        <li class="pick">
            <span class="pick__name">
                {name} <span class="pick__under">{under}</span>
            </span>
            {icon_button(Icon::Close, label, on_press)}
        </li>
    }
    .into_any()
}
