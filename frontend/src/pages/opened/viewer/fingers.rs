//! What fingers (or a mouse) do on a picture.

/// A finger that went no farther than this, in pixels, has tapped.
const STILL: f64 = 10.0;
/// Two taps within so many milliseconds, and as near, are one double tap.
const DOUBLE_TAP: f64 = 320.0;
const SAME_PLACE: f64 = 32.0;
/// A finger that went so far sideways has swiped.
const SWIPE: f64 = 56.0;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Gesture {
    /// Moved by a way, and grown by a factor around a point, since the last time.
    Moved { way: (f64, f64), factor: f64, around: (f64, f64) },
    /// Two taps at a point.
    DoubleTap { at: (f64, f64) },
    /// One finger went sideways: to the next picture, or back.
    Swiped { forward: bool },
}

/// The fingers that are down. Points are in the same coordinates throughout.
#[derive(Default)]
pub(super) struct Fingers {
    down: Vec<(i32, (f64, f64))>,
    /// Where the first one came down, as long as it was alone.
    began: Option<(f64, f64)>,
    last_tap: Option<(f64, (f64, f64))>,
}

impl Fingers {
    /// A finger comes down.
    pub(super) fn down(&mut self, id: i32, at: (f64, f64)) {
        self.began = self.down.is_empty().then_some(at);
        // The third is one too many.
        if self.down.len() < 2 {
            self.down.push((id, at));
        }
    }

    /// A finger moves.
    pub(super) fn moved(&mut self, id: i32, to: (f64, f64)) -> Option<Gesture> {
        let before = self.down.clone();
        self.down.iter_mut().find(|(other, _)| *other == id)?.1 = to;
        Some(match (&before[..], &self.down[..]) {
            ([(_, a), (_, b)], [(_, c), (_, d)]) => {
                let (old, new) = (between(*a, *b), between(*c, *d));
                let factor = distance(*c, *d) / distance(*a, *b).max(1.0);
                Gesture::Moved { way: way(old, new), factor, around: new }
            }
            ([(_, from), ..], _) => Gesture::Moved { way: way(*from, to), factor: 1.0, around: to },
            _ => return None,
        })
    }

    /// A finger goes up, at a time in milliseconds.
    pub(super) fn up(&mut self, id: i32, at: (f64, f64), now: f64) -> Option<Gesture> {
        self.down.retain(|(other, _)| *other != id);
        let began = self.began.take()?;
        let (x, y) = way(began, at);
        if x.hypot(y) > STILL {
            self.last_tap = None;
            return (x.abs() > SWIPE && x.abs() > 1.5 * y.abs()).then_some(Gesture::Swiped { forward: x < 0.0 });
        }
        match self.last_tap.take() {
            Some((then, place)) if now - then < DOUBLE_TAP && distance(place, at) < SAME_PLACE => {
                Some(Gesture::DoubleTap { at })
            }
            _ => {
                self.last_tap = Some((now, at));
                None
            }
        }
    }

    /// A finger is lost: the system has taken it for something of its own.
    pub(super) fn lost(&mut self, id: i32) {
        self.down.retain(|(other, _)| *other != id);
        self.began = None;
    }
}

fn way(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    (to.0 - from.0, to.1 - from.1)
}

fn between(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (x, y) = way(a, b);
    x.hypot(y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_finger_moves_and_two_pinch() {
        let mut fingers = Fingers::default();
        fingers.down(1, (0.0, 0.0));
        let moved = fingers.moved(1, (5.0, 3.0));
        assert_eq!(moved, Some(Gesture::Moved { way: (5.0, 3.0), factor: 1.0, around: (5.0, 3.0) }));
        fingers.down(2, (15.0, 3.0));
        fingers.down(3, (99.0, 99.0));
        assert_eq!(fingers.moved(3, (0.0, 0.0)), None);
        let pinched = fingers.moved(2, (25.0, 3.0));
        assert_eq!(pinched, Some(Gesture::Moved { way: (5.0, 0.0), factor: 2.0, around: (15.0, 3.0) }));
        assert_eq!(fingers.up(2, (25.0, 3.0), 0.0), None, "a pinch is no swipe");
        assert_eq!(fingers.up(1, (95.0, 3.0), 0.0), None);
    }

    #[test]
    fn two_quick_taps_at_one_place_are_a_double_tap() {
        let mut fingers = Fingers::default();
        let mut tap = |at, now| {
            fingers.down(1, at);
            fingers.up(1, at, now)
        };
        assert_eq!(tap((5.0, 5.0), 0.0), None);
        assert_eq!(tap((9.0, 9.0), 200.0), Some(Gesture::DoubleTap { at: (9.0, 9.0) }));
        assert_eq!(tap((9.0, 9.0), 300.0), None, "the third begins anew");
        assert_eq!(tap((9.0, 9.0), 900.0), None, "too late");
        assert_eq!(tap((99.0, 9.0), 1000.0), None, "elsewhere");
    }

    #[test]
    fn sideways_is_a_swipe_and_down_is_not() {
        for (to, expected) in [
            ((-80.0, 20.0), Some(Gesture::Swiped { forward: true })),
            ((80.0, 20.0), Some(Gesture::Swiped { forward: false })),
            ((80.0, 79.0), None),
            ((30.0, 0.0), None),
        ] {
            let mut fingers = Fingers::default();
            fingers.down(1, (0.0, 0.0));
            assert_eq!(fingers.up(1, to, 0.0), expected, "{to:?}");
        }
        let mut fingers = Fingers::default();
        fingers.down(1, (0.0, 0.0));
        fingers.lost(1);
        assert_eq!(fingers.up(1, (90.0, 0.0), 0.0), None);
    }
}
