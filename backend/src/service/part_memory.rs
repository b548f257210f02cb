//! The memory for parts, over all uploads. Buffers for whole parts are used again and again: given back to the allocator,
//! memory of this size stays with the process in pieces that fit nothing.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use phial_shared::layout::PART_LEN;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The memory for parts.
#[derive(Clone)]
pub(super) struct PartMemories {
    /// One permit for each byte.
    permits: Arc<Semaphore>,
    /// Buffers of [`PART_LEN`] that nobody uses. With those in use they are as many as permits allow.
    buffers: Arc<Mutex<Vec<BytesMut>>>,
}

/// Memory for one part. Dropping it gives the memory back.
pub struct PartMemory {
    len: u32,
    /// Given back before the permit.
    buffers: Arc<Mutex<Vec<BytesMut>>>,
    permit: OwnedSemaphorePermit,
}

impl PartMemories {
    /// So many bytes.
    pub(super) fn new(bytes: u32) -> Self {
        Self { permits: Arc::new(Semaphore::new(bytes as usize)), buffers: Arc::default() }
    }

    /// Memory for a part, if there is any now.
    pub(super) fn at_once(&self, len: u32) -> Option<PartMemory> {
        self.permits.clone().try_acquire_many_owned(len).ok().map(|permit| self.granted(len, permit))
    }

    /// Memory for a part, when it is its turn.
    pub(super) async fn in_turn(&self, len: u32) -> Option<PartMemory> {
        self.permits.clone().acquire_many_owned(len).await.ok().map(|permit| self.granted(len, permit))
    }

    /// Bytes that nobody uses.
    pub(super) fn available(&self) -> usize {
        self.permits.available_permits()
    }

    fn granted(&self, len: u32, permit: OwnedSemaphorePermit) -> PartMemory {
        PartMemory { len, buffers: self.buffers.clone(), permit }
    }
}

impl PartMemory {
    /// An empty buffer with room for the part: all at once, as growing would copy, and hold both copies.
    pub(super) fn buffer(&self) -> BytesMut {
        let used = if self.len == PART_LEN { lock(&self.buffers).pop() } else { None };
        used.unwrap_or_else(|| BytesMut::with_capacity(self.len as usize))
    }

    /// Takes a buffer back that nobody else uses any more.
    pub(super) fn give_back(&self, buffer: Bytes) {
        if self.len == PART_LEN
            && let Ok(mut buffer) = buffer.try_into_mut()
        {
            buffer.clear();
            if buffer.capacity() >= PART_LEN as usize {
                lock(&self.buffers).push(buffer);
            }
        }
    }

    /// Whether there is none left for another part.
    pub(super) fn is_wanted(&self) -> bool {
        self.permit.semaphore().available_permits() < PART_LEN as usize
    }
}

fn lock(buffers: &Mutex<Vec<BytesMut>>) -> std::sync::MutexGuard<'_, Vec<BytesMut>> {
    buffers.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_are_used_again_and_never_more_than_there_is_memory_for() {
        let memories = PartMemories::new(2 * PART_LEN);
        let (first, second) = (memories.at_once(PART_LEN).unwrap(), memories.at_once(PART_LEN).unwrap());
        assert!(memories.at_once(1).is_none() && first.is_wanted());
        let mut buffer = first.buffer();
        let place = buffer.as_ptr();
        buffer.extend_from_slice(b"part");
        let bytes = buffer.freeze();
        // Somebody still reads it: then it is not given to another.
        let reader = bytes.clone();
        first.give_back(bytes);
        assert!(lock(&memories.buffers).is_empty());
        first.give_back(reader);
        drop(first);
        assert_eq!(memories.available(), PART_LEN as usize);
        let third = memories.at_once(PART_LEN).unwrap();
        let again = third.buffer();
        assert!(again.as_ptr() == place && again.is_empty() && again.capacity() >= PART_LEN as usize);
        assert!(second.buffer().as_ptr() != place);
    }

    #[test]
    fn a_short_part_takes_no_whole_buffer() {
        let memories = PartMemories::new(PART_LEN);
        let short = memories.at_once(100).unwrap();
        assert!(short.buffer().capacity() < 1000);
        short.give_back(Bytes::from_static(&[0; 100]));
        assert!(lock(&memories.buffers).is_empty());
        assert_eq!(memories.available(), PART_LEN as usize - 100);
    }
}
