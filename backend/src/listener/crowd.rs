//! All connections, bounded in number: at the bound, whoever has been idle for longest makes room.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Instant;

use futures_util::task::AtomicWaker;

/// Connections above the bound that are still accepted when nobody is idle, to be told that the server is busy.
const TOLD_TO_COME_AGAIN: usize = 64;

/// All connections of a server.
#[derive(Debug)]
pub struct Crowd {
    most: usize,
    seats: Mutex<Seats>,
}

#[derive(Debug, Default)]
struct Seats {
    open: usize,
    next: u64,
    /// Who is idle, the longest first.
    idle: BTreeMap<u64, Arc<State>>,
}

/// What is known of one connection.
#[derive(Debug, Default)]
struct State {
    doing: Mutex<Doing>,
    /// It came when there was no room, and there has been none for it since.
    above_bound: AtomicBool,
    /// It was told to make room.
    evicted: AtomicBool,
    waker: AtomicWaker,
}

/// What a connection is doing.
#[derive(Debug, Default)]
struct Doing {
    /// Requests that are under way.
    under_way: usize,
    /// What can only wait for the client.
    waiting: usize,
    /// Its place among the idle ones, and since when.
    seat: Option<(u64, Instant)>,
}

/// One connection's presence. It ends with the last clone.
#[derive(Clone, Debug)]
pub struct Visit(Arc<Presence>);

#[derive(Debug)]
struct Presence {
    crowd: Arc<Crowd>,
    state: Arc<State>,
}

/// A request that waits for its client: meanwhile its connection counts as idle, and may have to make room.
#[derive(Debug)]
pub struct WaitingForClient(Visit);

/// A request that is under way: its connection is not idle until this is dropped.
#[derive(Debug)]
pub struct UnderWay(Visit);

impl Crowd {
    /// A crowd of at most so many connections.
    pub fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, seats: Mutex::default() })
    }

    /// How many connections there are.
    pub fn len(&self) -> usize {
        self.seats().open
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lets a connection in; `None` when there is no room and nobody idle.
    pub(super) fn enter(self: &Arc<Self>) -> Option<Visit> {
        let state = Arc::<State>::default();
        let mut seats = self.seats();
        if seats.open >= self.most {
            seats.evict();
        }
        if seats.open >= self.most + TOLD_TO_COME_AGAIN {
            return None;
        }
        state.above_bound.store(seats.open >= self.most, Ordering::Release);
        seats.open += 1;
        seats.note(&state, |_| ());
        drop(seats);
        Some(Visit(Arc::new(Presence { crowd: self.clone(), state })))
    }

    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seats {
    /// Has whoever is idle for longest make room; `None` where nobody is.
    fn evict(&mut self) -> Option<Arc<State>> {
        let (_, idle) = self.idle.pop_first()?;
        self.open -= 1;
        idle.evicted.store(true, Ordering::Release);
        idle.waker.wake();
        Some(idle)
    }

    /// Notes what a connection does from now on: it has one seat while it is idle, and none otherwise.
    fn note(&mut self, state: &Arc<State>, change: impl FnOnce(&mut Doing)) {
        let mut doing = state.doing();
        change(&mut doing);
        let is_idle = doing.under_way == 0 || doing.waiting > 0;
        match doing.seat {
            None if is_idle && !state.evicted.load(Ordering::Acquire) => {
                self.next += 1;
                self.idle.insert(self.next, state.clone());
                doing.seat = Some((self.next, Instant::now()));
            }
            Some((seat, _)) if !is_idle => {
                self.idle.remove(&seat);
                doing.seat = None;
            }
            _ => (),
        }
    }

    /// A connection is over: it leaves its seat, and its room unless it has made that already.
    fn leave(&mut self, state: &State) {
        if let Some((seat, _)) = state.doing().seat.take() {
            self.idle.remove(&seat);
        }
        if !state.evicted.load(Ordering::Acquire) {
            self.open -= 1;
        }
    }
}

impl State {
    fn doing(&self) -> MutexGuard<'_, Doing> {
        self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visit {
    /// Whether the server has more connections than it should, so that this one, whose request is under way, ought to be told
    /// to come again. Whoever has become idle since it came makes room for it.
    pub fn is_above_bound(&self) -> bool {
        let Presence { crowd, state } = &*self.0;
        if !state.above_bound.load(Ordering::Acquire) {
            return false;
        }
        let mut seats = crowd.seats();
        let mut has_room = seats.open <= crowd.most;
        while !has_room && let Some(left) = seats.evict() {
            // Who was above the bound as well leaves no place.
            has_room = !left.above_bound.load(Ordering::Acquire) || seats.open <= crowd.most;
        }
        state.above_bound.store(!has_room, Ordering::Release);
        !has_room
    }

    /// A request begins.
    pub fn request(&self) -> UnderWay {
        self.note(|doing| doing.under_way += 1);
        UnderWay(self.clone())
    }

    /// The request that is under way can only wait for its client, until this is dropped.
    pub fn wait_for_client(&self) -> WaitingForClient {
        self.note(|doing| doing.waiting += 1);
        WaitingForClient(self.clone())
    }

    fn note(&self, change: impl FnOnce(&mut Doing)) {
        self.0.crowd.seats().note(&self.0.state, change);
    }

    /// Since when no request is under way; `None` while one is.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        self.0.state.doing().seat.map(|(_, since)| since)
    }

    /// Whether the connection has to make room. If not, the task that asks is woken when it has.
    pub(super) fn is_evicted(&self, waker: &Waker) -> bool {
        self.0.state.waker.register(waker);
        self.0.state.evicted.load(Ordering::Acquire)
    }

    /// Waits until the connection has to make room.
    pub(super) async fn evicted(&self) {
        poll_fn(|cx| if self.is_evicted(cx.waker()) { Poll::Ready(()) } else { Poll::Pending }).await;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.note(|doing| doing.under_way -= 1);
    }
}

impl Drop for WaitingForClient {
    fn drop(&mut self) {
        self.0.note(|doing| doing.waiting -= 1);
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.crowd.seats().leave(&self.state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evicted(visits: &[&Visit]) -> Vec<bool> {
        visits.iter().map(|visit| visit.is_evicted(Waker::noop())).collect()
    }

    #[test]
    fn the_longest_idle_makes_room() {
        let crowd = Crowd::new(3);
        let (a, b, c) = (crowd.enter().unwrap(), crowd.enter().unwrap(), crowd.enter().unwrap());
        drop(a.request());
        let d = crowd.enter().unwrap();
        assert_eq!(evicted(&[&a, &b, &c, &d]), [false, true, false, false]);
        assert_eq!(crowd.len(), 3);
        drop(b);
        assert_eq!(crowd.len(), 3, "it was counted out when it had to go");
        drop((a, c, d));
        assert_eq!(crowd.len(), 0);
        assert!(crowd.seats().idle.is_empty());
    }

    #[test]
    fn whoever_does_not_take_the_end_of_an_answer_has_one_seat() {
        let crowd = Crowd::new(2);
        let (slow, other) = (crowd.enter().unwrap(), crowd.enter().unwrap());
        let since = |visit: &Visit| visit.idle_since();
        drop(slow.request());
        let idle_since = since(&slow);
        let waiting = slow.wait_for_client();
        assert_eq!((crowd.seats().idle.len(), since(&slow)), (2, idle_since));
        let next = slow.request();
        assert!(since(&slow).is_some(), "the client still takes nothing");
        drop(waiting);
        assert_eq!((crowd.seats().idle.len(), since(&slow)), (1, None));
        let waiting = slow.wait_for_client();
        drop(next);
        drop(waiting);
        assert_eq!(crowd.seats().idle.len(), 2);
        drop((slow, other));
        assert_eq!((crowd.len(), crowd.seats().idle.len()), (0, 0));
        let visits = [crowd.enter().unwrap(), crowd.enter().unwrap(), crowd.enter().unwrap()];
        assert_eq!((crowd.len(), evicted(&[&visits[0], &visits[1], &visits[2]])), (2, vec![true, false, false]));
    }

    #[test]
    fn a_request_is_never_cut_off_for_another() {
        let crowd = Crowd::new(2);
        let (a, b) = (crowd.enter().unwrap(), crowd.enter().unwrap());
        let (working_a, working_b) = (a.request(), b.request());
        assert!(a.idle_since().is_none());
        let enter_and_work = || {
            let working = crowd.enter().unwrap().request();
            assert!(working.0.is_above_bound() && !a.is_above_bound());
            working
        };
        let busy: Vec<_> = (0..TOLD_TO_COME_AGAIN).map(|_| enter_and_work()).collect();
        assert!(crowd.enter().is_none());
        assert_eq!(evicted(&[&a, &b]), [false, false]);
        drop(working_a);
        assert!(a.idle_since().is_some());
        assert!(crowd.enter().is_some());
        assert_eq!(evicted(&[&a, &b]), [true, false]);
        // Who came too early has a place as soon as another is idle.
        let early = &busy[0].0;
        assert!(early.is_above_bound());
        drop(working_b);
        assert!(!early.is_above_bound() && !early.is_above_bound() && busy[1].0.is_above_bound());
        assert_eq!(evicted(&[&a, &b, early]), [true, true, false]);
        drop((busy, a, b));
        assert_eq!(crowd.len(), 0);
        assert!(crowd.seats().idle.is_empty());
    }

    #[test]
    fn whoever_has_no_place_leaves_none() {
        let crowd = Crowd::new(1);
        let working = crowd.enter().unwrap().request();
        // A browser asks on one connection, and opens a second.
        let asks = crowd.enter().unwrap();
        let asking = asks.request();
        let silent = crowd.enter().unwrap();
        assert!(asks.is_above_bound());
        assert_eq!(evicted(&[&working.0, &silent]), [false, true]);
        drop(working);
        assert!(!asks.is_above_bound() && crowd.len() == 1);
        drop(asking);
    }
}
