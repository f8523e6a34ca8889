//! Takes a phone's own work piece by piece into one or several parts.
//!
//! One photo at most is in memory. What cannot be read is named in the file, and the rest goes on.

use std::future::Future;

use nhatky_domain::ids::{BlobHash, RecordId};

use super::{Encoder, Head, Lost};
use crate::json;
use crate::protocol::Mutation;
use crate::store::{Blobs, Draft, NewBlob, Piece, Salvage, Shelf, Stored, referred_blobs};

/// Where the texts go.
pub trait Sink {
    /// Why it takes no more; calling it off is one reason.
    type Error;

    fn write(&mut self, text: String) -> impl Future<Output = Result<(), Self::Error>>;
    /// The part is whole. What follows, if anything, is the next one.
    fn end_part(&mut self) -> impl Future<Output = Result<(), Self::Error>>;
    /// So many of all pieces of work and drafts are through.
    fn progress(&mut self, done: usize, total: usize);
}

/// What a backup came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Saved {
    pub drafts: usize,
    /// With work on them, settled or not.
    pub records: usize,
    /// Without thumbnails.
    pub photos: usize,
    pub lost: Vec<Lost>,
    pub parts: u32,
    pub bytes: u64,
}

/// For the last line and the work that goes before it.
const RESERVE_BYTES: u64 = 256 << 10;

/// Writes everything, in parts of at most `part_bytes`.
///
/// # Errors
/// The sink's alone: what the store cannot read is named in the file.
pub async fn save<S: Blobs + Salvage, K: Sink>(
    store: &S,
    head: Head,
    part_bytes: u64,
    sink: &mut K,
) -> Result<Saved, K::Error> {
    let (encoder, text) = Encoder::begin(&head);
    sink.write(text).await?;
    let mut saver = Saver {
        store,
        sink,
        head,
        part_bytes,
        encoder,
        written: Vec::new(),
        records: Vec::new(),
        saved: Saved::default(),
    };
    saver.save_all().await?;
    saver.end_part(true).await?;
    Ok(saver.saved)
}

struct Saver<'a, S, K> {
    store: &'a S,
    sink: &'a mut K,
    head: Head,
    part_bytes: u64,
    encoder: Encoder,
    /// Photos and the part that they are in.
    written: Vec<(BlobHash, u32)>,
    records: Vec<RecordId>,
    saved: Saved,
}

impl<S: Blobs + Salvage, K: Sink> Saver<'_, S, K> {
    async fn save_all(&mut self) -> Result<(), K::Error> {
        let mut names = Vec::new();
        // The outbox first: should the rest fail, what nobody else has is in the file.
        for shelf in [Shelf::Outbox, Shelf::Drafts, Shelf::Retained] {
            let found = self.names(shelf).await?;
            names.extend(found.into_iter().map(|name| (shelf, name)));
        }
        let total = names.len();
        for (done, (shelf, name)) in names.iter().enumerate() {
            self.sink.progress(done, total);
            if let Some(piece) = self.read(*shelf, name).await? {
                self.put_group(*shelf, name, &piece).await?;
            }
        }
        if !self.saved.lost.is_empty() {
            self.save_every_photo().await?;
        }
        self.sink.progress(total, total);
        Ok(())
    }

    /// When something could not be read, nobody knows which photos belong to it.
    async fn save_every_photo(&mut self) -> Result<(), K::Error> {
        for name in self.names(Shelf::Photos).await? {
            let hash = name.parse();
            if let Ok(hash) = hash
                && !self.is_written(hash)
                && let Some(Piece::Photo(photo)) = self.read(Shelf::Photos, &name).await?
            {
                self.make_room(text_bytes(&photo)).await?;
                self.put_photo(&photo).await?;
            }
        }
        Ok(())
    }

    async fn names(&mut self, shelf: Shelf) -> Result<Vec<String>, K::Error> {
        let names = self.store.names(shelf).await;
        Ok(self.or_lost(shelf, "", names).await?.unwrap_or_default())
    }

    async fn read(&mut self, shelf: Shelf, name: &str) -> Result<Option<Piece>, K::Error> {
        let piece = self.store.piece(shelf, name).await;
        Ok(self.or_lost(shelf, name, piece).await?.flatten())
    }

    async fn or_lost<T>(
        &mut self,
        shelf: Shelf,
        name: &str,
        read: Stored<T>,
    ) -> Result<Option<T>, K::Error> {
        match read {
            Ok(found) => Ok(Some(found)),
            Err(error) => {
                self.put_lost(shelf, name, &error.to_string()).await?;
                Ok(None)
            }
        }
    }

    /// A piece with its photos before it. Where a part ends between them, the piece stands in both.
    async fn put_group(&mut self, shelf: Shelf, name: &str, piece: &Piece) -> Result<(), K::Error> {
        let (record, blobs) = photos_of(piece);
        let confirmed = self.confirmed(record).await;
        for hash in blobs {
            if self.written.contains(&(hash, self.head.part)) || confirmed.contains(&hash) {
                continue;
            }
            let photo = self.read(Shelf::Photos, &hash.to_string()).await?;
            let Some(Piece::Photo(photo)) = photo else {
                continue;
            };
            if !self.has_room(text_bytes(&photo)) {
                self.put_text(shelf, name, piece).await?;
                self.next_part().await?;
            }
            self.put_photo(&photo).await?;
        }
        self.make_room(0).await?;
        self.put_text(shelf, name, piece).await?;
        self.count(piece, record);
        Ok(())
    }

    fn count(&mut self, piece: &Piece, record: Option<RecordId>) {
        match (piece, record) {
            (Piece::Draft(_), _) => self.saved.drafts += 1,
            (_, Some(record)) if !self.records.contains(&record) => {
                self.records.push(record);
                self.saved.records += 1;
            }
            _ => {}
        }
    }

    fn is_written(&self, hash: BlobHash) -> bool {
        self.written.iter().any(|(written, _)| *written == hash)
    }

    /// Photos of a record that the server has. If that cannot be read, none.
    async fn confirmed(&self, record: Option<RecordId>) -> Vec<BlobHash> {
        let Some(record) = record else {
            return Vec::new();
        };
        let transfers = self.store.transfers_of(record).await.unwrap_or_default();
        let confirmed = transfers.iter().filter(|sent| !sent.is_open());
        confirmed.map(|sent| sent.hash).collect()
    }

    async fn put_text(&mut self, shelf: Shelf, name: &str, piece: &Piece) -> Result<(), K::Error> {
        let text = match piece {
            Piece::Draft(text) => self.encoder.draft(text),
            Piece::Work(work) => self.encoder.work(work),
            Piece::Photo(_) => return Ok(()),
        };
        match text {
            Some(text) => self.sink.write(text).await,
            None => self.put_lost(shelf, name, "none of ours").await,
        }
    }

    async fn put_photo(&mut self, photo: &NewBlob) -> Result<(), K::Error> {
        if !photo.is_thumbnail && !self.is_written(photo.hash) {
            self.saved.photos += 1;
        }
        self.written.push((photo.hash, self.head.part));
        for text in self.encoder.photo(photo) {
            self.sink.write(text).await?;
        }
        Ok(())
    }

    async fn put_lost(&mut self, shelf: Shelf, name: &str, why: &str) -> Result<(), K::Error> {
        let text = self.encoder.lost(&Lost::line(shelf, name, why));
        self.saved.lost.push(Lost {
            shelf: Some(shelf),
            name: name.to_owned(),
        });
        self.sink.write(text).await
    }

    fn has_room(&self, more_bytes: u64) -> bool {
        self.encoder.written_bytes() + more_bytes + RESERVE_BYTES <= self.part_bytes
    }

    async fn make_room(&mut self, more_bytes: u64) -> Result<(), K::Error> {
        if self.has_room(more_bytes) {
            return Ok(());
        }
        self.next_part().await
    }

    async fn next_part(&mut self) -> Result<(), K::Error> {
        self.end_part(false).await?;
        self.head.part += 1;
        let (encoder, text) = Encoder::begin(&self.head);
        self.encoder = encoder;
        self.sink.write(text).await
    }

    async fn end_part(&mut self, is_last: bool) -> Result<(), K::Error> {
        let text = self.encoder.end(is_last);
        self.saved.parts += 1;
        self.saved.bytes += self.encoder.written_bytes();
        self.sink.write(text).await?;
        self.sink.end_part().await
    }
}

fn text_bytes(photo: &NewBlob) -> u64 {
    photo.bytes.len() as u64 * 4 / 3 + 4096
}

/// The record that a piece is about; none of a photo, or of what cannot be read.
#[must_use]
pub fn record_of(piece: &Piece) -> Option<RecordId> {
    photos_of(piece).0
}

/// The record that a piece is about and the photos that it shows. What cannot be read shows none.
fn photos_of(piece: &Piece) -> (Option<RecordId>, Vec<BlobHash>) {
    match piece {
        Piece::Draft(text) => match json::from_text::<Draft>(text) {
            Ok(draft) => (Some(draft.record), referred_blobs(&draft.fields)),
            Err(_) => (None, Vec::new()),
        },
        Piece::Work(work) => {
            let mutation = json::from_text::<Mutation>(&work.wire);
            (mutation.ok().map(|made| made.record), work.blobs.clone())
        }
        Piece::Photo(_) => (None, Vec::new()),
    }
}
