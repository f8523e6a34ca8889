//! Some photos, made once: a real picture with more or less behind it.

use std::io::Cursor;
use std::sync::OnceLock;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder as _};
use nhatky_domain::ids::BlobHash;
use nhatky_domain::value::Value;
use nhatky_server::keys::sha256;
use nhatky_sync::store::NewBlob;

/// Bytes behind the picture: one chunk, just more than one, several.
const SIZES: [usize; 6] = [900, 20_000, 66_000, 5_000, 140_000, 3_000];
const THUMBNAIL: usize = 300;

/// A photo with its thumbnail.
#[derive(Debug, Clone)]
pub(crate) struct Photo {
    pub(crate) full: NewBlob,
    pub(crate) thumbnail: NewBlob,
}

pub(crate) fn photos() -> &'static [Photo] {
    static PHOTOS: OnceLock<Vec<Photo>> = OnceLock::new();
    PHOTOS.get_or_init(|| (1..).zip(SIZES).map(|(no, size)| photo(no, size)).collect())
}

fn photo(number: u8, size: usize) -> Photo {
    Photo {
        full: blob(number, size, false),
        thumbnail: blob(number, THUMBNAIL, true),
    }
}

fn blob(number: u8, size: usize, is_thumbnail: bool) -> NewBlob {
    let mut bytes = picture();
    bytes.resize(bytes.len() + size, number);
    NewBlob {
        hash: BlobHash(sha256(&bytes)),
        mime: "image/jpeg".to_owned(),
        bytes,
        is_thumbnail,
    }
}

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::new_rgb8(4, 3);
    let encoder = JpegEncoder::new(&mut bytes);
    // Into memory: a failure would give bytes that the server refuses, which the checks would see.
    let _ = encoder.write_image(picture.as_bytes(), 4, 3, picture.color().into());
    bytes.into_inner()
}

impl Photo {
    /// As the form's field names it.
    pub(crate) fn entry(&self) -> Value {
        let text = |hash: BlobHash| Value::Text(hash.to_string());
        let number = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
        let entries = [
            ("sha", text(self.full.hash)),
            ("size", number(self.full.bytes.len())),
            ("w", Value::Int(4)),
            ("h", Value::Int(3)),
            ("thumb", text(self.thumbnail.hash)),
            ("thumb_size", number(self.thumbnail.bytes.len())),
        ];
        Value::Map(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }
}
