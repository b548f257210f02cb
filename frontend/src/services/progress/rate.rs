//! The speed of a transfer, smoothed so that a person can read it.

/// Samples closer together than this, in milliseconds, say more about the clock than about the network.
const SHORTEST_SAMPLE: f64 = 400.0;
/// After this many milliseconds a sample weighs 1/e.
const MEMORY: f64 = 4_000.0;

/// An exponentially weighted mean of a transfer's speed.
#[derive(Debug, Default)]
pub struct Rate {
    last: Option<(f64, u64)>,
    per_second: Option<f64>,
}

impl Rate {
    /// Notes that `moved` bytes have been moved at `now`, in milliseconds of a clock that never goes back.
    pub fn observe(&mut self, now: f64, moved: u64) {
        let Some((at, before)) = self.last else {
            self.last = Some((now, moved));
            return;
        };
        let elapsed = now - at;
        if elapsed < SHORTEST_SAMPLE {
            return;
        }
        // A part that is sent again takes back what had been counted for it.
        let sample = moved.saturating_sub(before) as f64 / elapsed * 1_000.0;
        let weight = 1.0 - (-elapsed / MEMORY).exp();
        self.per_second = Some(self.per_second.map_or(sample, |mean| mean + weight * (sample - mean)));
        self.last = Some((now, moved));
    }

    /// Forgets when the last bytes moved, so that time spent waiting does not count as slowness.
    pub fn pause(&mut self) {
        self.last = None;
    }

    /// Bytes per second; `None` until it is known.
    pub const fn per_second(&self) -> Option<f64> {
        self.per_second
    }

    /// Seconds for `left` bytes; `None` until it is known.
    pub fn seconds_for(&self, left: u64) -> Option<f64> {
        self.per_second.filter(|rate| *rate > 0.0).map(|rate| left as f64 / rate)
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_steady_transfer_has_its_speed_and_time() {
        let mut rate = Rate::default();
        assert_eq!((rate.per_second(), rate.seconds_for(1)), (None, None));
        for second in 0..10u64 {
            rate.observe(second as f64 * 1_000.0, second * 5_000);
        }
        assert_eq!(rate.per_second(), Some(5_000.0));
        assert_eq!(rate.seconds_for(10_000), Some(2.0));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_change_is_followed_smoothly() {
        let mut rate = Rate::default();
        rate.observe(0.0, 0);
        rate.observe(1_000.0, 10_000);
        rate.observe(2_000.0, 10_000);
        let after_one = rate.per_second().unwrap();
        assert!((5_000.0..10_000.0).contains(&after_one), "{after_one}");
        for second in 3..60 {
            rate.observe(f64::from(second) * 1_000.0, 10_000);
        }
        assert!(rate.per_second().unwrap() < 1.0, "a transfer that stands still slows down");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn samples_too_close_together_and_pauses_do_not_count() {
        let mut rate = Rate::default();
        rate.observe(0.0, 0);
        rate.observe(1.0, 1_000_000);
        assert_eq!(rate.per_second(), None);
        rate.observe(1_000.0, 1_000_000);
        rate.pause();
        rate.observe(100_000.0, 1_000_000);
        rate.observe(101_000.0, 2_000_000);
        assert_eq!(rate.per_second(), Some(1_000_000.0));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn bytes_that_are_sent_again_do_not_make_the_speed_negative() {
        let mut rate = Rate::default();
        rate.observe(0.0, 8_000);
        rate.observe(1_000.0, 0);
        assert_eq!((rate.per_second(), rate.seconds_for(5)), (Some(0.0), None));
    }
}
