//! What checking and collecting the access logs needs.

use async_trait::async_trait;
use phial_shared::events::EventHash;
use phial_shared::ids::ShareId;

use super::{CommittedEvents, DatabaseError};

/// How long a share's log is, and its last hash: changed in the same transaction as the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogHead {
    /// The share.
    pub share: ShareId,
    /// How many events there are.
    pub len: u64,
    /// The hash of the last; `None` without any, which no share is.
    pub hash: Option<EventHash>,
    /// Whether the share was ever sealed. The log of one that was not is forgotten after a day.
    pub was_sealed: bool,
}

/// The access logs of all shares.
#[async_trait]
pub trait AuditLogs: Send + Sync {
    /// What this process commits from now on.
    fn committed(&self) -> CommittedEvents;

    /// The heads of the logs that follow a share in the order of their ids, at most `most` of them.
    async fn log_heads(&self, after: Option<ShareId>, most: u32) -> Result<Vec<LogHead>, DatabaseError>;

    /// The head of one share's log; `None` if there is no such share.
    async fn log_head(&self, share: ShareId) -> Result<Option<LogHead>, DatabaseError>;

    /// The seed of the key that receipts are signed with: the one that is kept, or else `drawn`, which is kept from now on.
    async fn receipt_seed(&self, drawn: [u8; 32]) -> Result<[u8; 32], DatabaseError>;

    /// Shares that are in the log, and have no row. There are none unless somebody has removed one.
    async fn logs_without_share(&self, most: u32) -> Result<Vec<ShareId>, DatabaseError>;
}
