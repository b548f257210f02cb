//! Requests that wait for something to happen to a share.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use phial_shared::ids::ShareId;

/// Requests that may wait at a time, in one process.
const MOST: usize = 500;
/// Requests that may wait for the same share: one owner must not keep all others from waiting.
const MOST_FOR_ONE: usize = 8;

/// All requests that wait, by their share.
#[derive(Debug, Default)]
pub(super) struct Waiters(Mutex<HashMap<ShareId, usize>>);

/// One request that waits, until this is dropped.
#[derive(Debug)]
pub(super) struct Waiting<'a> {
    waiters: &'a Waiters,
    share: ShareId,
}

impl Waiters {
    /// `None` when too many are waiting.
    pub(super) fn wait_for(&self, share: ShareId) -> Option<Waiting<'_>> {
        let mut counts = self.counts();
        let all: usize = counts.values().sum();
        let of_share = counts.get(&share).copied().unwrap_or(0);
        if all >= MOST || of_share >= MOST_FOR_ONE {
            return None;
        }
        counts.insert(share, of_share + 1);
        Some(Waiting { waiters: self, share })
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<ShareId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut counts = self.waiters.counts();
        match counts.get_mut(&self.share) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(counts.remove(&self.share)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(number: usize) -> ShareId {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&(number as u64).to_be_bytes());
        ShareId::from_bytes(id)
    }

    #[test]
    fn nobody_takes_the_places_of_others() {
        let waiters = Waiters::default();
        let mut of_one: Vec<_> = std::iter::from_fn(|| waiters.wait_for(share(0))).collect();
        assert_eq!(of_one.len(), MOST_FOR_ONE);
        let others: Vec<_> = (1..).map_while(|number| waiters.wait_for(share(number))).collect();
        assert_eq!(others.len(), MOST - MOST_FOR_ONE);
        of_one.pop();
        assert!(waiters.wait_for(share(1)).is_some());
        drop((of_one, others));
        assert!(waiters.counts().is_empty());
    }
}
