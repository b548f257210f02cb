//! A PDF file and its pages as pictures.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::text::{self, Run};

/// The longest side of a picture, in pixels. A page may say that it is kilometres wide.
const MAX_SIDE: f32 = 4096.0;
/// The largest picture, in pixels.
const MAX_AREA: f32 = 12e6;
/// The renderer keeps what it has learnt of fonts, and never forgets it; after so many pages it begins anew.
const PAGES_PER_CACHE: u32 = 24;

/// Why a file cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPdf {
    /// It asks for a password.
    Locked,
    /// It is no PDF file, or is damaged.
    Broken,
}

/// A PDF file.
pub struct Document {
    /// Lives as long as the worker, which reads one file.
    pdf: &'static Pdf,
    settings: InterpreterSettings,
    cache: RenderCache<'static>,
    drawn: u32,
}

/// A page as it looks.
pub struct Picture {
    /// In pixels.
    pub width: u16,
    /// In pixels.
    pub height: u16,
    /// Red, green, blue and opacity, row by row. Nothing is transparent.
    pub pixels: Vec<u8>,
    /// Its text, in points from the upper left corner.
    pub runs: Vec<Run>,
}

impl Document {
    /// Reads a file.
    pub fn open(bytes: Vec<u8>) -> Result<Self, BadPdf> {
        let pdf = Pdf::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(_) => BadPdf::Locked,
            LoadPdfError::Invalid => BadPdf::Broken,
        })?;
        let pdf: &'static Pdf = Box::leak(Box::new(pdf));
        if pdf.pages().is_empty() {
            return Err(BadPdf::Broken);
        }
        Ok(Self { pdf, settings: InterpreterSettings::default(), cache: RenderCache::new(), drawn: 0 })
    }

    /// Widths and heights of the pages as they are to be shown, in points of 1/72 inch.
    pub fn page_sizes(&self) -> impl Iterator<Item = (f32, f32)> + '_ {
        self.pdf.pages().iter().map(Page::render_dimensions)
    }

    /// Draws a page at `scale` pixels for each point, or fewer where the picture would be too large; `None` if there is no
    /// such page, or nothing of it to see.
    pub fn draw(&mut self, page: usize, scale: f32) -> Option<Picture> {
        if self.drawn == PAGES_PER_CACHE {
            (self.cache, self.drawn) = (RenderCache::new(), 0);
        }
        self.drawn += 1;
        let page = self.pdf.pages().get(page)?;
        let scale = bounded(scale, page.render_dimensions())?;
        let pixmap = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let pixmap = render(page, &self.cache, &self.settings, &RenderSettings::default(), &pixmap);
        Some(Picture {
            width: pixmap.width(),
            height: pixmap.height(),
            pixels: pixmap.data_as_u8_slice().to_vec(),
            runs: text::of_page(page, &self.settings),
        })
    }
}

/// The scale at which a page of this size is drawn; `None` for a page without a size.
fn bounded(scale: f32, (width, height): (f32, f32)) -> Option<f32> {
    let most = (MAX_SIDE / width.max(height)).min((MAX_AREA / (width * height)).sqrt());
    let scale = scale.min(most);
    let has_pixels = |side: f32| side.is_finite() && side * scale >= 1.0;
    (has_pixels(width) && has_pixels(height)).then_some(scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &[u8] = include_bytes!("../../../e2e/files/report.pdf");

    #[test]
    fn a_page_has_its_size_and_its_ink() {
        let mut document = Document::open(REPORT.to_vec()).unwrap();
        let (width, height) = document.page_sizes().next().unwrap();
        let picture = document.draw(0, 1.5).unwrap();
        assert_eq!((picture.width, picture.height), ((width * 1.5) as u16, (height * 1.5) as u16));
        let pixels: Vec<_> = picture.pixels.chunks(4).collect();
        assert_eq!(pixels.len(), usize::from(picture.width) * usize::from(picture.height));
        assert!(pixels.iter().any(|pixel| pixel[..3] != [255; 3]), "there is ink");
        assert!(pixels.iter().all(|pixel| pixel[3] == 255), "the paper is white");
        assert!(picture.runs.is_empty(), "it is a scan: a picture of text");
        assert!(document.draw(usize::MAX, 1.0).is_none());
    }

    #[test]
    fn what_is_written_on_a_page_can_be_read() {
        // Without a table of objects, which readers make themselves if they have to.
        let text = "BT /F 24 Tf 72 720 Td (Nothing by mouth) Tj ET";
        let file = format!(
            "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
             2 0 obj\n<</Type/Pages/Kids[4 0 R]/Count 1>>\nendobj\n\
             3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n\
             4 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R>>\nendobj\n\
             5 0 obj\n<</Length {}>>\nstream\n{text}\nendstream\nendobj\n\
             trailer\n<</Root 1 0 R>>\n%%EOF\n",
            text.len()
        );
        let picture = Document::open(file.into_bytes()).unwrap().draw(0, 1.0).unwrap();
        let read: String = picture.runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(read, "Nothing by mouth");
    }

    #[test]
    fn what_is_no_pdf_is_broken() {
        for bytes in [&b""[..], b"%PDF-1.7", b"\xff\xd8\xff\xe0 a photo", &REPORT[..200]] {
            assert_eq!(Document::open(bytes.to_vec()).err(), Some(BadPdf::Broken));
        }
    }

    #[test]
    fn pictures_are_bounded_whatever_a_page_says() {
        assert_eq!(bounded(2.0, (595.0, 842.0)), Some(2.0));
        for size in [(595.0, 842.0), (14_400.0, 14_400.0), (1.0, 100_000.0)] {
            let Some(scale) = bounded(1e9, size) else { continue };
            let (width, height) = (size.0 * scale, size.1 * scale);
            assert!(width.max(height) <= MAX_SIDE + 1.0 && width * height <= MAX_AREA * 1.01, "{size:?}");
        }
        for size in [(0.0, 842.0), (f32::NAN, 1.0), (f32::INFINITY, 1.0), (1e-6, 1e6), (-1.0, 1.0)] {
            assert_eq!(bounded(1.0, size), None, "{size:?}");
        }
    }
}
