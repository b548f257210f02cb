//! What is common to all sinks: they are behind by a bounded number of events, and try again, ever more seldom.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::watch;

use crate::db::{Committed, CommittedEvents, KEPT};
use crate::metrics::SinkMetrics;

/// Events that are sent at once.
const BATCH: usize = 256;
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Where events can be sent.
pub(super) trait Sink: Send + 'static {
    /// What is sent of an event.
    fn line(&self, committed: &Committed) -> String;

    /// Sends lines, the first one first, and removes each that is sent. Ends in bounded time. After an error, the next call
    /// begins anew with a connection or an opened file.
    fn send(&mut self, lines: &mut VecDeque<String>) -> impl Future<Output = io::Result<()>> + Send;
}

/// Moves events to a sink.
pub(super) struct Pump<S> {
    name: &'static str,
    events: CommittedEvents,
    sink: S,
    counts: SinkMetrics,
    stop: watch::Receiver<bool>,
    /// Taken, and not yet sent.
    lines: VecDeque<String>,
}

impl<S: Sink> Pump<S> {
    pub(super) fn new(
        name: &'static str,
        events: CommittedEvents,
        sink: S,
        counts: SinkMetrics,
        stop: watch::Receiver<bool>,
    ) -> Self {
        Self { name, events, sink, counts, stop, lines: VecDeque::new() }
    }

    /// Ends when nothing is left to send after the server was told to stop.
    pub(super) async fn run(mut self) {
        let mut pause = FIRST_PAUSE;
        while self.take().await {
            match self.send().await {
                Ok(()) if pause > FIRST_PAUSE => {
                    tracing::info!(sink = self.name, "events are sent again");
                    pause = FIRST_PAUSE;
                }
                Ok(()) => (),
                Err(error) => {
                    // Once for each time that it fails, not for each attempt.
                    if pause == FIRST_PAUSE {
                        tracing::error!(
                            sink = self.name,
                            cause = crate::log::causes(&error),
                            "events cannot be sent; trying on"
                        );
                    }
                    self.count_missed();
                    self.rest(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// Takes what there is, and waits for the first if there is none. `false`: nothing will come.
    async fn take(&mut self) -> bool {
        let is_new = self.lines.is_empty();
        while self.lines.is_empty() {
            self.observe();
            let next = tokio::select! {
                biased;
                next = self.events.recv() => next,
                _ = self.stop.wait_for(|stop| *stop) => return false,
            };
            match next {
                Ok(event) => self.lines.push_back(self.sink.line(&event)),
                Err(RecvError::Lagged(missed)) => self.miss(missed),
                Err(RecvError::Closed) => return false,
            }
        }
        // What is tried again is tried alone: a sink may still be at it.
        while self.lines.len() < BATCH && is_new {
            match self.events.try_recv() {
                Ok(event) => self.lines.push_back(self.sink.line(&event)),
                Err(TryRecvError::Lagged(missed)) => self.miss(missed),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        self.observe();
        true
    }

    async fn send(&mut self) -> io::Result<()> {
        let before = self.lines.len();
        let sent = self.sink.send(&mut self.lines).await;
        self.counts.sent.inc_by((before - self.lines.len()) as u64);
        self.observe();
        sent
    }

    async fn rest(&mut self, pause: Duration) {
        let is_last = *self.stop.borrow();
        tokio::select! {
            () = tokio::time::sleep(pause) => (),
            _ = self.stop.wait_for(|stop| *stop), if !is_last => (),
        }
    }

    fn observe(&self) {
        // At most some thousands.
        self.counts.waiting.set((self.lines.len() + self.events.len().min(KEPT)) as i64);
    }

    /// What falls out while nothing can be sent is counted then, not afterwards.
    fn count_missed(&mut self) {
        if self.events.len() > KEPT
            && let Err(TryRecvError::Lagged(missed)) = self.events.try_recv()
        {
            self.miss(missed);
        }
        self.observe();
    }

    fn miss(&self, events: u64) {
        tracing::error!(sink = self.name, events, "events were not sent; `phial audit export` has them");
        self.counts.dropped.inc_by(events);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, Mutex};

    use phial_shared::events::{EventKind, Occurrence};
    use phial_shared::ids::ShareId;
    use phial_shared::time::UnixSeconds;
    use tokio::sync::broadcast;

    use super::*;
    use crate::metrics::Metrics;

    /// A sink that takes everything, or nothing; and one line of each batch before it fails.
    #[derive(Clone, Default)]
    struct Shelf {
        is_closed: Arc<AtomicBool>,
        lines: Arc<Mutex<Vec<String>>>,
    }

    impl Sink for Shelf {
        fn line(&self, committed: &Committed) -> String {
            committed.event.at.0.to_string()
        }

        async fn send(&mut self, lines: &mut VecDeque<String>) -> io::Result<()> {
            let mut shelf = self.lines.lock().unwrap();
            if self.is_closed.load(Ordering::SeqCst) {
                shelf.extend(lines.pop_front());
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            shelf.extend(lines.drain(..));
            Ok(())
        }
    }

    struct Setting {
        events: broadcast::Sender<Committed>,
        shelf: Shelf,
        metrics: Metrics,
        stop: watch::Sender<bool>,
    }

    impl Setting {
        fn new() -> Self {
            Self {
                events: broadcast::Sender::new(KEPT),
                shelf: Shelf::default(),
                metrics: Metrics::new(Duration::ZERO),
                stop: watch::Sender::new(false),
            }
        }

        fn pump(&self) -> Pump<Shelf> {
            let counts = self.metrics.sink("shelf");
            Pump::new("shelf", self.events.subscribe(), self.shelf.clone(), counts, self.stop.subscribe())
        }

        fn happen(&self, times: impl Iterator<Item = u64>) {
            let share = ShareId::from_bytes([1; 16]);
            for at in times {
                let event = Occurrence::new(EventKind::Landing, UnixSeconds(at)).chain(share, None);
                self.events.send(Committed { share, event }).unwrap();
            }
        }

        fn has_arrived(&self, times: impl Iterator<Item = u64>) -> bool {
            *self.shelf.lines.lock().unwrap() == times.map(|at| at.to_string()).collect::<Vec<_>>()
        }

        fn counted(&self) -> (u64, u64, i64) {
            let SinkMetrics { sent, dropped, waiting } = self.metrics.sink("shelf");
            (sent.get(), dropped.get(), waiting.get())
        }
    }

    async fn soon(mut condition: impl FnMut() -> bool) {
        let waiting = async {
            while !condition() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), waiting).await.expect("it never came true");
    }

    #[tokio::test]
    async fn what_fails_is_tried_again_and_nothing_is_sent_twice() {
        let setting = Setting::new();
        setting.shelf.is_closed.store(true, Ordering::SeqCst);
        let task = tokio::spawn(setting.pump().run());
        setting.happen(0..1000);
        soon(|| !setting.shelf.lines.lock().unwrap().is_empty()).await;
        setting.shelf.is_closed.store(false, Ordering::SeqCst);
        soon(|| setting.has_arrived(0..1000)).await;
        setting.stop.send_replace(true);
        task.await.unwrap();
        assert_eq!(setting.counted(), (1000, 0, 0));
    }

    #[tokio::test]
    async fn what_no_longer_fits_is_counted_while_it_fails() {
        let setting = Setting::new();
        setting.shelf.is_closed.store(true, Ordering::SeqCst);
        let pump = setting.pump();
        let most = KEPT as u64;
        setting.happen(0..most + 10);
        let task = tokio::spawn(pump.run());
        soon(|| setting.counted().1 == 10).await;
        // The pump has taken a batch, so that there is room again for as many.
        setting.happen(most + 10..most + 20 + BATCH as u64);
        soon(|| setting.counted().1 >= 20).await;
        setting.shelf.is_closed.store(false, Ordering::SeqCst);
        soon(|| setting.counted().2 == 0).await;
        let (sent, dropped, _) = setting.counted();
        assert_eq!(sent + dropped, most + 20 + BATCH as u64);
        assert_eq!(setting.shelf.lines.lock().unwrap().len() as u64, sent);
        drop(setting);
        task.await.unwrap();
    }

    #[tokio::test]
    async fn what_is_left_is_sent_at_the_end() {
        let setting = Setting::new();
        let pump = setting.pump();
        setting.happen(0..600);
        setting.stop.send_replace(true);
        pump.run().await;
        assert!(setting.has_arrived(0..600));
    }
}
