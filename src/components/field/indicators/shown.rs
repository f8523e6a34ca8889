//! Which indicators have a row, and in which order, while numbers are being typed into them.

use leptos::prelude::*;
use nhatky_domain::indicator::Indicator;
use nhatky_domain::value::Value;

use crate::components::field::Sources;

/// More than these would push the rest of the form out of sight.
const MOST_SUGGESTED: usize = 4;

/// Which indicators have a row.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) suggested: Memo<Vec<String>>,
    /// Searched for or typed into: these stay where they are while a number is changed.
    pub(super) kept: RwSignal<Vec<String>>,
    pub(super) codes: Memo<Vec<String>>,
}

pub(super) fn shown(sources: Sources, value: Signal<Value>, is_whole: RwSignal<bool>) -> Shown {
    let kept = RwSignal::new(Vec::<String>::new());
    let suggested = Memo::new(move |_| suggested(&sources.indicators.read(), sources));
    let codes = Memo::new(move |_| {
        let mut codes = suggested.get();
        if !is_whole.get() {
            codes.truncate(MOST_SUGGESTED);
        }
        for code in kept.get().into_iter().chain(answered(&value.read())) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    });
    Shown {
        suggested,
        kept,
        codes,
    }
}

fn answered(value: &Value) -> Vec<String> {
    match value {
        Value::Map(entries) => entries.keys().cloned().collect(),
        _ => Vec::new(),
    }
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

/// The row that is typed into and those with an amount keep their place, whatever is cleared.
pub(super) fn keep(shown: Shown, code: &str, value: &Value) {
    let kept = shown.kept.get_untracked();
    let codes = shown.codes.get_untracked().into_iter();
    let new: Vec<_> = codes
        .filter(|row| (row == code || value.get(row).is_some()) && !kept.contains(row))
        .collect();
    if !new.is_empty() {
        shown.kept.update(|kept| kept.extend(new));
    }
}
