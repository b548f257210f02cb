//! The server's clock, replaceable so that tests need not wait.

use std::time::{SystemTime, UNIX_EPOCH};

use phial_shared::time::UnixSeconds;

/// Tells the time that limits, leases and the access log go by.
pub trait Clock: Send + Sync {
    /// The present.
    fn now(&self) -> UnixSeconds;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixSeconds {
        // A clock set before 1970 counts as 1970: everything then seems to live for long, and nothing is lost.
        UnixSeconds(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }
}
