//! What the controls of a form offer: units, indicators, usual places, photos, the place.

use std::sync::Arc;

use leptos::prelude::*;
use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::date::Date;
use nhatky_domain::form::{FieldKind, Form};
use nhatky_domain::ids::{ChoiceCode, UnitId};
use nhatky_domain::indicator::Indicator;
use nhatky_domain::record::Fields;
use nhatky_domain::unit::UnitTree;
use nhatky_domain::value::Value;

use super::filling::Filling;
use crate::components::field::{LocationState, Offer, PhotoSource, Sources};
use crate::components::photo_grid::{PhotoState, PhotoTile};
use crate::state::session::use_session;
use crate::state::work::{Locating, OpenDraft, PhotoItem, PhotoProblem, PhotoStage};
use crate::text;

pub(super) fn sources(filling: Filling) -> Sources {
    let draft = filling.draft;
    let session = use_session();
    let (catalogue, tree, today) = (session.catalogue(), session.tree(), session.today());
    let (form, answers, unit) = (draft.form(), draft.fields(), draft.unit());
    let units = Memo::new(move |_| units(&catalogue.read(), &tree.read(), today.get()));
    let indicators = Memo::new(move |_| typed(&catalogue.read()));
    let topics = Memo::new(move |_| topics(&form, &answers.read()));
    Sources {
        units: units.into(),
        // No phone has a list of members yet.
        persons: Signal::stored(Arc::from([])),
        indicators: indicators.into(),
        topics: topics.into(),
        usual_places: Signal::derive(move || usual_places(&tree.read(), unit)),
        photos: photos(filling),
        location: location(draft),
        on_locate: Callback::new(move |()| draft.locate()),
    }
}

/// Units of today, each told from its namesakes by the unit above.
fn units(catalogue: &Catalogue, tree: &UnitTree, today: Date) -> Arc<[Offer]> {
    let units = catalogue.units.iter();
    units
        .filter(|unit| unit.exists_on(today))
        .map(|unit| {
            let above = unit.parent.and_then(|parent| tree.get(parent));
            let above = above.map_or_else(String::new, |above| above.name.clone());
            Offer::new(unit.id.to_string(), unit.name.clone(), above)
        })
        .collect()
}

fn typed(catalogue: &Catalogue) -> Arc<[Indicator]> {
    let indicators = catalogue.indicators.iter();
    indicators.filter(|row| row.typed).cloned().collect()
}

/// Whatever was chosen anywhere in the form: indicators say for which choices they are suggested.
fn topics(form: &Form, answers: &Fields) -> Vec<ChoiceCode> {
    let choices = form
        .fields()
        .filter(|field| matches!(field.kind, FieldKind::Choice | FieldKind::Choices));
    let chosen = choices.filter_map(|field| answers.get(&field.code));
    chosen
        .flat_map(|value| {
            value
                .as_text()
                .into_iter()
                .chain(value.items().iter().filter_map(Value::as_text))
        })
        .map(ChoiceCode::from)
        .collect()
}

fn usual_places(tree: &UnitTree, unit: UnitId) -> Vec<String> {
    tree.get(unit)
        .map_or_else(Vec::new, |unit| unit.usual_places.clone())
}

fn location(draft: OpenDraft) -> Signal<LocationState> {
    let locating = draft.locating();
    Signal::derive(move || match locating.get() {
        Locating::Idle => LocationState::Idle,
        Locating::UnderWay => LocationState::Locating,
        Locating::Denied => LocationState::Failed(text::form::LOCATION_DENIED.to_owned()),
        Locating::NotFound => LocationState::Failed(text::form::LOCATION_NOT_FOUND.to_owned()),
    })
}

fn photos(filling: Filling) -> PhotoSource {
    let (draft, photos) = (filling.draft, filling.photos);
    PhotoSource {
        tiles: Signal::derive(move || photos.get().into_iter().map(tile).collect()),
        on_open: Callback::new(move |_| draft.expect_photos()),
        on_files: Callback::new(move |(_, event)| draft.add_photos(event)),
        on_remove: Callback::new(move |key: String| draft.remove_photo(&key)),
    }
}

fn tile(photo: PhotoItem) -> PhotoTile {
    let state = match photo.stage {
        PhotoStage::Preparing => PhotoState::Preparing,
        PhotoStage::Stored { size_bytes } => {
            PhotoState::Stored(text::photo::stored(&text::size::size(size_bytes)))
        }
        PhotoStage::Failed(problem) => PhotoState::Failed(why(&problem).to_owned()),
    };
    PhotoTile {
        key: photo.key,
        url: photo.url,
        state,
    }
}

fn why(problem: &PhotoProblem) -> &'static str {
    match problem {
        PhotoProblem::UnknownFormat => text::photo::UNKNOWN_FORMAT,
        PhotoProblem::Unreadable => text::photo::UNREADABLE,
        PhotoProblem::TooMany => text::photo::TOO_MANY,
        PhotoProblem::StorageFull => text::photo::STORAGE_FULL,
        PhotoProblem::NotStored => text::photo::NOT_STORED,
    }
}
