//! Receiving the parts of an archive.

use std::sync::Arc;

use bytes::Bytes;
use phial_shared::ids::ShareId;
use phial_shared::keys::UploadToken;
use phial_shared::layout::{PART_LEN, PartIndex};

use super::health::UploadMemory;
use super::part_body::{PartBody, Place};
use super::part_memory::PartMemory;
use super::shares::AccessError;
use super::{Service, WAITING_PARTS};
use crate::db::RecordPartError;
use crate::store::StoreError;

/// A part that may be sent now.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedPart {
    share: ShareId,
    part: PartIndex,
    /// Its exact length in bytes.
    pub len: u32,
}

/// Why a part was not stored.
#[derive(Debug, thiserror::Error)]
pub enum PartError {
    /// The token gives no access.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The share has only so many parts.
    #[error("the share has {0} parts")]
    OutOfRange(u32),
    /// No length was announced.
    #[error("the length is not announced")]
    LengthRequired,
    /// The part is longer than any part.
    #[error("the part is longer than any part")]
    TooLarge,
    /// The part does not have its exact length, in bytes.
    #[error("the part must have {0} bytes")]
    WrongLength(u32),
    /// There was no memory for it in time.
    #[error("too many parts are arriving at once")]
    Busy,
    /// The file that it was collected in cannot be made, written or read.
    #[error("the part could not be kept until there is memory for it")]
    Spool(#[source] std::io::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The task that stores it ended early.
    #[error("the part was not stored")]
    Interrupted,
}

impl Service {
    /// Checks everything that can be checked before the body of a part is read: the token, the share's state, the
    /// part's number (`None`: not a number), and the announced length.
    ///
    /// # Errors
    /// When the part must not be sent.
    pub async fn expect_part(
        &self,
        share: ShareId,
        token: Option<&UploadToken>,
        part: Option<PartIndex>,
        announced: Option<u64>,
    ) -> Result<ExpectedPart, PartError> {
        let layout = self.pending_share(share, token).await?.layout;
        let expected = part.and_then(|part| Some(ExpectedPart { share, part, len: layout.part_len(part)? }));
        let expected = expected.ok_or(PartError::OutOfRange(layout.part_count()))?;
        match announced.ok_or(PartError::LengthRequired)? {
            len if len == u64::from(expected.len) => Ok(expected),
            len if len > u64::from(PART_LEN) => Err(PartError::TooLarge),
            _ => Err(PartError::WrongLength(expected.len)),
        }
    }

    /// Shows that parts that arrive slowly can be collected in files.
    ///
    /// # Errors
    /// When they cannot.
    pub async fn check_spool(&self) -> Result<(), PartError> {
        self.spool.open(0).await.map(drop)
    }

    /// Where the body of a part is collected: in memory if there is any, else in a file. Where there can be no more files,
    /// it waits for memory.
    ///
    /// # Errors
    /// When there is no memory in time.
    pub async fn begin_part(&self, part: ExpectedPart) -> Result<PartBody, PartError> {
        let in_memory = |memory| PartBody::in_memory(part, memory, self.spool.clone());
        if let Some(memory) = self.upload_memory.at_once(part.len) {
            return Ok(in_memory(memory));
        }
        match PartBody::in_file(part, &self.spool).await {
            Some(body) => Ok(body),
            None => Ok(in_memory(self.reserve_memory(&part).await?)),
        }
    }

    /// The whole body in memory, for which it may have to wait a bounded time.
    ///
    /// # Errors
    /// When there is no memory in time, or the file cannot be read.
    pub async fn finish_part(&self, body: PartBody) -> Result<(Bytes, PartMemory), PartError> {
        match body.place {
            Place::Memory { bytes, memory, .. } => Ok((bytes.freeze(), memory)),
            Place::File(spooled) => {
                let memory = self.reserve_memory(&body.part).await?;
                Ok((spooled.read_back(body.part.len, memory.buffer()).await?, memory))
            }
        }
    }

    async fn reserve_memory(&self, part: &ExpectedPart) -> Result<PartMemory, PartError> {
        let _place = self.upload_queue.try_acquire().map_err(|_| PartError::Busy)?;
        match tokio::time::timeout(self.uploads.wait, self.upload_memory.in_turn(part.len)).await {
            Ok(Some(memory)) => Ok(memory),
            Ok(None) | Err(_) => Err(PartError::Busy),
        }
    }

    /// How the memory for parts is used at the moment.
    pub fn upload_memory(&self) -> UploadMemory {
        let total = u64::from(self.uploads.memory);
        UploadMemory {
            total,
            used: total.saturating_sub(self.upload_memory.available() as u64),
            waiting: (WAITING_PARTS - self.upload_queue.available_permits()) as u64,
        }
    }

    /// Stores a part, then records it. What was started is finished even if the caller stops waiting.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn store_part(
        self: Arc<Self>,
        part: ExpectedPart,
        body: Bytes,
        memory: PartMemory,
    ) -> Result<(), PartError> {
        if body.len() as u64 != u64::from(part.len) {
            return Err(PartError::WrongLength(part.len));
        }
        let storing = tokio::spawn(async move {
            let stored = self.put_and_record(part, body.clone()).await;
            memory.give_back(body);
            stored
        });
        storing.await.map_err(|_| PartError::Interrupted)?
    }

    async fn put_and_record(&self, expected: ExpectedPart, body: Bytes) -> Result<(), PartError> {
        let ExpectedPart { share, part, .. } = expected;
        self.vault.store.put_part(share, part, body).await?;
        match self.vault.db.record_part(share, part).await {
            Ok(()) => Ok(()),
            // The object belongs to the live share: another request had stored the same part.
            Err(RecordPartError::Sealed) => Err(AccessError::Sealed.into()),
            Err(RecordPartError::Gone) => {
                // The share was erased meanwhile. Should this fail, or the process end before, the sweep's second
                // deletion finds the object.
                self.vault.store.erase_part(share, part).await?;
                Err(AccessError::UnknownShare.into())
            }
            Err(RecordPartError::Database(error)) => Err(AccessError::Database(error).into()),
        }
    }
}
