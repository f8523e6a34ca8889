//! From files into the store, and what came of it.

use std::rc::Rc;

use nhatky_sync::backup::{Lost, Verdict, put_back};
use nhatky_sync::store::{Piece, StoreError};

use super::reading::{FileRead, Pass, Problem, read_chosen};
use super::{Backup, Content, Offer, Owner};
use crate::platform::hash;
use crate::state::core::words;
use crate::state::records::Parts;
use crate::state::store::Db;

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Restoring {
    #[default]
    Idle,
    Running,
    /// This is in the files; nothing is written yet.
    Offered(Rc<Offer>),
    Restored(Rc<Restored>),
    /// Nothing of any file can be restored.
    Refused(Rc<[Problem]>),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Restored {
    pub(crate) content: Content,
    /// Pieces that were here already, or newer.
    pub(crate) was_here: usize,
    /// Pieces that this build cannot read.
    pub(crate) not_understood: usize,
    /// Photos whose bytes are not what their name says.
    pub(crate) broken_photos: usize,
    pub(crate) problems: Vec<Problem>,
    /// What the phone could not read when it made the files.
    pub(crate) lost: Vec<Lost>,
    /// Why it stopped.
    pub(crate) error: Option<StoreError>,
}

impl Restored {
    /// Whether all of the files is on this phone now.
    pub(crate) fn is_whole(&self) -> bool {
        let left_out = self.not_understood + self.broken_photos;
        left_out + self.problems.len() + self.lost.len() == 0 && self.error.is_none()
    }

    /// Whether no piece of them is, though there should be some.
    pub(crate) fn is_nothing(&self) -> bool {
        self.content.is_empty() && self.was_here == 0 && !self.is_whole()
    }

    /// Says whether it can go on.
    pub(super) async fn put(&mut self, db: &Db, piece: &Piece) -> bool {
        if let Piece::Photo(photo) = piece
            && hash::sha256(&photo.bytes).await != Some(photo.hash)
        {
            self.broken_photos += 1;
            return true;
        }
        match put_back(db, piece).await {
            Ok(Verdict::PutBack) => self.content.add(piece),
            Ok(Verdict::WasHere) => self.was_here += 1,
            Ok(Verdict::NotUnderstood) => self.not_understood += 1,
            Err(error) => self.error = Some(error),
        }
        self.error.is_none()
    }

    fn hear(&mut self, reads: Vec<FileRead>) {
        for read in reads {
            self.problems.extend(read.problem());
            self.lost.extend(read.lost);
            let unknown = read.end.map_or(0, |part| part.unknown);
            self.not_understood += unknown as usize;
        }
    }
}

pub(super) async fn restore(backup: Backup, owner: Owner) {
    let (db, mut restored) = (owner.core.db(), Restored::default());
    let me = owner.core.session.person();
    let reads = read_chosen(backup, me, Pass::Restore(&db, &mut restored)).await;
    restored.hear(reads);
    owner.tell_all();
    backup.forget_files();
    backup.set_restoring(Restoring::Restored(Rc::new(restored)));
}

impl Owner {
    /// Screens, other tabs and the engine look at what is stored now.
    fn tell_all(self) {
        self.records.refresh(Parts::WORK);
        self.work.refresh();
        self.core.say(words::WORK);
        self.core.say(words::DRAFTS);
        self.sync.trigger_soon();
    }
}
