//! From a draft to a mutation in the outbox: one strict transaction.

use leptos::prelude::*;
use nhatky_domain::ids::{HoldingId, MutationId, RecordId};
use nhatky_domain::record::Fields;
use nhatky_domain::validate::asked_only;
use nhatky_sync::merge;
use nhatky_sync::protocol::{CreateBody, Op};
use nhatky_sync::store::{NewWork, Outbox as _, StoreError, referred_blobs, with_room};
use nhatky_sync::view;

use super::opening::new_id;
use super::{HandInProblem, OpenDraft, PhotoStage, Work};
use crate::platform::{clock, worker};
use crate::state::core::words;
use crate::state::records::{Parts, RecordView, read_view};

pub(super) async fn hand_in(work: Work, draft: OpenDraft) -> Result<RecordId, HandInProblem> {
    let unstored = draft.unstored.get_untracked();
    if unstored
        .iter()
        .any(|photo| photo.stage == PhotoStage::Preparing)
    {
        return Err(HandInProblem::PhotosUnderWay);
    }
    let fields = asked_only(&draft.form(), &draft.fields().get_untracked());
    if draft
        .check(&fields)
        .iter()
        .any(|issue| !issue.problem.is_warning())
    {
        draft.show_all_issues();
        return Err(HandInProblem::Issues);
    }
    let sheet = draft.sheet();
    let snapshot = sheet.draft();
    let new = NewWork {
        draft: Some(draft.id()),
        blobs: referred_blobs(&fields).into_iter().collect(),
        ..new_work(
            work,
            snapshot.record,
            snapshot.holding,
            op_of(draft, fields)?,
        )
    };
    // From here on nothing may write the draft again.
    sheet.is_over.set(true);
    sheet.writing.rest().await;
    if let Err(error) = enqueue(work, &new).await {
        sheet.is_over.set(false);
        return Err(error.into());
    }
    // What could not be written down stays in «Cần xử lý», where it can be given up.
    let _ = work.records.end(sheet.draft().answers.clone()).await;
    work.forget_open(draft.id());
    work.drafts_changed();
    handed_in(work);
    Ok(new.record)
}

/// A new record, or the difference to what the person saw when the change began.
fn op_of(draft: OpenDraft, fields: Fields) -> Result<Op, HandInProblem> {
    let sheet = draft.sheet();
    let draft = sheet.draft();
    if draft.edits {
        let patch = merge::difference(&draft.seen, &fields);
        return patch.map(Op::Patch).ok_or(HandInProblem::NothingChanged);
    }
    Ok(Op::Create(CreateBody {
        form: draft.form.clone(),
        form_version: draft.form_version,
        unit: draft.unit,
        fields,
    }))
}

pub(super) async fn cancel(work: Work, record: RecordId, note: &str) -> Result<(), HandInProblem> {
    let holding = work.post().ok_or(HandInProblem::NoPost)?;
    let Some(shown) = read_view(work.records, record).await? else {
        return Err(HandInProblem::NothingChanged);
    };
    let op = view::cancel(&shown.record, note);
    let new = new_work(work, record, holding.id, op);
    enqueue(work, &new).await?;
    // What is taken back needs no correction any more; as in `hand_in`.
    let _ = work.records.end(shown.answerable()).await;
    handed_in(work);
    Ok(())
}

/// The person has looked at both texts of every clash: `chosen` stays. The digests are those of
/// what was looked at, so that a text that came meanwhile is not overwritten.
pub(super) async fn resolve(
    work: Work,
    record: &RecordView,
    chosen: &Fields,
) -> Result<(), HandInProblem> {
    let clashes = record.clashes.iter().flatten();
    let looked_at: Fields = clashes
        .map(|clash| (clash.field.clone(), clash.in_force.clone()))
        .collect();
    if let Some(patch) = merge::difference(&looked_at, chosen) {
        let holding = work.post().ok_or(HandInProblem::NoPost)?;
        let new = new_work(work, record.row.id, holding.id, Op::Patch(patch));
        enqueue(work, &new).await?;
        handed_in(work);
    }
    let conflicts = record
        .problems
        .iter()
        .filter(|problem| problem.is_conflict());
    let ended = conflicts.map(|problem| problem.id.clone()).collect();
    Ok(work.records.end(ended).await?)
}

fn new_work(work: Work, record: RecordId, holding: HoldingId, op: Op) -> NewWork {
    NewWork {
        id: new_id(work.core, MutationId::from_time),
        op,
        record,
        holding,
        deps: Vec::new(),
        at_ms: clock::now_ms(),
        offset_ms: work.core.session.offset_ms().get_untracked(),
        draft: None,
        blobs: Vec::new(),
    }
}

async fn enqueue(work: Work, new: &NewWork) -> Result<(), StoreError> {
    let db = work.core.db();
    with_room(&*db, async || db.enqueue(new).await).await?;
    Ok(())
}

/// It is safe on this phone; everything else may take its time.
fn handed_in(work: Work) {
    work.records.refresh(Parts::WORK);
    work.core.say(words::WORK);
    work.sync.trigger_soon();
    work.device.protect();
    worker::ask_for_wake();
}
