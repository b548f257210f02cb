//! What the owner of a share does with its links.

use std::cmp::Ordering;

use async_trait::async_trait;
use phial_shared::api::{LinkState, OwnedLink};
use phial_shared::events::EventKind;
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::time::UnixSeconds;

use super::{DatabaseError, LinkCounters, LinkToSeal};

/// A link to add to a sealed share.
#[derive(Debug)]
pub struct Addition {
    /// To which share.
    pub share: ShareId,
    /// The link.
    pub link: LinkToSeal,
    /// The SHA-256 of the request, by which a repetition is recognised.
    pub digest: [u8; 32],
    /// When.
    pub at: UnixSeconds,
}

/// What to change about a link; what is `None` or `false` stays.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// Of which share.
    pub share: ShareId,
    /// Which link.
    pub link: LinkRef,
    /// From when on it cannot be opened.
    pub expires_at: Option<UnixSeconds>,
    /// How often it may be opened in all; less than it was makes it exhausted.
    pub max_opens: Option<Option<u32>>,
    /// Whether its owner locks it.
    pub locked: Option<bool>,
    /// Whether all tries are given back.
    pub reset_tries: bool,
    /// When.
    pub at: UnixSeconds,
}

impl Change {
    /// The link after the change.
    pub(super) fn apply(&self, before: LinkCounters) -> LinkCounters {
        let mut after = before;
        if let Some(expires_at) = self.expires_at {
            after.expires_at = expires_at;
        }
        if let Some(max_opens) = self.max_opens {
            after.max_opens = max_opens.map(|max| max.max(before.opens));
        }
        if let Some(locked) = self.locked {
            after.locked = locked;
        }
        if let Some(factor) = after.factor.as_mut().filter(|_| self.reset_tries) {
            factor.tries_left = factor.max_tries;
        }
        after
    }
}

/// What the log says about a change.
pub(super) fn differences(
    before: &LinkCounters,
    after: &LinkCounters,
    now: UnixSeconds,
) -> impl Iterator<Item = (EventKind, Option<u64>)> {
    let expiry = match after.expires_at.cmp(&before.expires_at) {
        Ordering::Greater => Some((EventKind::Extended, Some(after.expires_at.0))),
        Ordering::Less => Some((EventKind::Shortened, Some(after.expires_at.0))),
        Ordering::Equal => None,
    };
    let most = |counters: &LinkCounters| counters.max_opens.map_or(u64::MAX, u64::from);
    let limit = after.max_opens.map(u64::from);
    let opens = match most(after).cmp(&most(before)) {
        Ordering::Greater => Some((EventKind::OpensRaised, limit)),
        Ordering::Less => Some((EventKind::OpensLowered, limit)),
        Ordering::Equal => None,
    };
    let is_exhausted = |counters: &LinkCounters| counters.state(now) == LinkState::Exhausted;
    let exhausted = (is_exhausted(after) && !is_exhausted(before)).then_some((EventKind::Exhausted, None));
    let tries_left = |counters: &LinkCounters| counters.factor.map(|factor| factor.tries_left);
    let lock = match (before.locked, after.locked) {
        (false, true) => Some((EventKind::Locked, None)),
        (true, false) => Some((EventKind::Unlocked, None)),
        _ if tries_left(before) != tries_left(after) => Some((EventKind::Unlocked, None)),
        _ => None,
    };
    [expiry, opens, exhausted, lock].into_iter().flatten()
}

/// Why a link was not added, changed or taken back.
#[derive(Debug, thiserror::Error)]
pub enum OwnerError {
    /// The share has no such link.
    #[error("there is no such link")]
    UnknownLink,
    /// Another link has this id.
    #[error("a link with this id exists")]
    LinkExists,
    /// The share has as many links as it may.
    #[error("the share has as many links as it may")]
    TooManyLinks,
    /// The link was taken back, or its share is erased or being erased.
    #[error("the link or its share is gone")]
    Gone,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// The owner's part of the server's memory. Each method locks the share, so that it comes before or after any opening,
/// erasure or sweep, never between.
#[async_trait]
pub trait Owners: Send + Sync {
    /// Adds a link to a sealed share. The same request again changes nothing.
    async fn add_link(&self, addition: Addition) -> Result<OwnedLink, OwnerError>;

    /// Changes what a link allows, all of it or nothing. A link that has expired or is exhausted can be revived while its
    /// share lives; one that was taken back cannot.
    async fn change_link(&self, change: Change) -> Result<OwnedLink, OwnerError>;

    /// Takes one link back: it cannot be opened any more, and its leases are over. Again is harmless.
    async fn revoke_link(&self, share: ShareId, link: LinkRef, now: UnixSeconds) -> Result<OwnedLink, OwnerError>;

    /// Logs that a page asked what a link is: at most once in [`super::LANDINGS_APART`] and [`super::MAX_LOGGED_LANDINGS`]
    /// times in all, while the share lives.
    async fn log_landing(&self, link: LinkRef, now: UnixSeconds) -> Result<(), DatabaseError>;
}
