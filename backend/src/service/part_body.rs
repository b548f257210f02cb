//! The body of a part while it arrives.
//!
//! It is in memory while there is enough for everyone. When others want memory, whoever has taken some for long because
//! the network is slow goes on in a file. So slow senders, honest or not, hold nothing that others must wait for.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio::time::Instant;

use super::parts::{ExpectedPart, PartError, PartMemory};

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
    File(tokio::fs::File),
}

impl PartBody {
    pub(super) fn in_memory(part: ExpectedPart, memory: PartMemory, spool: PathBuf) -> Self {
        // All at once: growing would copy, and hold both copies.
        let bytes = BytesMut::with_capacity(part.len as usize);
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
    pub async fn push(&mut self, piece: &[u8]) -> Result<(), PartError> {
        match &mut self.place {
            Place::Memory { bytes, .. } => bytes.extend_from_slice(piece),
            Place::File(file) => file.write_all(piece).await.map_err(PartError::Spool)?,
        }
        Ok(())
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
        if let Place::Memory { bytes, memory } = &self.place
            && memory.is_wanted()
            && let Ok(mut file) = open(&self.spool).await
        {
            file.write_all(bytes).await.map_err(PartError::Spool)?;
            self.place = Place::File(file);
        }
        Ok(())
    }
}

async fn open(spool: &Path) -> Result<tokio::fs::File, PartError> {
    let spool = spool.to_owned();
    let opened = tokio::task::spawn_blocking(move || tempfile::tempfile_in(spool)).await;
    let file: File = opened.map_err(|_| PartError::Interrupted)?.map_err(PartError::Spool)?;
    Ok(tokio::fs::File::from_std(file))
}

/// All that was written to a body's file.
pub(super) async fn read_back(mut file: tokio::fs::File, len: u32) -> Result<Bytes, PartError> {
    let read = async {
        file.flush().await?;
        file.rewind().await?;
        let mut bytes = Vec::with_capacity(len as usize);
        file.take(len.into()).read_to_end(&mut bytes).await?;
        io::Result::Ok(Bytes::from(bytes))
    };
    read.await.map_err(PartError::Spool)
}
