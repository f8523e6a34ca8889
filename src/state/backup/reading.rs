//! Chosen files piece by piece, so that the largest needs no more memory than the smallest, and
//! what became of each. Never anything of another person's.

use nhatky_domain::ids::PersonId;
use nhatky_sync::backup::{Damage, Decoder, Entry, Head, Lost, Part};
use nhatky_sync::store::Piece;
use web_sys::File;

use super::{Backup, Content, Restored};
use crate::platform::files;
use crate::state::store::Db;

/// Read at a time.
const PIECE_BYTES: u64 = 256 << 10;

/// Why a file could not be read to its end. What was read before is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FileProblem {
    NotABackup,
    Newer,
    Altered {
        line: u32,
    },
    Cut,
    /// The phone does not give it (any more).
    Unreadable,
    /// Of this name. Everybody restores their own work.
    OtherPerson(String),
}

impl From<Damage> for FileProblem {
    fn from(damage: Damage) -> Self {
        match damage {
            Damage::NotABackup => Self::NotABackup,
            Damage::Newer { .. } => Self::Newer,
            Damage::Altered { line } => Self::Altered { line },
            Damage::Cut { .. } => Self::Cut,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Its name.
    pub(crate) file: String,
    pub(crate) kind: FileProblem,
}

/// What became of one file.
#[derive(Debug, Clone)]
pub(super) struct FileRead {
    pub(super) name: String,
    /// None if not even that could be read, or of another person.
    pub(super) head: Option<Head>,
    /// What the phone could not read when it made the file.
    pub(super) lost: Vec<Lost>,
    pub(super) end: Result<Part, FileProblem>,
}

impl FileRead {
    pub(super) fn problem(&self) -> Option<Problem> {
        Some(Problem {
            file: self.name.clone(),
            kind: self.end.as_ref().err()?.clone(),
        })
    }
}

/// What is done with the pieces. Not a generic parameter, so that reading is compiled once.
pub(super) enum Pass<'a> {
    Look(&'a mut Content),
    Restore(&'a Db, &'a mut Restored),
}

impl Pass<'_> {
    /// Says whether it can go on.
    async fn take(&mut self, piece: &Piece) -> bool {
        match self {
            Self::Look(content) => {
                content.add(piece);
                true
            }
            Self::Restore(db, restored) => restored.put(db, piece).await,
        }
    }
}

/// Every piece of every file, until the pass cannot go on. Gives the files that were read by then.
pub(super) async fn read_chosen(backup: Backup, me: PersonId, mut pass: Pass<'_>) -> Vec<FileRead> {
    let files = backup.chosen();
    let total = files.iter().map(files::size_bytes).sum();
    let (mut before, mut reads) = (0, Vec::new());
    for file in &files {
        let mut reading = Reading::of(file, me);
        let end = loop {
            backup.reading_at.tell(before + reading.at, total);
            let step = reading.step().await;
            for piece in reading.pieces.drain(..) {
                if !pass.take(&piece).await {
                    return reads;
                }
            }
            if let Step::Over(end) = step {
                break end;
            }
        };
        reads.push(FileRead {
            name: file.name(),
            head: reading.head,
            lost: reading.lost,
            end,
        });
        before += files::size_bytes(file);
    }
    reads
}

struct Reading<'a> {
    file: &'a File,
    me: PersonId,
    decoder: Decoder,
    at: u64,
    entries: Vec<Entry>,
    pieces: Vec<Piece>,
    head: Option<Head>,
    lost: Vec<Lost>,
}

enum Step {
    More,
    Over(Result<Part, FileProblem>),
}

impl<'a> Reading<'a> {
    fn of(file: &'a File, me: PersonId) -> Self {
        Self {
            file,
            me,
            decoder: Decoder::new(),
            at: 0,
            entries: Vec::new(),
            pieces: Vec::new(),
            head: None,
            lost: Vec::new(),
        }
    }

    async fn step(&mut self) -> Step {
        let Some(bytes) = files::read(self.file, self.at, PIECE_BYTES).await else {
            return Step::Over(Err(FileProblem::Unreadable));
        };
        self.at += bytes.len() as u64;
        let step = self.decode(&bytes);
        match self.sort() {
            Ok(()) => step,
            Err(other) => Step::Over(Err(FileProblem::OtherPerson(other))),
        }
    }

    fn decode(&mut self, bytes: &[u8]) -> Step {
        if bytes.is_empty() {
            let part = std::mem::take(&mut self.decoder).finish(&mut self.entries);
            return Step::Over(part.map_err(FileProblem::from));
        }
        match self.decoder.feed(bytes, &mut self.entries) {
            Ok(()) => Step::More,
            Err(damage) => Step::Over(Err(damage.into())),
        }
    }

    /// # Errors
    /// The name of the other person whose file it is. Nothing of it is given.
    fn sort(&mut self) -> Result<(), String> {
        for entry in self.entries.drain(..) {
            match entry {
                Entry::Head(head) if head.person != self.me => return Err(head.name),
                Entry::Head(head) => self.head = Some(head),
                Entry::Lost(line) => self.lost.push(Lost::read(&line)),
                Entry::Piece(piece) => self.pieces.push(piece),
            }
        }
        Ok(())
    }
}
