//! Adds up what several requests move at once, and tells the page now and then.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::Callback;

use super::{Progress, Rate};
use crate::services::js;

/// Milliseconds between two reports: often enough to look smooth, seldom enough to cost nothing.
const BETWEEN_REPORTS: f64 = 80.0;

/// The meter of one operation of a person. Clones are the same meter.
#[derive(Clone)]
pub(in crate::services) struct Meter(Rc<Inner>);

struct Inner {
    /// Bytes on the wire.
    work: u64,
    /// Bytes of the files, which is what people know.
    total: u64,
    moved: Cell<u64>,
    running: Cell<u32>,
    waiting: Cell<u32>,
    rate: RefCell<Rate>,
    reported: Cell<f64>,
    on_progress: Callback<Progress>,
}

impl Meter {
    /// Measures `work` bytes on the wire, and reports them in proportion as `total` bytes of files.
    pub(in crate::services) fn new(work: u64, total: u64, on_progress: Callback<Progress>) -> Self {
        let meter = Self(Rc::new(Inner {
            work,
            total,
            moved: Cell::new(0),
            running: Cell::new(0),
            waiting: Cell::new(0),
            rate: RefCell::default(),
            reported: Cell::new(f64::NEG_INFINITY),
            on_progress,
        }));
        meter.0.rate.borrow_mut().observe(js::now(), 0);
        meter.report();
        meter
    }

    /// Begins one transfer of this operation.
    pub(in crate::services) fn transfer(&self) -> Transfer {
        self.0.running.update(|running| running + 1);
        Transfer { meter: self.clone(), moved: Cell::new(0), waiting: Cell::new(false) }
    }

    /// A transfer of this operation whose bytes are too few to count.
    pub(in crate::services) fn unmeasured(&self) -> Transfer {
        Self::new(0, 0, Callback::noop()).transfer()
    }

    fn moved(&self, before: u64, after: u64) {
        self.0.moved.update(|moved| moved - before + after);
        let now = js::now();
        self.0.rate.borrow_mut().observe(now, self.0.moved.get());
        let finished = self.0.moved.get() >= self.0.work;
        if finished || now - self.0.reported.get() >= BETWEEN_REPORTS {
            self.report();
        }
    }

    fn report(&self) {
        let inner = &self.0;
        inner.reported.set(js::now());
        let done = in_proportion(inner.moved.get(), inner.work, inner.total);
        let left = inner.work.saturating_sub(inner.moved.get());
        let (per_second, seconds_left) = {
            let rate = inner.rate.borrow();
            (rate.per_second(), rate.seconds_for(left))
        };
        // A single request that waits while others move is nothing that a person must know.
        let waiting = inner.waiting.get() > 0 && inner.waiting.get() == inner.running.get();
        inner.on_progress.emit(Progress {
            done,
            total: inner.total,
            rate: per_second.map(|rate| rate * inner.total as f64 / inner.work.max(1) as f64),
            seconds_left,
            waiting,
        });
    }
}

/// `moved` of `work`, as bytes of `total`.
fn in_proportion(moved: u64, work: u64, total: u64) -> u64 {
    let done = u128::from(moved.min(work)) * u128::from(total) / u128::from(work.max(1));
    u64::try_from(done).unwrap_or(total)
}

/// One request (and its repetitions) of an operation.
pub(in crate::services) struct Transfer {
    meter: Meter,
    moved: Cell<u64>,
    waiting: Cell<bool>,
}

impl Transfer {
    /// Says how much this request has moved by now; less than before when it begins again.
    pub(in crate::services) fn moved(&self, moved: u64) {
        let before = self.moved.replace(moved);
        self.meter.moved(before, moved);
    }

    /// Says whether this request waits for the network or the server to come back.
    pub(in crate::services) fn waits(&self, waits: bool) {
        if self.waiting.replace(waits) != waits {
            let waiting = &self.meter.0.waiting;
            waiting.set(if waits { waiting.get() + 1 } else { waiting.get() - 1 });
            self.meter.0.rate.borrow_mut().pause();
            self.meter.report();
        }
    }
}

impl Drop for Transfer {
    fn drop(&mut self) {
        self.waits(false);
        self.meter.0.running.update(|running| running - 1);
    }
}

#[cfg(all(test, target_family = "wasm"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// A meter, and what it has reported last.
    fn meter(work: u64, total: u64) -> (Meter, Rc<RefCell<Option<Progress>>>) {
        let last = Rc::new(RefCell::new(None));
        let seen = Rc::clone(&last);
        (Meter::new(work, total, Callback::from(move |progress| *seen.borrow_mut() = Some(progress))), last)
    }

    fn last(seen: &Rc<RefCell<Option<Progress>>>) -> Progress {
        seen.borrow().clone().unwrap()
    }

    #[wasm_bindgen_test]
    fn several_transfers_add_up_and_padding_is_not_shown() {
        let (meter, seen) = meter(200, 100);
        assert_eq!(last(&seen).done, 0);
        let (one, two) = (meter.transfer(), meter.transfer());
        one.moved(50);
        two.moved(100);
        two.moved(100);
        one.moved(100);
        assert_eq!((last(&seen).done, last(&seen).total, last(&seen).fraction()), (100, 100, 1.0));
    }

    #[wasm_bindgen_test]
    fn a_transfer_that_begins_again_takes_its_bytes_back() {
        let (meter, seen) = meter(10, 10);
        let one = meter.transfer();
        one.moved(10);
        one.moved(0);
        one.waits(true);
        assert_eq!((last(&seen).done, last(&seen).waiting), (0, true));
        one.waits(false);
        assert!(!last(&seen).waiting);
    }

    #[wasm_bindgen_test]
    fn only_when_all_wait_the_person_is_told() {
        let (meter, seen) = meter(10, 10);
        let (one, two) = (meter.transfer(), meter.transfer());
        one.waits(true);
        assert!(!last(&seen).waiting);
        two.waits(true);
        assert!(last(&seen).waiting);
        drop(two);
        drop(one);
        assert!(!last(&seen).waiting);
    }

    #[wasm_bindgen_test]
    fn nothing_to_move_is_done() {
        let (_meter, seen) = meter(0, 0);
        assert_eq!(last(&seen).fraction(), 1.0);
    }
}
