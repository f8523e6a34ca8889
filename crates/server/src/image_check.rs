//! Whether bytes are a photo that a browser may be asked to draw.
//!
//! Only the header is read: a picture of a few kilobytes that claims to be a hundred thousand
//! pixels wide is refused before anything is decoded.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};

/// What phones make is 1.9 megapixels; what they hand over unchanged may be larger.
const MAX_PIXELS: u64 = 40_000_000;

/// Why a blob is not kept. The words are part of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    NotAnImage,
    TooManyPixels,
}

impl Unfit {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAnImage => "not_an_image",
            Self::TooManyPixels => "too_many_pixels",
        }
    }
}

/// The media type that the bytes really are.
///
/// # Errors
/// Not a JPEG, PNG or WebP, or one with too many pixels.
pub fn check(bytes: &[u8]) -> Result<&'static str, Unfit> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Unfit::NotAnImage)?;
    let mime = match reader.format() {
        Some(ImageFormat::Jpeg) => "image/jpeg",
        Some(ImageFormat::Png) => "image/png",
        Some(ImageFormat::WebP) => "image/webp",
        _ => return Err(Unfit::NotAnImage),
    };
    let (width, height) = reader.into_dimensions().map_err(|_| Unfit::NotAnImage)?;
    let pixels = u64::from(width) * u64::from(height);
    match pixels {
        0 => Err(Unfit::NotAnImage),
        1..=MAX_PIXELS => Ok(mime),
        _ => Err(Unfit::TooManyPixels),
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat};

    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height)
            .write_to(&mut bytes, format)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn photos_are_known_by_their_bytes() {
        assert_eq!(check(&picture(4, 3, ImageFormat::Jpeg)), Ok("image/jpeg"));
        assert_eq!(check(&picture(4, 3, ImageFormat::Png)), Ok("image/png"));
        assert_eq!(check(&picture(4, 3, ImageFormat::WebP)), Ok("image/webp"));
    }

    #[test]
    fn anything_else_is_no_photo() {
        let jpeg = picture(4, 3, ImageFormat::Jpeg);
        for bytes in [
            b"".as_slice(),
            b"<svg onload='alert(1)'/>",
            b"GIF89a\x01\x00\x01\x00",
            b"%PDF-1.7",
            &jpeg[..10],
        ] {
            assert_eq!(check(bytes), Err(Unfit::NotAnImage));
        }
    }

    #[test]
    fn fifty_megapixels_are_refused_by_the_header_alone() {
        let mut png = picture(4, 3, ImageFormat::Png);
        png[16..20].copy_from_slice(&10_000u32.to_be_bytes());
        png[20..24].copy_from_slice(&5_000u32.to_be_bytes());
        // The header's own checksum, as a forger would mend it.
        let sum = crc32(&png[12..29]);
        png[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(check(&png), Err(Unfit::TooManyPixels));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                if sum & 1 == 1 {
                    sum >> 1 ^ 0xedb8_8320
                } else {
                    sum >> 1
                }
            })
        })
    }
}
