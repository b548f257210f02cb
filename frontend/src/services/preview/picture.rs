//! Pictures, as the browser can show them without choking.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlImageElement, ImageBitmap, ImageBitmapOptions, ResizeQuality};

use super::{BlobUrl, Unfit};
use crate::services::{canvas, js};

/// Pixels of a picture that is shown as it is. Four bytes each, once decoded.
const PLAIN: f64 = 30e6;
/// Pixels of a picture that is not even made smaller: decoding it would take gigabytes.
const MOST: f64 = 250e6;
/// Pixels of a picture that was made smaller.
const REDUCED: f64 = 12e6;
const QUALITY: f64 = 0.9;

/// A picture for an `<img>`.
#[derive(Debug, PartialEq)]
pub struct Picture {
    /// Its address.
    pub url: BlobUrl,
    /// Width and height in pixels, as it is to be seen: turned as its file says.
    pub size: (u32, u32),
    /// The width and height that it was sent with, if it is shown smaller.
    pub reduced_from: Option<(u32, u32)>,
}

/// Makes a picture of what is one by its first bytes.
pub(super) async fn of(blob: &Blob) -> Result<Picture, Unfit> {
    let url = BlobUrl::new(blob).ok_or(Unfit::Broken)?;
    let size = measure(&url).await.ok_or(Unfit::Broken)?;
    let area = f64::from(size.0) * f64::from(size.1);
    if area > MOST {
        return Err(Unfit::TooLarge);
    }
    if area <= PLAIN {
        return Ok(Picture { url, size, reduced_from: None });
    }
    let scale = (REDUCED / area).sqrt();
    let scaled = |side: u32| ((f64::from(side) * scale) as u32).max(1);
    let smaller = (scaled(size.0), scaled(size.1));
    let blob = reduce(blob, smaller).await.ok_or(Unfit::TooLarge)?;
    let url = BlobUrl::new(&blob).ok_or(Unfit::TooLarge)?;
    Ok(Picture { url, size: smaller, reduced_from: Some(size) })
}

/// Asks the browser for the size of a picture, without having it decoded; `None` if it is none for this browser.
async fn measure(url: &BlobUrl) -> Option<(u32, u32)> {
    let image = HtmlImageElement::new().ok()?;
    let loaded = Promise::new(&mut |resolve, reject| {
        image.set_onload(Some(&resolve));
        image.set_onerror(Some(&reject));
    });
    image.set_src(url.as_str());
    JsFuture::from(loaded).await.ok()?;
    let size = (image.natural_width(), image.natural_height());
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// The picture in fewer pixels. The browser decodes it apart from the page.
async fn reduce(blob: &Blob, (width, height): (u32, u32)) -> Option<Blob> {
    let options = ImageBitmapOptions::new();
    options.set_resize_width(width);
    options.set_resize_height(height);
    options.set_resize_quality(ResizeQuality::Medium);
    let bitmap = js::window().create_image_bitmap_with_blob_and_image_bitmap_options(blob, &options).ok()?;
    let bitmap: ImageBitmap = js::settle(bitmap).await.ok()?;
    let canvas = canvas::new()?;
    let context = canvas::sized(&canvas, (width, height))?;
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
    context.draw_image_with_image_bitmap(&bitmap, 0.0, 0.0).ok()?;
    bitmap.close();
    canvas::encoded(&canvas, "image/jpeg", &QUALITY.into()).await
}
