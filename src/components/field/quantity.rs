//! A measured amount with its unit behind it.

use leptos::prelude::*;

use super::Control;
use super::input::{DECIMALS, input};
use super::number::{amount, echo, typed};

pub(super) fn quantity(control: &Control) -> AnyView {
    let decimals = control.field.decimals;
    let measure = control.field.measure.clone().unwrap_or_default();
    let typed = typed(control.value, control.on_change, decimals);
    let field = affixed(
        input(
            control,
            control.id.clone(),
            DECIMALS,
            typed.shown,
            typed.on_input,
            typed.on_leave,
        ),
        measure.clone(),
    );
    view! {
        {field}
        {echo(control.value, decimals, typed.on_input, amount(measure, decimals))}
    }
    .into_any()
}

/// The input with the unit behind it.
pub(super) fn affixed(field: AnyView, unit: String) -> AnyView {
    view! {
        <div class="affix">
            {field}
            <span class="affix__unit">{unit}</span>
        </div>
    }
    .into_any()
}
