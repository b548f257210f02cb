//! Trying again: what is worth it, and when.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use gloo::events::EventListener;
use js_sys::{Math, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::api::ApiError;
use super::js;
use super::progress::Transfer;

const FIRST_DELAY: Duration = Duration::from_millis(500);
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// Repeats a request that failed for a reason that passes, for as long as the future lives.
/// The request must be one that may arrive twice.
pub(super) async fn persist<T>(
    transfer: &Transfer,
    mut attempt: impl AsyncFnMut() -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let mut failures = 0;
    loop {
        match attempt().await {
            Err(error) if error.passes() => {
                transfer.moved(0);
                transfer.waits(true);
                let came_back = pause(delay(failures, error.retry_after(), Math::random())).await;
                failures = if came_back { 0 } else { failures + 1 };
                transfer.waits(false);
            }
            result => return result,
        }
    }
}

/// How long to wait after this many failures in a row; `chance` in 0..1 spreads the pages that failed together.
fn delay(failures: u32, retry_after: Option<Duration>, chance: f64) -> Duration {
    let grown = FIRST_DELAY.saturating_mul(1 << failures.min(10)).min(LONGEST_DELAY);
    let spread = grown.mul_f64(0.5 + chance / 2.0);
    spread + retry_after.unwrap_or_default()
}

/// Waits, but no longer than until the browser says that the network is back. Says whether it did.
async fn pause(time: Duration) -> bool {
    let mut listener = None;
    let online = Promise::new(&mut |resolve, _| {
        listener = Some(EventListener::once(&js::window(), "online", move |_| {
            // The function of a promise does not throw.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }));
    });
    let (slept, came_back) = (pin!(js::sleep(time)), pin!(JsFuture::from(online)));
    matches!(select(slept, came_back).await, Either::Right(_))
}
