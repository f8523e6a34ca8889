use super::chain::Chain;
use super::{Damage, Entry, Head, MAGIC, Tally, VERSION, base64};
use crate::store::{KeptWork, NewBlob, Piece};

/// Longer lines and larger photos than any of ours: a file that claims them is none.
const MOST_LINE_BYTES: usize = 8 << 20;
const MOST_PHOTO_BYTES: usize = 64 << 20;

/// What a whole part was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub is_last: bool,
    /// Lines of kinds that this build does not know.
    pub unknown: u32,
}

/// Reads one part, in pieces of any length. Gives only what a right check stands behind.
#[derive(Debug)]
pub struct Decoder {
    chain: Chain,
    /// The beginning of a line whose end has not come yet.
    pending: Vec<u8>,
    line: u32,
    has_begun: bool,
    tally: Tally,
    unknown: u32,
    photo: Option<Photo>,
    part: Option<Part>,
}

#[derive(Debug)]
struct Photo {
    blob: NewBlob,
    size_bytes: usize,
}

impl Default for Decoder {
    fn default() -> Self {
        Self {
            chain: Chain::new(),
            pending: Vec::new(),
            line: 0,
            has_begun: false,
            tally: Tally::default(),
            unknown: 0,
            photo: None,
            part: None,
        }
    }
}

impl Decoder {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds to `entries` what the bytes complete.
    ///
    /// # Errors
    /// The first line that is not as it was written. Nothing more may be read after it.
    pub fn feed(&mut self, bytes: &[u8], entries: &mut Vec<Entry>) -> Result<(), Damage> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            if self.part.is_some() {
                return Ok(());
            }
            self.pending.extend(piece);
            if piece.ends_with(b"\n") {
                self.end_line(entries)?;
            } else if self.pending.len() > MOST_LINE_BYTES {
                return Err(self.altered());
            }
        }
        Ok(())
    }

    /// The file is over.
    ///
    /// # Errors
    /// The end is missing, or was damaged.
    pub fn finish(mut self, entries: &mut Vec<Entry>) -> Result<Part, Damage> {
        if self.part.is_none() && !self.pending.is_empty() {
            // A line end at the very end may get lost on the way.
            let is_torn = self.end_line(entries).is_err();
            if is_torn && self.has_begun {
                return Err(Damage::Cut {
                    line: self.line - 1,
                });
            }
        }
        match self.part {
            Some(part) => Ok(part),
            None if self.has_begun => Err(Damage::Cut { line: self.line }),
            None => Err(Damage::NotABackup),
        }
    }

    fn altered(&self) -> Damage {
        if self.has_begun {
            Damage::Altered { line: self.line }
        } else {
            Damage::NotABackup
        }
    }

    fn end_line(&mut self, entries: &mut Vec<Entry>) -> Result<(), Damage> {
        self.line += 1;
        let bytes = std::mem::take(&mut self.pending);
        let line = std::str::from_utf8(&bytes).map_err(|_| self.altered())?;
        let line = line.trim_end_matches(['\n', '\r']);
        if !self.has_begun {
            return self.begin(line.trim_start_matches('\u{feff}'), entries);
        }
        if line.is_empty() {
            return Ok(());
        }
        let read = match line.strip_prefix('=') {
            Some(data) => self.data(data),
            None => self.entry(line, entries),
        };
        read.ok_or_else(|| self.altered())
    }

    fn begin(&mut self, line: &str, entries: &mut Vec<Entry>) -> Result<(), Damage> {
        if line.is_empty() {
            return Ok(());
        }
        let mut fields = line.split('\t');
        let version = fields.next().and_then(|kind| kind.strip_prefix(MAGIC));
        let version = version.and_then(|version| version.parse::<u32>().ok());
        match version.ok_or(Damage::NotABackup)? {
            VERSION => {}
            version => return Err(Damage::Newer { version }),
        }
        self.has_begun = true;
        let (_, payload) = self.checked(line).ok_or_else(|| self.altered())?;
        let head = head(payload).ok_or_else(|| self.altered())?;
        entries.push(Entry::Head(head));
        Ok(())
    }

    /// Kind and payload of a line whose check is right.
    fn checked<'a>(&mut self, line: &'a str) -> Option<(&'a str, &'a str)> {
        let mut fields = line.splitn(3, '\t');
        let (kind, check, payload) = (fields.next()?, fields.next()?, fields.next()?);
        self.chain.add(kind);
        self.chain.add(payload);
        (self.chain.check() == check).then_some((kind, payload))
    }

    fn entry(&mut self, line: &str, entries: &mut Vec<Entry>) -> Option<()> {
        let (kind, payload) = self.checked(line)?;
        if let Some(photo) = self.photo.take() {
            if photo.blob.bytes.len() != photo.size_bytes {
                return None;
            }
            entries.push(Entry::Piece(Piece::Photo(photo.blob)));
        }
        match kind {
            "draft" => {
                self.tally.drafts += 1;
                entries.push(Entry::Piece(Piece::Draft(payload.to_owned())));
            }
            "work" => {
                self.tally.work += 1;
                entries.push(Entry::Piece(Piece::Work(work(payload)?)));
            }
            "photo" => {
                self.tally.photos += 1;
                self.photo = Some(photo(payload)?);
            }
            "lost" => {
                self.tally.lost += 1;
                entries.push(Entry::Lost(payload.to_owned()));
            }
            "end" => self.part = Some(self.end(payload)?),
            _ => self.unknown += 1,
        }
        Some(())
    }

    /// Also of a kind that this build does not know; then it belongs to no photo.
    fn data(&mut self, data: &str) -> Option<()> {
        self.chain.add(data);
        let Some(photo) = &mut self.photo else {
            return Some(());
        };
        base64::decode(data, &mut photo.blob.bytes)?;
        (photo.blob.bytes.len() <= photo.size_bytes).then_some(())
    }

    fn end(&self, payload: &str) -> Option<Part> {
        let mut fields = payload.split('\t');
        let mut count = || fields.next()?.parse::<u32>().ok();
        let tally = Tally {
            drafts: count()?,
            work: count()?,
            photos: count()?,
            lost: count()?,
        };
        let is_last = count()? == 1;
        (tally == self.tally).then_some(Part {
            is_last,
            unknown: self.unknown,
        })
    }
}

fn head(payload: &str) -> Option<Head> {
    let mut fields = payload.split('\t');
    Some(Head {
        person: fields.next()?.parse().ok()?,
        install: match fields.next()? {
            "" => None,
            id => Some(id.parse().ok()?),
        },
        made_at_ms: fields.next()?.parse().ok()?,
        part: fields.next()?.parse().ok()?,
        address: fields.next()?.to_owned(),
        name: fields.next()?.to_owned(),
        note: fields.next()?.to_owned(),
    })
}

fn work(payload: &str) -> Option<KeptWork> {
    let mut fields = payload.split('\t');
    let blobs = fields.next()?.split(',').filter(|hash| !hash.is_empty());
    Some(KeptWork {
        blobs: blobs.map(|hash| hash.parse().ok()).collect::<Option<_>>()?,
        state: fields.next()?.to_owned(),
        wire: fields.next()?.to_owned(),
    })
}

fn photo(payload: &str) -> Option<Photo> {
    let mut fields = payload.split('\t');
    let (hash, mime) = (fields.next()?.parse().ok()?, fields.next()?.to_owned());
    let size_bytes = fields.next()?.parse().ok()?;
    let blob = NewBlob {
        hash,
        mime,
        bytes: Vec::new(),
        is_thumbnail: fields.next()? == "1",
    };
    (size_bytes <= MOST_PHOTO_BYTES).then_some(Photo { blob, size_bytes })
}
