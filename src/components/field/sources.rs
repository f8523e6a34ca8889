//! What controls offer besides the form: units, persons, indicators, photos, a place.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;
use nhatky_domain::fold::fold;
use nhatky_domain::ids::ChoiceCode;
use nhatky_domain::indicator::Indicator;

use super::PhotoOrigin;
use crate::components::photo_grid::PhotoTile;

/// Handed to every field of a form; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Sources {
    pub(crate) units: Signal<Arc<[Offer]>>,
    pub(crate) persons: Signal<Arc<[Offer]>>,
    /// Those that people fill in.
    pub(crate) indicators: Signal<Arc<[Indicator]>>,
    /// The chosen fields of work, whose indicators are offered first.
    pub(crate) topics: Signal<Vec<ChoiceCode>>,
    /// The unit's usual places, to take with one tap in fields whose source they are.
    pub(crate) usual_places: Signal<Vec<String>>,
    pub(crate) photos: PhotoSource,
    pub(crate) location: Signal<LocationState>,
    pub(crate) on_locate: Callback<()>,
}

/// The photos of the form's one photo field; their bytes are handled elsewhere.
#[derive(Clone, Copy)]
pub(crate) struct PhotoSource {
    pub(crate) tiles: Signal<Vec<PhotoTile>>,
    /// Runs as the camera or the gallery is being opened: the last moment to store the draft.
    pub(crate) on_open: Callback<PhotoOrigin>,
    /// The change event of a file input, with the files in its target.
    pub(crate) on_files: Callback<(PhotoOrigin, Event)>,
    pub(crate) on_remove: Callback<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum LocationState {
    #[default]
    Idle,
    Locating,
    /// Refused, switched off, no fix: with what to do.
    Failed(String),
}

/// Something to find and choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The id or code that becomes the answer.
    pub(crate) key: String,
    pub(crate) name: String,
    /// What tells it from others of the same name: the parent unit, the unit of measure.
    pub(crate) under: String,
    /// For the search; made once.
    pub(crate) folded: String,
}

impl Offer {
    pub(crate) fn new(key: String, name: String, under: String) -> Self {
        let folded = fold(&[&name, " ", &under].concat());
        Self {
            key,
            name,
            under,
            folded,
        }
    }
}
