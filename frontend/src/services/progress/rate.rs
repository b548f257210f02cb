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
