//! A photo made small on the phone: turned upright, its long edge at most 1600 px, as JPEG of at
//! most 300 KB, and a thumbnail of 320 px.
//!
//! What comes out is drawn anew, so nothing of the camera's own data (place, time, device) stays.
//! The browser decodes; one photo at a time is all the memory that a cheap phone has.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlImageElement, ImageBitmap,
    ImageBitmapOptions, ImageOrientation, ResizeQuality,
};

use super::object_url::ObjectUrl;
use super::{document, window};

const MOST_PX: u32 = 1600;
const MOST_BYTES: usize = 300 * 1024;
const THUMB_PX: u32 = 320;
/// Tried in turn until the photo is small enough.
const QUALITIES: [f64; 4] = [0.8, 0.68, 0.55, 0.42];
/// Fewer pixels when no quality is low enough.
const SMALLER_EDGES: [u32; 3] = [MOST_PX, 1200, 900];

pub(crate) const MIME: &str = "image/jpeg";

#[derive(Debug)]
pub(crate) struct Picture {
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) thumb: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPicture {
    /// A format that this browser does not decode.
    UnknownFormat,
    /// Broken, or no picture.
    Unreadable,
}

pub(crate) async fn shrink(file: &File) -> Result<Picture, NoPicture> {
    let source = Source::open(file).await?;
    let shrunk = async {
        let mut whole = source.jpeg(MOST_PX, QUALITIES[0]).await?;
        'smaller: for edge_px in SMALLER_EDGES {
            for quality in QUALITIES {
                if whole.bytes.len() <= MOST_BYTES {
                    break 'smaller;
                }
                whole = source.jpeg(edge_px, quality).await?;
            }
        }
        let thumb = source.jpeg(THUMB_PX, 0.6).await?;
        Some(Picture {
            bytes: whole.bytes,
            width: whole.width,
            height: whole.height,
            thumb: thumb.bytes,
        })
    };
    shrunk.await.ok_or(NoPicture::Unreadable)
}

/// A decoded photo, already small if the browser could do that while decoding.
struct Source {
    image: HtmlImageElement,
    bitmap: Option<ImageBitmap>,
    width: u32,
    height: u32,
    _url: ObjectUrl,
}

struct Jpeg {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

impl Source {
    async fn open(file: &File) -> Result<Self, NoPicture> {
        let failure = reason(file);
        let url = ObjectUrl::of_blob(file).ok_or(failure)?;
        let image = HtmlImageElement::new().map_err(|_| failure)?;
        let loaded = Promise::new(&mut |resolve, reject| {
            image.set_onload(Some(&resolve));
            image.set_onerror(Some(&reject));
        });
        image.set_src(url.as_str());
        JsFuture::from(loaded).await.map_err(|_| failure)?;
        let (width, height) = (image.natural_width(), image.natural_height());
        if width == 0 || height == 0 {
            return Err(failure);
        }
        let bitmap = bitmap(file, within(MOST_PX, width, height)).await;
        Ok(Self {
            image,
            bitmap,
            width,
            height,
            _url: url,
        })
    }

    async fn jpeg(&self, edge_px: u32, quality: f64) -> Option<Jpeg> {
        let (width, height) = within(edge_px, self.width, self.height);
        let canvas = self.draw(width, height)?;
        let bytes = encode(&canvas, quality).await?;
        // Safari frees the memory of a canvas only when it is made empty.
        canvas.set_width(0);
        Some(Jpeg {
            bytes,
            width,
            height,
        })
    }

    fn draw(&self, width: u32, height: u32) -> Option<HtmlCanvasElement> {
        let canvas: HtmlCanvasElement =
            document().create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(width);
        canvas.set_height(height);
        let context = canvas.get_context("2d").ok()??;
        let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
        let (w, h) = (f64::from(width), f64::from(height));
        // JPEG knows no transparency: without a ground it would turn black.
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, w, h);
        match &self.bitmap {
            Some(bitmap) => context
                .draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, w, h)
                .ok()?,
            None => context
                .draw_image_with_html_image_element_and_dw_and_dh(&self.image, 0.0, 0.0, w, h)
                .ok()?,
        }
        Some(canvas)
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Some(bitmap) = &self.bitmap {
            bitmap.close();
        }
    }
}

/// Decodes off the main thread and in the small size. None where that is not possible or comes
/// out turned: then the image element, which every browser turns upright, is drawn instead.
async fn bitmap(file: &File, (width, height): (u32, u32)) -> Option<ImageBitmap> {
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    options.set_resize_width(width);
    options.set_resize_height(height);
    options.set_resize_quality(ResizeQuality::High);
    let promise = window()
        .create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)
        .ok()?;
    let bitmap: ImageBitmap = JsFuture::from(promise).await.ok()?.unchecked_into();
    (bitmap.width() == width && bitmap.height() == height).then_some(bitmap)
}

async fn encode(canvas: &HtmlCanvasElement, quality: f64) -> Option<Vec<u8>> {
    let made = Promise::new(&mut |resolve, _| {
        if canvas
            .to_blob_with_type_and_encoder_options(&resolve, MIME, &quality.into())
            .is_err()
        {
            // A promise's `resolve` does not throw; null stands for no picture.
            let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::NULL);
        }
    });
    let blob: Blob = JsFuture::from(made).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The largest size with this long edge, or the photo's own if that is smaller.
fn within(edge_px: u32, width: u32, height: u32) -> (u32, u32) {
    let long_px = width.max(height);
    if long_px <= edge_px {
        return (width, height);
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(edge_px) / u64::from(long_px);
        u32::try_from(side).unwrap_or(edge_px).max(1)
    };
    (scaled(width), scaled(height))
}

/// What is likely the matter with a file that cannot be decoded.
fn reason(file: &File) -> NoPicture {
    let name = file.name().to_ascii_lowercase();
    let kind = file.type_();
    let is_heic = kind.contains("hei") || name.ends_with(".heic") || name.ends_with(".heif");
    if is_heic {
        NoPicture::UnknownFormat
    } else {
        NoPicture::Unreadable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_edge_decides_and_nothing_is_made_larger() {
        assert_eq!(within(1600, 4000, 3000), (1600, 1200));
        assert_eq!(within(1600, 3000, 4000), (1200, 1600));
        assert_eq!(within(1600, 800, 600), (800, 600));
        assert_eq!(within(320, 30_000, 10), (320, 1));
    }
}
