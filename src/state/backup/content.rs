//! How much of each kind, counting once what stands in several parts.

use nhatky_domain::ids::{BlobHash, RecordId};
use nhatky_sync::backup::record_of;
use nhatky_sync::store::Piece;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Content {
    records: Vec<RecordId>,
    drafts: Vec<RecordId>,
    photos: Vec<BlobHash>,
}

impl Content {
    /// Without what this build cannot read.
    pub(super) fn add(&mut self, piece: &Piece) {
        match piece {
            Piece::Photo(photo) if photo.is_thumbnail => {}
            Piece::Photo(photo) => add(&mut self.photos, photo.hash),
            Piece::Draft(_) => record_of(piece)
                .into_iter()
                .for_each(|record| add(&mut self.drafts, record)),
            Piece::Work(_) => record_of(piece)
                .into_iter()
                .for_each(|record| add(&mut self.records, record)),
        }
    }

    pub(crate) fn records(&self) -> usize {
        self.records.len()
    }

    pub(crate) fn drafts(&self) -> usize {
        self.drafts.len()
    }

    pub(crate) fn photos(&self) -> usize {
        self.photos.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.records.len() + self.drafts.len() + self.photos.len() == 0
    }
}

fn add<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}
