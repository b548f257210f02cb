//! PDF files: a worker reads them and draws their pages. See `frontend/pdf`.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use futures_util::lock::Mutex;
use js_sys::{Array, Float32Array, Uint8Array, Uint8ClampedArray};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, ImageData};

use super::preview::BlobUrl;
use super::programs::OwnWorker;
use super::{canvas, js};

/// A file or a page that takes longer is given up: it may be made to take for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// A PDF file that was read. Dropping it ends its worker.
pub struct PdfFile {
    worker: Mutex<OwnWorker>,
    pages: Vec<(f64, f64)>,
}

/// Why a PDF file, or a page of it, is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPdf {
    /// The program that reads it could not be loaded.
    NotLoaded,
    /// It asks for a password.
    Locked,
    /// It is damaged, or takes too long.
    Broken,
}

/// A page as it looks.
pub struct PdfPage {
    pixels: ImageData,
    /// Its text.
    pub runs: Vec<TextRun>,
}

impl PdfPage {
    /// Draws the page on a canvas. `None` where the browser refuses.
    pub fn put_on(&self, canvas: &HtmlCanvasElement) -> Option<()> {
        canvas::put(canvas, &self.pixels)
    }
}

/// A piece of text in one line, in points from the upper left corner of its page.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// What it says.
    pub text: String,
    /// The size of its letters.
    pub font_size: f64,
    /// From its beginning to its end.
    pub length: f64,
    /// `a b c d e f`, which puts a line from the origin in its place.
    pub place: [f64; 6],
}

impl PdfFile {
    /// Has a file read. The bytes are handed over to the worker, and gone from here.
    pub(super) async fn open(bytes: &Uint8Array) -> Result<Self, NoPdf> {
        let mut worker = OwnWorker::start("pdf").await.map_err(|_| NoPdf::NotLoaded)?;
        let answer = ask(&mut worker, bytes, &Array::of1(&bytes.buffer())).await?;
        match answer.dyn_into::<Float32Array>() {
            Ok(sides) => {
                let sides = sides.to_vec();
                let pages = sides.chunks_exact(2).map(|sides| (sides[0].into(), sides[1].into())).collect();
                Ok(Self { worker: Mutex::new(worker), pages })
            }
            Err(answer) if answer == "locked" => Err(NoPdf::Locked),
            Err(_) => Err(NoPdf::Broken),
        }
    }

    /// Widths and heights of the pages, in points of 1/72 inch.
    pub fn pages(&self) -> &[(f64, f64)] {
        &self.pages
    }

    /// Draws a page at `scale` pixels for each point, or fewer where the picture would be too large. One page is drawn after
    /// the other; dropping the future takes a page that waits out of the line.
    pub async fn draw(&self, page: usize, scale: f64) -> Result<PdfPage, NoPdf> {
        let mut worker = self.worker.lock().await;
        let question = Array::of2(&JsValue::from_f64(page as f64), &JsValue::from_f64(scale));
        let answer = ask(&mut worker, &question, &Array::new()).await?;
        page_of(&answer).ok_or(NoPdf::Broken)
    }

    /// A page as a picture file (PNG), likewise.
    pub async fn picture(&self, page: usize, scale: f64) -> Result<BlobUrl, NoPdf> {
        let page = self.draw(page, scale).await?;
        let canvas = canvas::new().ok_or(NoPdf::Broken)?;
        page.put_on(&canvas).ok_or(NoPdf::Broken)?;
        let blob = canvas::encoded(&canvas, "image/png", &JsValue::UNDEFINED).await.ok_or(NoPdf::Broken)?;
        BlobUrl::new(&blob).ok_or(NoPdf::Broken)
    }
}

async fn ask(worker: &mut OwnWorker, message: &JsValue, handed_over: &Array) -> Result<JsValue, NoPdf> {
    let (answer, late) = (pin!(worker.ask(message, handed_over)), pin!(js::sleep(PATIENCE)));
    match select(answer, late).await {
        Either::Left((answer, _)) => answer.map_err(|_| NoPdf::Broken),
        Either::Right(_) => Err(NoPdf::Broken),
    }
}

/// Reads `[width, height, pixels, runs]`.
fn page_of(answer: &JsValue) -> Option<PdfPage> {
    let fields: &Array = answer.dyn_ref()?;
    let side = |at| fields.get(at).as_f64().map(|side| side as u32);
    let pixels: Uint8ClampedArray = fields.get(2).dyn_into().ok()?;
    let pixels = ImageData::new_with_js_u8_clamped_array_and_sh(&pixels, side(0)?, side(1)?).ok()?;
    let runs: Array = fields.get(3).dyn_into().ok()?;
    Some(PdfPage { pixels, runs: runs.iter().filter_map(|run| run_of(&run.dyn_into().ok()?)).collect() })
}

/// Reads `[text, font size, length, a, b, c, d, e, f]`.
fn run_of(fields: &Array) -> Option<TextRun> {
    let number = |at| fields.get(at).as_f64();
    let mut place = [0.0; 6];
    for (at, coefficient) in (3..).zip(&mut place) {
        *coefficient = number(at)?;
    }
    Some(TextRun { text: fields.get(0).as_string()?, font_size: number(1)?, length: number(2)?, place })
}
