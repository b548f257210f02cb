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
    /// Connections that have a place: never more than the bound.
    placed: usize,
    next: u64,
    /// Who is idle, the longest first.
    idle: BTreeMap<u64, Arc<State>>,
}

/// What is known of one connection.
#[derive(Debug, Default)]
struct State {
    doing: Mutex<Doing>,
    /// Whether it has one of the places up to the bound. Changes with the seats alone.
    has_place: AtomicBool,
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
        seats.give_place(&state, self.most);
        if seats.open >= self.most + TOLD_TO_COME_AGAIN && !seats.evict(false) {
            return None;
        }
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
    /// Gives a connection a place, if there is one or somebody idle has one.
    fn give_place(&mut self, state: &State, most: usize) {
        if self.placed < most || self.evict(true) {
            self.placed += 1;
            state.has_place.store(true, Ordering::Release);
        }
    }

    /// Has whoever is idle for longest make room, of those with a place or of those without; gives whether there is one.
    fn evict(&mut self, with_place: bool) -> bool {
        // Those who are passed over are few: they are without a place, or there is nobody idle with one.
        let found = self.idle.iter().find(|(_, state)| state.has_place() == with_place).map(|(seat, _)| *seat);
        let Some(idle) = found.and_then(|seat| self.idle.remove(&seat)) else { return false };
        self.forget(&idle);
        idle.evicted.store(true, Ordering::Release);
        idle.waker.wake();
        true
    }

    fn forget(&mut self, state: &State) {
        self.open -= 1;
        self.placed -= usize::from(state.has_place());
    }

    /// Notes what a connection does from now on: it has one seat while it is idle, and none otherwise.
    fn note(&mut self, state: &Arc<State>, change: impl FnOnce(&mut Doing)) {
        let mut doing = state.doing();
        change(&mut doing);
        let is_idle = doing.under_way == 0 || doing.waiting > 0;
        match doing.seat {
            None if is_idle && !state.is_evicted() => {
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
        if !state.is_evicted() {
            self.forget(state);
        }
    }
}

impl State {
    fn doing(&self) -> MutexGuard<'_, Doing> {
        self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has_place(&self) -> bool {
        self.has_place.load(Ordering::Acquire)
    }

    fn is_evicted(&self) -> bool {
        self.evicted.load(Ordering::Acquire)
    }
}

impl Visit {
    /// Whether the server has more connections than it should, so that this one, whose request is under way, ought to be told
    /// to come again. Whoever has become idle since it came makes room for it.
    pub fn is_above_bound(&self) -> bool {
        let Presence { crowd, state } = &*self.0;
        if !state.has_place() {
            let mut seats = crowd.seats();
            if !state.is_evicted() {
                seats.give_place(state, crowd.most);
            }
        }
        !state.has_place()
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
        self.0.state.is_evicted()
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
        let working = crowd.enter().unwrap().request();
        assert_eq!(evicted(&[&a, &b]), [true, false]);
        // Who came too early has a place as soon as another is idle.
        let early = &busy[0].0;
        assert!(early.is_above_bound());
        drop(working_b);
        assert!(!early.is_above_bound() && !early.is_above_bound() && busy[1].0.is_above_bound());
        assert_eq!(evicted(&[&a, &b, early]), [true, true, false]);
        drop((busy, working, a, b));
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
        let silent: Vec<_> = (1..TOLD_TO_COME_AGAIN).map(|_| crowd.enter().unwrap()).collect();
        assert!(asks.is_above_bound());
        assert_eq!(evicted(&[&working.0, &silent[0], &silent[1]]), [false; 3], "it would be for nothing");
        let last = crowd.enter().unwrap();
        assert_eq!(evicted(&[&working.0, &silent[0], &silent[1], &last]), [false, true, false, false]);
        assert!(silent[0].is_above_bound(), "whoever had to go gets no place");
        drop(working);
        assert!(!asks.is_above_bound() && last.is_above_bound());
        drop((asking, asks, silent, last));
        let seats = crowd.seats();
        assert_eq!((seats.open, seats.placed), (0, 0));
    }
}
