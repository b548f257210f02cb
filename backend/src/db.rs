//! What the server remembers, behind one trait: shares, links, leases, and the access log.
//!
//! Each method is one transaction. Whatever a method records and the event that tells of it are in the same transaction.
//! No method is given or keeps a token or a link's id: only [`TokenHash`] and [`LinkRef`].

mod accounts;
pub mod audit;
mod committed;
mod error;
pub mod limits;
mod migration;
pub mod owners;
#[expect(clippy::duplicate_mod, reason = "the statements are written once, and compiled for each engine")]
pub mod postgres;
pub mod sqlite;

use async_trait::async_trait;
use phial_shared::api::{ErasureReceipt, FactorStatus, LinkState, LinkStatus, NewFactor, OwnedShare};
use phial_shared::encoding::Sealed;
use phial_shared::events::{Actor, Event, EventKind};
use phial_shared::ids::{AccountId, KeyId, LinkRef, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::layout::{Layout, PartIndex};
use phial_shared::time::{Seconds, UnixSeconds};

pub use self::accounts::{Accounts, Cursor, Invite, LiveSession, NewInvite, NewSession, PAGE, SignInError, SigningIn};
use self::audit::AuditLogs;
pub use self::committed::{Committed, CommittedEvents, KEPT};
pub use self::error::{DatabaseError, OpenDatabaseError};
use self::limits::{Charge, Limits, Quotas, TooMany};
pub use self::migration::Migrations;
use self::owners::Owners;

/// The most refusals that the log keeps for one link, so that guessing cannot fill the disk.
pub const MAX_LOGGED_REFUSALS: u32 = 100;
/// The most landings that the log keeps for one link.
pub const MAX_LOGGED_LANDINGS: u32 = 50;
/// Landings within this time count as one.
pub const LANDINGS_APART: Seconds = Seconds(600);
/// The most reports that the log keeps for one lease: every file of the largest share seen and saved.
pub const MAX_LOGGED_REPORTS: u32 = 20_000;

/// Where a share is in its life. It only ever moves forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Parts are arriving; nothing is live.
    Pending,
    /// Its links are live.
    Sealed,
    /// Refused to everyone, and its objects are being deleted. The sweep finishes what a crash interrupts.
    Erasing,
    /// Its objects are gone; a tombstone keeps the log.
    Erased,
}

/// A share to create.
#[derive(Debug)]
pub struct NewShare {
    /// Its id.
    pub id: ShareId,
    /// The hash of the token that its parts are sent with.
    pub upload_token_hash: TokenHash,
    /// Its layout.
    pub layout: Layout,
    /// Who sends it, if the server knows.
    pub account: Option<AccountId>,
    /// What its creation counts for.
    pub charge: Option<Charge>,
    /// What may be stored at all.
    pub quotas: Quotas,
    /// When.
    pub at: UnixSeconds,
}

/// What authorising a request about a share needs.
#[derive(Debug)]
pub struct ShareRecord {
    /// Where it is in its life.
    pub phase: Phase,
    /// Its layout.
    pub layout: Layout,
    /// Who sends it, if the server knows.
    pub account: Option<AccountId>,
    /// The hash of the upload token.
    pub upload_token_hash: TokenHash,
    /// The hash of the owner's token; `None` if it was never sealed.
    pub owner_token_hash: Option<TokenHash>,
    /// The key object that its wrapped keys are sealed with; `None` before sealing, and for shares from before there were any.
    pub key: Option<KeyId>,
}

impl ShareRecord {
    /// Whether its erasure has begun.
    pub fn is_refused(&self) -> bool {
        matches!(self.phase, Phase::Erasing | Phase::Erased)
    }
}

/// A share to seal.
#[derive(Debug)]
pub struct Sealing {
    /// Which share.
    pub share: ShareId,
    /// The SHA-256 of the request, by which a repetition is recognised.
    pub digest: [u8; 32],
    /// The sealed manifest.
    pub manifest: Sealed,
    /// The hash of the owner's token.
    pub owner_token_hash: TokenHash,
    /// The content key, wrapped for the owner.
    pub owner_wrapped_key: Sealed,
    /// The key object that all wrapped keys are sealed with.
    pub key: KeyId,
    /// The links.
    pub links: Vec<LinkToSeal>,
    /// When.
    pub at: UnixSeconds,
}

/// A link that becomes live with its share.
#[derive(Debug)]
pub struct LinkToSeal {
    /// Its reference.
    pub link: LinkRef,
    /// The hash of the token that opens it.
    pub open_token_hash: TokenHash,
    /// The content key, wrapped for it.
    pub wrapped_key: Sealed,
    /// The owner's note on it.
    pub sealed_note: Sealed,
    /// From when on it cannot be opened.
    pub expires_at: UnixSeconds,
    /// How often it may be opened.
    pub max_opens: Option<u32>,
    /// What opening it asks for besides its secret.
    pub factor: Option<NewFactor>,
}

/// What is known of a link before it is opened.
#[derive(Debug)]
pub struct LinkLook {
    /// What a page may know.
    pub status: LinkStatus,
    /// Whether the log has room for another landing; to be written by [`Owners::log_landing`].
    pub landing_is_due: bool,
}

/// An attempt to open a link.
#[derive(Debug)]
pub struct Opening {
    /// Which link.
    pub link: LinkRef,
    /// The hash of the proof that was shown.
    pub proof: TokenHash,
    /// The hash of the lease to give. If it lives already, the opening does not count.
    pub lease: TokenHash,
    /// How long a new lease lasts.
    pub lease_lasts: Seconds,
    /// What a wrong proof counts for. When it allows no more, no proof is looked at.
    pub wrong_proof: Option<Charge>,
    /// What a counted opening counts for besides.
    pub opening: Option<Charge>,
    /// When.
    pub at: UnixSeconds,
}

/// An opened link.
#[derive(Debug)]
pub struct Opened {
    /// When the lease ends.
    pub lease_expires_at: UnixSeconds,
    /// The share behind the link.
    pub share: ShareId,
    /// The key object that the wrapped key is sealed with.
    pub key: Option<KeyId>,
    /// The content key, wrapped for the link.
    pub wrapped_key: Sealed,
    /// The sealed manifest.
    pub manifest: Sealed,
    /// The share's layout.
    pub layout: Layout,
    /// When the link expires.
    pub expires_at: UnixSeconds,
    /// Openings left after this one.
    pub opens_left: Option<u32>,
}

/// What a lease gives access to.
#[derive(Clone, Copy, Debug)]
pub struct LeasedContent {
    /// The share.
    pub share: ShareId,
    /// Its layout.
    pub layout: Layout,
}

/// What a recipient's page reports about a file.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// [`EventKind::Viewed`] or [`EventKind::Saved`].
    pub kind: EventKind,
    /// Which file of the manifest.
    pub file: u32,
    /// When.
    pub at: UnixSeconds,
}

/// Who has a share erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErasedBy {
    /// Whoever sends it gives it up before it is sealed.
    Uploader,
    /// Its owner. Links that have not expired become revoked.
    Owner,
    /// The account that sent it, sealed or not.
    Sender,
    /// An administrator, sealed or not.
    Admin,
}

impl From<ErasedBy> for Actor {
    fn from(by: ErasedBy) -> Self {
        match by {
            ErasedBy::Uploader | ErasedBy::Sender => Self::Sender,
            ErasedBy::Owner => Self::Owner,
            ErasedBy::Admin => Self::Admin,
        }
    }
}

/// Why a share was not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateShareError {
    /// Too many were created in a short time.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// It does not fit into the quota.
    #[error("the quota is used up")]
    QuotaExceeded,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a part was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordPartError {
    /// The share is sealed.
    #[error("the share is sealed")]
    Sealed,
    /// The share is erased, being erased, or was never there.
    #[error("the share is gone")]
    Gone,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a share was not sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// So many parts are missing.
    #[error("{0} parts are missing")]
    PartsMissing(u32),
    /// It was sealed by another request.
    #[error("the share is already sealed")]
    AlreadySealed,
    /// A link with one of the ids exists.
    #[error("a link with this id exists")]
    LinkExists,
    /// The share is erased, being erased, or was never there.
    #[error("the share is gone")]
    Gone,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a link was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Too many openings of this link, or wrong proofs from this address, in a short time.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// There is no such link.
    #[error("there is no such link")]
    UnknownLink,
    /// The proof is wrong.
    #[error("the proof is wrong")]
    WrongProof {
        /// On a link with a factor: until it is locked.
        tries_left: Option<u32>,
    },
    /// The link's time is over.
    #[error("the link has expired")]
    Expired,
    /// It has no openings left.
    #[error("the link has no openings left")]
    Exhausted,
    /// It was taken back, or its share was erased.
    #[error("the link was taken back")]
    Revoked,
    /// Its owner locked it, or its tries are used.
    #[error("the link is locked")]
    Locked,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a lease gives no access.
#[derive(Debug, thiserror::Error)]
pub enum LeaseError {
    /// There is no such link.
    #[error("there is no such link")]
    UnknownLink,
    /// The link was taken back, or its share was erased.
    #[error("the link was taken back")]
    Revoked,
    /// The lease is over or was never given.
    #[error("the lease is over")]
    Over,
    /// The link's owner has locked it for now, its leases included.
    #[error("the link is locked")]
    Locked,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// The server's memory. Implementations are safe to use from several processes at once.
#[async_trait]
pub trait Database: Accounts + AuditLogs + Limits + Owners {
    /// Ends all connections, once what they are at is done. Whatever is asked afterwards fails.
    async fn close(&self);

    /// Creates a pending share, with its first event. What it will need is reserved until its erasure.
    async fn create_share(&self, share: NewShare) -> Result<(), CreateShareError>;

    /// What is known of a share; `None` if it never was or is forgotten.
    async fn find_share(&self, share: ShareId) -> Result<Option<ShareRecord>, DatabaseError>;

    /// Records that a part is stored, if the share is still pending. Again is harmless.
    async fn record_part(&self, share: ShareId, part: PartIndex) -> Result<(), RecordPartError>;

    /// The parts that are stored, ascending.
    async fn arrived_parts(&self, share: ShareId) -> Result<Vec<PartIndex>, DatabaseError>;

    /// Makes a share and its links live, all or nothing. The same request again changes nothing.
    /// Gives the time of the first sealing.
    async fn seal(&self, sealing: Sealing) -> Result<UnixSeconds, SealError>;

    /// The owner's view of a share; `None` if it was never sealed.
    async fn owned_share(&self, share: ShareId, now: UnixSeconds) -> Result<Option<OwnedShare>, DatabaseError>;

    /// The access log from position `from` on, oldest first, at most `most` events.
    async fn events(&self, share: ShareId, from: u64, most: u32) -> Result<Vec<Event>, DatabaseError>;

    /// What is known of a link before it is opened.
    async fn link_status(&self, link: LinkRef, now: UnixSeconds) -> Result<Option<LinkLook>, DatabaseError>;

    /// The key object that opening a link needs, and its share; whether the link can be opened is another question. `None`: no
    /// such link, nothing behind it any more, or a share from before there were keys.
    async fn key_of_link(&self, link: LinkRef) -> Result<Option<(ShareId, KeyId)>, DatabaseError>;

    /// Opens a link: checks the proof, then the held lease, then counts by one conditional statement.
    async fn open_link(&self, opening: Opening) -> Result<Opened, OpenError>;

    /// What a lease gives access to.
    async fn leased_content(
        &self,
        link: LinkRef,
        lease: TokenHash,
        now: UnixSeconds,
    ) -> Result<LeasedContent, LeaseError>;

    /// Appends what a recipient reports; at most [`MAX_LOGGED_REPORTS`] for each lease.
    async fn report(&self, link: LinkRef, lease: TokenHash, report: Report) -> Result<(), LeaseError>;

    /// Appends that a link's key was in the path of an address, once for each link. Unknown links are ignored.
    async fn key_seen_in_path(&self, link: LinkRef, now: UnixSeconds) -> Result<(), DatabaseError>;

    /// Refuses a share to everyone from now on, so that its objects can be deleted. Nothing to do if that has happened.
    async fn begin_erasure(&self, share: ShareId, by: ErasedBy, now: UnixSeconds) -> Result<(), DatabaseError>;

    /// Turns a share whose objects are deleted into a tombstone. The receipt is the same however often it is asked for;
    /// `None` if the share is not being erased nor erased.
    async fn finish_erasure(&self, share: ShareId, now: UnixSeconds) -> Result<Option<ErasureReceipt>, DatabaseError>;

    /// Appends the `expired` event for links whose time is over, and gives their number. Like the other work of sweeps,
    /// this leaves shares for the next time that someone else is changing.
    async fn log_expiries(&self, now: UnixSeconds) -> Result<u64, DatabaseError>;

    /// Removes leases that are over, and begins the erasure of every share that is dead: pending since before
    /// `abandoned_before`, or with no link that can be opened and no lease that lives. Gives the number of shares.
    async fn begin_dead_erasures(&self, abandoned_before: UnixSeconds, now: UnixSeconds) -> Result<u64, DatabaseError>;

    /// Shows that the database works, by reading of it.
    async fn answers(&self) -> Result<(), DatabaseError>;

    /// Since when the oldest share whose objects may be there ought to be gone, as far as that is known; `None` if there is no
    /// such share. `unsealed` is how long a share may be pending.
    async fn overdue_since(&self, unsealed: Seconds, now: UnixSeconds) -> Result<Option<UnixSeconds>, DatabaseError>;

    /// The shares whose erasure has begun and not ended.
    async fn shares_being_erased(&self) -> Result<Vec<ShareId>, DatabaseError>;

    /// The tombstones from before a time whose objects were not deleted for the second time.
    async fn shares_to_purge(&self, erased_before: UnixSeconds) -> Result<Vec<ShareId>, DatabaseError>;

    /// Records that a tombstone's objects were deleted for the second time.
    async fn purged(&self, share: ShareId, now: UnixSeconds) -> Result<(), DatabaseError>;

    /// Forgets purged tombstones from before a time, with their logs, and those that were never sealed, whose logs
    /// nobody can read. Gives their number.
    async fn forget(&self, erased_before: UnixSeconds) -> Result<u64, DatabaseError>;

    /// Removes from the disk what was deleted or overwritten before, where the database keeps such copies.
    async fn scrub(&self) -> Result<(), DatabaseError>;
}

/// What a link's state follows from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkCounters {
    pub(crate) expires_at: UnixSeconds,
    pub(crate) max_opens: Option<u32>,
    pub(crate) opens: u32,
    pub(crate) revoked: bool,
    /// Its owner has locked it.
    pub(crate) locked: bool,
    pub(crate) factor: Option<FactorStatus>,
}

impl LinkCounters {
    /// What can be done with the link. Being exhausted outlasts being expired, so that the answer does not change later.
    pub(crate) fn state(&self, now: UnixSeconds) -> LinkState {
        if self.revoked {
            LinkState::Revoked
        } else if self.opens_left() == Some(0) {
            LinkState::Exhausted
        } else if self.expires_at <= now {
            LinkState::Expired
        } else if self.locked || self.tries_are_used() {
            LinkState::Locked
        } else {
            LinkState::Live
        }
    }

    pub(crate) fn tries_are_used(&self) -> bool {
        self.factor.is_some_and(|factor| factor.tries_left == 0)
    }

    pub(crate) fn opens_left(&self) -> Option<u32> {
        self.max_opens.map(|max| max.saturating_sub(self.opens))
    }
}
