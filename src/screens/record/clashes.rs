//! «Hai bản khác nhau»: both texts of every field side by side, and one of them to be chosen.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::form::{Field, FieldKind};
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;

use super::words;
use crate::components::button::{Button, Look};
use crate::components::chip::Tone;
use crate::components::icon::{Icon, icon};
use crate::components::notice::Notice;
use crate::components::toast::use_toast;
use crate::screens::entry;
use crate::state::records::{Clash, RecordView};
use crate::state::work::use_work;
use crate::text;

pub(super) fn clashes(view: &Arc<RecordView>) -> AnyView {
    if !view.problems.iter().any(|problem| problem.is_conflict()) {
        return ().into_any();
    }
    match view.clashes.as_deref() {
        None => view! { <Notice tone=Tone::Warn title=text::attention::NOT_HERE_YET /> }.into_any(),
        Some([]) => decide(view, RwSignal::default(), 0, text::attention::SAME_DONE),
        Some(clashes) if clashes.iter().any(|clash| field_of(view, clash).is_none()) => {
            view! { <Notice tone=Tone::Warn title=text::attention::NOT_UNDERSTOOD /> }.into_any()
        }
        Some(clashes) => choose(view, clashes),
    }
}

fn field_of<'a>(view: &'a RecordView, clash: &Clash) -> Option<&'a Field> {
    view.form.as_deref()?.field(&clash.field)
}

fn choose(view: &Arc<RecordView>, clashes: &[Clash]) -> AnyView {
    let chosen = RwSignal::new(Fields::new());
    let questions: Vec<_> = clashes
        .iter()
        .filter_map(|clash| Some(question(field_of(view, clash)?, clash, chosen)))
        .collect();
    let count = questions.len();
    view! {
        <Notice tone=Tone::Bad title=text::attention::CLASH />
        {questions}
        {decide(view, chosen, count, text::attention::CHOOSE)}
    }
    .into_any()
}

fn question(field: &Field, clash: &Clash, chosen: RwSignal<Fields>) -> AnyView {
    let both = both(field, clash).map(|both| (text::attention::BOTH, both));
    let answers = [
        Some((text::attention::MINE, clash.mine.clone())),
        Some((text::attention::IN_FORCE, clash.in_force.clone())),
        both,
    ];
    let tiles: Vec<_> = answers
        .into_iter()
        .flatten()
        .map(|(whose, value)| tile(field, whose, value, chosen))
        .collect();
    view! {
        <fieldset class="clash">
            <legend class="field__label">{field.label.clone()}</legend>
            <div class="choices">{tiles}</div>
        </fieldset>
    }
    .into_any()
}

/// Two texts make a longer one, where the form has room for it.
fn both(field: &Field, clash: &Clash) -> Option<Value> {
    let between = match field.kind {
        FieldKind::LongText => "\n",
        FieldKind::Text => "; ",
        _ => return None,
    };
    let (theirs, mine) = (clash.in_force.as_text()?, clash.mine.as_text()?);
    let joined = [theirs, between, mine].concat();
    let fits = field
        .max_len
        .is_none_or(|most| joined.chars().count() <= most as usize);
    fits.then_some(Value::Text(joined))
}

fn tile(field: &Field, whose: &'static str, value: Value, chosen: RwSignal<Fields>) -> AnyView {
    let shown = match value.is_blank() {
        true => text::attention::BLANK.to_owned(),
        false => words(field, &value),
    };
    let code = field.code.clone();
    let id = ["clash-", code.as_str(), "-", whose]
        .concat()
        .replace(' ', "-");
    let (name, choice) = (["clash-", code.as_str()].concat(), value);
    let on_change = move |_| {
        chosen.update(|chosen| {
            chosen.insert(code.clone(), choice.clone());
        });
    };
    view! {
        <div class="choice">
            <input class="choice__input" id=id.clone() type="radio" name=name on:change=on_change />
            <label class="choice__label clash__answer" for=id>
                <span class="clash__whose">{icon(Icon::Check)} {whose}</span>
                <span class="clash__text">{shown}</span>
            </label>
        </div>
    }
    .into_any()
}

fn decide(
    view: &Arc<RecordView>,
    chosen: RwSignal<Fields>,
    count: usize,
    label: &'static str,
) -> AnyView {
    let (work, toast) = (use_work(), use_toast());
    let problem = RwSignal::new(String::new());
    let on_done = Callback::new(move |done| match done {
        Ok(()) => toast.say(text::attention::CHOSEN),
        Err(why) => problem.set(entry::hand_in_problem(&why)),
    });
    let record = Arc::clone(view);
    let on_press = Callback::new(move |()| {
        let chosen = chosen.get_untracked();
        if chosen.len() < count {
            problem.set(text::attention::CHOOSE_ALL.to_owned());
        } else {
            work.resolve(Arc::clone(&record), chosen, on_done);
        }
    });
    let same = (count == 0).then(|| view! { <Notice title=text::attention::SAME /> });
    view! {
        {same}
        {move || {
            let said = problem.get();
            let is_over = said == text::attention::CHOOSE_ALL && chosen.read().len() >= count;
            (!said.is_empty() && !is_over).then(|| view! { <Notice tone=Tone::Bad title=said /> })
        }}
        <Button look=Look::Primary label=label on_press=on_press />
    }
    .into_any()
}
