//! What the server does, apart from how it is asked over HTTP.

pub mod accounts;
pub mod health;
mod keys;
pub mod limits;
pub mod links;
pub mod owners;
mod part_body;
mod part_memory;
pub mod parts;
pub mod shares;
pub mod sweep;
mod waiters;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use phial_shared::api::{SendingRules, ServerConfig};
use phial_shared::keys::random;
use phial_shared::layout::Layout;
use phial_shared::time::Seconds;
use tokio::sync::{OnceCell, Semaphore};

use self::accounts::Senders;
use self::limits::{ServiceLimits, TodaysSalt};
use self::part_body::Spool;
use self::part_memory::PartMemories;
use self::waiters::Waiters;
use crate::clock::Clock;
use crate::db::{Database, DatabaseError};
use crate::receipt::ReceiptKey;
use crate::site::Site;
use crate::store::Store;

/// What senders may ask for.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The most bytes that the files of a share may have together.
    pub max_files_len: u64,
    /// The layout of the longest archive that is accepted: that of `max_files_len`.
    pub largest: Layout,
    /// The longest lifetime of a link.
    pub max_lifetime: Seconds,
    /// The most openings that a link may allow; `None`: any number.
    pub max_opens: Option<u32>,
    /// How long a lease lasts.
    pub lease: Seconds,
    /// The most wrong proofs that a link with a factor may allow.
    pub max_tries: u32,
    /// What else is asked of senders.
    pub rules: SendingRules,
}

/// How much memory uploads may take, and how long they may take it.
#[derive(Clone, Copy, Debug)]
pub struct UploadLimits {
    /// Bytes of parts in memory at a time, over all uploads. At least one part.
    pub memory: u32,
    /// How long an upload waits for its share of that memory.
    pub wait: Duration,
}

/// When the sweep considers something to be over.
#[derive(Clone, Copy, Debug)]
pub struct Retention {
    /// From its creation, how long a share may stay unsealed.
    pub unsealed: Seconds,
    /// From its erasure, how long until a share's objects are deleted for the second time.
    pub purge_after: Seconds,
    /// From its erasure, how long a share's access log is kept.
    pub log: Seconds,
}

/// What shares are kept in, and when they are over.
pub struct Vault {
    pub(crate) db: Arc<dyn Database>,
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) retention: Retention,
    /// Once the database has told it.
    receipt_key: OnceCell<ReceiptKey>,
}

/// The server's work for its clients.
pub struct Service {
    policy: Policy,
    uploads: UploadLimits,
    limits: ServiceLimits,
    senders: Senders,
    vault: Vault,
    salt: TodaysSalt,
    upload_memory: PartMemories,
    /// One permit for each part that may wait for memory.
    upload_queue: Semaphore,
    /// Files for parts that arrive when there is no memory for them.
    spool: Spool,
    /// Requests that wait for an event.
    waiters: Waiters,
}

/// Parts that may wait for memory. Each of them is a whole part in a file.
const WAITING_PARTS: usize = 256;

impl Vault {
    /// Puts the parts together.
    pub fn new(db: Arc<dyn Database>, store: Store, clock: Arc<dyn Clock>, retention: Retention) -> Self {
        Self { db, store, clock, retention, receipt_key: OnceCell::new() }
    }

    /// What receipts are signed with.
    pub(crate) async fn receipt_key(&self) -> Result<&ReceiptKey, DatabaseError> {
        let load = async || {
            let seed = self.db.receipt_seed(random()).await?;
            ReceiptKey::from_seed(&seed).map_err(|_| DatabaseError::Corrupt("secret"))
        };
        self.receipt_key.get_or_try_init(load).await
    }
}

impl Service {
    /// Serves what is in the vault.
    pub fn new(
        vault: Vault,
        policy: Policy,
        uploads: UploadLimits,
        limits: ServiceLimits,
        senders: Senders,
        spool: PathBuf,
    ) -> Self {
        let upload_memory = PartMemories::new(uploads.memory);
        let (salt, upload_queue) = (TodaysSalt::default(), Semaphore::new(WAITING_PARTS));
        let waiters = Waiters::default();
        let spool = Spool::new(spool, limits.min_free_space);
        Self { policy, uploads, limits, senders, vault, salt, upload_memory, upload_queue, spool, waiters }
    }

    /// What the service works on.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// What a page must know before it begins. `site` is who runs the server.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn config(&self, site: &Site) -> Result<ServerConfig, DatabaseError> {
        Ok(ServerConfig {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            site_name: site.name.clone(),
            site: site.info(),
            max_files_len: self.policy.max_files_len,
            max_lifetime: self.policy.max_lifetime,
            max_opens: self.policy.max_opens,
            lease: self.policy.lease,
            max_tries: self.policy.max_tries,
            receipt_key: Some(self.vault.receipt_key().await?.public().to_sealed()),
            storage: self.vault.store.place().clone(),
            senders: self.senders.mode,
            rules: self.policy.rules,
        })
    }
}
