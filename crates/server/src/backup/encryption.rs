//! Encryption of a backup with age, and its opening.
//!
//! A backup is encrypted to two keys: the recovery key, whose secret is not on the server, and a
//! trial key that lives in memory for as long as the backup takes, so that the written file can
//! be read back and tried.

use std::io::{self, BufReader, Read, Write};
use std::iter;

use age::stream::{StreamReader, StreamWriter};
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor};

use super::BackupError;

/// Both keys of one backup.
pub(super) struct Encryption {
    recovery: Recipient,
    trial: Identity,
}

impl Encryption {
    pub(super) fn new(recovery: Recipient) -> Self {
        Self {
            recovery,
            trial: Identity::generate(),
        }
    }

    /// Whatever is written to the result arrives encrypted at `out`. Without `finish` the file is
    /// cut and will not open.
    pub(super) fn close<W: Write>(&self, out: W) -> io::Result<StreamWriter<W>> {
        let trial = self.trial.to_public();
        let keys: [&dyn age::Recipient; 2] = [&self.recovery, &trial];
        let encryptor = Encryptor::with_recipients(keys.into_iter()).map_err(io::Error::other)?;
        encryptor.wrap_output(out)
    }

    pub(super) fn open<R: Read>(
        &self,
        input: R,
    ) -> Result<StreamReader<BufReader<R>>, BackupError> {
        open(input, &self.trial)
    }
}

/// # Errors
/// The input is no age file, or is encrypted to other keys.
pub(super) fn open<R: Read>(
    input: R,
    key: &Identity,
) -> Result<StreamReader<BufReader<R>>, BackupError> {
    let opened = Decryptor::new_buffered(BufReader::new(input))
        .and_then(|encrypted| encrypted.decrypt(iter::once(key as &dyn age::Identity)));
    opened.map_err(|error| match error {
        DecryptError::NoMatchingKeys => BackupError::OtherKey,
        DecryptError::Io(error) => BackupError::Unreadable(error),
        error => BackupError::Unreadable(io::Error::other(error)),
    })
}
