//! How a draft comes onto the screen: begun, found, or made of a record.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use nhatky_domain::form::Form;
use nhatky_domain::ids::{DraftId, FormCode, RecordId};
use nhatky_domain::record::Fields;
use nhatky_sync::store::{Draft, Drafts as _, Stored};

use super::presets::{Opening, from_last, has_last, presets};
use super::{OpenDraft, OpenProblem, Work};
use crate::platform::clock;
use crate::state::core::Core;
use crate::state::records::{Problem, RecordView, last_of_form, read_view};

pub(super) fn start(work: Work, form: &FormCode) -> Result<DraftId, OpenProblem> {
    let session = work.core.session;
    let catalogue = session.catalogue().get_untracked();
    let form = catalogue.form(form).ok_or(OpenProblem::NoForm)?;
    let holding = work.post().ok_or(OpenProblem::NoPost)?;
    let opening = Opening {
        today: session.today().get_untracked(),
        unit: holding.unit,
        person: session.person(),
    };
    let draft = Draft {
        id: new_id(work.core, DraftId::from_time),
        form: form.code.clone(),
        form_version: form.version,
        record: new_id(work.core, RecordId::from_time),
        edits: false,
        unit: holding.unit,
        holding: holding.id,
        fields: presets(form, opening),
        seen: Fields::new(),
        saved_at_ms: 0,
        awaiting_photo: false,
        answers: Vec::new(),
    };
    let open = put_on_screen(work, draft, form, false);
    spawn_local(preset_from_last(work, open));
    Ok(open.id())
}

async fn preset_from_last(work: Work, open: OpenDraft) {
    let form = open.form();
    if has_last(&form)
        && let Some(last) = last_of_form(work.records, &form.code).await
    {
        open.preset_late(from_last(&form, &last.fields));
    }
}

/// None if there is no such draft, or its form is not on this phone.
pub(super) async fn find(work: Work, id: DraftId) -> Stored<Option<OpenDraft>> {
    let draft = match work.find_open(id) {
        Some(draft) => Some(draft),
        None => {
            let stored = work.core.db().draft(id).await?;
            // Two screens may have asked at once.
            work.find_open(id).or_else(|| show(work, stored?))
        }
    };
    if let Some(draft) = draft {
        let sheet = draft.sheet();
        sheet.users.set(sheet.users.get() + 1);
    }
    Ok(draft)
}

fn show(work: Work, draft: Draft) -> Option<OpenDraft> {
    let catalogue = work.core.session.catalogue().get_untracked();
    let form = catalogue.form_version(&draft.form, draft.form_version)?;
    let lost_photo = draft.awaiting_photo;
    let open = put_on_screen(work, draft, form, true);
    if lost_photo {
        // Said once, on the screen; the next start begins as usual.
        open.save_soon();
    }
    Some(open)
}

fn put_on_screen(work: Work, draft: Draft, form: &Form, is_stored: bool) -> OpenDraft {
    let form = Arc::new(form.clone());
    // Under an owner that outlives the screen: leaving it still writes.
    let owner = work.owner.get_value();
    let open = owner.with(|| OpenDraft::new(work.core, work.records, draft, form, is_stored));
    work.open.with_value(|all| all.borrow_mut().push(open));
    open
}

pub(super) async fn edit(work: Work, record: RecordId) -> Result<DraftId, OpenProblem> {
    let drafts = work.core.db().drafts().await?;
    let view = read_view(work.records, record)
        .await?
        .ok_or(OpenProblem::NoRecord)?;
    let answers = view.answerable();
    let is_same = |draft: &&Draft| {
        (draft.edits && draft.record == record)
            || draft.answers.iter().any(|id| answers.contains(id))
    };
    if let Some(draft) = drafts.iter().find(is_same) {
        return Ok(draft.id);
    }
    let form = view.form.clone().ok_or(OpenProblem::NoForm)?;
    let draft = Draft {
        answers,
        ..draft_of(work, &view)?
    };
    let id = draft.id;
    let is_stored = !draft.answers.is_empty();
    if is_stored {
        work.core.db().save_draft(&draft).await?;
        work.drafts_changed();
    }
    put_on_screen(work, draft, &form, is_stored);
    Ok(id)
}

/// With what the server refused made on it again. A record that it refused to take at all begins
/// anew under another id.
fn draft_of(work: Work, view: &RecordView) -> Result<Draft, OpenProblem> {
    let holding = work.post().ok_or(OpenProblem::NoPost)?;
    let (record, is_new) = (&view.record, view.is_refused);
    Ok(Draft {
        id: new_id(work.core, DraftId::from_time),
        form: record.form.clone(),
        form_version: record.form_version,
        record: if is_new {
            new_id(work.core, RecordId::from_time)
        } else {
            record.id
        },
        edits: !is_new,
        unit: if is_misplaced(view) {
            holding.unit
        } else {
            record.unit
        },
        holding: holding.id,
        fields: view.corrected(),
        seen: if is_new {
            Fields::new()
        } else {
            record.fields.clone()
        },
        saved_at_ms: clock::now_ms(),
        awaiting_photo: false,
        answers: Vec::new(),
    })
}

/// Under the post of that time the unit cannot be logged for: the present one's is taken.
fn is_misplaced(view: &RecordView) -> bool {
    const CODES: [&str; 3] = ["not_allowed", "unknown_unit", "holding_ended"];
    let is_code = |problem: &Problem| CODES.contains(&problem.code.as_str());
    view.is_refused && view.problems.iter().any(is_code)
}

pub(super) fn new_id<T>(core: Core, make: impl Fn(u64, [u8; 10]) -> T) -> T {
    make(core.id_time_ms(), clock::random())
}
