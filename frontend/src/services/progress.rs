//! How far a transfer is, and how a person ends it.

mod meter;
mod rate;

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use futures_util::future::{Either, select};

pub(super) use meter::{Meter, Transfer};
pub use rate::Rate;

/// How far a transfer is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Bytes of the files that have been moved.
    pub done: u64,
    /// Bytes of the files.
    pub total: u64,
    /// Bytes per second, smoothed; `None` until it is known.
    pub rate: Option<f64>,
    /// Seconds that are left at this rate; `None` until it is known.
    pub seconds_left: Option<f64>,
    /// The network or the server is away; the transfer goes on by itself when it is back.
    pub waiting: bool,
}

impl Progress {
    /// From 0 to 1; 1 when there is nothing to move.
    pub fn fraction(&self) -> f64 {
        if self.total == 0 { 1.0 } else { self.done as f64 / self.total as f64 }
    }
}

/// Ends what was started with it: requests in flight are aborted.
#[derive(Clone, Default)]
pub struct Cancel(Rc<Inner>);

#[derive(Default)]
struct Inner {
    cancelled: Cell<bool>,
    wakers: RefCell<Vec<Waker>>,
}

/// The person ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cancelled;

impl Cancel {
    /// Nothing is cancelled yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends everything that runs with this or a clone of it. There is no way back.
    pub fn cancel(&self) {
        self.0.cancelled.set(true);
        for waker in self.0.wakers.take() {
            waker.wake();
        }
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }

    /// Runs to the end, or drops the work on the way when it is cancelled.
    pub(super) async fn unless<T, E: From<Cancelled>>(&self, work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        self.unless_ended(work).await.unwrap_or_else(|| Err(Cancelled.into()))
    }

    /// The same for work that cannot fail so: `None` when it was cancelled.
    pub async fn unless_ended<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        match select(pin!(self.cancelled()), pin!(work)).await {
            Either::Left(((), _)) => None,
            Either::Right((result, _)) => Some(result),
        }
    }

    async fn cancelled(&self) {
        poll_fn(|context| {
            if self.is_cancelled() {
                return Poll::Ready(());
            }
            let mut wakers = self.0.wakers.borrow_mut();
            if !wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                wakers.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await;
    }
}

impl PartialEq for Cancel {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use futures_util::FutureExt;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[derive(Debug, PartialEq)]
    struct Ended;

    impl From<Cancelled> for Ended {
        fn from(Cancelled: Cancelled) -> Self {
            Self
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn cancelling_wakes_and_drops_the_work() {
        let (cancel, dropped) = (Cancel::new(), Rc::new(()));
        let held = Rc::clone(&dropped);
        let mut work = pin!(cancel.unless(async move {
            let _held = held;
            pending::<Result<(), Ended>>().await
        }));
        assert_eq!(work.as_mut().now_or_never(), None);
        assert_eq!(Rc::strong_count(&dropped), 2);
        cancel.clone().cancel();
        assert!(cancel.is_cancelled());
        assert_eq!(work.now_or_never(), Some(Err(Ended)));
        assert_eq!(cancel.unless(ready(Ok::<_, Ended>(1))).now_or_never(), Some(Err(Ended)), "there is no way back");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn work_that_ends_by_itself_gives_its_result() {
        assert_eq!(Cancel::new().unless(ready(Ok::<_, Ended>(1))).now_or_never(), Some(Ok(1)));
    }
}
