//! Trying again: with pauses that grow, until nothing has got through for too long.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::call::CallError;

const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// Short, so that a server which restarts is found soon.
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// How long to go on without progress, and since when there was none. All calls of a command share one, so that what
/// one of them achieves gives the others time.
#[derive(Debug)]
pub(super) struct Patience {
    limit: Duration,
    failing_since: Mutex<Option<Instant>>,
}

impl Patience {
    /// Patience for `limit` without progress.
    pub(super) const fn new(limit: Duration) -> Self {
        Self { limit, failing_since: Mutex::new(None) }
    }

    /// Notes that something has got through.
    pub(super) fn progressed(&self) {
        *self.failing_since.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Notes a failure; what is left of the patience, `None` when it is used up.
    fn failed(&self) -> Option<Duration> {
        let mut since = self.failing_since.lock().unwrap_or_else(PoisonError::into_inner);
        let failing = since.get_or_insert_with(Instant::now).elapsed();
        self.limit.checked_sub(failing).filter(|left| !left.is_zero())
    }

    /// Repeats an attempt until it succeeds, fails for a reason that will not pass, or the patience is used up.
    pub(super) async fn insist<T>(
        &self,
        mut attempt: impl AsyncFnMut() -> Result<T, CallError>,
    ) -> Result<T, CallError> {
        let mut pause = FIRST_PAUSE;
        loop {
            let error = match attempt().await {
                Ok(value) => {
                    self.progressed();
                    return Ok(value);
                }
                Err(error) => error,
            };
            let left = self.failed().filter(|_| error.may_pass());
            let Some(left) = left else { return Err(error) };
            tokio::time::sleep(scattered(pause).max(error.retry_after()).min(left)).await;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
    }
}

/// Half to all of a pause, at random: those who were cut off together do not come back together.
fn scattered(pause: Duration) -> Duration {
    let [byte] = phial_shared::keys::random();
    pause / 2 + pause / 2 * u32::from(byte) / 255
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken() -> CallError {
        CallError::Network("broken".to_owned())
    }

    #[tokio::test]
    async fn passing_troubles_are_overcome() {
        let patience = Patience::new(Duration::from_secs(60));
        let mut attempts = 0;
        let result = patience
            .insist(async || {
                attempts += 1;
                if attempts < 3 { Err(broken()) } else { Ok(attempts) }
            })
            .await;
        assert_eq!(result, Ok(3));
        assert!(patience.failing_since.lock().unwrap().is_none());
    }

    #[tokio::test]
    async fn lasting_troubles_are_not_repeated() {
        let patience = Patience::new(Duration::from_secs(60));
        let mut attempts = 0;
        let result: Result<(), _> = patience
            .insist(async || {
                attempts += 1;
                Err(CallError::Malformed)
            })
            .await;
        assert_eq!((result, attempts), (Err(CallError::Malformed), 1));
    }

    #[tokio::test]
    async fn patience_ends_and_progress_renews_it() {
        let limit = Duration::from_millis(300);
        let patience = Patience::new(limit);
        let began = Instant::now();
        let result: Result<(), _> = patience.insist(async || Err(broken())).await;
        assert_eq!(result, Err(broken()));
        assert!(began.elapsed() >= limit);
        assert_eq!(patience.failed(), None);
        patience.progressed();
        assert!(patience.failed().is_some());
    }

    #[tokio::test]
    async fn without_patience_there_is_one_attempt() {
        let mut attempts = 0;
        let result: Result<(), _> = Patience::new(Duration::ZERO)
            .insist(async || {
                attempts += 1;
                Err(broken())
            })
            .await;
        assert_eq!((result, attempts), (Err(broken()), 1));
    }
}
