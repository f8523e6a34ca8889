use super::chain::Chain;
use super::{Head, MAGIC, Tally, VERSION, base64};
use crate::store::{KeptWork, NewBlob};

/// Bytes of a photo on one line: shorter lines than this every mail program leaves alone.
const LINE_BYTES: usize = 720;
/// Bytes of a photo given at a time.
const PIECE_BYTES: usize = 64 * LINE_BYTES;

/// Writes one part, as texts to be put one behind the other.
#[derive(Debug)]
pub struct Encoder {
    chain: Chain,
    tally: Tally,
    written_bytes: u64,
}

impl Encoder {
    /// With the first line.
    #[must_use]
    pub fn begin(head: &Head) -> (Self, String) {
        let mut encoder = Self {
            chain: Chain::new(),
            tally: Tally::default(),
            written_bytes: 0,
        };
        let install = head.install.map_or_else(String::new, |id| id.to_string());
        let payload = [
            &head.person.to_string(),
            &install,
            &head.made_at_ms.to_string(),
            &head.part.to_string(),
            &one_field(&head.address),
            &one_field(&head.name),
            &one_field(&head.note),
        ];
        let kind = [MAGIC, &VERSION.to_string()].concat();
        let line = encoder.line(&kind, &payload.map(String::as_str).join("\t"));
        (encoder, line)
    }

    /// None for a text that no draft of ours is: it would tear the lines.
    pub fn draft(&mut self, text: &str) -> Option<String> {
        is_one_field(text).then(|| {
            self.tally.drafts += 1;
            self.line("draft", text)
        })
    }

    /// None for texts that are no work of ours.
    pub fn work(&mut self, work: &KeptWork) -> Option<String> {
        (is_one_field(&work.state) && is_one_field(&work.wire)).then(|| {
            self.tally.work += 1;
            let blobs: Vec<_> = work.blobs.iter().map(ToString::to_string).collect();
            let payload = [&blobs.join(","), "\t", &work.state, "\t", &work.wire];
            self.line("work", &payload.concat())
        })
    }

    pub fn photo(&mut self, photo: &NewBlob) -> impl Iterator<Item = String> {
        self.tally.photos += 1;
        let payload = [
            &photo.hash.to_string(),
            &one_field(&photo.mime),
            &photo.bytes.len().to_string(),
            flag(photo.is_thumbnail),
        ];
        let first = self.line("photo", &payload.join("\t"));
        let rest = photo
            .bytes
            .chunks(PIECE_BYTES)
            .map(|piece| self.data(piece));
        [first].into_iter().chain(rest)
    }

    pub fn lost(&mut self, what: &str) -> String {
        self.tally.lost += 1;
        self.line("lost", &one_field(what))
    }

    /// The last line of this part.
    pub fn end(&mut self, is_last: bool) -> String {
        let Tally {
            drafts,
            work,
            photos,
            lost,
        } = self.tally;
        let counts = [drafts, work, photos, lost].map(|count| count.to_string());
        let payload = [&counts.join("\t"), "\t", flag(is_last)].concat();
        self.line("end", &payload)
    }

    /// How long the part is so far.
    #[must_use]
    pub fn written_bytes(&self) -> u64 {
        self.written_bytes
    }

    pub(super) fn line(&mut self, kind: &str, payload: &str) -> String {
        self.chain.add(kind);
        self.chain.add(payload);
        let line = [kind, "\t", &self.chain.check(), "\t", payload, "\n"].concat();
        self.written_bytes += line.len() as u64;
        line
    }

    pub(super) fn data(&mut self, piece: &[u8]) -> String {
        let mut text = String::with_capacity(piece.len() * 4 / 3 + 3 * 64);
        for bytes in piece.chunks(LINE_BYTES) {
            text.push('=');
            let start = text.len();
            base64::encode(bytes, &mut text);
            self.chain.add(text.get(start..).unwrap_or_default());
            text.push('\n');
        }
        self.written_bytes += text.len() as u64;
        text
    }
}

fn flag(flag: bool) -> &'static str {
    if flag { "1" } else { "0" }
}

fn is_one_field(text: &str) -> bool {
    !text.contains(['\t', '\n', '\r'])
}

fn one_field(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
