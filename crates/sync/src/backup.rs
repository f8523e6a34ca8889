//! The backup file: what a phone keeps of a person's own work, as lines of text.
//!
//! It is text so that it can be sent as `.txt`, which every messenger takes; line ends may change
//! on the way, and what stands behind the last line is ignored. Fields are divided by tabs:
//!
//! ```text
//! nhatky-backup 1 ⇥ check ⇥ person ⇥ install ⇥ made at (ms) ⇥ part ⇥ address ⇥ name ⇥ note
//! photo ⇥ check ⇥ sha-256 ⇥ type ⇥ bytes ⇥ 1 for a thumbnail, else 0
//! = base64, as many of these lines as the photo needs
//! work  ⇥ check ⇥ sha-256 of its photos, with commas ⇥ state ⇥ exactly what is sent
//! draft ⇥ check ⇥ the draft
//! lost  ⇥ check ⇥ what could not be read on the phone
//! end   ⇥ check ⇥ drafts ⇥ work ⇥ photos ⇥ lost ⇥ 1 for the last part, else 0
//! ```
//!
//! > `check` runs on from line to line: what stands before a line whose check is right is whole.
//! > Photos stand before the work or the draft that shows them, so that each part of a long
//! > backup can be put back alone and in any order.
//! > A kind of line that this build does not know is passed over and counted. Frozen format: add
//! > fields at the end of a line, and kinds.
//!
//! Photos that the server has confirmed are not in it. It is not encrypted: whoever has the file
//! can read it.

mod base64;
mod chain;
mod decode;
mod encode;
mod entry;
mod restoring;
mod saving;
#[cfg(test)]
mod tests;

pub use self::decode::{Decoder, Part};
pub use self::encode::Encoder;
use self::entry::Tally;
pub use self::entry::{Damage, Entry, Head, Lost};
pub use self::restoring::{Verdict, put_back};
pub use self::saving::{Saved, Sink, record_of, save};

const MAGIC: &str = "nhatky-backup ";
const VERSION: u32 = 1;
