//! Events on their way from a transaction to whoever listens.
//!
//! While a transaction runs, the events that it appends are collected beside it. They are passed on once it is committed,
//! and forgotten if it is not. A transaction whose commit was not answered may have been made: its events are then in the
//! log, and were passed on to nobody.

use std::cell::RefCell;

use phial_shared::events::Event;
use phial_shared::ids::ShareId;
use tokio::sync::broadcast;

/// How many events are kept for a listener that is behind: eight seconds of a thousand openings each. A power of two, so
/// that the channel keeps no more.
pub const KEPT: usize = 8192;

tokio::task_local! {
    static APPENDED: RefCell<Vec<Committed>>;
}

/// An event of a share's log whose transaction is committed.
#[derive(Clone, Debug)]
pub struct Committed {
    /// The share.
    pub share: ShareId,
    /// The event.
    pub event: Event,
}

/// Events in the order in which their transactions were committed, as nearly as one process knows it. Who is behind by
/// more than [`KEPT`] is told how many it has missed.
pub type CommittedEvents = broadcast::Receiver<Committed>;

/// Runs the work of a transaction; gives what it appended besides.
pub(super) async fn collect<T>(work: impl Future<Output = T>) -> (T, Vec<Committed>) {
    let collected = async {
        let done = work.await;
        (done, APPENDED.with(RefCell::take))
    };
    APPENDED.scope(RefCell::default(), collected).await
}

/// Notes an event of the transaction that runs.
pub(super) fn appended(share: ShareId, event: &Event) {
    // Every transaction is run by `collect`.
    let _ = APPENDED.try_with(|events| events.borrow_mut().push(Committed { share, event: event.clone() }));
}

/// Where committed events come out.
#[derive(Clone, Debug)]
pub(super) struct Outlet(broadcast::Sender<Committed>);

impl Outlet {
    pub(super) fn new() -> Self {
        Self(broadcast::Sender::new(KEPT))
    }

    pub(super) fn listen(&self) -> CommittedEvents {
        self.0.subscribe()
    }

    /// Never waits.
    pub(super) fn pass_on(&self, events: Vec<Committed>) {
        for event in events {
            // Nobody may be listening.
            let _ = self.0.send(event);
        }
    }
}
