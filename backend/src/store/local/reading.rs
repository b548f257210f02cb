//! Reading files for many clients at once: what the system has in its memory is taken at once, on the thread that serves
//! the client; only what would have to be waited for is left to a thread that may wait.

use std::fs::File;
use std::io::{self, IoSliceMut};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::stream::{self, Stream};
use rustix::fs::{Advice, fadvise};
use rustix::io::{Errno, ReadWriteFlags, preadv2};

use super::{StoreError, blocking};

/// Bytes of a piece: few enough that a piece is still in the processor's cache when it is sent, and that many slow clients
/// take little memory.
const READ_LEN: usize = 64 * 1024;
/// What the system is asked to fetch from the disk when it has to fetch at all.
const FETCH_LEN: u64 = 1024 * 1024;

/// A file that is being read.
struct Reading {
    file: Arc<File>,
    range: Range<u64>,
    /// The last piece. Once it is sent, its memory is used again.
    last: Bytes,
}

/// Reads a range of a file, piece by piece.
pub(in crate::store) fn read(file: File, range: Range<u64>) -> impl Stream<Item = Result<Bytes, StoreError>> + Send {
    let reading = Reading { file: Arc::new(file), range, last: Bytes::new() };
    stream::try_unfold(reading, |mut reading| async move {
        if reading.range.is_empty() {
            return Ok(None);
        }
        let piece = reading.next().await?;
        Ok(Some((piece, reading)))
    })
}

impl Reading {
    async fn next(&mut self) -> Result<Bytes, StoreError> {
        let mut buffer = match std::mem::take(&mut self.last).try_into_mut() {
            Ok(buffer) if buffer.len() == READ_LEN => buffer,
            _ => BytesMut::zeroed(READ_LEN),
        };
        // At most READ_LEN.
        let wanted = (self.range.end - self.range.start).min(READ_LEN as u64) as usize;
        let at_hand = preadv2(
            &self.file,
            &mut [IoSliceMut::new(&mut buffer[..wanted])],
            self.range.start,
            ReadWriteFlags::NOWAIT,
        );
        let len = match at_hand {
            Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            Ok(len) => len,
            // Not every file system can say.
            Err(Errno::AGAIN | Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL | Errno::INTR) => {
                let (file, start) = (self.file.clone(), self.range.start);
                buffer = blocking(move || fetch(&file, start, buffer, wanted)).await?;
                wanted
            }
            Err(error) => return Err(io::Error::from(error).into()),
        };
        self.range.start += len as u64;
        self.last = buffer.freeze();
        Ok(self.last.slice(..len))
    }
}

fn fetch(file: &File, start: u64, mut buffer: BytesMut, wanted: usize) -> io::Result<BytesMut> {
    // The next pieces are then at hand. That is a wish, and may be refused.
    let _ = fadvise(file, start, std::num::NonZeroU64::new(FETCH_LEN), Advice::WillNeed);
    file.read_exact_at(&mut buffer[..wanted], start)?;
    Ok(buffer)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use futures_util::TryStreamExt;

    use super::*;

    fn file(len: usize) -> (File, Vec<u8>) {
        let bytes: Vec<u8> = (0..len).map(|at| (at ^ (at >> 8) ^ (at >> 16)) as u8).collect();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        (file, bytes)
    }

    async fn collect(file: File, range: Range<u64>) -> Result<Vec<u8>, StoreError> {
        // Every piece is kept, so that no memory may be used again.
        let pieces: Vec<Bytes> = read(file, range).try_collect().await?;
        Ok(pieces.concat())
    }

    #[tokio::test]
    async fn every_range_is_read_as_it_is() {
        let len = 3 * READ_LEN + 5;
        for range in [0..1, 0..READ_LEN, 1..READ_LEN + 1, READ_LEN - 1..2 * READ_LEN + 7, 0..len, len - 1..len, 7..7] {
            let (file, bytes) = file(len);
            let read = collect(file, range.start as u64..range.end as u64).await.unwrap();
            assert!(read == bytes[range.clone()], "{range:?}");
        }
    }

    #[tokio::test]
    async fn memory_that_is_used_again_holds_the_next_piece() {
        let (file, bytes) = file(5 * READ_LEN + 5);
        let pieces = read(file, 0..bytes.len() as u64);
        let copies: Vec<u8> = pieces
            .try_fold(Vec::new(), |mut all, piece| async move {
                all.extend_from_slice(&piece);
                Ok(all)
            })
            .await
            .unwrap();
        assert!(copies == bytes);
    }

    #[tokio::test]
    async fn what_is_not_at_hand_is_fetched() {
        let (file, bytes) = file(2 * READ_LEN);
        let buffer = fetch(&file, 10, BytesMut::zeroed(READ_LEN), 100).unwrap();
        assert_eq!(buffer[..100], bytes[10..110]);
    }

    #[tokio::test]
    async fn a_file_that_is_too_short_is_an_error() {
        let (file, bytes) = file(10);
        assert!(collect(file, 0..bytes.len() as u64 + 1).await.is_err());
    }
}
