//! Which photos a record names, and how many of them the server holds.

use std::collections::HashSet;

use nhatky_domain::form::{FieldKind, Form};
use nhatky_domain::ids::{BlobHash, FieldCode, PersonId};
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

/// Everything in the form's photo fields. Items without a proper hash name nothing. Of a form that
/// this program does not know, every list of such items counts: the photos of a record that a newer
/// program took in go on arriving after a step back.
pub(crate) fn references(form: Option<&Form>, fields: &Fields) -> References {
    let mut references = References::default();
    let holds_photos = |code: &FieldCode| {
        let field = form.map(|form| form.field(code));
        field.is_none_or(|field| field.is_some_and(|field| field.kind == FieldKind::Photos))
    };
    let answers = fields.iter().filter(|(code, _)| holds_photos(code));
    for item in answers.flat_map(|(_, value)| value.items()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_of_a_form_that_is_not_known_are_counted_all_the_same() {
        let [photo, thumbnail] = [1, 2].map(|byte| BlobHash([byte; 32]));
        let json = format!(r#"{{"anh":[{{"sha":"{photo}","thumb":"{thumbnail}"}}],"ten":"a"}}"#);
        let found = references(None, &serde_json::from_str(&json).unwrap());
        assert_eq!(found.photos, HashSet::from([photo]));
        assert!(found.name(thumbnail));
    }
}
