//! What lies inside the encryption: a tar that stock tools can unpack too.
//!
//! ```text
//! manifest.json   what this is; always first
//! nhatky.db       the database as of one moment
//! server.key
//! photos/HASH     one a photo
//! ```
//! > Names from an archive are compared and parsed, never used as paths.

mod unpack;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use nhatky_domain::ids::{BlobHash, Epoch};
use serde::{Deserialize, Serialize};
use tar::{Builder, Header};
use uuid::Uuid;

pub(super) use self::unpack::{Contents, Unpacked, unpack};

/// Of the archive's layout. Raised when an older program could not restore it rightly.
pub(super) const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const DATABASE: &str = "nhatky.db";
const SERVER_KEY: &str = "server.key";
const PHOTOS: &str = "photos/";

/// What an archive says of itself. Add only optional fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Moment of the snapshot by the server's clock.
    pub made_at: i64,
    /// Version of the program that made it.
    pub program: String,
    pub organisation: Uuid,
    pub name: String,
    pub epoch: Epoch,
    pub is_demo: bool,
    pub records: i64,
}

/// Writes the pieces in their order.
pub(super) struct ArchiveWriter<W: Write> {
    tar: Builder<W>,
    made_at_s: u64,
}

impl<W: Write> ArchiveWriter<W> {
    pub(super) fn begin(out: W, manifest: &Manifest) -> io::Result<Self> {
        let mut archive = Self {
            tar: Builder::new(out),
            made_at_s: u64::try_from(manifest.made_at / 1000).unwrap_or(0),
        };
        let text = serde_json::to_vec_pretty(manifest)?;
        archive.bytes(MANIFEST, &text)?;
        Ok(archive)
    }

    pub(super) fn database(&mut self, file: &Path) -> io::Result<()> {
        let file = File::open(file)?;
        let size = file.metadata()?.len();
        self.append(DATABASE, size, file)
    }

    pub(super) fn server_key(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes(SERVER_KEY, bytes)
    }

    pub(super) fn photo(&mut self, sha: BlobHash, bytes: &[u8]) -> io::Result<()> {
        self.bytes(&format!("{PHOTOS}{sha}"), bytes)
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.tar.into_inner()
    }

    fn bytes(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.append(name, bytes.len() as u64, bytes)
    }

    fn append(&mut self, name: &str, size: u64, content: impl Read) -> io::Result<()> {
        let mut header = Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.made_at_s);
        self.tar.append_data(&mut header, name, content)
    }
}
