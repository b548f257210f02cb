//! The body of a part while it arrives.
//!
//! It is in memory while there is enough for everyone. When others want memory, whoever has taken some for long because
//! the network is slow goes on in a file. So slow senders, honest or not, hold nothing that others must wait for.

use std::fs::File;
use std::future::Future;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::time::Instant;

use super::part_memory::PartMemory;
use super::parts::{ExpectedPart, PartError};

/// How long a body may take before it is looked whether others want its memory, and then again and again.
const LONG: Duration = Duration::from_secs(2);

/// The body of a part, as far as it has arrived.
pub struct PartBody {
    pub(super) part: ExpectedPart,
    pub(super) place: Place,
    look_at: Instant,
    spool: PathBuf,
}

/// Where a body is.
pub(super) enum Place {
    Memory {
        bytes: BytesMut,
        memory: PartMemory,
    },
    /// It has no name: it is gone when it is closed, however the process ends.
    File(Arc<File>),
}

impl PartBody {
    pub(super) fn in_memory(part: ExpectedPart, memory: PartMemory, spool: PathBuf) -> Self {
        let bytes = memory.buffer();
        Self { part, place: Place::Memory { bytes, memory }, look_at: Instant::now() + LONG, spool }
    }

    pub(super) async fn in_file(part: ExpectedPart, spool: &Path) -> Result<Self, PartError> {
        let place = Place::File(open(spool).await?);
        Ok(Self { part, place, look_at: Instant::now(), spool: spool.to_owned() })
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
            Place::File(file) => {
                let file = file.clone();
                blocking(move || (&*file).write_all(&piece)).await
            }
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
            && let Ok(file) = open(&self.spool).await
        {
            let (bytes, to) = (std::mem::take(bytes).freeze(), file.clone());
            let written = bytes.clone();
            blocking(move || (&*to).write_all(&written)).await?;
            memory.give_back(bytes);
            self.place = Place::File(file);
        }
        Ok(())
    }
}

/// All that was written to a body's file, in `buffer`, which is empty.
pub(super) async fn read_back(file: Arc<File>, len: u32, mut buffer: BytesMut) -> Result<Bytes, PartError> {
    blocking(move || {
        buffer.resize(len as usize, 0);
        file.read_exact_at(&mut buffer, 0)?;
        Ok(buffer.freeze())
    })
    .await
}

async fn open(spool: &Path) -> Result<Arc<File>, PartError> {
    let spool = spool.to_owned();
    blocking(move || tempfile::tempfile_in(spool).map(Arc::new)).await
}

/// Does work that may have to wait for the disk on a thread for such work.
fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> impl Future<Output = Result<T, PartError>> {
    let done = tokio::task::spawn_blocking(work);
    async { done.await.map_err(|_| PartError::Interrupted)?.map_err(PartError::Spool) }
}
