//! One section of a form. The first stands open under the heading; the others fold, and while
//! closed they say what is filled in.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::form::{Field, FieldKind, Section};
use nhatky_domain::ids::FieldCode;

use super::filling::Filling;
use super::summary::summary;
use crate::components::field::{FieldView, Sources};
use crate::components::fold::Fold as FoldView;
use crate::components::live::live;
use crate::state::session::use_session;
use crate::text::value::Books;

/// A section and whether it is open.
#[derive(Clone)]
pub(super) struct Fold {
    section: Arc<Section>,
    pub(super) open: RwSignal<bool>,
}

impl Fold {
    pub(super) fn new(section: &Section) -> Self {
        Self {
            section: Arc::new(section.clone()),
            open: RwSignal::new(!section.folded),
        }
    }

    pub(super) fn has(&self, code: &FieldCode) -> bool {
        self.section.fields.iter().any(|field| field.code == *code)
    }
}

pub(super) fn section(filling: Filling, fold: Fold, is_first: bool, sources: Sources) -> AnyView {
    if is_first && fold.open.get_untracked() {
        return view! { <div class="form__fields">{fields(filling, &fold.section, sources)}</div> }
            .into_any();
    }
    let asked = asked(filling, &fold.section);
    let shown = move || asked.get().then(|| folded(filling, fold.clone(), sources));
    live(shown)
}

/// A section without a question, given the other answers, is not there.
fn asked(filling: Filling, section: &Section) -> Memo<bool> {
    let asks: Vec<_> = section
        .fields
        .iter()
        .map(|field| filling.draft.asks(&field.code))
        .collect();
    Memo::new(move |_| asks.iter().any(|asks| asks.get()))
}

fn folded(filling: Filling, fold: Fold, sources: Sources) -> AnyView {
    let Fold { section, open } = fold;
    let title = section.title.clone();
    let on_toggle = Callback::new(move |is_open| open.set(is_open));
    let state = {
        let section = section.clone();
        let (form, answers) = (filling.form(), filling.draft.fields());
        let (catalogue, tree) = (use_session().catalogue(), use_session().tree());
        Signal::derive(move || {
            let (catalogue, tree) = (catalogue.read(), tree.read());
            let books = Books {
                catalogue: &catalogue,
                tree: &tree,
            };
            summary(&form, &section, &answers.read(), books)
        })
    };
    // Drawn when it is opened for the first time, and then kept: a small phone has little to give.
    let was_open = Memo::new(move |was: Option<&bool>| was == Some(&true) || open.get());
    let body = move || was_open.get().then(|| fields(filling, &section, sources));
    view! {
        <FoldView title=title state=state open=open on_toggle=on_toggle>
            <div class="form__fields">{live(body)}</div>
        </FoldView>
    }
    .into_any()
}

fn fields(filling: Filling, section: &Section, sources: Sources) -> Vec<AnyView> {
    let fields = section.fields.iter();
    fields
        .map(|field| asked_field(filling, Arc::new(field.clone()), sources))
        .collect()
}

/// The field while it is asked.
fn asked_field(filling: Filling, field: Arc<Field>, sources: Sources) -> AnyView {
    let asks = filling.draft.asks(&field.code);
    let class = if is_short(&field) {
        "form__field form__field--short"
    } else {
        "form__field"
    };
    let shown = move || {
        asks.get().then(|| {
            let code = field.code.clone();
            let on_change = Callback::new(move |value| filling.answer(&code, value));
            view! {
                <div class=class>
                    <FieldView
                        field=field.clone()
                        value=filling.draft.value(&field.code)
                        on_change=on_change
                        problems=filling.draft.problems(&field.code)
                        sources=sources
                    />
                </div>
            }
        })
    };
    live(shown)
}

/// Two of these fit side by side.
fn is_short(field: &Field) -> bool {
    field.hint.is_none() && matches!(field.kind, FieldKind::Date | FieldKind::Time)
}
