//! One record with everything that is known of it. Pure; `reading.rs` fetches what it is made of.

use std::sync::Arc;

use nhatky_domain::form::{FieldKind, Form};
use nhatky_domain::ids::BlobHash;
use nhatky_domain::record::{Fields, Record};
use nhatky_domain::value::Value;
use nhatky_domain::workflow::{self, Command, Standing};
use nhatky_sync::protocol::RecordBody;
use nhatky_sync::store::{OutboxRow, Summary, Transfer};

use super::RecordRow;
use super::own_work::{Around, Found, own_work, shown};
use super::problem::{Clash, Problem, clashes, corrected, is_refused, problems};
use super::where_is::{Facts, Photos, where_is};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RecordView {
    pub(crate) row: RecordRow,
    /// As it reads with one's own unsent work on it.
    pub(crate) record: Record,
    /// The version that it was filled with; none if this phone does not know it.
    pub(crate) form: Option<Arc<Form>>,
    pub(crate) way: Way,
    pub(crate) photos: Vec<ViewPhoto>,
    /// The note of the last return or cancellation.
    pub(crate) note: Option<String>,
    /// What will not simply arrive, oldest first.
    pub(crate) problems: Vec<Problem>,
    /// None while the other text is not on this phone.
    pub(crate) clashes: Option<Vec<Clash>>,
    /// The texts of everything that the server has not taken, as they are sent.
    pub(crate) wires: Vec<String>,
    pub(crate) can_edit: bool,
    pub(crate) can_cancel: bool,
    /// The server refused to take it at all: it is on this phone only.
    pub(crate) is_refused: bool,
}

/// «Đã lưu trên máy 15:10 · Máy chủ đã nhận 18:32»
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Way {
    /// Device time of handing in.
    pub(crate) saved_at_ms: i64,
    /// The device's clock minus the server's at that time; none if it was not known.
    pub(crate) device_off_ms: Option<i64>,
    /// Server time of first receipt; none while only on this phone.
    pub(crate) received_at_ms: Option<i64>,
    /// Server time at which the last photo was confirmed.
    pub(crate) complete_at_ms: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ViewPhoto {
    pub(crate) hash: BlobHash,
    pub(crate) thumb: BlobHash,
    pub(crate) size_bytes: u64,
    /// Bytes that the server has stored; `size_bytes` when it has confirmed the hash.
    pub(crate) sent_bytes: u64,
    pub(crate) is_confirmed: bool,
    /// Why the server will not take it.
    pub(crate) refused: Option<String>,
}

/// What the store has of one record.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub(super) body: Option<RecordBody>,
    pub(super) work: Vec<OutboxRow>,
    pub(super) transfers: Vec<Transfer>,
}

pub(super) fn view(stored: &Stored, around: Around<'_>) -> Option<RecordView> {
    let work: Vec<_> = stored.work.iter().collect();
    let transfers: Vec<_> = stored.transfers.iter().collect();
    let body = stored.body.as_ref();
    let summary = body.map(Summary::of);
    let record = shown(body, body.map(|body| body.rev), &work, around)
        .or_else(|| body.map(RecordBody::to_record))?;
    let form = around
        .catalogue
        .form_version(&record.form, record.form_version);
    let found = Found {
        work: &work,
        transfers: &transfers,
        summary: summary.as_ref(),
        body,
    };
    let row = match own_work(found, around).filter(|_| !work.is_empty()) {
        Some(own) => Arc::unwrap_or_clone(own.row),
        None => pulled_row(summary.as_ref()?, around),
    };
    let allows = |command| allows(form, &record, command, around);
    let is_refused = body.is_none() && is_refused(&work);
    let problems = problems(&work, &transfers, is_refused, around.now_ms);
    Some(RecordView {
        way: way(stored),
        photos: photos(form, &record, stored, &row),
        note: body.and_then(|body| body.note.clone()),
        clashes: clashes(form, body, &problems),
        wires: wires(&work),
        problems,
        is_refused,
        can_edit: allows(Command::Edit),
        can_cancel: allows(Command::Cancel) && !is_refused,
        form: form.map(|form| Arc::new(form.clone())),
        row,
        record,
    })
}

impl RecordView {
    /// The answers with every refused change made on them again.
    pub(crate) fn corrected(&self) -> Fields {
        let fields = self.record.fields.clone();
        corrected(
            self.form.as_deref(),
            fields,
            &self.problems,
            self.is_refused,
        )
    }

    /// A new mutation may do what the refused ones did not.
    pub(crate) fn can_correct(&self) -> bool {
        (self.can_edit || self.is_refused)
            && self.form.is_some()
            && self.problems.iter().any(Problem::can_be_put_right)
    }

    /// What the person can only let go: where nothing can be corrected, refused photos too.
    pub(crate) fn givable(&self) -> impl Iterator<Item = &Problem> {
        let can_correct = self.can_correct();
        self.problems.iter().filter(move |problem| {
            let is_correctable = problem.is_photo() && can_correct;
            problem.can_be_given_up() && !problem.is_conflict() && !is_correctable
        })
    }

    /// The names of all problems that a new mutation answers.
    pub(crate) fn answerable(&self) -> Vec<String> {
        let open = self
            .problems
            .iter()
            .filter(|problem| problem.can_be_put_right());
        open.map(|problem| problem.id.clone()).collect()
    }
}

fn wires(work: &[&OutboxRow]) -> Vec<String> {
    let untaken = work.iter().filter(|row| !row.state.is_applied());
    untaken.map(|row| row.wire.clone()).collect()
}

fn pulled_row(summary: &Summary, around: Around<'_>) -> RecordRow {
    let place = where_is(Facts {
        work: &[],
        in_flight: around.in_flight,
        base: Some(summary),
        photos: Photos::default(),
        now_ms: around.now_ms,
    });
    RecordRow::of(summary, place, around.person)
}

fn allows(form: Option<&Form>, record: &Record, command: Command, around: Around<'_>) -> bool {
    let who = Standing {
        is_author: record.author == around.person,
        reviews: false,
    };
    form.is_some_and(|form| {
        workflow::next(form.workflow, Some(&record.state), command, who).is_ok()
    })
}

fn way(stored: &Stored) -> Way {
    let first = stored.work.first();
    match &stored.body {
        Some(body) => Way {
            saved_at_ms: body.device_at,
            device_off_ms: body.device_off,
            received_at_ms: Some(body.received_at),
            complete_at_ms: body.complete_at,
        },
        None => Way {
            saved_at_ms: first.map_or(0, |row| row.mutation.at),
            device_off_ms: first.and_then(|row| row.mutation.off),
            received_at_ms: first.and_then(|row| row.state.received_at_ms),
            complete_at_ms: None,
        },
    }
}

/// In the order of the answer. What was pulled as complete is confirmed whoever sent it.
fn photos(
    form: Option<&Form>,
    record: &Record,
    stored: &Stored,
    row: &RecordRow,
) -> Vec<ViewPhoto> {
    let field = form.and_then(|form| form.field_of(FieldKind::Photos));
    let Some(value) = field.and_then(|field| record.fields.get(&field.code)) else {
        return Vec::new();
    };
    let is_complete = matches!(row.place, super::WhereIs::Received { .. });
    let photo = |item: &Value| {
        let hash = |key| item.get(key)?.as_text()?.parse::<BlobHash>().ok();
        let sha = hash("sha")?;
        let transfer = stored
            .transfers
            .iter()
            .find(|transfer| transfer.hash == sha);
        let size_bytes = item.get("size").and_then(Value::as_int).unwrap_or(0);
        let size_bytes = u64::try_from(size_bytes).unwrap_or(0);
        let is_confirmed = transfer.map_or(is_complete, |blob| blob.confirmed_at_ms.is_some());
        let sent_bytes = transfer.map_or(0, |transfer| transfer.sent_bytes);
        Some(ViewPhoto {
            hash: sha,
            thumb: hash("thumb")?,
            size_bytes,
            sent_bytes: if is_confirmed { size_bytes } else { sent_bytes },
            is_confirmed,
            refused: transfer.and_then(|transfer| transfer.refused.clone()),
        })
    };
    value.items().iter().filter_map(photo).collect()
}
