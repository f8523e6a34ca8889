//! The recovery key: its public part encrypts backups, its secret is kept away from the server.

use std::io;
use std::path::Path;

use age::secrecy::ExposeSecret as _;
use age::x25519::{Identity, Recipient};

use super::BackupError;
use crate::durable::{self, MachineDisk};
use crate::folder::DataFolder;

/// Makes a pair and stores its public part. Returns the secret, which is kept nowhere.
///
/// # Errors
/// There is one already, or the folder cannot be written.
pub fn make(folder: &DataFolder, replace: bool) -> Result<String, BackupError> {
    if folder.recovery_key().exists() && !replace {
        return Err(BackupError::KeyExists);
    }
    let pair = Identity::generate();
    store(folder, &pair).map_err(BackupError::io("recovery.pub"))?;
    Ok(pair.to_string().expose_secret().to_owned())
}

/// Stores the public part.
pub(super) fn store(folder: &DataFolder, pair: &Identity) -> io::Result<()> {
    let public = format!("{}\n", pair.to_public());
    durable::write(&MachineDisk, &folder.recovery_key(), public.as_bytes())
}

/// The public part.
///
/// # Errors
/// There is none, or it is damaged.
pub(super) fn public(folder: &DataFolder) -> Result<Recipient, BackupError> {
    let text = match std::fs::read_to_string(folder.recovery_key()) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(BackupError::NoKey),
        Err(error) => return Err(BackupError::io("recovery.pub")(error)),
    };
    let damaged = |_| {
        let what = "it is damaged: «recovery-key --replace» makes another";
        BackupError::io("recovery.pub")(io::Error::new(io::ErrorKind::InvalidData, what))
    };
    text.trim().parse().map_err(damaged)
}

/// Reads the secret from a file: the line that is one, among whatever stands around it.
///
/// # Errors
/// There is no such line.
pub fn secret(file: &Path) -> Result<Identity, BackupError> {
    let text =
        std::fs::read_to_string(file).map_err(BackupError::io(format!("{}", file.display())))?;
    text.lines()
        .find_map(|line| line.trim().parse().ok())
        .ok_or(BackupError::NoSecret)
}
