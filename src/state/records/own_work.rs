//! One record on which this phone has worked: its line, and what of it is still to be sent. Pure.

use std::collections::HashSet;
use std::sync::Arc;

use nhatky_domain::catalogue::Catalogue;
use nhatky_domain::form::{FieldKind, Form};
use nhatky_domain::ids::{MutationId, PersonId};
use nhatky_domain::record::Record;
use nhatky_sync::protocol::{Mutation, RecordBody, Status};
use nhatky_sync::store::{OutboxRow, Summary, Transfer};
use nhatky_sync::view::replay;

use super::RecordRow;
use super::where_is::{Facts, Photos, where_is};

/// A record of this phone's own work.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OwnWork {
    pub(crate) row: Arc<RecordRow>,
    /// Of photos that are here, thumbnails included, and of the text that is not answered yet.
    pub(crate) sent_bytes: u64,
    pub(crate) total_bytes: u64,
    /// Server time of the first receipt.
    pub(crate) received_at_ms: Option<i64>,
}

/// What was read of one record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) work: &'a [&'a OutboxRow],
    pub(crate) transfers: &'a [&'a Transfer],
    pub(crate) summary: Option<&'a Summary>,
    /// Needed only while there is work on it that the base does not have.
    pub(crate) body: Option<&'a RecordBody>,
}

/// Around all records.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    pub(crate) person: PersonId,
    pub(crate) person_name: &'a str,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) in_flight: &'a HashSet<MutationId>,
    /// Device time.
    pub(crate) now_ms: i64,
}

/// None if it cannot be shown: neither made here nor pulled.
pub(crate) fn own_work(found: Found<'_>, around: Around<'_>) -> Option<OwnWork> {
    let shown = shown(
        found.body,
        found.summary.map(|summary| summary.rev),
        found.work,
        around,
    );
    let photos = photos(found, shown.as_ref(), around.catalogue);
    let place = where_is(Facts {
        work: found.work,
        in_flight: around.in_flight,
        base: found.summary,
        photos,
        now_ms: around.now_ms,
    });
    let row = match (found.summary, &shown) {
        (Some(summary), None) => RecordRow::of(summary, place, around.person),
        (summary, Some(record)) => overlaid(summary, record, found.work, around, place),
        (None, None) => return None,
    };
    Some(OwnWork {
        row: Arc::new(row),
        sent_bytes: found
            .transfers
            .iter()
            .map(|transfer| transfer.sent_bytes)
            .sum(),
        total_bytes: total_bytes(found),
        received_at_ms: found
            .work
            .iter()
            .filter_map(|row| row.state.received_at_ms)
            .min(),
    })
}

fn total_bytes(found: Found<'_>) -> u64 {
    let unsettled = found
        .work
        .iter()
        .filter(|row| row.state.settled_at_ms.is_none());
    let texts = unsettled.map(|row| row.wire.len() as u64);
    let photos = found.transfers.iter().map(|transfer| transfer.size_bytes);
    texts.chain(photos).sum()
}

/// The record with everything on it that the base does not have. None if the base has it all.
pub(crate) fn shown(
    body: Option<&RecordBody>,
    rev: Option<u32>,
    work: &[&OutboxRow],
    around: Around<'_>,
) -> Option<Record> {
    let mut newer = overlay(rev, work).peekable();
    newer.peek()?;
    replay(
        body.map(RecordBody::to_record),
        newer,
        around.person,
        around.catalogue,
    )
}

/// The mutations to be seen on top of a base of this revision. What was refused is not, except
/// a record that exists nowhere else.
fn overlay<'a>(rev: Option<u32>, work: &'a [&'a OutboxRow]) -> impl Iterator<Item = &'a Mutation> {
    let is_seen = move |row: &&&OutboxRow| match row.state.status {
        _ if row.state.settled_at_ms.is_none() => true,
        Some(Status::Applied | Status::Merged) => rev.is_none_or(|rev| row.state.rev > Some(rev)),
        _ => rev.is_none(),
    };
    work.iter().filter(is_seen).map(|row| &row.mutation)
}

fn overlaid(
    summary: Option<&Summary>,
    record: &Record,
    work: &[&OutboxRow],
    around: Around<'_>,
    place: super::WhereIs,
) -> RecordRow {
    let form = form_of(record, around.catalogue);
    let is_mine = record.author == around.person;
    let name = || summary.map_or("", |summary| &summary.author_name);
    RecordRow {
        id: record.id,
        form: record.form.clone(),
        title: form.map_or_else(String::new, |form| form.title_of(&record.fields)),
        day: form.and_then(|form| form.day_of(&record.fields)),
        unit: record.unit,
        author: record.author,
        author_name: if is_mine { around.person_name } else { name() }.to_owned(),
        is_mine,
        place,
        state: record.state.clone(),
        photos: photo_count(record, form),
        at_ms: summary.map_or_else(
            || work.first().map_or(0, |row| row.mutation.at),
            |summary| summary.received_at_ms,
        ),
        made_at_ms: None,
    }
}

fn photos<'a>(found: Found<'a>, shown: Option<&Record>, catalogue: &Catalogue) -> Photos<'a> {
    let photos = || {
        found
            .transfers
            .iter()
            .filter(|transfer| !transfer.is_thumbnail)
    };
    let unconfirmed = photos()
        .filter(|transfer| transfer.confirmed_at_ms.is_none() && transfer.refused.is_none())
        .count() as u32;
    let total = match shown {
        Some(record) => photo_count(record, form_of(record, catalogue)),
        None => found.summary.map_or(0, |summary| summary.photos_total),
    };
    Photos {
        total: total.max(unconfirmed),
        unconfirmed,
        refused: photos().find_map(|transfer| transfer.refused.as_deref()),
    }
}

fn form_of<'a>(record: &Record, catalogue: &'a Catalogue) -> Option<&'a Form> {
    catalogue.form_version(&record.form, record.form_version)
}

fn photo_count(record: &Record, form: Option<&Form>) -> u32 {
    form.and_then(|form| form.field_of(FieldKind::Photos))
        .and_then(|field| record.fields.get(&field.code))
        .map_or(0, |photos| photos.items().len() as u32)
}
