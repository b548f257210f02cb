//! All connections, bounded in number: at the bound, whoever has been idle for longest makes room.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
#[derive(Debug)]
struct State {
    /// Its place among the idle ones, and since when.
    idle: Mutex<Option<(u64, Instant)>>,
    /// It was told to make room.
    evicted: AtomicBool,
    waker: AtomicWaker,
}

/// One connection's presence. It ends with the last clone.
#[derive(Clone, Debug)]
pub struct Visit(Arc<Presence>);

#[derive(Debug)]
struct Presence {
    crowd: Arc<Crowd>,
    state: Arc<State>,
    above_bound: AtomicBool,
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
        let state =
            Arc::new(State { idle: Mutex::default(), evicted: AtomicBool::new(false), waker: AtomicWaker::new() });
        let mut seats = self.seats();
        if seats.open >= self.most {
            seats.evict();
        }
        if seats.open >= self.most + TOLD_TO_COME_AGAIN {
            return None;
        }
        let above_bound = AtomicBool::new(seats.open >= self.most);
        seats.open += 1;
        seats.sit(&state);
        drop(seats);
        Some(Visit(Arc::new(Presence { crowd: self.clone(), state, above_bound })))
    }

    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seats {
    /// Has whoever is idle for longest make room; gives whether anybody is.
    fn evict(&mut self) -> bool {
        let Some((_, idle)) = self.idle.pop_first() else { return false };
        self.open -= 1;
        idle.evicted.store(true, Ordering::Release);
        idle.waker.wake();
        true
    }

    fn sit(&mut self, state: &Arc<State>) {
        self.next += 1;
        self.idle.insert(self.next, state.clone());
        *state.place() = Some((self.next, Instant::now()));
    }
}

impl State {
    fn place(&self) -> MutexGuard<'_, Option<(u64, Instant)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visit {
    /// Whether the server has more connections than it should, so that this one, whose request is under way, ought to be told
    /// to come again. Whoever has become idle since it came makes room for it.
    pub fn is_above_bound(&self) -> bool {
        let Presence { crowd, above_bound, .. } = &*self.0;
        if !above_bound.load(Ordering::Acquire) {
            return false;
        }
        let mut seats = crowd.seats();
        let has_room = seats.open <= crowd.most || seats.evict();
        above_bound.store(!has_room, Ordering::Release);
        !has_room
    }

    /// A request begins.
    pub fn request(&self) -> UnderWay {
        self.stand_up();
        UnderWay(self.clone())
    }

    /// The request that is under way can only wait for its client, until this is dropped.
    pub fn wait_for_client(&self) -> WaitingForClient {
        self.sit_down();
        WaitingForClient(self.clone())
    }

    fn sit_down(&self) {
        let Presence { crowd, state, .. } = &*self.0;
        let mut seats = crowd.seats();
        if !state.evicted.load(Ordering::Acquire) {
            seats.sit(state);
        }
    }

    fn stand_up(&self) {
        let Presence { crowd, state, .. } = &*self.0;
        let mut seats = crowd.seats();
        if let Some((seat, _)) = state.place().take() {
            seats.idle.remove(&seat);
        }
    }

    /// Since when no request is under way; `None` while one is.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        self.0.state.place().map(|(_, since)| since)
    }

    /// Whether the connection has to make room. If not, the task that asks is woken when it has.
    pub(super) fn is_evicted(&self, waker: &std::task::Waker) -> bool {
        self.0.state.waker.register(waker);
        self.0.state.evicted.load(Ordering::Acquire)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.sit_down();
    }
}

impl Drop for WaitingForClient {
    fn drop(&mut self) {
        self.0.stand_up();
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let mut seats = self.crowd.seats();
        if !self.state.evicted.load(Ordering::Acquire) {
            seats.open -= 1;
        }
        if let Some((seat, _)) = self.state.place().take() {
            seats.idle.remove(&seat);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

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
}
