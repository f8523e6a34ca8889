//! What every control is given, and what several of them ask of it.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::form::Field;
use nhatky_domain::validate::Problem;
use nhatky_domain::value::Value;

use super::Sources;

/// One question with its answer and what is said about it.
#[derive(Clone)]
pub(crate) struct Control {
    pub(crate) field: Arc<Field>,
    /// The id of the control in the page, after which the texts about it are named.
    pub(crate) id: String,
    pub(crate) value: Signal<Value>,
    pub(crate) on_change: Callback<Value>,
    pub(crate) problems: Signal<Vec<Problem>>,
    pub(crate) sources: Sources,
}

impl Control {
    /// The ids of the texts that belong to the control.
    pub(super) fn described_by(&self) -> String {
        let mut ids = String::new();
        if self.field.hint.is_some() {
            ids = self.id.clone() + "-hint ";
        }
        ids + &self.id + "-issue"
    }

    /// Whether something must be put right; a warning is not.
    pub(super) fn is_invalid(&self) -> Signal<bool> {
        let problems = self.problems;
        Signal::derive(move || problems.read().iter().any(|problem| !problem.is_warning()))
    }

    /// An answer that is a text, blank when there is none.
    pub(super) fn text(&self) -> Signal<String> {
        let value = self.value;
        Signal::derive(move || value.read().as_text().unwrap_or_default().to_owned())
    }

    /// Hands a text on as the answer.
    pub(super) fn on_text(&self) -> Callback<String> {
        let on_change = self.on_change;
        Callback::new(move |text: String| on_change.run(Value::Text(text)))
    }
}
