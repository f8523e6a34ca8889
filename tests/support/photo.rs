//! Photos as a phone takes them: several megabytes, lying on their side with a note how to turn
//! them, and with the place where they were taken.

use std::io::Cursor;
use std::path::PathBuf;
use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageReader, Rgb, RgbImage};
use nhatky_sync::store::NewBlob;

use crate::log::Photo;
use crate::peer::hash_of;
use crate::place;

const WIDTH: u32 = 3264;
const HEIGHT: u32 = 2448;
/// Red in the corner that is the top left one as stored. Orientation 6 turns it to the top right.
const MARK: u32 = 400;
const RED: Rgb<u8> = Rgb([220, 20, 20]);

/// Three different photos, as files, the smallest last. Made once; encoding takes seconds.
///
/// # Errors
/// The disk refuses.
pub fn three() -> Result<[PathBuf; 3]> {
    Ok([taken(1)?, taken(2)?, taken(3)?])
}

/// A photo as a file. Another number gives another photo.
///
/// # Errors
/// The disk refuses.
pub fn taken(number: u32) -> Result<PathBuf> {
    let folder = place::target().join("e2e-photos");
    std::fs::create_dir_all(&folder)?;
    let file = folder.canonicalize()?.join(format!("anh-{number}.jpg"));
    if !file.exists() {
        // Under another name first: a test beside this one may be looking.
        let half = file.with_extension(format!("{}.half", std::process::id()));
        std::fs::write(&half, jpeg(number)?)?;
        std::fs::rename(&half, &file)?;
    }
    Ok(file)
}

/// A photo as a file that is quick to make smaller. Another number gives another photo.
///
/// # Errors
/// The disk refuses.
pub fn small(number: u32) -> Result<PathBuf> {
    let folder = place::target().join("e2e-photos");
    std::fs::create_dir_all(&folder)?;
    let file = folder.canonicalize()?.join(format!("nho-{number}.jpg"));
    std::fs::write(&file, grainy(480, 640, number)?)?;
    Ok(file)
}

fn jpeg(number: u32) -> Result<Vec<u8>> {
    let mut plain = Vec::new();
    JpegEncoder::new_with_quality(&mut plain, 90).encode_image(&scene(number))?;
    let (start, rest) = plain.split_at(2);
    Ok([start, &app1(), rest].concat())
}

/// Sky, hills and grass, more or less: smooth shades with a grain as of a small sensor.
fn scene(number: u32) -> RgbImage {
    let mut random = number.wrapping_mul(2_654_435_761) | 1;
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        if x < MARK && y < MARK {
            return RED;
        }
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        let grain = random % 40;
        let hill = (x / (7 + number)).abs_diff(y / 5) % 64;
        let tone = |base: u32, span: u32| u8::try_from(base + span + grain).unwrap_or(u8::MAX);
        Rgb([
            tone(40 + y / 24, hill),
            tone(70 + x / 32, hill / 2),
            tone(20 + (x + y) / 64, hill / 4),
        ])
    })
}

/// The segment with EXIF data: orientation 6, and a point on Hòa Minh.
fn app1() -> Vec<u8> {
    let mut tiff = Vec::from(*b"II*\0\x08\0\0\0");
    // First directory: orientation, and where the directory of the place is.
    tiff.extend(2_u16.to_le_bytes());
    entry(&mut tiff, 0x0112, 3, 1, 6);
    entry(&mut tiff, 0x8825, 4, 1, 38);
    tiff.extend(0_u32.to_le_bytes());
    // The place: four entries, then the two triples of rational numbers.
    tiff.extend(4_u16.to_le_bytes());
    entry(&mut tiff, 1, 2, 2, u32::from(b'N'));
    entry(&mut tiff, 2, 5, 3, 92);
    entry(&mut tiff, 3, 2, 2, u32::from(b'E'));
    entry(&mut tiff, 4, 5, 3, 116);
    tiff.extend(0_u32.to_le_bytes());
    for number in [9, 1, 52, 1, 30, 1, 106, 1, 26, 1, 15, 1_u32] {
        tiff.extend(number.to_le_bytes());
    }
    let body = [b"Exif\0\0", &tiff[..]].concat();
    let length = u16::try_from(body.len() + 2).unwrap_or(u16::MAX);
    [&[0xFF, 0xE1], &length.to_be_bytes()[..], &body].concat()
}

fn entry(tiff: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32) {
    tiff.extend(tag.to_le_bytes());
    tiff.extend(kind.to_le_bytes());
    tiff.extend(count.to_le_bytes());
    tiff.extend(value.to_le_bytes());
}

/// A photo as the app stores it, with a thumbnail: small pictures with a grain, larger than a first
/// chunk, told apart by a comment inside.
///
/// # Errors
/// Never: pictures of this size can be encoded.
pub fn stored(number: u32) -> Result<Photo> {
    static PICTURES: OnceLock<(Vec<u8>, Vec<u8>)> = OnceLock::new();
    if PICTURES.get().is_none() {
        let _ = PICTURES.set((grainy(480, 640, 0)?, grainy(72, 96, 0)?));
    }
    let (full, thumbnail) = PICTURES.get().context("made above")?;
    Ok(Photo {
        full: blob(commented(full, number), false)?,
        thumbnail: blob(commented(thumbnail, number), true)?,
    })
}

fn grainy(width: u32, height: u32, number: u32) -> Result<Vec<u8>> {
    let mut random = 2_463_534_242_u32.wrapping_add(number);
    let picture = RgbImage::from_fn(width, height, |x, y| {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        let tone = |base: u32| u8::try_from((base + random % 48).min(255)).unwrap_or(u8::MAX);
        Rgb([tone(x / 4), tone(y / 4), tone(90)])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&picture)?;
    Ok(bytes)
}

/// The same picture under another name.
fn commented(jpeg: &[u8], number: u32) -> Vec<u8> {
    let (start, rest) = jpeg.split_at(2);
    [start, &[0xFF, 0xFE, 0, 6], &number.to_be_bytes(), rest].concat()
}

fn blob(bytes: Vec<u8>, is_thumbnail: bool) -> Result<NewBlob> {
    let hash = hash_of(&bytes)?;
    Ok(NewBlob {
        hash,
        mime: "image/jpeg".to_owned(),
        bytes,
        is_thumbnail,
    })
}

/// What can be seen of a photo after it has been made smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub width: u32,
    pub height: u32,
    /// The red corner is where the camera's note put it.
    pub is_upright: bool,
    /// It still carries camera notes, and with them the place.
    pub has_notes: bool,
}

/// Looks at a photo.
///
/// # Errors
/// Not a picture.
pub fn look(bytes: &[u8]) -> Result<Look> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let picture = reader.decode().context("decode")?.to_rgb8();
    let (width, height) = picture.dimensions();
    let corner = picture.get_pixel(width - 1 - width / 40, height / 40);
    let is_red = corner.0[0] > 150 && corner.0[1] < 90 && corner.0[2] < 90;
    let has_notes = bytes.windows(4).any(|window| window == b"Exif");
    Ok(Look {
        width,
        height,
        is_upright: is_red,
        has_notes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_as_large_as_a_phones_and_says_how_to_turn_it() {
        let bytes = std::fs::read(taken(1).unwrap()).unwrap();
        assert!(
            (3_000_000..4_500_000).contains(&bytes.len()),
            "{}",
            bytes.len()
        );
        let look = look(&bytes).unwrap();
        assert_eq!((look.width, look.height), (WIDTH, HEIGHT));
        assert!(look.has_notes && !look.is_upright);
    }
}
