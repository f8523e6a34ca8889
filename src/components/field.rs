//! One question of a form: its label, its control, and what is said about the answer.
//!
//! Every kind of the catalogue has a control here; a new kind does not compile until it has one.
//! An answer goes out by `on_change` at every keystroke, half-typed ones as they stand: a number
//! that cannot be read is handed on as text, so that a draft keeps it, and `validate` refuses it.

mod around;
mod checks;
mod choice;
mod control;
mod counts;
mod date;
mod finder;
mod indicators;
mod input;
mod lines;
mod location;
mod money;
mod number;
mod photos;
mod pick;
mod quantity;
mod sources;
mod stepper;
mod text_area;
mod time;

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::form::{Field, FieldKind};
use nhatky_domain::validate::Problem;
use nhatky_domain::value::Value;

pub(crate) use photos::PhotoOrigin;
pub(crate) use sources::{LocationState, Offer, PhotoSource, Sources};

use crate::text;
use around::{bare, grouped, labelled};
use control::Control;

/// The id under which the control of a top-level field is found in the page.
pub(crate) fn field_id(code: &nhatky_domain::ids::FieldCode) -> String {
    "field-".to_owned() + code.as_str()
}

#[component]
pub(crate) fn FieldView(
    field: Arc<Field>,
    #[prop(into)] value: Signal<Value>,
    on_change: Callback<Value>,
    #[prop(into)] problems: Signal<Vec<Problem>>,
    sources: Sources,
) -> impl IntoView {
    let id = field_id(&field.code);
    field_view(&Control {
        field,
        id,
        value,
        on_change,
        problems,
        sources,
    })
}

fn field_view(control: &Control) -> AnyView {
    match control.field.kind {
        FieldKind::Text => labelled(control, text_area::line(control)),
        FieldKind::LongText => labelled(control, text_area::paragraphs(control)),
        FieldKind::Integer => bare(control, stepper::integer(control)),
        FieldKind::Quantity => labelled(control, quantity::quantity(control)),
        FieldKind::Money => labelled(control, money::money(control)),
        FieldKind::Date => labelled(control, date::date(control)),
        FieldKind::Time => labelled(control, time::time(control)),
        FieldKind::TimeRange => grouped(control, time::range(control)),
        FieldKind::Choice if choice::is_long(&control.field) => {
            labelled(control, choice::menu(control))
        }
        FieldKind::Choice => grouped(control, choice::tiles(control)),
        FieldKind::Choices => grouped(control, checks::tiles(control)),
        FieldKind::Checklist => grouped(control, checks::lines(control)),
        FieldKind::Unit => grouped(control, pick::unit(control)),
        FieldKind::Units => grouped(control, pick::units(control)),
        FieldKind::Person => grouped(control, pick::person(control)),
        FieldKind::Counts => grouped(control, counts::counts(control)),
        FieldKind::Indicators => grouped(control, indicators::indicators(control)),
        FieldKind::Photos => grouped(control, photos::photos(control)),
        FieldKind::Location => grouped(control, location::location(control)),
        FieldKind::Link => labelled(control, text_area::link(control)),
        FieldKind::Lines => grouped(control, lines::lines(control)),
        FieldKind::Unknown => grouped(control, text::field::NEEDS_UPDATE.into_any()),
    }
}
