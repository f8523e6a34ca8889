//! Identifiers: newtypes, so that a unit's id never stands where a person's is asked.
//!
//! Made outside (device, server, seed); this module only parses and prints them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an id, quoted for the message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is not an id")]
pub struct InvalidId(pub String);

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        ///
        /// Written as a lower-case hyphenated UUID. Frozen format.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A time-ordered id: `unix_ms` first, then 74 bits of the given randomness.
            #[must_use]
            pub fn from_time(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId(text.to_owned()))
            }
        }
    )*};
}

uuid_ids! {
    /// One filled form, made on the device.
    RecordId,
    /// One intended change; the key under which the server remembers its outcome.
    MutationId,
    /// What is being typed and is not yet a mutation.
    DraftId,
    /// A node of the organisation's tree.
    UnitId,
    /// A human being with an account.
    PersonId,
    /// One post held by one person in one unit for a time.
    HoldingId,
    /// One person in one browser profile on one device.
    InstallId,
    /// One started transfer of a blob.
    UploadId,
    /// One lineage of the server's database; a restore starts another.
    Epoch,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The code as it stands in the catalogue.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(code: &str) -> Self {
                Self(code.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

codes! {
    /// A form of the catalogue: `HD`, `T30`.
    FormCode,
    /// One question of a form: `ten`, `linh_vuc`.
    FieldCode,
    /// A countable thing of the catalogue: `V10`.
    IndicatorCode,
    /// One answer offered by a field or a column of a count.
    ChoiceCode,
    /// A state of a workflow: `cho_xac_nhan`. Unknown ones are kept as they are.
    StateCode,
    /// A position: `bi_thu_chi_doan`.
    PostCode,
}

/// SHA-256 of a blob's bytes: its name everywhere. Written as 64 lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BlobHash(pub [u8; 32]);

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        self.0.iter().try_for_each(|byte| {
            f.write_str(
                std::str::from_utf8(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]])
                    .unwrap_or_default(),
            )
        })
    }
}

impl FromStr for BlobHash {
    type Err = InvalidId;

    /// Upper-case digits are refused: one blob has one name.
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId(text.to_owned());
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(invalid());
        }
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
            let high = hex_digit(pair[0]).ok_or_else(invalid)?;
            let low = hex_digit(pair[1]).ok_or_else(invalid)?;
            *byte = high << 4 | low;
        }
        Ok(Self(hash))
    }
}

impl TryFrom<String> for BlobHash {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<BlobHash> for String {
    fn from(hash: BlobHash) -> Self {
        hash.to_string()
    }
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blob_hash_reads_what_it_prints() {
        let text = "00ff1a2b".repeat(8);
        assert_eq!(text.parse::<BlobHash>().unwrap().to_string(), text);
    }

    #[test]
    fn a_path_is_no_blob_hash() {
        for text in ["", "../../etc/passwd", &"A".repeat(64), &"é".repeat(32)] {
            assert_eq!(text.parse::<BlobHash>(), Err(InvalidId(text.to_owned())));
        }
    }

    #[test]
    fn ids_made_later_sort_later() {
        let early = RecordId::from_time(1_595_577_600_000, [255; 10]);
        let late = RecordId::from_time(1_595_577_600_001, [0; 10]);
        assert!(early < late);
        assert_eq!(late.to_string().parse::<RecordId>(), Ok(late));
    }
}
