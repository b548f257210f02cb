//! Waiting for conditions instead of for time.

use std::time::{Duration, Instant};

/// Far beyond what any awaited condition takes on a slow machine.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Polls until `condition` gives a value.
///
/// # Panics
/// When [`PATIENCE`] is over.
pub async fn until<T>(what: &str, mut condition: impl AsyncFnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(value) = condition().await {
            return value;
        }
        assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
