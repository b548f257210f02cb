//! `phial doctor`: whether the store and the database agree, beside a running server or without one.
//!
//! Objects are listed before rows are read, and a row is made before its first object: so an object without a row is one
//! that nobody will ever ask for. What seems to be missing is looked for once more. What is younger than a time is left alone:
//! it may be under way. What recipients were promised, a sealed share, is never "repaired" away.

pub mod command;

use std::collections::HashMap;
use std::fmt;
use std::pin::pin;

use futures_util::TryStreamExt;
use phial_shared::ids::{KeyId, ShareId};
use phial_shared::layout::{Layout, PartIndex};
use phial_shared::time::{Seconds, UnixSeconds};

use crate::audit;
use crate::db::{DatabaseError, Phase, ShareRecord};
use crate::service::Vault;
use crate::service::shares::EraseError;
use crate::store::{ObjectName, StoreError, StoredObject};

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ailment {
    /// An object that belongs to no share that there is: it can be deleted.
    Orphan(ObjectName, u64),
    /// What an interrupted upload left: it can be deleted.
    HalfWritten(ObjectName),
    /// A share whose erasure has begun and not ended: it can be ended.
    Unfinished(ShareId),
    /// Parts of a share that should be there.
    MissingPart(ShareId, PartIndex),
    /// A part that is not as long as it should be: how long it is.
    WrongLength(ShareId, PartIndex, u64),
    /// The key of a sealed share. It was erased after the backup that the database was restored from, or is lost.
    MissingKey(ShareId),
    /// An object of somebody else.
    Foreign(String),
}

impl Ailment {
    /// Whether a server that is as it should be may have it.
    pub fn is_harmless(&self) -> bool {
        matches!(self, Self::Foreign(_))
    }
}

impl fmt::Display for Ailment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Orphan(ObjectName::Key(share, _), _) => write!(f, "{share}: a key of a share that there is not"),
            Self::Orphan(ObjectName::Part(share, part), len) => {
                write!(f, "{share}: part {} ({len} bytes) belongs to no share that there is", part.0)
            }
            Self::Orphan(..) => f.write_str("an object belongs to no share that there is"),
            Self::HalfWritten(ObjectName::HalfWritten(share, _) | ObjectName::HalfWrittenKey(share, _)) => {
                write!(f, "{share}: a file was left half-written")
            }
            Self::HalfWritten(_) => f.write_str("a file was left half-written"),
            Self::Unfinished(share) => write!(f, "{share}: its erasure has begun and not ended"),
            Self::MissingPart(share, part) => write!(f, "{share}: part {} is missing", part.0),
            Self::WrongLength(share, part, len) => {
                write!(f, "{share}: part {} has {len} bytes, which is wrong", part.0)
            }
            Self::MissingKey(share) => {
                write!(
                    f,
                    "{share}: its key is gone, so that nobody can open it; erased before the database was restored?"
                )
            }
            Self::Foreign(name) => write!(f, "{name}: not made by this program"),
        }
    }
}

/// What became of an ailment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is as it was.
    Found,
    /// It is no more.
    Fixed,
}

/// What to do.
#[derive(Clone, Copy, Debug)]
pub struct Visit {
    /// Delete orphans and leftovers, and end erasures.
    pub fix: bool,
    /// Leave objects alone that are younger.
    pub older_than: Seconds,
}

/// Why the visit was not ended.
#[derive(Debug, thiserror::Error)]
pub enum DoctorError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// An erasure could not be ended.
    #[error(transparent)]
    Erase(#[from] EraseError),
}

/// What the store has of a share.
#[derive(Default)]
struct Stored {
    parts: HashMap<u32, u64>,
    keys: Vec<KeyId>,
    /// Those that are old enough.
    old: Vec<(ObjectName, u64)>,
}

impl Visit {
    /// Compares the store with the database, and tells `report` of all that it finds. Needs memory for the name of every
    /// object, some hundred bytes each.
    ///
    /// # Errors
    /// When the store or the database fails.
    pub async fn run(self, vault: &Vault, mut report: impl FnMut(&Ailment, Outcome)) -> Result<(), DoctorError> {
        let stored = self.list(vault, &mut report).await?;
        for (share, stored) in &stored {
            let record = vault.db.find_share(*share).await?;
            for (name, len) in stored.old.iter().filter(|(name, _)| !belongs(name, record.as_ref())) {
                self.settle(vault, Ailment::Orphan(name.clone(), *len), &mut report).await?;
            }
        }
        let mut heads = pin!(audit::heads(vault.db.clone()));
        while let Some(head) = heads.try_next().await? {
            self.examine(vault, head.share, stored.get(&head.share), &mut report).await?;
        }
        Ok(())
    }

    async fn list(
        self,
        vault: &Vault,
        report: &mut impl FnMut(&Ailment, Outcome),
    ) -> Result<HashMap<ShareId, Stored>, DoctorError> {
        let mut shares: HashMap<ShareId, Stored> = HashMap::new();
        let mut objects = vault.store.list_objects();
        let youngest = UnixSeconds(vault.clock.now().0.saturating_sub(self.older_than.0));
        while let Some(StoredObject { name, len, modified }) = objects.try_next().await? {
            let is_old = modified <= youngest;
            match &name {
                ObjectName::Part(share, part) => {
                    let stored = shares.entry(*share).or_default();
                    stored.parts.insert(part.0, len);
                    stored.old.extend(is_old.then_some((name, len)));
                }
                ObjectName::Key(share, key) => {
                    let stored = shares.entry(*share).or_default();
                    stored.keys.push(*key);
                    stored.old.extend(is_old.then_some((name, len)));
                }
                ObjectName::HalfWritten(..) | ObjectName::HalfWrittenKey(..) if is_old => {
                    self.settle(vault, Ailment::HalfWritten(name), report).await?;
                }
                ObjectName::HalfWritten(..) | ObjectName::HalfWrittenKey(..) => (),
                ObjectName::Foreign(name) => report(&Ailment::Foreign(name.clone()), Outcome::Found),
            }
        }
        Ok(shares)
    }

    /// What a share's row says should be there.
    async fn examine(
        self,
        vault: &Vault,
        share: ShareId,
        stored: Option<&Stored>,
        report: &mut impl FnMut(&Ailment, Outcome),
    ) -> Result<(), DoctorError> {
        let Some(record) = vault.db.find_share(share).await? else { return Ok(()) };
        let expected: Vec<PartIndex> = match record.phase {
            Phase::Pending => vault.db.arrived_parts(share).await?,
            Phase::Sealed => (0..record.layout.part_count()).map(PartIndex).collect(),
            Phase::Erasing => return self.settle(vault, Ailment::Unfinished(share), report).await,
            Phase::Erased => return Ok(()),
        };
        let mut found = Vec::new();
        for part in expected {
            let listed = stored.and_then(|stored| stored.parts.get(&part.0).copied());
            found.extend(part_ailment(vault, share, &record.layout, part, listed).await?);
        }
        if let Some(key) = record.key.filter(|key| !stored.is_some_and(|stored| stored.keys.contains(key))) {
            match vault.store.read_key(share, key).await {
                Err(StoreError::Missing) => found.push(Ailment::MissingKey(share)),
                read => drop(read?),
            }
        }
        // It may have been erased since its row was read.
        let is_as_before = vault.db.find_share(share).await?.is_some_and(|now| now.phase == record.phase);
        found.iter().filter(|_| is_as_before).for_each(|ailment| report(ailment, Outcome::Found));
        Ok(())
    }

    async fn settle(
        self,
        vault: &Vault,
        ailment: Ailment,
        report: &mut impl FnMut(&Ailment, Outcome),
    ) -> Result<(), DoctorError> {
        if !self.fix {
            report(&ailment, Outcome::Found);
            return Ok(());
        }
        match &ailment {
            Ailment::Orphan(name, _) | Ailment::HalfWritten(name) => vault.store.erase_object(name).await?,
            Ailment::Unfinished(share) => drop(vault.finish_erasure(*share).await?),
            _ => (),
        }
        report(&ailment, Outcome::Fixed);
        Ok(())
    }
}

/// Whether an object belongs to a share that may still ask for it. Keys that were drawn in vain go with their share.
fn belongs(name: &ObjectName, record: Option<&ShareRecord>) -> bool {
    let Some(record) = record.filter(|record| record.phase != Phase::Erased) else { return false };
    match name {
        ObjectName::Part(_, part) => part.0 < record.layout.part_count(),
        _ => true,
    }
}

async fn part_ailment(
    vault: &Vault,
    share: ShareId,
    layout: &Layout,
    part: PartIndex,
    listed: Option<u64>,
) -> Result<Option<Ailment>, DoctorError> {
    let right = layout.part_len(part).map(u64::from);
    if listed.is_some() && listed == right {
        return Ok(None);
    }
    // It may have arrived since the listing.
    Ok(match vault.store.part_len(share, part).await? {
        None => Some(Ailment::MissingPart(share, part)),
        Some(len) if Some(len) != right => Some(Ailment::WrongLength(share, part, len)),
        Some(_) => None,
    })
}
