//! What is limited over all servers that work on one database: how often, and how much.
//!
//! A rate of `n` in a time lets `n` happen at once, and then one more whenever the *n*-th part of the time has passed (the
//! generic cell rate algorithm, ITU-T I.371). So one number is remembered for each thing that is limited: when it will be
//! as if nothing had happened.

use async_trait::async_trait;
use phial_shared::time::{Seconds, UnixSeconds};
use sha2::{Digest, Sha256};

use super::DatabaseError;

/// How often something may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So often, at least once.
    pub count: u32,
    /// In so long, at least a second.
    pub per: Seconds,
}

/// What is remembered about whom, as a salted hash: of an address, nothing that outlives the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateKey([u8; 16]);

/// The secret of a day's [`RateKey`]s.
#[derive(Clone, Copy)]
pub struct RateSalt([u8; 16]);

/// One thing that happens, if its rate allows.
#[derive(Clone, Copy, Debug)]
pub struct Charge {
    /// What.
    pub key: RateKey,
    /// How often it may.
    pub rate: Rate,
}

/// The rate does not allow it before so much time has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many in a short time")]
pub struct TooMany(pub Seconds);

/// How much may be stored; `None`: any number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quota {
    /// Shares whose content is not erased, pending ones included.
    pub shares: Option<u64>,
    /// Their bytes of ciphertext together, as announced.
    pub bytes: Option<u64>,
}

/// How much may be stored in all, and for one account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quotas {
    /// In all.
    pub server: Quota,
    /// By each account.
    pub account: Quota,
}

impl Rate {
    /// How long until one more is allowed, in milliseconds: at least one.
    pub(crate) fn step(self) -> u64 {
        (self.per.0.saturating_mul(1000) / u64::from(self.count.max(1))).max(1)
    }

    /// How far the remembered time may lie ahead for one more to be allowed, in milliseconds.
    pub(crate) fn slack(self) -> u64 {
        self.step().saturating_mul(self.count.saturating_sub(1).into())
    }
}

impl RateKey {
    /// The key of what happens to `whom`. `what` keeps different things apart.
    pub fn new(salt: RateSalt, what: &str, whom: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(salt.0);
        hash.update(what);
        hash.update([0]);
        hash.update(whom);
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        Self(key)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl RateSalt {
    /// A fresh salt.
    pub fn random() -> Self {
        Self(phial_shared::keys::random())
    }

    pub(crate) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl TooMany {
    /// From milliseconds.
    pub(crate) fn after(wait: u64) -> Self {
        Self(Seconds(wait.div_ceil(1000).max(1)))
    }
}

/// The part of the server's memory that all limits live in.
#[async_trait]
pub trait Limits: Send + Sync {
    /// The salt of a day (since 1970). Whoever asks first draws it.
    async fn rate_salt(&self, day: u64, drawn: RateSalt) -> Result<RateSalt, DatabaseError>;

    /// Forgets what no longer limits anything, and the salts of days that are over. Gives the number of things forgotten.
    async fn forget_rates(&self, now: UnixSeconds) -> Result<u64, DatabaseError>;
}
