//! The text of a page, with its place: so that it can be marked, copied and read out.

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect};

/// Glyphs are drawn in a square of this side.
const EM: f64 = 1000.0;
/// More runs than this are not kept: no page that is read has so many.
const MAX_RUNS: usize = 20_000;

/// A piece of text in one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// What it says.
    pub text: String,
    /// In points along the line's own axes.
    pub font_size: f64,
    /// From the beginning to the end of the line, likewise.
    pub length: f64,
    /// The matrix `a b c d e f` that puts a line which begins at the origin and runs to the right, in its place on the page.
    pub place: [f64; 6],
}

/// The text of a page in points, from the upper left corner.
pub(crate) fn of_page(page: &Page<'_>, settings: &InterpreterSettings) -> Vec<Run> {
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let cache = InterpreterCache::new();
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, bounds, &cache, page.xref(), settings.clone());
    let mut reader = Reader { runs: Vec::new(), bounds };
    interpret_page(page, &mut context, &mut reader);
    reader.runs
}

struct Reader {
    runs: Vec<Run>,
    bounds: Rect,
}

impl Reader {
    fn read(&mut self, glyphs: &GlyphRun<'_, '_>, transform: Affine) -> Option<()> {
        let glyphs = glyphs.glyphs();
        let (first, last) = (glyphs.first()?, glyphs.last()?);
        let text: String = glyphs.iter().filter_map(|glyph| glyph.as_unicode()).map(written).collect();
        if text.trim().is_empty() || self.runs.len() == MAX_RUNS {
            return None;
        }
        let [a, b, c, d, e, f] = (transform * first.transform()).as_coeffs();
        let advance = match &**last {
            Glyph::Outline(glyph) => glyph.advance_width().map_or(EM / 2.0, f64::from),
            Glyph::Type3(_) => EM / 2.0,
        };
        let end = transform * last.transform() * Point::new(advance, 0.0);
        let width = a.hypot(b);
        let font_size = c.hypot(d) * EM;
        let length = (end - Point::new(e, f)).hypot();
        let is_seen = self.bounds.contains(Point::new(e, f)) && font_size > 0.0 && width > 0.0 && length > 0.0;
        // Glyphs stand on their heads in a space whose axis points down.
        let place = [a / width, b / width, -c * EM / font_size, -d * EM / font_size, e, f];
        let is_finite = place.iter().chain([&length]).all(|number| number.is_finite());
        (is_seen && is_finite).then(|| self.runs.push(Run { text, font_size, length, place }))
    }
}

fn written(text: BfString) -> String {
    match text {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    }
}

impl Device<'_> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        // A run without text is nothing to be read.
        let _ = self.read(run, props.transform);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
