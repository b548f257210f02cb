//! How a picture stands on its stage: how large, where, and which side up. Lengths are in pixels of the page; points are
//! measured from the middle of the stage.

/// Pixels of the page that one pixel of a picture may fill.
const COARSEST: f64 = 4.0;
/// How far any picture can be magnified.
const MOST: f64 = 8.0;

/// A stage and the picture on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Of the picture, as its file has it.
    pub(super) picture: (f64, f64),
}

/// How the picture stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stance {
    /// 1: the whole picture just fits.
    pub(super) zoom: f64,
    /// Where its middle is.
    pub(super) x: f64,
    pub(super) y: f64,
    /// Quarters of a turn to the right. Counts on, so that a turn never goes back.
    pub(super) turns: u32,
}

impl Default for Stance {
    fn default() -> Self {
        Self { zoom: 1.0, x: 0.0, y: 0.0, turns: 0 }
    }
}

impl Frame {
    /// The scale at which the whole picture just fits.
    pub(super) fn fit(&self, turns: u32) -> f64 {
        let (width, height) = self.turned(turns);
        (self.width / width.max(1.0)).min(self.height / height.max(1.0))
    }

    fn turned(&self, turns: u32) -> (f64, f64) {
        let (width, height) = self.picture;
        if turns.is_multiple_of(2) { (width, height) } else { (height, width) }
    }
}

impl Stance {
    /// Whether only a part of the picture is seen.
    pub(super) fn is_zoomed(self) -> bool {
        self.zoom > 1.0
    }

    /// `factor` times as large; what is at a point stays there.
    pub(super) fn zoomed(self, frame: &Frame, factor: f64, (x, y): (f64, f64)) -> Self {
        let most = MOST.max(COARSEST / frame.fit(self.turns));
        let zoom = bounded(self.zoom * factor, 1.0, most);
        let factor = zoom / self.zoom;
        Self { zoom, x: x - (x - self.x) * factor, y: y - (y - self.y) * factor, ..self }.within(frame)
    }

    /// Moved by a way.
    pub(super) fn moved(self, frame: &Frame, (x, y): (f64, f64)) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }.within(frame)
    }

    /// Turned by a quarter to the right, and whole.
    pub(super) fn turned(self) -> Self {
        Self { turns: self.turns + 1, ..Self::default() }
    }

    /// No edge of the picture is inside of the stage where it could be at its edge.
    fn within(self, frame: &Frame) -> Self {
        let scale = frame.fit(self.turns) * self.zoom;
        let (width, height) = frame.turned(self.turns);
        let room = |picture: f64, stage: f64| ((picture * scale - stage) / 2.0).max(0.0);
        let (far_x, far_y) = (room(width, frame.width), room(height, frame.height));
        Self { x: bounded(self.x, -far_x, far_x), y: bounded(self.y, -far_y, far_y), ..self }
    }
}

/// `clamp` without its panic, whose words bring along all that writes floats: 7 kB of what a recipient waits for.
fn bounded(number: f64, least: f64, most: f64) -> f64 {
    number.max(least).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { width: 390.0, height: 400.0, picture: (3000.0, 2000.0) };

    #[test]
    fn a_picture_fits_whichever_side_is_up() {
        assert_eq!(FRAME.fit(0), 0.13);
        assert_eq!(FRAME.fit(1), 400.0 / 3000.0);
        let turned = Stance { zoom: 3.0, x: 5.0, y: 0.0, turns: 3 }.turned();
        assert_eq!(turned, Stance { turns: 4, ..Stance::default() });
    }

    #[test]
    fn what_is_under_the_finger_stays_there() {
        let before = Stance::default().zoomed(&FRAME, 4.0, (0.0, 0.0));
        let after = before.zoomed(&FRAME, 1.5, (50.0, -20.0));
        let on_picture = |stance: Stance| ((50.0 - stance.x) / stance.zoom, (-20.0 - stance.y) / stance.zoom);
        assert_eq!(on_picture(before), on_picture(after));
    }

    #[test]
    fn it_grows_and_moves_only_so_far() {
        let far = Stance::default().zoomed(&FRAME, 1e9, (0.0, 0.0));
        assert_eq!(far.zoom, COARSEST / FRAME.fit(0));
        let tiny = Frame { picture: (10.0, 10.0), ..FRAME };
        assert_eq!(Stance::default().zoomed(&tiny, 1e9, (0.0, 0.0)).zoom, MOST);
        let small = far.zoomed(&FRAME, 1e-9, (100.0, 100.0));
        assert_eq!(small, Stance::default(), "and comes back to the middle");

        let at_edge = Stance::default().zoomed(&FRAME, 2.0, (0.0, 0.0)).moved(&FRAME, (1e9, -1e9));
        assert_eq!((at_edge.x, at_edge.y), (195.0, -60.0));
        assert_eq!(Stance::default().moved(&FRAME, (30.0, 30.0)), Stance::default(), "a whole picture does not move");
    }
}
