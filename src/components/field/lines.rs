//! A table that grows: each line asks the same questions.

use std::collections::BTreeMap;

use leptos::prelude::*;
use nhatky_domain::value::Value;

use super::counts::entry;
use super::{Control, field_view};
use crate::components::button::{Button, icon_button};
use crate::components::icon::Icon;
use crate::text;

/// Lines are made anew only when their number changes, never while one is typed into.
pub(super) fn lines(control: &Control) -> AnyView {
    let (value, on_change) = (control.value, control.on_change);
    let count = Memo::new(move |_| value.read().items().len());
    let on_add = Callback::new(move |()| {
        let mut items = value.get_untracked().items().to_vec();
        items.push(Value::Map(BTreeMap::new()));
        on_change.run(Value::List(items));
    });
    let shown = {
        let control = control.clone();
        move || {
            (0..count.get())
                .map(|index| line(&control, index))
                .collect::<Vec<_>>()
        }
    };
    view! {
        {shown}
        <Button label=text::field::ADD_LINE icon=Icon::Add on_press=on_add />
    }
    .into_any()
}

fn line(control: &Control, index: usize) -> AnyView {
    let (all, on_all) = (control.value, control.on_change);
    let value = Signal::derive(move || all.read().items().get(index).cloned().unwrap_or_default());
    let on_change = Callback::new(move |changed: Value| {
        let mut items = all.get_untracked().items().to_vec();
        if let Some(item) = items.get_mut(index) {
            *item = changed;
            on_all.run(Value::List(items));
        }
    });
    let on_remove = Callback::new(move |()| {
        let items = all.get_untracked();
        let others = items
            .items()
            .iter()
            .enumerate()
            .filter(|(present, _)| *present != index);
        on_all.run(Value::List(others.map(|(_, item)| item.clone()).collect()));
    });
    let name = text::field::line(index + 1);
    let remove = text::field::remove(&name);
    let cells: Vec<_> = control
        .field
        .columns
        .iter()
        .map(|column| cell(control, column, index, value, on_change))
        .collect();
    view! {
        <div class="card" role="group" aria-label=name>
            <div class="dialog__head">
                <b>{name.clone()}</b>
                {icon_button(Icon::Bin, remove, on_remove)}
            </div>
            {cells}
        </div>
    }
    .into_any()
}

fn cell(
    control: &Control,
    column: &nhatky_domain::form::Field,
    index: usize,
    line: Signal<Value>,
    on_line: Callback<Value>,
) -> AnyView {
    let code = column.code.as_str();
    let (value, on_change) = entry(line, on_line, code.to_owned());
    field_view(&Control {
        field: column.clone().into(),
        id: [&control.id, "-", &index.to_string(), "-", code].concat(),
        value,
        on_change,
        problems: Signal::stored(Vec::new()),
        sources: control.sources,
    })
}
