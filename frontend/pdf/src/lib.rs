//! The program of the worker that draws the pages of PDF files.
//!
//! A PDF file that somebody has sent is hostile until the opposite is shown. It is read here, by a renderer in Rust without
//! scripts, forms, links or network, in a worker that holds nothing but this one file: whoever has started it ends it when
//! it takes too long, and what the file does to it ends with it.

mod document;
mod text;

use std::cell::RefCell;

use js_sys::{Array, Float32Array, Uint8Array, Uint8ClampedArray};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

pub use document::{BadPdf, Document, Picture};
pub use text::Run;

thread_local! {
    static DOCUMENT: RefCell<Option<Document>> = const { RefCell::new(None) };
}

/// Answers one message of the page; with the answer comes what of it is handed over.
///
/// - The bytes of a file, first of all: widths and heights of its pages in points, or `"locked"`, or `"broken"`.
/// - `[page, scale]`: `[width, height, pixels, runs]`, where a run of text is `[text, font size, length, a, b, c, d, e, f]`,
///   or `null` if the page cannot be drawn.
#[wasm_bindgen]
pub fn pdf(message: JsValue) -> Array {
    match message.dyn_into::<Uint8Array>() {
        Ok(bytes) => Array::of2(&open(bytes.to_vec()), &Array::new()),
        Err(message) => {
            let numbers = Array::from(&message);
            let number = |at| numbers.get(at).as_f64().unwrap_or_default();
            // Out of range gives a page that does not exist.
            draw(number(0) as usize, number(1) as f32).unwrap_or_else(|| Array::of2(&JsValue::NULL, &Array::new()))
        }
    }
}

fn open(bytes: Vec<u8>) -> JsValue {
    match Document::open(bytes) {
        Ok(document) => {
            let sizes: Vec<f32> = document.page_sizes().flat_map(|(width, height)| [width, height]).collect();
            DOCUMENT.set(Some(document));
            Float32Array::from(sizes.as_slice()).into()
        }
        Err(BadPdf::Locked) => "locked".into(),
        Err(BadPdf::Broken) => "broken".into(),
    }
}

fn draw(page: usize, scale: f32) -> Option<Array> {
    let picture = DOCUMENT.with_borrow_mut(|document| document.as_mut()?.draw(page, scale))?;
    let pixels = Uint8ClampedArray::from(picture.pixels.as_slice());
    let runs: Array = picture.runs.iter().map(run).collect();
    let answer = Array::of4(&picture.width.into(), &picture.height.into(), &pixels, &runs);
    Some(Array::of2(&answer, &Array::of1(&pixels.buffer())))
}

fn run(run: &Run) -> Array {
    let numbers = [run.font_size, run.length].into_iter().chain(run.place);
    std::iter::once(JsValue::from_str(&run.text)).chain(numbers.map(JsValue::from_f64)).collect()
}
