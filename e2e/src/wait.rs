//! Waiting for conditions instead of for time.

use std::time::{Duration, Instant};

/// Far beyond what any awaited condition takes on a slow machine.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Polls until `condition` gives a value.
///
/// # Panics
/// When [`PATIENCE`] is over.
pub async fn until<T>(what: &str, condition: impl AsyncFnMut() -> Option<T>) -> T {
    let value = while_patient(condition).await;
    value.unwrap_or_else(|| panic!("waited {PATIENCE:?} in vain: {what}"))
}

/// Polls until `condition` gives a value; `None` when [`PATIENCE`] is over.
pub async fn while_patient<T>(mut condition: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(value) = condition().await {
            return Some(value);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    None
}
