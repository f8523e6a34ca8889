//! Which photos a record names, and how many of them the server holds.

use std::collections::HashSet;

use nhatky_domain::form::{FieldKind, Form};
use nhatky_domain::ids::{BlobHash, PersonId};
use nhatky_domain::record::Fields;
use nhatky_domain::value::Value;

use crate::store::{PhotoRef, RecordRow};

/// What a record refers to.
#[derive(Debug, Default)]
pub(crate) struct References {
    pub(crate) photos: HashSet<BlobHash>,
    pub(crate) thumbnails: HashSet<BlobHash>,
}

impl References {
    /// Photo or thumbnail.
    pub(crate) fn name(&self, sha: BlobHash) -> bool {
        self.photos.contains(&sha) || self.thumbnails.contains(&sha)
    }
}

/// Everything in the form's photo fields. Items without a proper hash name nothing.
pub(crate) fn references(form: Option<&Form>, fields: &Fields) -> References {
    let mut references = References::default();
    let photo_fields = form
        .into_iter()
        .flat_map(Form::fields)
        .filter(|field| field.kind == FieldKind::Photos);
    for item in photo_fields
        .filter_map(|field| fields.get(&field.code))
        .flat_map(Value::items)
    {
        references.photos.extend(hash(item, "sha"));
        references.thumbnails.extend(hash(item, "thumb"));
    }
    references
}

fn hash(item: &Value, key: &str) -> Option<BlobHash> {
    item.get(key)?.as_text()?.parse().ok()
}

/// Counts a record's photos anew, given every proof for it. It is complete from the moment at
/// which the last one is there; photos added later make it incomplete again.
pub(crate) fn recount(row: &mut RecordRow, form: Option<&Form>, proofs: &[PhotoRef], now: i64) {
    let photos = references(form, &row.record.fields).photos;
    let have = photos
        .iter()
        .filter(|sha| is_proven(proofs, row.record.author, **sha))
        .count();
    row.photos_have = u32::try_from(have).unwrap_or(u32::MAX);
    row.photos_total = u32::try_from(photos.len()).unwrap_or(u32::MAX);
    row.complete_at = (row.photos_have == row.photos_total).then(|| row.complete_at.unwrap_or(now));
}

/// Only the author's own proof counts: naming a hash gives no right to what it names.
pub(crate) fn is_proven(proofs: &[PhotoRef], author: PersonId, sha: BlobHash) -> bool {
    proofs
        .iter()
        .any(|proof| proof.sha == sha && proof.person == author)
}
