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
/// How often in a row a server may answer that it failed (not: that it is busy) until that is believed.
const SERVER_FAILURES: u32 = 5;

/// Repeats a request that failed for a reason that passes: for as long as the future lives while the network or the server
/// is away or busy, and a few times while the server answers that it failed.
/// The request must be one that may arrive twice.
pub(super) async fn persist<T>(
    transfer: &Transfer,
    mut attempt: impl AsyncFnMut() -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let mut failures = 0;
    let mut server_failures = 0;
    loop {
        match attempt().await {
            Err(error) if error.passes() => {
                server_failures = if error.is_server_failure() { server_failures + 1 } else { 0 };
                if server_failures == SERVER_FAILURES {
                    return Err(error);
                }
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

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn delays_double_up_to_the_longest_and_spread_over_half() {
        let longest: Vec<_> = (0..8).map(|failures| delay(failures, None, 1.0).as_millis()).collect();
        assert_eq!(longest, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
        assert_eq!(delay(0, None, 0.0).as_millis(), 250);
        assert_eq!(delay(u32::MAX, None, 1.0), LONGEST_DELAY);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_server_is_not_asked_before_the_time_that_it_names() {
        let named = Duration::from_secs(7);
        assert!(delay(0, Some(named), 0.0) > named);
    }
}

#[cfg(all(test, target_family = "wasm"))]
mod browser_tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use phial_shared::error_code::ErrorCode;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::Event;
    use yew::Callback;

    use super::*;
    use crate::services::progress::{Meter, Progress};

    fn refused(status: u16, code: Option<ErrorCode>) -> ApiError {
        ApiError::Refused { status, code, retry_after: None, tries_left: None }
    }

    /// Answers with these errors in turn, then with success. Gives the result and the number of attempts.
    async fn run(errors: &[ApiError], on_progress: Callback<Progress>) -> (Result<(), ApiError>, usize) {
        let meter = Meter::new(10, 10, on_progress);
        let attempts = Cell::new(0);
        let transfer = meter.transfer();
        let result = persist(&transfer, async || {
            let attempt = attempts.replace(attempts.get() + 1);
            errors.get(attempt).cloned().map_or(Ok(()), Err)
        });
        (result.await, attempts.get())
    }

    #[wasm_bindgen_test]
    async fn what_passes_is_repeated_and_the_person_sees_that_it_waits() {
        let waited = Rc::new(Cell::new(false));
        let seen = Rc::clone(&waited);
        let on_progress = Callback::from(move |progress: Progress| seen.set(seen.get() || progress.waiting));
        let errors =
            [ApiError::NoAnswer, refused(503, Some(ErrorCode::Busy)), refused(429, Some(ErrorCode::TooManyRequests))];
        assert_eq!(run(&errors, on_progress).await, (Ok(()), 4));
        assert!(waited.get());
    }

    #[wasm_bindgen_test]
    async fn a_server_that_fails_again_and_again_is_believed() {
        let failed = refused(500, Some(ErrorCode::Internal));
        let online = Callback::from(|progress: Progress| {
            if progress.waiting {
                wasm_bindgen_futures::spawn_local(async {
                    js::window().dispatch_event(&Event::new("online").unwrap()).unwrap();
                });
            }
        });
        assert_eq!(run(&vec![failed.clone(); 5], online.clone()).await, (Err(failed.clone()), 5));
        let mut with_a_break = vec![failed; 8];
        with_a_break[4] = refused(503, Some(ErrorCode::Busy));
        assert_eq!(run(&with_a_break, online).await, (Ok(()), 9));
    }

    #[wasm_bindgen_test]
    async fn what_does_not_pass_ends_at_once() {
        for error in [
            refused(403, Some(ErrorCode::Forbidden)),
            refused(413, None),
            refused(507, Some(ErrorCode::StorageFull)),
            refused(507, Some(ErrorCode::QuotaExceeded)),
            ApiError::Malformed,
        ] {
            assert_eq!(run(std::slice::from_ref(&error), Callback::noop()).await, (Err(error), 1));
        }
    }

    #[wasm_bindgen_test]
    async fn a_network_that_comes_back_is_used_at_once() {
        let on_progress = Callback::from(|progress: Progress| {
            if progress.waiting {
                wasm_bindgen_futures::spawn_local(async {
                    js::window().dispatch_event(&Event::new("online").unwrap()).unwrap();
                });
            }
        });
        let hour = Some(Duration::from_secs(3_600));
        let long = ApiError::Refused { status: 503, code: None, retry_after: hour, tries_left: None };
        assert_eq!(run(&[long.clone(), long], on_progress).await, (Ok(()), 3));
    }
}
