//! The server's own secret and what is derived from it.
//!
//! Codes, nonces and tokens are stored or recognized only through these. Each use has a purpose
//! of its own, so that a value made for one never passes for another.
//! > The secret never leaves this module and is never printed.

use std::fmt;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::durable::{self, MachineDisk};

const FILE: &str = "server.key";
const SECRET_BYTES: usize = 32;

/// What a keyed hash is for. The words are frozen: stored hashes depend on them.
#[derive(Debug, Clone, Copy)]
pub enum Purpose {
    Code,
    CodeUser,
    DemoCode,
    Nonce,
    Session,
}

impl Purpose {
    fn word(self) -> &'static [u8] {
        match self {
            Self::Code => b"code\0",
            Self::CodeUser => b"code-user\0",
            Self::DemoCode => b"demo-code\0",
            Self::Nonce => b"nonce\0",
            Self::Session => b"session\0",
        }
    }
}

/// The secret of one data folder.
#[derive(Clone)]
pub struct ServerKey {
    secret: [u8; SECRET_BYTES],
}

impl fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerKey")
    }
}

impl ServerKey {
    /// Reads the folder's secret, makes one when there is none. Of processes that make one at the
    /// same time, all go on with the same.
    ///
    /// # Errors
    /// The file cannot be read or written, or has another length than a secret.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let file = folder.join(FILE);
        match Self::read(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                durable::write_new(&MachineDisk, &file, &random::<SECRET_BYTES>())?;
                Self::read(&file)
            }
            read => read,
        }
    }

    fn read(file: &Path) -> io::Result<Self> {
        let secret = std::fs::read(file)?.try_into().map_err(|_| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                "server.key is damaged: restore it from a backup",
            )
        })?;
        Ok(Self { secret })
    }

    /// The folder's secret as it lies there, for a backup.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub(crate) fn bytes_of(folder: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(folder.join(FILE))
    }

    /// Puts a secret from a backup in its place.
    ///
    /// # Errors
    /// It is none, or the folder cannot be written.
    pub(crate) fn put_back(folder: &Path, secret: &[u8]) -> io::Result<()> {
        if secret.len() != SECRET_BYTES {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "server.key"));
        }
        durable::write(&MachineDisk, &folder.join(FILE), secret)
    }

    /// A keyed hash of the parts. Parts are told apart by their lengths.
    #[must_use]
    pub fn hash(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = keyed(&self.secret);
        mac.update(purpose.word());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
fn keyed(secret: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(secret).expect("a key of any length")
}

/// Bytes that nobody can guess.
///
/// # Panics
/// If the operating system has none: nothing may go on without.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "no safe way to go on without randomness"
)]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("randomness from the operating system");
    bytes
}

/// SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[must_use]
pub fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// None for anything else than base64url without padding.
#[must_use]
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_another_process_was_quicker_to_make_stays() {
        let folder = tempfile::tempdir().unwrap();
        let first = ServerKey::of_folder(folder.path()).unwrap();
        let file = folder.path().join(FILE);
        durable::write_new(&MachineDisk, &file, &[7; SECRET_BYTES]).unwrap();
        let second = ServerKey::of_folder(folder.path()).unwrap();
        assert_eq!(first.secret, second.secret);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_keeps_its_secret_and_only_the_owner_reads_it() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let first = ServerKey::of_folder(folder.path()).unwrap();
        let again = ServerKey::of_folder(folder.path()).unwrap();
        assert_eq!(first.secret, again.secret);
        let mode = std::fs::metadata(folder.path().join(FILE))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_secret_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), b"short").unwrap();
        assert!(ServerKey::of_folder(folder.path()).is_err());
        assert_eq!(
            std::fs::read(folder.path().join(FILE)).unwrap(),
            b"short".as_slice()
        );
    }

    #[test]
    fn hashes_differ_by_purpose_and_by_where_parts_end() {
        let key = ServerKey { secret: [7; 32] };
        let hash = key.hash(Purpose::Code, &[b"ab", b"c"]);
        assert_ne!(hash, key.hash(Purpose::CodeUser, &[b"ab", b"c"]));
        assert_ne!(hash, key.hash(Purpose::Code, &[b"a", b"bc"]));
    }
}
