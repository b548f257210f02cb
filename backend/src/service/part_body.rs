//! The body of a part while it arrives.
//!
//! It is in memory while there is enough for everyone. When others want memory, whoever has taken some for long because
//! the network is slow goes on in a file. So slow senders, honest or not, hold nothing that others must wait for.

use std::fs::File;
use std::future::Future;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::time::Instant;

use super::part_memory::PartMemory;
use super::parts::{ExpectedPart, PartError};
use crate::store::free_bytes;

/// How long a body may take before it is looked whether others want its memory, and then again and again.
const LONG: Duration = Duration::from_secs(2);

/// The body of a part, as far as it has arrived.
pub struct PartBody {
    pub(super) part: ExpectedPart,
    pub(super) place: Place,
    look_at: Instant,
    spool: Spool,
}

/// The folder for files of parts. Slow senders do not fill its disk, which no quota knows of.
#[derive(Clone)]
pub(super) struct Spool {
    folder: PathBuf,
    /// Bytes that they leave free.
    least_free: u64,
}

/// The file of a part. It has no name: it is gone when it is closed, however the process ends.
#[derive(Clone)]
pub(super) struct Spooled {
    file: Arc<File>,
    least_free: u64,
}

/// Where a body is.
pub(super) enum Place {
    Memory { bytes: BytesMut, memory: PartMemory },
    File(Spooled),
}

impl PartBody {
    pub(super) fn in_memory(part: ExpectedPart, memory: PartMemory, spool: Spool) -> Self {
        let bytes = memory.buffer();
        Self { part, place: Place::Memory { bytes, memory }, look_at: Instant::now() + LONG, spool }
    }

    /// `None` where there can be no file.
    pub(super) async fn in_file(part: ExpectedPart, spool: &Spool) -> Option<Self> {
        let place = Place::File(spool.open(part.len as usize).await.ok()?);
        Some(Self { part, place, look_at: Instant::now(), spool: spool.clone() })
    }

    /// Appends what has arrived.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn push(&mut self, piece: Bytes) -> Result<(), PartError> {
        match &mut self.place {
            Place::Memory { bytes, .. } => {
                bytes.extend_from_slice(&piece);
                Ok(())
            }
            Place::File(spooled) => spooled.write(piece).await,
        }
    }

    /// Waits until it is time for [`PartBody::make_room`]; for ever when the body takes no memory.
    pub async fn has_taken_long(&self) {
        match self.place {
            Place::Memory { .. } => tokio::time::sleep_until(self.look_at).await,
            Place::File(_) => std::future::pending().await,
        }
    }

    /// Goes on in a file if others want the memory. Where there can be no file, it keeps the memory.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn make_room(&mut self) -> Result<(), PartError> {
        self.look_at = Instant::now() + LONG;
        if let Place::Memory { bytes, memory } = &mut self.place
            && memory.is_wanted()
            && let Ok(spooled) = self.spool.open(self.part.len as usize).await
        {
            let bytes = std::mem::take(bytes).freeze();
            spooled.write(bytes.clone()).await?;
            memory.give_back(bytes);
            self.place = Place::File(spooled);
        }
        Ok(())
    }
}

impl Spool {
    pub(super) fn new(folder: PathBuf, least_free: u64) -> Self {
        Self { folder, least_free }
    }

    /// A new file for so many bytes.
    ///
    /// # Errors
    /// Where there can be none.
    pub(super) async fn open(&self, bytes: usize) -> Result<Spooled, PartError> {
        let Self { folder, least_free } = self.clone();
        let file = blocking(move || {
            let file = tempfile::tempfile_in(folder)?;
            has_room(&file, bytes, least_free).map(|()| file)
        });
        Ok(Spooled { file: Arc::new(file.await?), least_free: self.least_free })
    }
}

impl Spooled {
    async fn write(&self, bytes: Bytes) -> Result<(), PartError> {
        let spooled = self.clone();
        blocking(move || {
            has_room(&spooled.file, bytes.len(), spooled.least_free)?;
            (&*spooled.file).write_all(&bytes)
        })
        .await
    }

    /// All that was written, in `buffer`, which is empty.
    pub(super) async fn read_back(self, len: u32, mut buffer: BytesMut) -> Result<Bytes, PartError> {
        blocking(move || {
            buffer.resize(len as usize, 0);
            self.file.read_exact_at(&mut buffer, 0)?;
            Ok(buffer.freeze())
        })
        .await
    }
}

/// Whether so many bytes more leave enough of the disk free.
fn has_room(file: &File, bytes: usize, least_free: u64) -> io::Result<()> {
    if least_free > 0 && free_bytes(&rustix::fs::fstatvfs(file)?) < least_free.saturating_add(bytes as u64) {
        return Err(io::ErrorKind::StorageFull.into());
    }
    Ok(())
}

/// Does work that may have to wait for the disk on a thread for such work.
fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> impl Future<Output = Result<T, PartError>> {
    let done = tokio::task::spawn_blocking(work);
    async { done.await.map_err(|_| PartError::Interrupted)?.map_err(PartError::Spool) }
}
