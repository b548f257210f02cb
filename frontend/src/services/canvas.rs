//! Canvases: pixels on them, and what is on them as a file.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// A canvas that is not in the page.
pub(super) fn new() -> Option<HtmlCanvasElement> {
    gloo::utils::document().create_element("canvas").ok()?.dyn_into().ok()
}

/// Gives a canvas its size, which empties it, and the way to draw on it.
pub(super) fn sized(canvas: &HtmlCanvasElement, (width, height): (u32, u32)) -> Option<CanvasRenderingContext2d> {
    canvas.set_width(width);
    canvas.set_height(height);
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Shows these pixels and nothing else.
pub(super) fn put(canvas: &HtmlCanvasElement, pixels: &ImageData) -> Option<()> {
    sized(canvas, (pixels.width(), pixels.height()))?.put_image_data(pixels, 0.0, 0.0).ok()
}

/// What is on it, as a file of this type; nothing where the browser cannot, as without memory. `quality` is from 0 to 1, or
/// undefined.
pub(super) async fn encoded(canvas: &HtmlCanvasElement, media_type: &str, quality: &JsValue) -> Option<Blob> {
    let encoded = Promise::new(&mut |resolve: Function, reject: Function| {
        if let Err(error) = canvas.to_blob_with_type_and_encoder_options(&resolve, media_type, quality) {
            // The function of a promise does not throw.
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(encoded).await.ok()?.dyn_into().ok()
}
