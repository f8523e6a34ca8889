use std::collections::HashSet;
use std::io::{self, Read};

use nhatky_domain::ids::BlobHash;
use serde::Deserialize;
use tar::{Archive, Entry};

use super::{DATABASE, FORMAT, MANIFEST, Manifest, PHOTOS, SERVER_KEY};
use crate::backup::BackupError;
use crate::keys::sha256;

/// More than any photo that the server takes.
const MAX_PIECE_BYTES: u64 = 64 * 1024 * 1024;

/// Where the pieces of an archive go.
pub(in crate::backup) trait Unpacked {
    /// The database, to be copied to a file of one's own.
    fn database(&mut self, content: &mut dyn Read) -> io::Result<()>;
    fn server_key(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// A photo whose bytes have been found to be what its name says.
    fn photo(&mut self, sha: BlobHash, bytes: Vec<u8>) -> io::Result<()>;
}

/// What was found in an archive.
#[derive(Debug)]
pub(in crate::backup) struct Contents {
    pub(in crate::backup) manifest: Manifest,
    pub(in crate::backup) photos: HashSet<BlobHash>,
}

/// Reads an archive to its end. `begin` is told what it is and says where the pieces go.
pub(in crate::backup) fn unpack<U: Unpacked>(
    input: impl Read,
    begin: impl FnOnce(&Manifest) -> Result<U, BackupError>,
) -> Result<(Contents, U), BackupError> {
    let mut archive = Archive::new(input);
    let mut entries = archive.entries().map_err(BackupError::Unreadable)?;
    let manifest = match entries.next() {
        Some(first) => read_manifest(first.map_err(BackupError::Unreadable)?)?,
        None => return Err(BackupError::Incomplete(MANIFEST)),
    };
    let mut target = begin(&manifest)?;
    let mut seen = HashSet::new();
    let mut photos = HashSet::new();
    for entry in entries {
        let mut entry = entry.map_err(BackupError::Unreadable)?;
        let name = entry_name(&entry)?;
        match name.as_str() {
            DATABASE => unpack_database(&mut target, &mut entry)?,
            SERVER_KEY => {
                let bytes = read_piece(&mut entry)?;
                target.server_key(&bytes).map_err(BackupError::Unpacking)?;
            }
            name => {
                let sha = photo_name(name)?;
                let bytes = read_piece(&mut entry)?;
                if sha256(&bytes) != sha.0 {
                    return Err(BackupError::WrongPhoto(sha));
                }
                target.photo(sha, bytes).map_err(BackupError::Unpacking)?;
                photos.insert(sha);
            }
        }
        seen.insert(name);
    }
    // Only the end of the encrypted stream proves that nothing is missing.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(BackupError::Unreadable)?;
    match [DATABASE, SERVER_KEY]
        .iter()
        .find(|name| !seen.contains(**name))
    {
        Some(name) => Err(BackupError::Incomplete(name)),
        None => Ok((Contents { manifest, photos }, target)),
    }
}

fn unpack_database(target: &mut impl Unpacked, entry: &mut impl Read) -> Result<(), BackupError> {
    let mut content = Content {
        entry,
        has_failed: false,
    };
    let unpacked = target.database(&mut content);
    unpacked.map_err(if content.has_failed {
        BackupError::Unreadable
    } else {
        BackupError::Unpacking
    })
}

/// Remembers whether reading failed: copying does not tell on which side it stopped.
struct Content<'e, R> {
    entry: &'e mut R,
    has_failed: bool,
}

impl<R: Read> Read for Content<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.entry.read(buffer);
        self.has_failed |= read.is_err();
        read
    }
}

/// All that is read of a manifest before its format is known.
#[derive(Deserialize)]
struct OnlyFormat {
    format: u32,
}

fn read_manifest<R: Read>(mut entry: Entry<'_, R>) -> Result<Manifest, BackupError> {
    if entry_name(&entry)? != MANIFEST {
        return Err(BackupError::Incomplete(MANIFEST));
    }
    let bytes = read_piece(&mut entry)?;
    let no_manifest = |_| BackupError::Incomplete(MANIFEST);
    let OnlyFormat { format } = serde_json::from_slice(&bytes).map_err(no_manifest)?;
    if format > FORMAT {
        return Err(BackupError::NewerFormat(format));
    }
    serde_json::from_slice(&bytes).map_err(no_manifest)
}

fn entry_name<R: Read>(entry: &Entry<'_, R>) -> Result<String, BackupError> {
    let name = entry.path_bytes();
    Ok(String::from_utf8_lossy(&name).into_owned())
}

fn photo_name(name: &str) -> Result<BlobHash, BackupError> {
    name.strip_prefix(PHOTOS)
        .and_then(|sha| sha.parse().ok())
        .ok_or_else(|| BackupError::UnknownPiece(name.to_owned()))
}

fn read_piece(entry: &mut impl Read) -> Result<Vec<u8>, BackupError> {
    let mut bytes = Vec::new();
    let read = entry.take(MAX_PIECE_BYTES).read_to_end(&mut bytes);
    read.map_err(BackupError::Unreadable)?;
    Ok(bytes)
}
